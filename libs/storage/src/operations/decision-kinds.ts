import type { ApprovalKind } from '@kntc/domain';
import { isRestored } from './named-id';
import type { HeldRow } from './operation';

/** Of a record that is not held nothing is decided: whoever may judge it is told so, and asked for nobody else. */
const NOTHING_TO_DECIDE: ApprovalKind = 'judgement';

/** What the release of a hold is: only where the far side gets the very bytes it refused one person is enough. */
export function releaseKind({ state, hold_code, case_version, sent_version }: HeldRow): ApprovalKind {
  if (state !== 'held') return NOTHING_TO_DECIDE;
  if (hold_code === 'EXACT_DUPLICATE') return 'judgement';
  return hold_code === 'REJECTED' && sent_version === case_version ? 'technical-resend' : 'content';
}

/** That a duplicate is one says a person who works on records; not to send anything else changes what stands nationally. */
export function keepKind({ state, hold_code }: HeldRow): ApprovalKind {
  if (state !== 'held') return NOTHING_TO_DECIDE;
  return hold_code === 'EXACT_DUPLICATE' ? 'judgement' : 'content';
}

/** A re-sync makes due and no more: whatever differs in protected content is held and decided by two people there. */
export function resyncKind({ state, hold_code }: HeldRow): ApprovalKind {
  return state === 'held' && hold_code === 'ATTACHMENT_CHANGED' ? 'content' : 'technical-resend';
}

/** Naming the id that a record has already links it to nothing new. */
export function linkKind(row: HeldRow): ApprovalKind {
  if (row.state !== 'held') return NOTHING_TO_DECIDE;
  return row.national_id === null || isRestored(row) ? 'content' : 'judgement';
}

/** That nothing stands at the far side lets a step go out a second time. */
export function notThereKind({ state }: HeldRow): ApprovalKind {
  return state === 'held' ? 'content' : NOTHING_TO_DECIDE;
}
