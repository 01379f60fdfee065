import { FAILURES, vietnamTime } from '@kntc/domain';
import type { SourceState } from '@kntc/storage';
import { DIGEST_SHOWN } from '../arguments';

/** What is to be said of sources beside their counts. */
export function sourceLines(sources: readonly SourceState[]): readonly string[] {
  return [
    ...sources
      .filter(({ pausedCode, mappingWaits }) => pausedCode !== undefined && mappingWaits === undefined)
      .map((source) => `Nguồn ${source.id} tạm dừng: ${failureText(source.pausedCode)}`),
    ...sources.flatMap(missingLine),
    ...sources.flatMap(wentBackLine),
    ...sources.flatMap(waitingLine),
    ...sources.flatMap(outdatedLine),
  ];
}

/** What the last key pass of a source missed, while it waits for a person. */
export function missingLine({ id, suspicious }: SourceState): readonly string[] {
  if (suspicious === undefined) return [];
  const { missing, stood } = suspicious;
  return [`Nguồn ${id}: ${missing} trong ${stood} hồ sơ không còn ở nguồn. ${failureText('GW_S106')}`];
}

/** How the last comparison by digests of a source ended. */
export function digestLine({ id, digests }: SourceState): readonly string[] {
  if (digests === undefined) return [];
  const { at, outcome } = digests;
  const begins = `Nguồn ${id} so tóm tắt lúc ${vietnamTime(at)}:`;
  if (outcome.kind === 'compared') {
    const { records, read, changed, moving } = outcome;
    const unstable =
      moving === 0
        ? []
        : [`  ${moving} hồ sơ nói khác đi mỗi lần hỏi: công thức tóm tắt có phụ thuộc giờ hiện tại?`];
    return [
      `${begins} ${records} hồ sơ ở nguồn, đọc lại ${read}, có ${changed} hồ sơ đã đổi mà cột thời điểm sửa không báo.`,
      ...unstable,
    ];
  }
  return [`${begins} chưa xong. ${brokenOffText(outcome.why)} Lần sau cổng so tiếp.`];
}

function brokenOffText(why: string): string {
  if (why in FAILURES) return failureText(why);
  return BROKEN_OFF[why] ?? why;
}

const BROKEN_OFF: Readonly<Record<string, string>> = {
  ending: 'Cổng đang dừng.',
  failed: 'Cổng gặp lỗi của chính nó; nhật ký có chi tiết.',
  doubtful: 'Nguồn trả lời không khớp với chính nó.',
  superseded: 'Tiến trình khác đã bắt đầu đọc nguồn, hoặc ánh xạ đã đổi.',
  'too-much-differs': 'Gần như mọi hồ sơ đều khác: khung nhìn hay công thức tóm tắt vừa đổi?',
};

function wentBackLine({ id, wentBackAt }: SourceState): readonly string[] {
  if (wentBackAt === undefined) return [];
  const at = vietnamTime(wentBackAt);
  return [
    `Nguồn ${id} quay về thời điểm cũ, thấy lúc ${at}: hồ sơ khác bản đã xác nhận chờ quyết định (kntc holds list).`,
  ];
}

/** Which source is not read because its mapping waits, since when, and what ends it. */
export function waitingLine({ id, mappingWaits }: SourceState): readonly string[] {
  if (mappingWaits === undefined) return [];
  const { version, since } = mappingWaits;
  return [
    `Nguồn ${id} chờ duyệt ánh xạ từ ${vietnamTime(since)} (phiên bản ${version.slice(0, DIGEST_SHOWN)}): ${failureText('GW_S111')}`,
    `  Xem thay đổi và duyệt: npm run kntc -- sources accept-mapping ${id}`,
  ];
}

/** Processes that must be started again before they read a source. */
function outdatedLine({ id, outdatedProcesses }: SourceState): readonly string[] {
  if (outdatedProcesses === undefined) return [];
  return [
    `Nguồn ${id}: ${outdatedProcesses} tiến trình khởi động trước khi ánh xạ được duyệt nên không đọc nguồn này. Khởi động lại các cổng đó.`,
  ];
}

/** Vietnamese sentence of a failure code. */
export function failureText(code: string | undefined): string {
  if (code === undefined) return '';
  return code in FAILURES ? FAILURES[code as keyof typeof FAILURES].vi : code;
}
