import { canonicalJson, Sealed } from '@kntc/domain';
import type {
  KeyedDigest,
  ListedProposalStore,
  ListedRecord,
  ListedRecords,
  NationalWho,
  Stranger,
} from '@kntc/domain';

export interface ProposeListedPorts {
  readonly store: ListedProposalStore;
  readonly keyedDigest: KeyedDigest;
}

/** A list that was exported for one agency. */
export interface ListOfAgency {
  readonly agencyId: string;
  readonly list: Pick<ListedRecords, 'records'>;
  /** Everything of the agency is in it. */
  readonly isWhole: boolean;
  readonly madeAgoMs: number;
}

/**
 * Proposes to a clerk what stands only in a list of the national web, as cases that an interface tells of are: nothing is created
 * here. Read twice it proposes nothing twice. @returns national ids of no record here
 */
export async function proposeListed(
  { agencyId, list, isWhole, madeAgoMs }: ListOfAgency,
  { store, keyedDigest }: ProposeListedPorts,
): Promise<readonly string[]> {
  const rows = new Map(list.records.map((row) => [row.caseId.toLowerCase(), row]));
  const asked = [...rows].map(([id, { reference }]) => ({ id, reference }));
  const found = (await store.strangersAmong(asked)).flatMap((id): readonly Stranger[] => {
    const row = rows.get(id);
    return row === undefined ? [] : [strangerOf(id, row, { agencyId, keyedDigest })];
  });
  await store.noteListed({ agencyId, found, standing: isWhole ? [...rows.keys()] : undefined, madeAgoMs });
  await store.match();
  return found.map(({ nationalId }) => nationalId);
}

function strangerOf(
  nationalId: string,
  row: ListedRecord,
  { agencyId, keyedDigest }: { readonly agencyId: string; readonly keyedDigest: KeyedDigest },
): Stranger {
  const { reference, kind, receivedOn } = row;
  const shown = (wanted: string): readonly string[] =>
    row.fields.filter(({ name, value }) => name === wanted && value !== '').map(({ value }) => value);
  const who: NationalWho = {
    names: shown('petitioners[0].fullName'),
    idNumbers: shown('petitioners[0].idNumber'),
    content: shown('content')[0] ?? '',
  };
  // A list tells of no step but that the case is there.
  const facts = { kind, receivedOn, steps: ['case'] as const };
  const sealed = Sealed.of(who, keyedDigest.digest(canonicalJson(who)));
  return { nationalId, agencyId, way: 'entered', reference, facts: { ...facts, who: sealed } };
}
