/** How an account stands, for whoever looks after accounts. */
export const ACCOUNT_STATES = ['active', 'unused', 'never', 'disabled', 'removed'] as const;
export type AccountState = (typeof ACCOUNT_STATES)[number];

/** Days without a sign-in after which an account counts as unused, where nobody says otherwise. */
export const UNUSED_AFTER_DAYS = 90;
const DAY_MS = 86_400_000;

export interface AccountUse {
  /** Last sign-in of a person, or last use of a token. */
  readonly usedAt: Date | undefined;
  readonly disabledAt: Date | undefined;
  readonly removedAt: Date | undefined;
}

/** @param unusedDays after so many days without a sign-in an account counts as unused */
export function accountState(
  { usedAt, disabledAt, removedAt }: AccountUse,
  { now, unusedDays }: { readonly now: Date; readonly unusedDays: number },
): AccountState {
  if (removedAt !== undefined) return 'removed';
  if (disabledAt !== undefined) return 'disabled';
  if (usedAt === undefined) return 'never';
  return now.getTime() - usedAt.getTime() > unusedDays * DAY_MS ? 'unused' : 'active';
}
