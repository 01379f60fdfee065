import type { ApprovalKind } from '../access/approvals';
import type { PetitionKind } from '../case/case';

/** `auto` almost certain; `review` a person looks. A pair below both is not kept. */
export const DUPLICATE_BANDS = ['auto', 'review'] as const;
export type DuplicateBand = (typeof DUPLICATE_BANDS)[number];

/**
 * What two petitions are to each other. Never one flag: each has its own proposal, and only two of them may ever end in an attachment at the
 * national side. There is no legal definition of «đơn trùng»; these follow how offices handle them (Luật Tố cáo Đ24, Luật Tiếp công dân Đ25).
 */
export const DUPLICATE_SITUATIONS = [
  /** The same petition, sent again to the same agency. */
  'resent',
  /** The same petition, sent to several agencies. */
  'many-agencies',
  /** Several people, or a group and one of it, with one matter: each keeps their rights. */
  'many-people',
  /** Against a decision on the first one: a new stage, never a duplicate. */
  'after-decision',
  /** Evidence added to an earlier petition. */
  'supplement',
  /** One petition holds matters that others tell apart. */
  'several-matters',
  /** Something agrees, not enough to say what. */
  'unclear',
] as const;
export type DuplicateSituation = (typeof DUPLICATE_SITUATIONS)[number];

/** Situations in which the later petition is a case of its own whatever anybody decides: it is never held. */
const OF_THEIR_OWN: readonly DuplicateSituation[] = ['after-decision', 'many-people'];

/** Whether the later petition of such a pair waits for a person before it is first sent. */
export function holdsLater(situation: DuplicateSituation): boolean {
  return !OF_THEIR_OWN.includes(situation);
}

/** What a person says of a pair. */
export const DUPLICATE_DECISIONS = [
  /** One matter, and it is attached to the earlier case at the far side (`GanVuViec`): cannot be undone once sent. */
  'attach',
  /** One matter; linked here only, both stand at the far side. */
  'link',
  /** Not the same petition. */
  'reject',
  /** Something in common, not the same. */
  'related',
  /** Another person: a namesake. */
  'other-person',
  /** Adds to the earlier petition: no case of its own. */
  'supplement',
  /** Holds several matters: waits until the source divides it. */
  'split',
] as const;
export type DuplicateDecision = (typeof DUPLICATE_DECISIONS)[number];

/** `open` nobody decided; `sent-alone` nobody did within the term, and the later petition was let go as a case of its own. */
export const DUPLICATE_STATES = [
  'open',
  'attached',
  'linked',
  'rejected',
  'related',
  'other-person',
  'supplement',
  'split',
  'sent-alone',
] as const;
export type DuplicateState = (typeof DUPLICATE_STATES)[number];

export const STATE_AFTER: Readonly<Record<DuplicateDecision, DuplicateState>> = {
  attach: 'attached',
  link: 'linked',
  reject: 'rejected',
  related: 'related',
  'other-person': 'other-person',
  supplement: 'supplement',
  split: 'split',
};

/** After these the later petition is not sent as a case of its own. */
export const STAYS_HERE: readonly DuplicateState[] = ['supplement', 'split'];

/** Decisions by which two petitions are one matter here. */
export const JOINS: readonly DuplicateDecision[] = ['attach', 'link'];

/** What stands at the far side changes for good, or a denunciation is decided about: two people. */
export function approvalOfDuplicate(
  decision: DuplicateDecision | 'undo',
  kinds: readonly PetitionKind[],
): ApprovalKind {
  return decision === 'attach' || kinds.includes('TC') ? 'content' : 'judgement';
}

export const DUPLICATE_STATE_NAMES: Readonly<Record<DuplicateState, string>> = {
  open: 'chờ quyết định',
  attached: 'gắn vụ việc',
  linked: 'liên kết trong tỉnh',
  rejected: 'không trùng',
  related: 'có liên quan',
  'other-person': 'không phải cùng người',
  supplement: 'đơn bổ sung',
  split: 'chờ tách đơn',
  'sent-alone': 'hết hạn, đã gửi như vụ việc riêng',
};

export const DUPLICATE_SITUATION_NAMES: Readonly<Record<DuplicateSituation, string>> = {
  resent: 'gửi lại cùng cơ quan',
  'many-agencies': 'gửi nhiều cơ quan',
  'many-people': 'nhiều người cùng nội dung',
  'after-decision': 'sau quyết định giải quyết',
  supplement: 'bổ sung',
  'several-matters': 'nhiều nội dung trong một đơn',
  unclear: 'chưa rõ',
};

/** Stands where an agency is named, of a petition that stands at the far side and is of no record here. */
export const FAR_SIDE_AGENCY = 'CSDLQG';

/** What is said of a pair whose earlier petition was found at the far side. */
export const FOUND_THERE: readonly [string, string, string] = [
  'Có thể đã có trên CSDLQG: một vụ việc ở đó khớp người và nội dung với đơn này.',
  'Cổng chỉ giữ mã vụ việc và điểm, không giữ gì về người trong đơn kia; đơn này chưa gửi.',
  'Mở vụ việc theo mã trên CSDLQG và so; rồi gắn vụ việc (hai người) hoặc bác bỏ để gửi như vụ việc riêng.',
];

/** All that is shown of a pair with a denunciation: whom it is about, and why, stays unsaid. */
export const DENUNCIATION_PAIR: readonly [string, string, string] = [
  'Có thể trùng – liên hệ đầu mối.',
  'Đơn tố cáo chỉ được so bằng khoá băm; cổng không hiện danh tính, nội dung hay lý do.',
  'Liên hệ đầu mối xử lý tố cáo của cơ quan nêu ở đây, rồi hai người ghi nhận quyết định.',
];
