import type { FindingCode } from '../reconciliation/findings';

/**
 * A request to whoever runs the far side, in writing, for what nobody here can correct. `draft`: collected, to be signed and sent by
 * the office. `sent`: a person recorded number and day of the letter. `closed`: the far side shows every correction. `withdrawn`.
 */
export const CORRECTION_STATES = ['draft', 'sent', 'closed', 'withdrawn'] as const;
export type CorrectionState = (typeof CORRECTION_STATES)[number];

/** `cases`: entries that are wrong there. `codes`: codes the national lists lack. */
export const CORRECTION_KINDS = ['cases', 'codes'] as const;
export type CorrectionKind = (typeof CORRECTION_KINDS)[number];

interface ProblemText {
  /** What is wrong there. */
  readonly what: string;
  /** What is asked for. */
  readonly wanted: string;
}

/** What can be wrong with an entry, in the words of the letter. Nothing in them is of a petition. */
export const CORRECTION_PROBLEMS = {
  double: {
    what: 'Một đơn được ghi thành nhiều vụ việc',
    wanted: 'Gỡ bỏ vụ việc ghi thừa, giữ vụ việc mang mã đúng',
  },
  reassigned: {
    what: 'Mã đã xác nhận cho hồ sơ của tỉnh nay là vụ việc khác',
    wanted: 'Khôi phục vụ việc dưới mã này, hoặc thông báo mã đúng',
  },
  moved: {
    what: 'Vụ việc nay mang mã khác với mã đã xác nhận',
    wanted: 'Xác nhận mã đúng; gỡ bỏ bản ghi còn lại (nếu có)',
  },
  vanished: {
    what: 'Vụ việc đã được xác nhận nay không còn trên Hệ thống',
    wanted: 'Khôi phục vụ việc, hoặc xác nhận đã gỡ bỏ và lý do',
  },
  differs: {
    what: 'Nội dung trên Hệ thống khác nội dung đã gửi và được xác nhận',
    wanted: 'Đối chiếu, chỉnh sửa theo nội dung cơ quan đã cập nhật',
  },
  outdated: {
    what: 'Hệ thống hiện nội dung trước lần cập nhật đã được xác nhận',
    wanted: 'Kiểm tra, khôi phục lần cập nhật sau cùng',
  },
  'not-ours': {
    what: 'Vụ việc ghi cho cơ quan của tỉnh nhưng không thuộc cơ quan đó, hoặc ghi nhầm',
    wanted: 'Gỡ bỏ, hoặc chuyển cho đúng cơ quan',
  },
} as const satisfies Readonly<Record<string, ProblemText>>;
export type CorrectionProblem = keyof typeof CORRECTION_PROBLEMS;

/** What of a finding is asked for in writing; a habit of the far side, and what waits for a decision here, is not. */
export const PROBLEM_OF_FINDING: Readonly<Partial<Record<FindingCode, CorrectionProblem>>> = {
  DUPLICATE_THERE: 'double',
  ID_REASSIGNED: 'reassigned',
  ID_MOVED: 'moved',
  ID_VANISHED: 'vanished',
  FIELDS_DIFFER: 'differs',
  UPDATE_LOST: 'outdated',
};

/** The fourteen lists as letters call them. */
export const LIST_TITLES: Readonly<Record<number, string>> = {
  1: 'Địa giới hành chính',
  2: 'Cơ quan hành chính',
  3: 'Quốc gia',
  4: 'Dân tộc',
  5: 'Nguồn đơn',
  6: 'Loại khiếu tố',
  7: 'Đơn vị trực thuộc bộ, ngành',
  8: 'Loại quyết định giải quyết',
  9: 'Thẩm quyền giải quyết',
  10: 'Loại kết quả giải quyết',
  11: 'Loại giấy tờ',
  12: 'Loại rà soát đơn',
  13: 'Hướng xử lý',
  14: 'Bước giải quyết',
};

/** One line of a request. Either an entry there, or a code that a list lacks. */
export type CorrectionEntry =
  | {
      readonly kind: 'case';
      readonly problem: CorrectionProblem;
      readonly nationalId: string;
      /** Under which the record stands rightly, where that is known. */
      readonly rightId: string | null;
      readonly agency: string;
      /** Canonical names of fields that differ; never a value. */
      readonly fields: readonly string[];
      readonly correctedAt: string | null;
    }
  | {
      readonly kind: 'code';
      readonly list: number;
      readonly source: string;
      readonly localCode: string;
      /** As the office wrote it. */
      readonly name: string;
      readonly records: number;
      readonly correctedAt: string | null;
    };

/** As the state is called in a list. */
export const CORRECTION_STATE_NAMES: Readonly<Record<CorrectionState, string>> = {
  draft: 'dự thảo',
  sent: 'đã gửi',
  closed: 'đã chỉnh sửa xong',
  withdrawn: 'đã rút',
};
