import { USER_ROLES, type UserRole } from './principal';

/**
 * Roles that one account never holds together (guarantees §5.1): who sets the rules does not approve under them, who
 * works on cases does not check how they were worked on. That the requester is not the approver is a rule of each
 * action, not of accounts.
 */
export const EXCLUSIVE_ROLES: readonly (readonly [UserRole, UserRole])[] = [
  ['config-admin', 'approver'],
  ['inspector', 'auditor'],
];

/** The first pair that stands in the way of giving these roles to one account. */
export function exclusivePair(roles: readonly UserRole[]): readonly [UserRole, UserRole] | undefined {
  return EXCLUSIVE_ROLES.find((pair) => pair.every((role) => roles.includes(role)));
}

export function isUserRole(text: string): text is UserRole {
  return (USER_ROLES as readonly string[]).includes(text);
}
