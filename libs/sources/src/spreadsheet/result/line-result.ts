import type { ReasonCode, RecordClass, RecordIssue } from '@kntc/domain';
import type { Explain, Stop } from './explain-line';

/** Where the record of a line stands, as the gateway's tables say it. */
export interface LineStanding {
  readonly class:
    'confirmed' | 'waiting' | 'quarantined' | 'held' | 'unknown' | 'noChannel' | 'outOfScope' | null;
  readonly reasons: readonly RecordIssue[];
  readonly holdCode?: ReasonCode | undefined;
  /** The step that is held. */
  readonly holdStep?: string | undefined;
  /** Of a duplicate: source and key of the other record. */
  readonly holdDetail?: string | undefined;
  /** When the record was last judged. */
  readonly judgedAt: Date;
}

/** What the sender reads about one line. */
export interface LineResult {
  readonly result: string;
  readonly why: string;
  readonly action: string;
}

const ACCEPTED = 'tiếp nhận';
const NOTHING_TO_DO = 'Không phải làm gì.';

/** A data row without a key: never became a record, so it is said here and nowhere else. */
export function keylessResult(columns: readonly string[]): LineResult {
  return {
    result: 'chưa nhận',
    why: `Dòng không có khoá (${columns.join(', ')}) nên không nhận ra được hồ sơ.`,
    action: 'Điền khoá rồi gửi lại tệp.',
  };
}

/** A row that looks like data below the total, where reading stopped. */
export function belowResult(): LineResult {
  return {
    result: 'không đọc',
    why: 'Dòng nằm dưới dòng tổng (hoặc dòng dừng khác trong «stopAt»), cổng không đọc đến.',
    action: 'Nếu là đơn, chuyển dòng lên trên dòng tổng rồi gửi lại tệp; nếu không thì không phải làm gì.',
  };
}

/** @param takenAt when the file came in: what was judged earlier and stands is unchanged by it */
export function lineResult(
  standing: LineStanding,
  line: number,
  takenAt: Date,
  explain: Explain,
): LineResult {
  const { class: cls, reasons, holdCode, holdStep, holdDetail, judgedAt } = standing;
  const tell = (result: string, stops: readonly Stop[]): LineResult =>
    told(
      result,
      stops.map((stop) => explain(stop, line)),
    );
  if (cls === 'held' && holdCode !== undefined)
    return tell('tạm dừng', [{ hold: holdCode, step: holdStep, detail: holdDetail }]);
  if (reasons.length > 0) return tell(STOPPED[cls ?? ''] ?? 'chờ', reasons);
  const isOld = judgedAt < takenAt;
  return {
    result: isOld ? 'không thay đổi' : `đã ${ACCEPTED}`,
    why: GOES_ON[cls ?? ''] ?? 'Cổng đang xử lý hồ sơ.',
    action: NOTHING_TO_DO,
  };
}

const STOPPED: Readonly<Record<string, string>> = {
  waiting: 'chờ',
  quarantined: 'chờ bổ sung',
  noChannel: 'chưa có kênh liên thông',
  outOfScope: 'không thuộc diện cập nhật',
};

/** The word a result workbook has for a record of this class; `accepted` is what waits for its turn to be sent. */
export function resultWord(judged: RecordClass): string {
  return STOPPED[judged] ?? ACCEPTED;
}

const GOES_ON: Readonly<Record<string, string>> = {
  confirmed: 'Hồ sơ đã lên CSDLQG.',
  waiting: 'Hồ sơ hợp lệ, đang chờ gửi lên CSDLQG.',
  unknown: 'Đã gửi, chưa rõ CSDLQG đã nhận hay chưa; cổng tự tra cứu.',
  outOfScope: 'Hồ sơ không thuộc diện cập nhật lên CSDLQG.',
};

function told(result: string, texts: readonly ReturnType<Explain>[]): LineResult {
  const once = (part: 'why' | 'action'): string => [...new Set(texts.map((text) => text[part]))].join('\n');
  return { result, why: once('why'), action: once('action') };
}
