import type { DataSource } from 'typeorm';

/** Target of a pause that stops sending for all agencies. */
export const EVERY_AGENCY = '*';

/** One of the queues: what is read from a source, or what goes to the far side for an agency, or for all (`*`). */
export interface QueueName {
  readonly side: 'source' | 'destination';
  readonly target: string;
}

/** A queue that stands still because a person wants it to. */
export interface QueuePause extends QueueName {
  /** ISO text. */
  readonly since: string;
  readonly by: string;
  readonly reason: string;
}

const OPEN = `
  select side, target, to_json(paused_at) #>> '{}' as since, paused_by as by, reason
  from queue_pause where resumed_at is null order by side, target`;

/** Every queue that is paused now, whoever paused it; the same for all processes. */
export function queuePauses(dataSource: Pick<DataSource, 'query'>): Promise<readonly QueuePause[]> {
  return dataSource.query(OPEN);
}
