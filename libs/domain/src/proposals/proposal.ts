/**
 * A case that stands at the far side for an agency of this province and is of no record here: entered on the national web, or
 * passed on from elsewhere. It is proposed to a clerk; nothing is ever created here because of it.
 *
 * `open`: nobody decided. `linking`: it is a local record, delivery is about to adopt its id. `linked`: the id is ours.
 * `awaited`: it will be entered into the local software. `not-ours`: to be corrected there. `ignored`: nothing is to be done.
 * `gone`: the far side does not show it for this province any more.
 */
export const PROPOSAL_STATES = [
  'open',
  'linking',
  'linked',
  'awaited',
  'not-ours',
  'ignored',
  'gone',
] as const;
export type ProposalState = (typeof PROPOSAL_STATES)[number];

/** What a person says of it; `undecided` takes the word back. */
export const PROPOSAL_DECISIONS = ['link', 'awaited', 'not-ours', 'ignored', 'undecided'] as const;
export type ProposalDecision = (typeof PROPOSAL_DECISIONS)[number];

/** `entered` under a code of one of our agencies; `assigned`: passed on to one of them. */
export type ProposalWay = 'entered' | 'assigned';

/** Why a local record may be the same: it has the reference that stands there, or an identity number and the day of receipt. */
export type MatchBasis = 'reference' | 'identity';

/** What it is, what it means, what to do: for a clerk. */
export const PROPOSAL_TEXTS: Readonly<Record<ProposalState, readonly [string, string, string]>> = {
  open: [
    'Vụ việc này có trên CSDLQG cho một cơ quan của tỉnh, nhưng không hồ sơ nào của tỉnh mang mã đó.',
    'Cổng không tự tạo hồ sơ. Hồ sơ địa phương cùng người, cùng ngày (nếu có) được giữ lại, không gửi lần thứ hai.',
    'Quyết định: liên kết với hồ sơ địa phương, chờ nhập vào phần mềm, không phải của tỉnh, hoặc bỏ qua.',
  ],
  linking: [
    'Đã quyết định: vụ việc này là một hồ sơ của tỉnh.',
    'Cổng tra lại mã trên CSDLQG rồi nhận mã đó cho hồ sơ; không tạo vụ việc mới.',
    'Không phải làm gì. Nếu nhầm, rút lại trước khi cổng nhận mã.',
  ],
  linked: ['Mã này đã thuộc một hồ sơ của tỉnh.', 'Các bước sau gửi vào đúng mã này.', 'Không phải làm gì.'],
  awaited: [
    'Đã quyết định: vụ việc sẽ được nhập vào phần mềm của đơn vị.',
    'Khi nguồn có hồ sơ cùng người, cùng ngày, cổng giữ hồ sơ đó lại, không gửi lần thứ hai.',
    'Nhập hồ sơ vào phần mềm của đơn vị; khi đề xuất hiện hồ sơ trùng khớp thì liên kết.',
  ],
  'not-ours': [
    'Đã quyết định: vụ việc này ghi nhầm trên CSDLQG.',
    'Cổng không sửa được ở CSDLQG; cần văn bản đề nghị.',
    'Đưa vào một đề nghị sửa, xoá ở CSDLQG (kntc corrections draft).',
  ],
  ignored: ['Đã quyết định bỏ qua.', 'Cổng không làm gì với vụ việc này.', 'Nếu đổi ý, rút lại quyết định.'],
  gone: [
    'CSDLQG không còn hiện vụ việc này cho cơ quan nào của tỉnh.',
    'Không còn gì phải làm với vụ việc này.',
    'Không phải làm gì.',
  ],
};

/** As the state is called in a list. */
export const PROPOSAL_STATE_NAMES: Readonly<Record<ProposalState, string>> = {
  open: 'chờ quyết định',
  linking: 'đang liên kết',
  linked: 'đã liên kết',
  awaited: 'chờ nhập vào phần mềm',
  'not-ours': 'đề nghị chỉnh sửa',
  ignored: 'bỏ qua',
  gone: 'không còn trên CSDLQG',
};

/** Steps that can be taken over with the id alone: each stands once and has no id of its own. */
const ADOPTABLE: readonly string[] = ['case', 'handling', 'acceptance'];

/** Whether a record can adopt all that stands there. Decisions have ids of their own: sent again there would be two. */
export function isAdoptable(steps: readonly string[]): boolean {
  return steps.every((step) => ADOPTABLE.includes(step));
}
