import { actorText, drainText, failureText, scopeText, spanText, vietnamTime } from '@kntc/domain';
import type { AffectedRecord, Outage, Recovery } from '@kntc/domain';

/** What a «Biên bản gián đoạn kết nối» says, whatever it is written as. */
export interface OutageForm {
  readonly outage: Outage;
  readonly province: string;
  /** Who makes the paper: the province, or the one agency it is limited to. */
  readonly agency: string;
  readonly affected: readonly AffectedRecord[];
  readonly nameOf: (agencyId: string) => string;
  /** As long as it is not over. */
  readonly recovery: Recovery | undefined;
  readonly madeAt: Date;
}

export const TITLE = 'BIÊN BẢN GIÁN ĐOẠN KẾT NỐI';
export const SUBTITLE =
  'với Cơ sở dữ liệu quốc gia về công tác tiếp công dân, xử lý đơn, giải quyết khiếu nại, tố cáo (CSDLQG)';
export const COPIES: readonly string[] = [
  'Cơ quan cấp trên (để báo cáo);',
  'Đơn vị vận hành CSDLQG;',
  'Lưu: VT, hồ sơ vụ việc.',
];
export const AFFECTED_HEADINGS = ['TT', 'Mã hồ sơ địa phương', 'Chờ kết nối từ', 'Gửi được lúc', 'Chờ trong'];

/** When it was. */
export function timesOf({
  outage,
  affected,
  recovery,
  madeAt,
}: OutageForm): readonly (readonly [string, string])[] {
  const isOver = outage.endedAt !== null;
  return [
    ['Phạm vi', scopeText(outage.scope)],
    ['Bắt đầu', vietnamTime(outage.beganAt)],
    ['Kết nối trở lại', outage.reopenedAt === null ? 'chưa' : vietnamTime(outage.reopenedAt)],
    ['Gửi được hồ sơ trở lại', isOver ? vietnamTime(outage.endedAt) : 'chưa'],
    [
      'Thời gian gián đoạn',
      `${spanText(outage.seconds / 60)}${isOver ? '' : `, tính đến ${vietnamTime(madeAt)}`}`,
    ],
    ['Số hồ sơ bị ảnh hưởng', String(affected.length)],
    ...(recovery === undefined || recovery.backlog === 0
      ? []
      : [['Ước tính gửi hết hồ sơ đang chờ', drainText(recovery.drain)] as const]),
  ];
}

/** Why, in words, each reason from when on. */
export function causesOf({
  outage,
}: OutageForm): readonly (readonly [at: string, what: string, who: string])[] {
  return outage.causes.map(({ code, at }) => [
    vietnamTime(at),
    `${failureText(code)} (${code})`,
    actorText(code),
  ]);
}

/** What the gateway did by itself. */
export function actsOf({ outage, affected }: OutageForm): readonly string[] {
  return [
    'Tạm dừng gửi ngay khi phát hiện gián đoạn; không thử gửi lần lượt từng hồ sơ.',
    `Tự hỏi thăm CSDLQG định kỳ: ${outage.failedProbes} lần chưa được${outage.lastProbeAt === null ? '' : `, lần gần nhất ${vietnamTime(outage.lastProbeAt)}`}.`,
    `Giữ nguyên ${affected.length} hồ sơ trong danh sách chờ gửi theo đúng thứ tự; không mất, không gửi trùng, không hồ sơ nào bị ghi lỗi.`,
    'Vẫn nhận và kiểm tra hồ sơ mới từ phần mềm của các đơn vị trong thời gian gián đoạn.',
    outage.reopenedAt === null
      ? 'Khi kết nối trở lại, tự gửi tiếp, tăng dần từng bước để không làm quá tải CSDLQG.'
      : 'Khi kết nối trở lại, tự gửi tiếp, tăng dần từng bước để không làm quá tải CSDLQG; kết quả chưa rõ được tra cứu trước, không gửi lại mò.',
  ];
}

/** How many of which agency, the most first. */
export function agenciesOf({
  affected,
  nameOf,
}: OutageForm): readonly (readonly [name: string, count: number])[] {
  const counts = new Map<string, number>();
  for (const { agency } of affected) counts.set(agency, (counts.get(agency) ?? 0) + 1);
  return [...counts]
    .toSorted(([a, more], [b, less]) => less - more || a.localeCompare(b))
    .map(([id, count]) => [nameOf(id), count]);
}

/** One line for each record: its reference and its times, whatever kind of petition it is. */
export function affectedLine({ reference, since, sentAt, state }: AffectedRecord): readonly string[] {
  const waited = sentAt === null ? undefined : (Date.parse(sentAt) - Date.parse(since)) / 60_000;
  return [
    reference,
    vietnamTime(since),
    sentAt === null ? (STATES[state] ?? 'chưa gửi') : vietnamTime(sentAt),
    waited === undefined ? '' : spanText(waited),
  ];
}

const STATES: Readonly<Record<string, string>> = {
  due: 'còn chờ gửi',
  in_flight: 'đang gửi',
  unknown: 'chưa rõ kết quả, đang tra cứu',
  held: 'tạm dừng, chờ ý kiến',
  done: 'không còn gì phải gửi',
};

export const REMARKS: readonly string[] = [
  'Biên bản chỉ nêu mã hồ sơ địa phương; không có dữ liệu cá nhân, không phân biệt loại đơn.',
  'Cổng không giữ thời hạn cập nhật của từng hồ sơ: cơ quan đối chiếu cột «Chờ trong» với thời hạn của mình.',
];
