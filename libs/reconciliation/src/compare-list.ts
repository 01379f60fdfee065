import type {
  CodeBook,
  ComparisonClass,
  KeyedDigest,
  ListedRecords,
  NationalProfile,
  Ownership,
  Reconciled,
  ReconciliationRun,
  ReconciliationStore,
} from '@kntc/domain';
import { compareOne } from './compare';
import { ListReadBack, readingList } from './list-read-back';

export interface CompareListPorts {
  readonly store: Pick<ReconciliationStore, 'page' | 'note'>;
  readonly profile: NationalProfile;
  readonly codeBook: () => CodeBook;
  readonly keyedDigest: KeyedDigest;
  readonly ownership?: Ownership | undefined;
}

export interface ListToCompare {
  readonly list: ListedRecords;
  /** Everything of the agency is in it. */
  readonly isWhole: boolean;
  /** How long ago it was made: what was confirmed since is not compared. */
  readonly madeAgoMs: number;
}

export interface ListCompared {
  readonly compared: number;
  /** Of which the list does not say enough. */
  readonly unanswered: number;
  readonly classes: Readonly<Record<ComparisonClass, number>>;
}

const PAGE = 50;

/**
 * Compares the records of one agency with a list that was exported from the national web, by the rules of every run: the same
 * classes, the same findings, the same holds. Reads only; a page that was compared stays so when the process dies.
 */
export async function compareList(
  run: ReconciliationRun,
  wanted: ListToCompare,
  ports: CompareListPorts,
): Promise<ListCompared> {
  const { store } = ports;
  const classes = { matching: 0, onlyLocal: 0, onlyNational: 0, different: 0 };
  let [compared, unanswered] = [0, 0];
  for (let isLast = false; !isLast;) {
    const page = await store.page(run, PAGE, wanted.madeAgoMs);
    ({ isLast } = page);
    const results = await comparePage(page.records, wanted, ports);
    await store.note(run, { results, requests: 0, place: page.end, isFinished: isLast });
    for (const { verdict } of results) {
      if (verdict.kind === 'compared') classes[verdict.class] += 1;
      else unanswered += 1;
    }
    compared += results.length;
  }
  return { compared, unanswered, classes };
}

async function comparePage(
  records: Awaited<ReturnType<ReconciliationStore['page']>>['records'],
  { list, isWhole }: ListToCompare,
  { profile, codeBook, keyedDigest, ownership }: CompareListPorts,
): Promise<readonly Reconciled[]> {
  const { readBack } = profile;
  if (readBack === undefined) return [];
  const rows = new ListReadBack(list, isWhole);
  const lookupByReference = list.showsReferences ? ('proven' as const) : ('no' as const);
  const ours = {
    capabilities: { ...profile.capabilities, lookupByReference },
    plan: (...[kase, context]: Parameters<NationalProfile['plan']>) => profile.plan(kase, context),
  };
  const looks = {
    byReference: ({ reference }: { readonly reference: string }) => rows.byReference(reference),
    byId: ({ nationalId = '' }: { readonly nationalId?: string | undefined }) => rows.byId(nationalId),
  };
  const comparing = {
    profile: ours,
    readBack: readingList(readBack, rows),
    codeBook,
    keyedDigest,
    ownership,
    looks,
  };
  return Promise.all(
    records.map(async (record) => {
      const { recordId, agencyId, attemptNo, caseVersion, reference } = record;
      const verdict = await compareOne(record, comparing);
      const isSent = record.nationalId !== undefined;
      return { recordId, agencyId, attemptNo, caseVersion, reference, isSent, verdict };
    }),
  );
}
