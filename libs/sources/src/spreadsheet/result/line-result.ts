import type { ReasonCode, RecordIssue } from '@kntc/domain';

/** Where the record of a line stands, as the gateway's tables say it. */
export interface LineStanding {
  readonly class: 'confirmed' | 'waiting' | 'quarantined' | 'held' | 'unknown' | 'outOfScope' | null;
  readonly reasons: readonly RecordIssue[];
  readonly holdCode?: ReasonCode | undefined;
  /** When the record was last judged. */
  readonly judgedAt: Date;
}

/** The three sentences of a reason, with its field and masked value filled in. */
export type Explain = (
  issue: Pick<RecordIssue, 'code' | 'field' | 'masked' | 'localCode'>,
) => readonly [string, string, string];

/** What the sender reads about one line. */
export interface LineResult {
  readonly result: string;
  readonly why: string;
  readonly action: string;
}

const NOTHING_TO_DO = 'Không phải làm gì.';

/** A data row without a key: never became a record, so it is said here and nowhere else. */
export function keylessResult(columns: readonly string[]): LineResult {
  return {
    result: 'chưa nhận',
    why: `Dòng không có khoá (${columns.join(', ')}) nên không nhận ra được hồ sơ.`,
    action: 'Điền khoá rồi gửi lại tệp.',
  };
}

/** @param takenAt when the file came in: what was judged earlier and stands is unchanged by it */
export function lineResult(standing: LineStanding, takenAt: Date, explain: Explain): LineResult {
  const { class: cls, reasons, holdCode, judgedAt } = standing;
  if (cls === 'held' && holdCode !== undefined)
    return told('tạm dừng', [{ code: holdCode, field: '' }], explain);
  if (reasons.length > 0) return told(STOPPED[cls ?? ''] ?? 'chờ', reasons, explain);
  const isOld = judgedAt < takenAt;
  return {
    result: isOld ? 'không thay đổi' : 'đã tiếp nhận',
    why: GOES_ON[cls ?? ''] ?? 'Cổng đang xử lý hồ sơ.',
    action: NOTHING_TO_DO,
  };
}

const STOPPED: Readonly<Record<string, string>> = {
  waiting: 'chờ',
  quarantined: 'chờ bổ sung',
  outOfScope: 'không thuộc diện cập nhật',
};

const GOES_ON: Readonly<Record<string, string>> = {
  confirmed: 'Hồ sơ đã lên CSDLQG.',
  waiting: 'Hồ sơ hợp lệ, đang chờ gửi lên CSDLQG.',
  unknown: 'Đã gửi, chưa rõ CSDLQG đã nhận hay chưa; cổng tự tra cứu.',
  outOfScope: 'Hồ sơ không thuộc diện cập nhật lên CSDLQG.',
};

function told(
  result: string,
  issues: readonly Pick<RecordIssue, 'code' | 'field' | 'masked' | 'localCode'>[],
  explain: Explain,
): LineResult {
  const texts = issues.map(explain);
  const once = (part: 0 | 2): string => [...new Set(texts.map((text) => text[part]))].join('\n');
  return { result, why: once(0), action: once(2) };
}
