import type {
  FailureCode,
  PetitionKind,
  ReasonCode,
  RecordIssue,
  StepKind,
  DigestPassOutcome,
} from '@kntc/domain';

/** Classes of the summary. */
export type StandingClass =
  'confirmed' | 'waiting' | 'quarantined' | 'held' | 'unknown' | 'noChannel' | 'outOfScope';

export interface Standing {
  readonly localKey: string;
  readonly class: StandingClass | null;
  readonly kind: PetitionKind | null;
}

export interface ReasonedStanding {
  readonly class: StandingClass | null;
  readonly reasons: readonly RecordIssue[];
  readonly holdCode?: ReasonCode | undefined;
  readonly holdStep?: StepKind | undefined;
  /** Of a duplicate: `source/key` of the other record. */
  readonly holdDetail?: string | undefined;
  /** When the record was last judged. */
  readonly judgedAt: Date;
}

export interface QueueDepth {
  /** Without those that are braked. */
  readonly due: number;
  /** Due as well, and waiting for the next day or a campaign: as many were created as a day may see. */
  readonly braked: number;
  readonly inFlight: number;
  readonly unknown: number;
  readonly oldestDueAt?: string | undefined;
  readonly oldestDueSeconds: number;
}

/** Many records, one cause: what a person mends once. */
export interface Cause {
  /** By which its records are meant: the same as long as it is the same cause. */
  readonly id: string;
  readonly class: StandingClass;
  readonly code: ReasonCode;
  readonly field?: string | undefined;
  readonly list?: number | undefined;
  readonly localCode?: string | undefined;
  readonly source?: string | undefined;
  readonly records: number;
  readonly oldestAt: string;
}

export interface SourceState {
  readonly id: string;
  readonly title: string;
  readonly pausedCode?: FailureCode | undefined;
  readonly pausedDetail?: string | undefined;
  readonly readAt?: string | undefined;
  /** What the last key pass missed, while it waits for a person; nothing was flagged. */
  readonly suspicious?: { readonly missing: number; readonly stood: number } | undefined;
  /** When it last went back in time, within the last seven days. */
  readonly wentBackAt?: string | undefined;
  /** Processes that started before its mapping was accepted, seen within two minutes: they do not read it; absent: none. */
  readonly outdatedProcesses?: number | undefined;
  /** The last comparison by digests, of a source that gives them. */
  readonly digests?: { readonly at: string; readonly outcome: DigestPassOutcome } | undefined;
  /** A mapping nobody approved yet, for which the source is not read; its pause code is `GW_S111`. */
  readonly mappingWaits?: { readonly version: string; readonly since: string } | undefined;
}

export interface SourceStateRow {
  readonly id: string;
  readonly title: string;
  readonly paused_code: FailureCode | null;
  readonly paused_detail: string | null;
  readonly read_at: Date | null;
  readonly went_back_at: Date | null;
  readonly gone_missing: number | null;
  readonly gone_stood: number | null;
  readonly digest_pass_at: Date | null;
  readonly digest_pass: DigestPassOutcome | null;
  readonly outdated: number;
  readonly waiting: string | null;
  readonly waits_since: Date | null;
}

export interface RecordRow {
  readonly id: string;
  readonly source: string;
  readonly localKey: string;
  readonly agency: string;
  readonly kind?: PetitionKind | undefined;
  /** `null`: in none of them, which is a fault. */
  readonly class: StandingClass | null;
  readonly reference?: string | undefined;
  readonly nationalId?: string | undefined;
  readonly holdCode?: ReasonCode | undefined;
  readonly holdDetail?: string | undefined;
  readonly holdStep?: StepKind | undefined;
  readonly reasons: readonly RecordIssue[];
  readonly changedAt: string;
  /** Since when its row is gone at the source. */
  readonly goneAt?: string | undefined;
}

export function toSourceState(row: SourceStateRow): SourceState {
  const { gone_missing: missing, gone_stood: stood, waiting, waits_since: since } = row;
  const isWaiting = waiting !== null && since !== null;
  return {
    id: row.id,
    title: row.title,
    // What last went wrong says nothing while nobody reads it.
    pausedCode: isWaiting ? 'GW_S111' : (row.paused_code ?? undefined),
    pausedDetail: isWaiting ? undefined : (row.paused_detail ?? undefined),
    readAt: row.read_at?.toISOString(),
    suspicious: missing === null || stood === null ? undefined : { missing, stood },
    digests: lastPassOf(row),
    outdatedProcesses: row.outdated === 0 ? undefined : row.outdated,
    wentBackAt: row.went_back_at?.toISOString(),
    mappingWaits: isWaiting ? { version: waiting, since: since.toISOString() } : undefined,
  };
}

function lastPassOf({ digest_pass_at: at, digest_pass: outcome }: SourceStateRow): SourceState['digests'] {
  return at === null || outcome === null ? undefined : { at: at.toISOString(), outcome };
}

export function toCause(row: Readonly<Record<string, string | number | null>>): Cause {
  return {
    id: String(row['id']),
    class: row['class'] as StandingClass,
    code: row['code'] as ReasonCode,
    field: row['field']?.toString() ?? undefined,
    list: row['list'] === null ? undefined : Number(row['list']),
    localCode: row['localCode']?.toString() ?? undefined,
    source: row['source']?.toString() ?? undefined,
    records: Number(row['records']),
    oldestAt: new Date(row['oldest'] ?? 0).toISOString(),
  };
}

export function toRecordRow(row: Readonly<Record<string, unknown>>): RecordRow {
  const text = (key: string): string | undefined => (typeof row[key] === 'string' ? row[key] : undefined);
  const changed = row['changed_at'] ?? row['judged_at'];
  return {
    id: String(row['id']),
    source: text('source_id') ?? '',
    localKey: text('local_key') ?? '',
    agency: text('agency_id') ?? '',
    kind: text('kind') as PetitionKind | undefined,
    class: row['class'] as StandingClass | null,
    reference: text('reference'),
    nationalId: text('national_id'),
    holdCode: text('hold_code') as ReasonCode | undefined,
    holdDetail: text('hold_detail'),
    holdStep: text('hold_step') as StepKind | undefined,
    reasons: row['reasons'] as readonly RecordIssue[],
    goneAt: row['gone_at'] instanceof Date ? row['gone_at'].toISOString() : undefined,
    changedAt: changed instanceof Date ? changed.toISOString() : '',
  };
}
