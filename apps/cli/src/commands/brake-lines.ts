import type { BrakeState } from '@kntc/storage';

/** Records for which the day has no room, by what they wait for. */
export function brakedPairs({
  waiting,
  waitingBackfill,
}: BrakeState): readonly (readonly [string, number])[] {
  const live = waiting - waitingBackfill;
  return [
    ...(live === 0 ? [] : [['Đạt hạn mức tạo mới trong ngày, chờ ngày sau', live] as const]),
    ...(waitingBackfill === 0
      ? []
      : [['Dữ liệu cũ chờ đợt cập nhật, hoặc hạn mức ngày sau', waitingBackfill] as const]),
  ];
}

/** What the day has seen of what it may. */
export function brakeLine({ live, backfill, limit, campaignLeft }: BrakeState): string {
  const day = limit === undefined ? `${live + backfill}` : `${live + backfill} trong hạn mức ${limit}`;
  return campaignLeft === 0 ? day : `${day}; đợt cập nhật còn ${campaignLeft}`;
}
