import type { Principal, UserRole } from './principal';
import { ALLOWED, refusedFor, type AccessDecision } from './refusals';

/** Everything anybody may do here. A route names one of them; what is not in the list nobody may. */
export const PERMISSIONS = [
  /** What a person does with the own session: sign out, change the own password, see who one is. */
  'session.own',
  /** Numbers, causes, queue, sources: nothing of a single record. */
  'overview.read',
  /** Lists of records: codes, references, states. */
  'records.read',
  /** One case, as far as its fields are open to the role. */
  'cases.read',
  /** What a person decides about a record: a hold, its scope, a re-sync. Who may decide what stands in `approvals`. */
  'records.decide',
  /** Saying that one knows of an alert: whoever works on cases, and IT. */
  'alerts.answer',
  /** Which national code a local one becomes, which national list counts. Who may decide stands in `approvals`. */
  'codes.decide',
  'audit.read',
  'unmask.request',
  'unmask.approve',
  'unmask.reveal',
  /** Accounts, roles, agencies of an account, tokens of others. */
  'accounts.manage',
  'keys.manage',
] as const;
export type Permission = (typeof PERMISSIONS)[number];

const WORKS_ON_CASES = [
  'overview.read',
  'records.read',
  'cases.read',
  'records.decide',
  'alerts.answer',
] as const;

/** Deny by default: a role may what stands here and nothing else. The auditor and the key custodian see no case. */
export const ROLE_PERMISSIONS: Readonly<Record<UserRole, readonly Permission[]>> = {
  operator: WORKS_ON_CASES,
  inspector: [...WORKS_ON_CASES, 'unmask.request', 'unmask.reveal'],
  approver: [...WORKS_ON_CASES, 'codes.decide', 'unmask.approve'],
  'config-admin': ['overview.read', 'alerts.answer', 'codes.decide', 'accounts.manage'],
  auditor: ['audit.read'],
  'key-custodian': ['keys.manage'],
};

/** What a machine's token can be made for at all. None of it decides anything, none of it unmasks. */
export const TOKEN_PERMISSIONS = ['overview.read', 'records.read', 'cases.read', 'audit.read'] as const;

/** Whether somebody may do something at all; on which cases is a question of its own. */
export function may(principal: Principal | undefined, permission: Permission): AccessDecision {
  if (principal === undefined) return refusedFor('not-signed-in');
  if (principal.via === 'token' && !isTokenFor(principal, permission))
    return refusedFor('token-not-for-this');
  return permission === 'session.own' || holds(principal.roles, permission)
    ? ALLOWED
    : refusedFor('no-permission');
}

/** Whether any of the roles holds the permission. */
export function holds(roles: readonly UserRole[], permission: Permission): boolean {
  return roles.some((role) => ROLE_PERMISSIONS[role].includes(permission));
}

function isTokenFor({ scopes = [] }: Principal, permission: Permission): boolean {
  const possible: readonly Permission[] = TOKEN_PERMISSIONS;
  return possible.includes(permission) && scopes.includes(permission);
}
