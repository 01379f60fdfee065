import type { LocalCase } from './local-case';

export type RecordClass = 'confirmed' | 'waiting' | 'outOfScope' | 'held' | 'quarantined';

export interface ExpectedRecord {
  readonly class: RecordClass;
  /** Reason, for every class but confirmed. */
  readonly code: string;
}

type Milestone = 'received' | 'handling' | 'acceptance';

/** The demo's release rule: complaints from handling on, denunciations from acceptance, the others on receipt. */
const RELEASE: Readonly<Record<NonNullable<LocalCase['kind']>, Milestone>> = {
  KN: 'handling',
  TC: 'acceptance',
  KNPA: 'received',
};
const PROPOSED_FOR_ACCEPTANCE = '4';

/**
 * Class of a row: as `expected.csv` lists it, except that rows which wait are judged by what they have become, since
 * the office goes on working.
 *
 * @param direction national code of the handling direction, empty without handling
 */
export function expectedRecord(
  local: LocalCase,
  listed: ExpectedRecord | undefined,
  direction: string,
): ExpectedRecord {
  if (listed !== undefined && listed.class !== 'waiting') return listed;
  if (local.kind === undefined) return { class: 'waiting', code: 'NOT_CLASSIFIED' };
  return isReleased(local, RELEASE[local.kind], direction)
    ? { class: 'confirmed', code: '' }
    : { class: 'waiting', code: 'NOT_RELEASED' };
}

/** A petition that ends at its handling will see no acceptance: it is due at once. */
function isReleased({ handling, acceptance }: LocalCase, point: Milestone, direction: string): boolean {
  if (point === 'received' || acceptance !== undefined) return true;
  if (handling === undefined) return false;
  return point === 'handling' || !handling.eligible || direction !== PROPOSED_FOR_ACCEPTANCE;
}

/** `key,class,code` lines under a heading; `confirmed` rows may have no code. */
export function readRecords(csv: string): Map<string, ExpectedRecord> {
  const lines = csv.split(/\r?\n/).filter((line) => line !== '' && !line.startsWith('key,'));
  return new Map(
    lines.map((line) => {
      const [key = '', group = '', code = ''] = line.split(',');
      return [key, { class: group as RecordClass, code }];
    }),
  );
}
