import type { Wait } from '@kntc/domain';
import { IS_BRAKED } from '../brakes/brake-statements';
import { EVERY_AGENCY } from '../queues/queue-pause-rows';

export interface WaitRow {
  readonly outage_since: string | null;
  readonly paused_since: string | null;
  readonly queue_paused_since: string | null;
  readonly restoring_since: string | null;
  readonly braked_until: string | null;
  readonly is_backfill: boolean | null;
  readonly is_recovering: boolean;
}

/**
 * What stands between the record of a `record_standing` row `s` and its delivery, as one json value: an outage of the whole
 * far side concerns everybody, one of an account those on its list.
 */
export const WAITS = `
  (select json_build_object(
     'outage_since', (select to_json(min(a.began_at)) #>> '{}' from outage a where a.ended_at is null
       and (a.scope = '' or exists (select from outage_record x
         where x.outage_id = a.id and x.national_record_id = o.national_record_id))),
     'paused_since', (select to_json(min(paused_at)) #>> '{}' from delivery_pause where resumed_at is null),
     'queue_paused_since', (select to_json(min(paused_at)) #>> '{}' from queue_pause where resumed_at is null
       and side = 'destination' and target in ('${EVERY_AGENCY}', o.agency_id)),
     'restoring_since', (select to_json(min(begun_at)) #>> '{}' from restoration where signed_at is null),
     'braked_until', case when ${IS_BRAKED} then to_json(o.braked_until) #>> '{}' end,
     'is_backfill', o.is_backfill,
     'is_recovering', exists (select from delivery_ramp where seen_at > clock_timestamp() - interval '15 seconds'))
   from outbox o
   where o.national_record_id = s.national_record_id and o.state in ('due', 'in_flight', 'unknown')
     and s.class in ('waiting', 'unknown'))`;

/** The strongest of what stands in the way: what a person has to know first. */
export function waitOf(row: WaitRow | null): Wait | undefined {
  if (row === null) return undefined;
  if (row.restoring_since !== null) return { kind: 'restoration', since: row.restoring_since };
  if (row.outage_since !== null) return { kind: 'outage', since: row.outage_since };
  if (row.paused_since !== null) return { kind: 'paused', since: row.paused_since };
  if (row.queue_paused_since !== null) return { kind: 'queue-paused', since: row.queue_paused_since };
  if (row.braked_until !== null)
    return { kind: row.is_backfill === true ? 'campaign' : 'day-limit', until: row.braked_until };
  return row.is_recovering ? { kind: 'recovering' } : undefined;
}
