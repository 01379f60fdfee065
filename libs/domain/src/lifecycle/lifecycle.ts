import type { Case } from '../case/case';
import type { StepKind } from '../ports/step-plan';
import { DIRECTION_ACCEPT } from './milestones';

/** States of a case (`domain.md` §2.8), named in Vietnamese legal order. */
export type CaseState =
  | 'RECEIVED'
  | 'INELIGIBLE'
  | 'GUIDED_OR_TRANSFERRED'
  | 'AWAITING_ACCEPTANCE'
  | 'ACCEPTED'
  | 'SUSPENDED'
  | 'VERIFYING'
  | 'IN_DIALOGUE'
  | 'RESOLVED'
  | 'ENFORCING'
  | 'WITHDRAWN'
  | 'CLOSED';

export interface Transition {
  readonly from: readonly CaseState[] | 'start';
  /** The document or act that causes it. */
  readonly event: string;
  readonly to: CaseState;
  /** National step the transition feeds; `undefined` where the 2018 interface has none. */
  readonly step?: StepKind | undefined;
  /** Whether the case shows that the event happened. */
  readonly happened: (kase: Case) => boolean;
}

/**
 * The lifecycle as one table, in the order in which events can happen. {@link stateOf} walks it; the last event
 * that happened names the state. National steps follow the same order.
 */
export const LIFECYCLE: readonly Transition[] = [
  { from: 'start', event: 'vào sổ', to: 'RECEIVED', step: 'case', happened: () => true },
  {
    from: ['RECEIVED'],
    event: 'phân loại: không đủ điều kiện',
    to: 'INELIGIBLE',
    step: 'handling',
    happened: (c) => c.handling?.eligible === false,
  },
  {
    from: ['RECEIVED'],
    event: 'hướng dẫn, chuyển đơn, đôn đốc, trả đơn',
    to: 'GUIDED_OR_TRANSFERRED',
    step: 'handling',
    happened: (c) => c.handling?.eligible === true && c.handling.directionCode !== DIRECTION_ACCEPT,
  },
  {
    from: ['RECEIVED'],
    event: 'đề xuất thụ lý',
    to: 'AWAITING_ACCEPTANCE',
    step: 'handling',
    happened: (c) => c.handling?.eligible === true && c.handling.directionCode === DIRECTION_ACCEPT,
  },
  {
    from: ['AWAITING_ACCEPTANCE'],
    event: 'thông báo, quyết định thụ lý',
    to: 'ACCEPTED',
    step: 'acceptance',
    happened: (c) => c.acceptance !== undefined,
  },
  {
    from: ['ACCEPTED'],
    event: 'quyết định giao xác minh',
    to: 'VERIFYING',
    happened: (c) => c.verification !== undefined,
  },
  {
    from: ['ACCEPTED', 'VERIFYING'],
    event: 'quyết định tạm đình chỉ',
    to: 'SUSPENDED',
    happened: (c) => c.suspensions.some((suspension) => suspension.resumedDate === undefined),
  },
  {
    from: ['VERIFYING', 'ACCEPTED'],
    event: 'biên bản đối thoại',
    to: 'IN_DIALOGUE',
    happened: (c) => c.dialogues.length > 0,
  },
  {
    from: ['ACCEPTED', 'VERIFYING', 'IN_DIALOGUE'],
    event: 'quyết định giải quyết, kết luận, văn bản trả lời',
    to: 'RESOLVED',
    step: 'resolution',
    happened: (c) => c.rounds.length > 0,
  },
  {
    from: ['RESOLVED'],
    event: 'thi hành',
    to: 'ENFORCING',
    step: 'enforcement',
    happened: (c) => c.rounds.some((round) => round.enforcements.length > 0),
  },
  {
    from: ['RECEIVED', 'AWAITING_ACCEPTANCE', 'ACCEPTED', 'VERIFYING', 'IN_DIALOGUE'],
    event: 'rút toàn bộ đơn, quyết định đình chỉ',
    to: 'WITHDRAWN',
    happened: (c) => c.withdrawal !== undefined && !c.withdrawal.partial && c.rounds.length === 0,
  },
  {
    from: ['INELIGIBLE', 'GUIDED_OR_TRANSFERRED', 'RESOLVED', 'ENFORCING', 'WITHDRAWN'],
    event: 'lưu hồ sơ',
    to: 'CLOSED',
    happened: (c) => c.closedDate !== undefined,
  },
];

/** The state a case has reached: the last event of the table that happened. */
export function stateOf(kase: Case): CaseState {
  return LIFECYCLE.filter((transition) => transition.happened(kase)).at(-1)?.to ?? 'RECEIVED';
}
