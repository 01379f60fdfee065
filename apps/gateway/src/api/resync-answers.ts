import { ACCESS_REFUSALS, FAILURES, OPERATION_REFUSALS, REASONS, reasonText } from '@kntc/domain';
import type { AccessRefusal, OperationRefusal, ReasonCode } from '@kntc/domain';
import { EVERY_AGENCY, type ChosenSet, type ResyncItem, type ResyncView } from '@kntc/storage';
import type { DeliveryLook } from '../composition/delivery-look';
import type { ResyncPreview } from '../composition/preview-resync';
import type { LIST_RESYNC_ITEMS, LIST_RESYNCS, PREVIEW_RESYNC } from './resync.dto';
import type { AnswerOf } from './operation/operation';
import { queryOf } from './record-filters';

type Preview = AnswerOf<typeof PREVIEW_RESYNC>;
type View = AnswerOf<typeof LIST_RESYNCS>['items'][number];
type Item = AnswerOf<typeof LIST_RESYNC_ITEMS>['items'][number];
type Lines = readonly string[];

/** What a preview says, in numbers and words. @param most how many one re-sync may have */
export function previewDto(
  { seen, unseen, samples }: ResyncPreview,
  chosen: ChosenSet,
  { look, most }: { readonly look: DeliveryLook; readonly most: number },
): Preview {
  const counts = { create: 0, update: 0, attach: 0, nothing: 0, conflict: 0, blocked: 0 };
  const blocked = new Map<string, number>();
  for (const { act, why } of seen) {
    counts[act] += 1;
    if (act === 'conflict' || act === 'blocked') {
      const name = why ?? 'unplannable';
      blocked.set(name, (blocked.get(name) ?? 0) + 1);
    }
  }
  return {
    matching: chosen.rows.length,
    most,
    counts,
    unseen,
    blocked: [...blocked]
      .toSorted(([, one], [, other]) => other - one)
      .map(([why, records]) => ({ why, records, text: whyText(why) })),
    samples,
    denunciations: chosen.denunciations,
    needsApprover: chosen.needsApprover ?? null,
    estimate: estimateDto(look, counts),
    text: PREVIEWED,
  };
}

const PREVIEWED = [
  'Xem trước: chưa ghi nhận gì. CSDLQG trả lời thế nào thì chưa biết được.',
  'Bắt đầu thì từng hồ sơ được đặt lịch gửi hoặc xét lại; không tự gửi gì, thứ tự của từng hồ sơ giữ nguyên.',
  'Bắt đầu: POST /api/v1/resync với cùng subject.',
];

/** How long sending takes behind what waits already, and what stands in its way now. */
function estimateDto(
  { recovery, brake, outages, pause, queuePauses, restoration }: DeliveryLook,
  { create, update, attach }: Preview['counts'],
): Preview['estimate'] {
  const toSend = create + update + attach;
  const perMinute = recovery.drain?.recordsPerMinute;
  const minutes = perMinute === undefined ? null : Math.ceil((recovery.backlog + toSend) / perMinute);
  const room =
    brake.limit === undefined ? undefined : brake.limit - brake.live - brake.backfill + brake.campaignLeft;
  const stops = [
    ...(outages.length > 0 ? ['Đang gián đoạn kết nối: hồ sơ chờ nối lại.'] : []),
    ...(pause === undefined ? [] : [FAILURES.GW_N209.vi]),
    ...(restoration === undefined ? [] : [FAILURES.GW_N210.vi]),
    ...(queuePauses.some(({ target }) => target === EVERY_AGENCY) ? [FAILURES.GW_N212.vi] : []),
    ...(room !== undefined && create > room
      ? [`Hạn mức tạo mới hôm nay còn ${Math.max(0, room)}: phần còn lại chờ ngày sau hoặc đợt cập nhật.`]
      : []),
  ];
  const first =
    minutes === null
      ? 'Chưa ước tính được thời gian: chưa có tốc độ gửi nào đo được.'
      : `Ước tính khoảng ${minutes} phút, sau ${recovery.backlog} hồ sơ đang chờ.`;
  return { minutes, text: [toSend === 0 ? 'Không có gì phải gửi.' : first, ...stops] };
}

/** Why a record stays, from whichever rule. */
function whyText(why: string): Lines {
  if (why in REASONS) return reasonText(why as ReasonCode);
  if (why in OPERATION_REFUSALS) return OPERATION_REFUSALS[why as OperationRefusal];
  if (why in ACCESS_REFUSALS) return [ACCESS_REFUSALS[why as AccessRefusal], 'Hồ sơ giữ nguyên.'];
  return OTHER[why] ?? [why];
}

const OTHER: Readonly<Record<string, Lines>> = {
  unplannable: ['Nay không lập được nội dung gửi của hồ sơ này.', 'Hồ sơ giữ nguyên.'],
  'not-found': ['Hồ sơ không còn, hoặc người lập lượt không được xem.', 'Không đụng tới.'],
};

export function resyncDto(view: ResyncView): View {
  const { subject, begunAt, endedAt, ...rest } = view;
  return {
    ...rest,
    subject: subject.kind,
    cause: subject.kind === 'cause' ? subject.cause : null,
    filter: subject.kind === 'filter' ? queryOf(subject.filter) : null,
    begunAt: new Date(begunAt).toISOString(),
    endedAt: endedAt === null ? null : new Date(endedAt).toISOString(),
  };
}

/** Where it stands, in a sentence, what that means, and what to do. */
export function standingText({ state, progress, records }: ResyncView): Lines {
  const { chosen, underWay, cured, nothing, failing, newCause, skipped, stopped } = progress;
  const done = `${cured} hồ sơ đã thông, ${nothing} không có gì phải gửi, ${failing} vẫn đứng lại, ${newCause} đứng lại vì lý do khác, ${skipped} bỏ qua.`;
  const left = `${chosen} chưa tới lượt, ${underWay} đang chờ kết quả${stopped > 0 ? `, ${stopped} giữ nguyên vì lượt đã dừng` : ''}.`;
  return [`${STATES[state]} (${records} hồ sơ).`, done, left];
}

const STATES: Readonly<Record<ResyncView['state'], string>> = {
  paused: 'Lượt đang chờ đi tiếp',
  running: 'Lượt đang chạy',
  stopped: 'Lượt đã bị dừng',
  done: 'Lượt đã làm xong phần đặt lịch',
};

/** Nothing is under way any more, and nothing will be. */
export function isOver({ state, progress }: ResyncView): boolean {
  return (state === 'done' || state === 'stopped') && progress.underWay === 0;
}

export function itemDto(item: ResyncItem): Item {
  return { ...item, text: itemText(item) };
}

function itemText({ why, result, resultCode }: Pick<ResyncItem, 'why' | 'result' | 'resultCode'>): Lines {
  if (why !== null) return whyText(why);
  if (resultCode !== null) return reasonText(resultCode);
  return result === null ? [] : [RESULTS[result]];
}

const RESULTS: Readonly<Record<NonNullable<ResyncItem['result']>, string>> = {
  cured: 'Điều từng cản hồ sơ này không còn.',
  nothing: 'Không khác bản đã xác nhận: không gửi gì.',
  failing: 'Vẫn đứng lại vì lý do cũ.',
  'new-cause': 'Dòng của hồ sơ không còn ở nguồn.',
};
