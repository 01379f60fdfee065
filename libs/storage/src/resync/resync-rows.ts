import type { ReasonCode, ResyncState } from '@kntc/domain';
import type { RecordFilter } from '../lists/record-list';

/** What was asked for, as it is kept: a filter or a cause; of named records their number alone. */
export type StoredSubject =
  | { readonly kind: 'records' }
  | { readonly kind: 'filter'; readonly filter: RecordFilter }
  | { readonly kind: 'cause'; readonly cause: string };

/** One re-sync with how far it has come. Times as ISO texts. */
export interface ResyncView {
  readonly id: string;
  readonly subject: StoredSubject;
  readonly state: ResyncState;
  readonly actor: string;
  readonly approver: string | null;
  readonly reason: string;
  readonly begunAt: string;
  readonly changedBy: string | null;
  readonly changeReason: string | null;
  readonly endedAt: string | null;
  readonly records: number;
  readonly denunciations: number;
  readonly progress: ResyncProgress;
}

/** Together they are all records that were chosen. */
export interface ResyncProgress {
  /** Their turn has not come. */
  readonly chosen: number;
  /** Made due or judged again, and still under way. */
  readonly underWay: number;
  readonly cured: number;
  readonly nothing: number;
  readonly failing: number;
  readonly newCause: number;
  /** Left as they were, each with why. */
  readonly skipped: number;
  /** Left as they were because a person stopped it before their turn. */
  readonly stopped: number;
}

/** One record of a re-sync. */
export interface ResyncItem {
  readonly position: number;
  readonly source: string;
  readonly localKey: string;
  readonly reference: string | null;
  readonly state: 'chosen' | 'released' | 'skipped' | 'stopped';
  readonly how: 'due' | 'judge' | null;
  /** Why it was skipped. */
  readonly why: string | null;
  readonly cause: ReasonCode | null;
  readonly result: 'cured' | 'nothing' | 'failing' | 'new-cause' | null;
  readonly resultCode: ReasonCode | null;
}

const COUNT = (condition: string): string => `(count(*) filter (where ${condition}))::int`;

const PROGRESS = `
  select json_build_object(
    'chosen', ${COUNT("i.state = 'chosen'")},
    'underWay', ${COUNT("i.state = 'released' and i.result is null")},
    'cured', ${COUNT("i.result = 'cured'")}, 'nothing', ${COUNT("i.result = 'nothing'")},
    'failing', ${COUNT("i.result = 'failing'")}, 'newCause', ${COUNT("i.result = 'new-cause'")},
    'skipped', ${COUNT("i.state = 'skipped'")}, 'stopped', ${COUNT("i.state = 'stopped'")})
  from resync_item i where i.operation_id = p.id`;

/** Columns of {@link ResyncView}, of `resync_operation p`. */
export const RESYNC_COLUMNS = `
  p.id, p.subject, p.state, p.actor, p.approver, p.reason, to_json(p.begun_at) #>> '{}' as "begunAt",
  p.changed_by as "changedBy", p.change_reason as "changeReason", to_json(p.ended_at) #>> '{}' as "endedAt",
  p.records, p.denunciations, (${PROGRESS}) as progress`;
