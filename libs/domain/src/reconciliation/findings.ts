import type { FieldOwner, MergeWay } from './merge';

/** How a national record stands between both sides. */
export const COMPARISON_CLASSES = ['matching', 'onlyLocal', 'onlyNational', 'different'] as const;
export type ComparisonClass = (typeof COMPARISON_CLASSES)[number];

/** Worst last: a record with several findings counts in the worst of their classes. */
const WORSE: readonly ComparisonClass[] = ['matching', 'onlyNational', 'different', 'onlyLocal'];

interface FindingRule {
  readonly class: Exclude<ComparisonClass, 'matching'>;
  /**
   * What goes on being sent would do. `stranger`: go into another's case or into nothing (G3): the record is held;
   * `overwrite`: replace what somebody else wrote (G6): a change of what was confirmed waits for two people; `twice`: create
   * it a second time (G1): held.
   */
  readonly risk: 'stranger' | 'overwrite' | 'twice' | 'none';
  /** What happened, what it means for the case, what to do. */
  readonly vi: readonly [string, string, string];
  readonly en: string;
}

/** Everything reconciliation finds, by its evidence. */
export const FINDINGS = {
  ID_VANISHED: {
    class: 'onlyLocal',
    risk: 'stranger',
    vi: [
      'CSDLQG đã xác nhận hồ sơ này, nay tra theo mã và theo số tham chiếu đều không còn.',
      'Cổng dừng gửi hồ sơ này để không ghi vào chỗ trống hoặc vào vụ việc của người khác.',
      'Hỏi Thanh tra Chính phủ; rồi hai người bấm «Đã có trên CSDLQG với mã …» hoặc «Đã tra cứu, không có» ở trang hồ sơ (kntc holds resolve … --national-id MÃ, --not-there).',
    ],
    en: 'Confirmed once, and found neither under its id nor under its reference.',
  },
  ID_REASSIGNED: {
    class: 'different',
    risk: 'stranger',
    vi: [
      'Mã của hồ sơ này trên CSDLQG nay là của một vụ việc khác.',
      'Cổng dừng gửi hồ sơ này để không ghi nhầm vào vụ việc của người khác.',
      'Tra cứu trên CSDLQG; rồi hai người bấm «Đã có trên CSDLQG với mã …» hoặc «Đã tra cứu, không có» ở trang hồ sơ (kntc holds resolve … --national-id MÃ, --not-there).',
    ],
    en: 'Under the id of the record stands another case.',
  },
  ID_MOVED: {
    class: 'different',
    risk: 'stranger',
    vi: [
      'Hồ sơ này nay ở CSDLQG dưới một mã khác với mã đã xác nhận.',
      'Cổng dừng gửi hồ sơ này cho đến khi biết mã nào đúng.',
      'Tra cứu trên CSDLQG; rồi hai người ghi mã đúng ở «Đã có trên CSDLQG với mã …» (kntc holds resolve … --national-id MÃ).',
    ],
    en: 'The reference stands under another id than the one that was confirmed.',
  },
  FIELDS_DIFFER: {
    class: 'different',
    risk: 'overwrite',
    vi: [
      'Nội dung trên CSDLQG khác với nội dung đã gửi và được xác nhận.',
      'Cổng không ghi đè: bước mới vẫn gửi, thay đổi của thông tin đã xác nhận chờ hai người quyết định.',
      'Mở hồ sơ và quyết định từng trường ở «Hai bên khác nhau, từng trường» (kntc conflicts show MÃ, conflicts resolve MÃ); hoặc sửa ở phía sai.',
    ],
    en: 'Fields show something else than what was sent and confirmed.',
  },
  UPDATE_LOST: {
    class: 'different',
    risk: 'overwrite',
    vi: [
      'CSDLQG vẫn hiện nội dung cũ, dù đã xác nhận lần cập nhật sau cùng.',
      'Hai phía đang khác nhau; cổng không tự gửi lại.',
      'Đối soát lại sau; nếu vẫn vậy: mở hồ sơ, chọn bản của tỉnh để gửi lại (kntc conflicts resolve … --take ours), hoặc hỏi Thanh tra Chính phủ.',
    ],
    en: 'Fields show what both sides agreed on before the last confirmed update.',
  },
  DUPLICATE_THERE: {
    class: 'onlyNational',
    risk: 'none',
    vi: [
      'CSDLQG có nhiều vụ việc cùng mang số tham chiếu của hồ sơ này.',
      'Các bước tiếp theo vẫn gửi vào đúng mã đã xác nhận; bản thừa phải do phía quốc gia xử lý.',
      'Gửi danh sách mã thừa cho Thanh tra Chính phủ đề nghị xử lý.',
    ],
    en: 'Several cases carry the reference, the confirmed one among them.',
  },
  FOUND_UNSENT: {
    class: 'onlyNational',
    risk: 'twice',
    vi: [
      'CSDLQG đã có vụ việc mang số tham chiếu của một hồ sơ mà cổng chưa gửi.',
      'Cổng dừng hồ sơ này để không tạo vụ việc lần thứ hai.',
      'Tra cứu trên CSDLQG; rồi hai người bấm «Đã có trên CSDLQG với mã …» hoặc «Đã tra cứu, không có» ở trang hồ sơ (kntc holds resolve … --national-id MÃ, --not-there).',
    ],
    en: 'A record that we never sent stands there under its reference.',
  },
  STANDS_THERE: {
    class: 'onlyNational',
    risk: 'twice',
    vi: [
      'CSDLQG có một vụ việc của cùng người, cùng ngày, do người khác nhập, chưa ai quyết định có phải hồ sơ này không.',
      'Cổng dừng hồ sơ này để không tạo vụ việc lần thứ hai.',
      'Quyết định về vụ việc đó ở màn hình Vụ việc chỉ có trên CSDLQG (kntc proposals list, proposals decide).',
    ],
    en: 'Somebody entered there what may be the same case; nobody decided yet.',
  },
  FOREIGN_ROWS: {
    class: 'onlyNational',
    risk: 'none',
    vi: [
      'CSDLQG trả về cả vụ việc của người khác mà cổng không hỏi.',
      'Cổng không giữ gì của các vụ việc đó; kết luận chỉ dựa vào dòng mang đúng mã hoặc số tham chiếu.',
      'Báo Thanh tra Chính phủ: tra cứu trả về nhiều hơn điều được hỏi.',
    ],
    en: 'Look-ups show cases that were not asked for.',
  },
  DIGESTS_WRONG: {
    class: 'different',
    risk: 'none',
    vi: [
      'Tóm tắt theo khoảng mà CSDLQG trả về tự mâu thuẫn: thiếu khoảng, dòng lạ, trùng, tổng hoặc tóm tắt không khớp.',
      'Cổng không tin tóm tắt đó và đối soát từng hồ sơ một; không hồ sơ nào bị sửa.',
      'Báo Thanh tra Chính phủ kèm các khoảng ở màn hình Số liệu hai bên khác nhau (kntc findings list --code DIGESTS_WRONG).',
    ],
    en: 'Digests of ranges contradict themselves; every record is looked up instead.',
  },
} as const satisfies Record<string, FindingRule>;

export type FindingCode = keyof typeof FINDINGS;
export const FINDING_CODES = Object.keys(FINDINGS) as readonly FindingCode[];

/** A field both sides see differently, by keyed digests of the compared form: equal values give equal digests. */
export interface FieldDifference {
  readonly field: string;
  /** What was sent and confirmed; `undefined`: it cannot be made again. */
  readonly ours?: string | undefined;
  readonly theirs: string;
  /** What both sides last agreed on, where they ever did. */
  readonly base?: string | undefined;
  /** The newest local content, where that is something else than what was sent: a change that waits. */
  readonly local?: string | undefined;
  /** What becomes of it, and whose it is. Absent in findings from before there were ways. */
  readonly way?: MergeWay | undefined;
  readonly owner?: FieldOwner | undefined;
}

/** A difference of one record. Nothing in it is personal. */
export interface RecordFinding {
  readonly code: FindingCode;
  readonly fields: readonly FieldDifference[];
  /** Ids at the far side that it is about. */
  readonly nationalIds: readonly string[];
}

export function classOf(findings: readonly Pick<RecordFinding, 'code'>[]): ComparisonClass {
  const classes = findings.map(({ code }): ComparisonClass => FINDINGS[code].class);
  return WORSE.findLast((one) => classes.includes(one)) ?? 'matching';
}

/** Whether a record with this finding must not be delivered until people or a later comparison settled it. */
export function stopsDelivery(code: FindingCode): boolean {
  const { risk } = FINDINGS[code];
  return risk === 'stranger' || risk === 'twice';
}
