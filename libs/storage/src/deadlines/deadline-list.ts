import type { DeadlineStage, LedgerClass, PartialDate, PetitionKind } from '@kntc/domain';
import { is, type Bind, type Listing } from '../lists/listing';

/** A petition for which a term runs, or of which something unsent would show as late. */
export interface DeadlineRow {
  readonly id: string;
  readonly source: string;
  readonly localKey: string;
  /** Agency that answers for it. */
  readonly agency: string;
  readonly kind: PetitionKind | null;
  readonly reference: string | null;
  /** Where it stands; `null`: unaccounted. */
  readonly class: Exclude<LedgerClass, 'diverged' | 'shadow'> | null;
  /** The term that runs; `null`: none does any more. */
  readonly stage: DeadlineStage | null;
  /** Last day of that term; `null` with a stage: paused by a suspension. */
  readonly dueOn: PartialDate | null;
  /** First day on which the far side shows it as late unless what is unsent arrives; `null`: nothing is. */
  readonly lateOn: PartialDate | null;
}

/** Days are `yyyy-MM-dd`. */
export interface DeadlineFilter {
  readonly agency?: string | undefined;
  readonly kind?: PetitionKind | undefined;
  readonly stage?: DeadlineStage | undefined;
  /** Whose term ends on that day or before. */
  readonly dueBy?: string | undefined;
  /** Which the far side shows as late on that day or before. */
  readonly lateBy?: string | undefined;
  /** Either of them. */
  readonly by?: string | undefined;
  readonly isPaused?: true | undefined;
}

const NEXT = `coalesce(least(d.due_on, d.late_on), 'infinity')`;
const upTo =
  (column: string) =>
  (value: unknown, bind: Bind): readonly string[] => [`${column} <= ${bind(value)}::date`];

/** The most urgent first; those whose term is paused come last. */
export const DEADLINES: Listing<DeadlineFilter, DeadlineRow> = {
  columns: `d.id::text as id, d.source_id as source, d.local_key as "localKey", d.owner_id as agency, d.kind, d.reference, d.class,
    d.stage, d.due_on::text as "dueOn", d.late_on::text as "lateOn"`,
  from: (seen) => `deadline_record d where ${OPEN} and ${seen}`,
  seenBy: { caseId: 'd.case_id', agencyId: 'd.owner_id' },
  order: [
    { sql: NEXT, type: 'date' },
    { sql: 'd.id', type: 'bigint' },
  ],
  filters: {
    agency: is('d.owner_id'),
    kind: is('d.kind'),
    stage: is('d.stage'),
    dueBy: upTo('d.due_on'),
    lateBy: upTo('d.late_on'),
    by: upTo('least(d.due_on, d.late_on)'),
    isPaused: () => [`d.stage is not null and d.due_on is null`],
  },
  toRow: (row) => ({
    id: String(row['id']),
    source: String(row['source']),
    localKey: String(row['localKey']),
    agency: String(row['agency']),
    kind: row['kind'] as DeadlineRow['kind'],
    reference: row['reference'] as string | null,
    class: row['class'] as DeadlineRow['class'],
    stage: row['stage'] as DeadlineRow['stage'],
    dueOn: row['dueOn'] as PartialDate | null,
    lateOn: row['lateOn'] as PartialDate | null,
  }),
};

/** Something runs, or is late. */
const OPEN = '(d.stage is not null or d.late_on is not null)';
