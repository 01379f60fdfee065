import type { UserRole } from './principal';
import { ALLOWED, refusedFor, type AccessDecision } from './refusals';
import { isSamePerson } from './same-person';

/** Roles that work with records at all: the others decide nothing about a case. */
const WORKS_ON_RECORDS: readonly UserRole[] = ['operator', 'inspector', 'approver'];
const SENDS_AGAIN: readonly UserRole[] = ['operator', 'approver'];
/** Who knows people of cases at all, if only masked. */
const KNOWS_PEOPLE: readonly UserRole[] = ['inspector', 'approver'];
const SETS_RULES: readonly UserRole[] = ['config-admin', 'approver'];
/** Three, so that of a small staff two are left for what concerns the third. */
const SHARES_OUT: readonly UserRole[] = ['config-admin', 'approver', 'auditor'];

/** Everything somebody decides here: who may ask for it, and – except where one person is enough – who approves it. */
const ASKED_BY = {
  /** A second sending of an identical body. */
  'technical-resend': SENDS_AGAIN,
  /** The same for many records at once. */
  'bulk-resend': SENDS_AGAIN,
  /** What a rule left open and nothing changes at the far side by itself: duplicate or not, in scope or not, gone or not. */
  judgement: WORKS_ON_RECORDS,
  /** What stands at the far side changes: a correction, a redacted text, the id a case is linked to. */
  content: WORKS_ON_RECORDS,
  /** Figures of a period of report are signed, or adjusted after that. */
  figures: WORKS_ON_RECORDS,
  /** A queue stands still, or goes on: of a source, of an agency, of all. Nothing else changes by it. */
  queues: SENDS_AGAIN,
  /** Somebody knows of an alert, or tries whether alerts arrive. */
  alerts: [...WORKS_ON_RECORDS, 'config-admin'],
  /** What may leave of a denouncer. */
  policy: SETS_RULES,
  /** What the configuration folder says: which national code a local one becomes, looser rules about access. */
  mapping: SETS_RULES,
  /** What delivery may do beyond its brakes: a campaign, or going on after it paused itself. */
  brakes: SETS_RULES,
  /** What an account may, whose it is, who decides for whom, who must not know of what. */
  access: SHARES_OUT,
  /** Who may sign in, as far as it gives nobody more than they had: disabled, unlocked, a new first password. */
  accounts: ['config-admin'],
  /** One sealed field. */
  unmask: ['inspector'],
  /** In which cases somebody stands, denunciations left out. */
  'person-search': KNOWS_PEOPLE,
  /** The same, denunciations too. */
  'identity-search': KNOWS_PEOPLE,
  /** What a data subject asked, recorded, followed, answered; an export without denunciations. */
  subject: KNOWS_PEOPLE,
  /** An export to a denouncer: content of each denunciation that is in it. */
  'subject-export': KNOWS_PEOPLE,
  /** Keys that wrap the keys of records: exchanged, wrapped anew, let go. */
  keys: ['key-custodian'],
  /** Going on where something is lost for good: what was done since a backup, or the key that signed receipts. */
  restore: SHARES_OUT,
  /** A machine's access to the API; of the own account everybody, see `mayHandleToken`. */
  tokens: ['config-admin'],
} as const satisfies Readonly<Record<string, readonly UserRole[]>>;
export type ApprovalKind = keyof typeof ASKED_BY;
/** Decided for the whole province. */
const ABOUT_NO_CASE: readonly ApprovalKind[] = [
  'policy',
  'mapping',
  'brakes',
  'access',
  'accounts',
  'keys',
  'restore',
  'tokens',
];
/** One person is enough. */
const ALONE: readonly ApprovalKind[] = [
  'technical-resend',
  'judgement',
  'queues',
  'alerts',
  'accounts',
  'person-search',
  'subject',
  'keys',
  'tokens',
];
export const APPROVAL_KINDS = Object.keys(ASKED_BY) as readonly ApprovalKind[];

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
  return !ALONE.includes(kind);
}

/** Whether somebody may ask for it, or do it where one is enough. A case somebody must not know of is not there for them. */
export function mayAsk(
  kind: ApprovalKind,
  by: Decider,
  context: Omit<ApprovalContext, 'requester'>,
): AccessDecision {
  if (by.isExcluded === true) return refusedFor('not-there');
  const roles: readonly UserRole[] = ASKED_BY[kind];
  if (!by.roles.some((role) => roles.includes(role))) return refusedFor('no-permission');
  if (context.agencyId === undefined || ABOUT_NO_CASE.includes(kind)) return ALLOWED;
  return worksOn(by, context) ? ALLOWED : refusedFor('not-there');
}

/** Somebody makes, or takes back, a token that asks the API in the name of an account. */
export interface TokenHandled {
  /** Login. */
  readonly owner: string;
  /** Nobody signs in as this account: it was made for a machine. */
  readonly isMachine: boolean;
  readonly act: 'make' | 'revoke';
}

/**
 * A token is as good as its account: only the owner makes one, having proved it, and an administrator for machines.
 * Taking one back gives nobody more: the owner, or an administrator.
 */
export function mayHandleToken(
  by: Decider,
  isProved: boolean,
  { owner, isMachine, act }: TokenHandled,
): AccessDecision {
  if (by.account === owner) return act === 'revoke' || isProved ? ALLOWED : refusedFor('own-token-unproved');
  if (act === 'make' && !isMachine) return refusedFor('not-the-owner');
  return by.roles.includes('config-admin') ? ALLOWED : refusedFor('no-permission');
}

/** The whole question: whether these people, together, may have it done. */
export function mayDecide(
  kind: ApprovalKind,
  { actor, approver }: { readonly actor: Decider; readonly approver?: Decider | undefined },
  context: Omit<ApprovalContext, 'requester'>,
): AccessDecision {
  const asked = mayAsk(kind, actor, context);
  if (asked.kind === 'refused' || !needsSecondPerson(kind)) return asked;
  if (approver === undefined) return refusedFor('needs-second-person');
  return mayApprove(kind, approver, { ...context, requester: actor });
}

/** Whether this person may approve. The requester never does, whatever else is true. */
export function mayApprove(kind: ApprovalKind, by: Decider, context: ApprovalContext): AccessDecision {
  if (by.isExcluded === true) return refusedFor('conflict-of-interest');
  if (!needsSecondPerson(kind)) return mayAsk(kind, by, context);
  if (isSamePerson(by.account, context.requester.account)) return refusedFor('same-person');
  const rule: ApprovalRule = APPROVED_BY[kind] ?? byRole;
  return rule(by, context);
}

type ApprovalRule = (by: Decider, context: ApprovalContext) => AccessDecision;

/** Where the role of the second person alone does not say it. */
const APPROVED_BY: Partial<Record<ApprovalKind, ApprovalRule>> = {
  content: mayApproveContent,
  'subject-export': mayApproveExport,
  'identity-search': mayApproveSearch,
  unmask: mayApproveOwn,
  figures: mayApproveOwn,
  access: (by, context) => (isByTwoSides(by, context) ? ALLOWED : refusedFor('needs-two-sides')),
  restore: (by, context) => (isByTwoSides(by, context) ? ALLOWED : refusedFor('needs-two-for-restore')),
  policy: byBothSides,
  mapping: byBothSides,
  brakes: byBothSides,
};

function byRole(by: Decider): AccessDecision {
  return by.roles.includes('approver') ? ALLOWED : refusedFor('no-permission');
}

function byBothSides(by: Decider, context: ApprovalContext): AccessDecision {
  return isByBothSides(by, context) ? ALLOWED : refusedFor('needs-both-sides');
}

/** Before it is known which cases it is about, the role counts; of each of them then, whether it is theirs. */
function mayApproveSearch(by: Decider, context: ApprovalContext): AccessDecision {
  if (!by.roles.includes('approver')) return refusedFor('no-permission');
  return context.agencyId === undefined || worksOn(by, context) ? ALLOWED : refusedFor('not-there');
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

/** Before it is known which denunciations are in it, somebody who decides content somewhere; of each of them, its own. */
function mayApproveExport(by: Decider, context: ApprovalContext): AccessDecision {
  if (context.agencyId !== undefined) return mayApproveContent(by, context);
  if (!by.roles.includes('approver')) return refusedFor('no-permission');
  const agencies = [...(by.headOf ?? []), ...(by.delegations ?? []).map(({ agencyId }) => agencyId)];
  const decides = (agency: string): boolean =>
    by.headOf?.includes(agency) === true || isDelegate(by, agency, context.on);
  return agencies.some(decides) ? ALLOWED : refusedFor('not-head-nor-delegate');
}

function mayApproveOwn(by: Decider, context: ApprovalContext): AccessDecision {
  if (!by.roles.includes('approver')) return refusedFor('no-permission');
  return worksOn(by, context) ? ALLOWED : refusedFor('not-there');
}

function worksOn({ agencies }: Decider, context: Omit<ApprovalContext, 'requester'>): boolean {
  if (agencies === 'all') return true;
  const agency = decidingAgency(context);
  return agency !== undefined && agencies.includes(agency);
}

/** The managing agency, unless it is excluded (Law on Denunciations art. 12–13). */
function decidingAgency({
  agencyId,
  superiorInstead,
}: Omit<ApprovalContext, 'requester'>): string | undefined {
  return superiorInstead === undefined ? agencyId : (superiorInstead ?? undefined);
}

function isDelegate({ delegations = [] }: Decider, agency: string, on: string): boolean {
  return delegations.some(
    (one) => one.agencyId === agency && one.documentNo !== '' && one.validFrom <= on && on <= one.validUntil,
  );
}

/** Two people of two different sides, whatever else each of them holds. */
function isByTwoSides(by: Decider, { requester }: ApprovalContext): boolean {
  const sides = SHARES_OUT.filter((role) => by.roles.includes(role));
  return SHARES_OUT.some((role) => requester.roles.includes(role) && sides.some((other) => other !== role));
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
