import type { UserRole } from './principal';
import { ALLOWED, refusedFor, type AccessDecision } from './refusals';
import { isSamePerson } from './same-person';

/** What is approved: a second sending of an identical body, content of a case, the identity policy, the mapping, an unmask. */
export type ApprovalKind = 'technical-resend' | 'content' | 'policy' | 'mapping' | 'unmask';

/** Văn bản uỷ quyền: who may decide in the place of the head of an agency, by which document, and when. */
export interface Delegation {
  readonly agencyId: string;
  readonly documentNo: string;
  /** Inclusive, `yyyy-MM-dd`. */
  readonly validFrom: string;
  readonly validUntil: string;
}

/** Somebody who takes part in a decision. */
export interface Decider {
  /** Account id or, on the command line, the name that was typed. */
  readonly account: string;
  readonly roles: readonly UserRole[];
  readonly agencies: 'all' | readonly string[];
  /** Agencies this person is the head of. */
  readonly headOf?: readonly string[];
  readonly delegations?: readonly Delegation[];
  /** This person may not know of the case. */
  readonly isExcluded?: boolean;
}

export interface ApprovalContext {
  readonly requester: Pick<Decider, 'account' | 'roles'>;
  /** Whose case it is. Of policy and mapping: none. */
  readonly agencyId?: string;
  /** Head or deputy of that agency is denounced: the agency that decides instead; `null` = there is none above it. */
  readonly superiorInstead?: string | null;
  /** Day of the decision in Vietnam, `yyyy-MM-dd`. */
  readonly on: string;
}

/** Whether a second person is needed at all. An identical body cannot say anything new: one person may send it again. */
export function needsSecondPerson(kind: ApprovalKind): boolean {
  return kind !== 'technical-resend';
}

/** Whether this person may approve. The requester never does, whatever else is true. */
export function mayApprove(kind: ApprovalKind, by: Decider, context: ApprovalContext): AccessDecision {
  if (kind === 'technical-resend') return mayResend(by);
  if (isSamePerson(by.account, context.requester.account)) return refusedFor('same-person');
  if (by.isExcluded === true) return refusedFor('conflict-of-interest');
  switch (kind) {
    case 'content':
      return mayApproveContent(by, context);
    case 'unmask':
      return mayApproveUnmask(by, context);
    case 'policy':
    case 'mapping':
      return isByBothSides(by, context) ? ALLOWED : refusedFor('needs-both-sides');
  }
}

function mayResend({ roles, isExcluded }: Decider): AccessDecision {
  if (isExcluded === true) return refusedFor('conflict-of-interest');
  return roles.includes('operator') || roles.includes('approver') ? ALLOWED : refusedFor('no-permission');
}

/** The head, or who holds the head's written word for that day. */
function mayApproveContent(by: Decider, context: ApprovalContext): AccessDecision {
  if (!by.roles.includes('approver')) return refusedFor('no-permission');
  const agency = decidingAgency(context);
  if (agency === undefined) return refusedFor('agency-excluded');
  if (by.headOf?.includes(agency) === true || isDelegate(by, agency, context.on)) return ALLOWED;
  const isOfExcluded =
    context.superiorInstead !== undefined && by.headOf?.includes(context.agencyId ?? '') === true;
  return refusedFor(isOfExcluded ? 'agency-excluded' : 'not-head-nor-delegate');
}

function mayApproveUnmask(by: Decider, context: ApprovalContext): AccessDecision {
  if (!by.roles.includes('approver')) return refusedFor('no-permission');
  const agency = decidingAgency(context);
  const isTheirs = by.agencies === 'all' || (agency !== undefined && by.agencies.includes(agency));
  return isTheirs ? ALLOWED : refusedFor('not-there');
}

/** The managing agency, unless it is excluded (Law on Denunciations art. 12–13). */
function decidingAgency({ agencyId, superiorInstead }: ApprovalContext): string | undefined {
  return superiorInstead === undefined ? agencyId : (superiorInstead ?? undefined);
}

function isDelegate({ delegations = [] }: Decider, agency: string, on: string): boolean {
  return delegations.some(
    (one) => one.agencyId === agency && one.documentNo !== '' && one.validFrom <= on && on <= one.validUntil,
  );
}

/** One of the inspectorate, one of IT; an account is never both. */
function isByBothSides(by: Decider, { requester }: ApprovalContext): boolean {
  const sides = (roles: readonly UserRole[]): readonly boolean[] => [
    roles.includes('approver'),
    roles.includes('config-admin'),
  ];
  const [first, second] = [sides(by.roles), sides(requester.roles)];
  return (first[0] === true && second[1] === true) || (first[1] === true && second[0] === true);
}
