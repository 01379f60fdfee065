import { OPERATION_REFUSALS, type OperationRefusal, vietnamTime } from '@kntc/domain';
import type { ResyncItem, ResyncView } from '@kntc/storage';
import { table } from '../output';

const STATES: Readonly<Record<ResyncView['state'], string>> = {
  paused: 'tạm dừng',
  running: 'đang chạy',
  stopped: 'đã dừng',
  done: 'xong',
};
const RESULTS: Readonly<Record<NonNullable<ResyncItem['result']>, string>> = {
  cured: 'đã thông',
  nothing: 'không có gì phải gửi',
  failing: 'vẫn đứng lại',
  'new-cause': 'lý do khác',
};

/** Re-syncs with how far they have come. */
export function resyncLines(items: readonly ResyncView[]): readonly string[] {
  if (items.length === 0) return ['Chưa có lượt đồng bộ lại nào.'];
  return table(
    ['Id', 'Lúc', 'Ai', 'Trạng thái', 'Hồ sơ', 'Chưa tới', 'Đang chờ', 'Đã thông', 'Vẫn lỗi', 'Bỏ qua'],
    items.map(({ id, begunAt, actor, state, records, progress: p }) => [
      id,
      vietnamTime(begunAt),
      actor,
      STATES[state],
      records,
      p.chosen + p.stopped,
      p.underWay,
      p.cured + p.nothing,
      p.failing + p.newCause,
      p.skipped,
    ]),
  );
}

/** The records of one, each with what came of it. */
export function itemLines(items: readonly ResyncItem[]): readonly string[] {
  if (items.length === 0) return ['Không có hồ sơ nào, hoặc không có lượt này.'];
  return table(
    ['STT', 'Hồ sơ', 'Kết quả', 'Lý do'],
    items.map((one) => [
      one.position,
      one.reference ?? `${one.source}/${one.localKey}`,
      resultText(one),
      one.resultCode ?? whyText(one.why) ?? one.cause ?? '',
    ]),
  );
}

function resultText({ state, result }: ResyncItem): string {
  if (result !== null) return RESULTS[result];
  return { chosen: 'chưa tới lượt', released: 'đang chờ', skipped: 'bỏ qua', stopped: 'giữ nguyên' }[state];
}

function whyText(why: string | null): string | undefined {
  if (why === null) return undefined;
  return why in OPERATION_REFUSALS ? OPERATION_REFUSALS[why as OperationRefusal][0] : why;
}
