import type { DueRecord } from '@kntc/domain';

/** Records by the lane they go through, in the order in which they were fetched. */
export function groupByLane(records: readonly DueRecord[]): ReadonlyMap<number, readonly DueRecord[]> {
  const byLane = new Map<number, DueRecord[]>();
  for (const record of records) {
    const lane = byLane.get(record.lane);
    if (lane === undefined) byLane.set(record.lane, [record]);
    else lane.push(record);
  }
  return byLane;
}
