import type { DigestStore, KnownNationalId } from '../../ports/digest-store';
import { compareByDigests, DIGEST_LIMITS, type DigestFinding, type DigestReport } from './compare-by-digests';
import type { DigestSide } from './digest-side';

type Doubt = Extract<DigestFinding, { readonly kind: 'doubt' }>;

/** A record that is not the same on both sides, by its national id and, where it is one of ours, its reference. */
export type RecordDifference =
  | {
      readonly kind: 'different' | 'only-local';
      readonly id: string;
      readonly reference: string;
      /** It is being sent, or is about to be: look again when it rests. */
      readonly isOnItsWay: boolean;
    }
  /** Stands there and is none of ours. */
  | { readonly kind: 'only-national'; readonly id: string }
  /** Ours, and stands there; what we acknowledged of it cannot be compared yet. Made due, it can be, and nothing is sent. */
  | {
      readonly kind: 'undigested';
      readonly id: string;
      readonly reference: string;
      readonly isOnItsWay: boolean;
    }
  | Doubt;

export interface ComparedSides {
  readonly store: DigestStore;
  /** Of the same agencies as `agencyIds`. */
  readonly national: DigestSide;
  /** Whose records the account may see; default: all. */
  readonly agencyIds?: readonly string[] | undefined;
}

/** Records whose references are asked for at once. */
const AT_ONCE = 200;

/**
 * Compares what the far side acknowledged with what it holds, and says which records differ in our own words. Changes
 * nothing on either side. Stopped anywhere it is begun anew: it takes seconds.
 */
export async function compareRecords(
  { store, national, agencyIds }: ComparedSides,
  told: (finding: RecordDifference) => void | Promise<void>,
  limits = DIGEST_LIMITS,
): Promise<DigestReport> {
  let waiting: Exclude<DigestFinding, Doubt>[] = [];
  const tellWaiting = async (): Promise<void> => {
    const findings = waiting;
    waiting = [];
    const known = await store.known(findings.map(({ id }) => id));
    const byId = new Map(known.map((one) => [one.id.toLowerCase(), one]));
    for (const finding of findings) await told(inOurWords(finding, byId.get(finding.id.toLowerCase())));
  };
  const report = await compareByDigests(
    { ours: store.side(agencyIds), theirs: national },
    async (finding) => {
      if (finding.kind === 'doubt') await told(finding);
      else waiting.push(finding);
      if (waiting.length >= AT_ONCE) await tellWaiting();
    },
    limits,
  );
  if (waiting.length > 0) await tellWaiting();
  return report;
}

function inOurWords(
  { kind, id, reference }: Exclude<DigestFinding, Doubt>,
  known: KnownNationalId | undefined,
): RecordDifference {
  const isOnItsWay = known?.isOnItsWay ?? false;
  if (kind !== 'only-theirs') {
    const inOurs = kind === 'only-ours' ? 'only-local' : kind;
    return { kind: inOurs, id, reference: known?.reference ?? reference ?? '', isOnItsWay };
  }
  return known === undefined
    ? { kind: 'only-national', id }
    : { kind: 'undigested', id, reference: known.reference, isOnItsWay };
}
