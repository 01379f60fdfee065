/**
 * How far a sign-in has come. Only `full` is a principal; with `code` the password was right and a code of the second
 * factor is awaited, with `change` a new password, with `enrol` the second factor is to be set up first.
 */
export const SIGN_IN_STAGES = ['code', 'change', 'enrol', 'full'] as const;
export type SignInStage = (typeof SIGN_IN_STAGES)[number];

export interface StageFacts {
  /** A second factor is set up. */
  readonly hasCode: boolean;
  /** A code of it was given in this sign-in. */
  readonly codeGiven: boolean;
  readonly mustChange: boolean;
  readonly needsCode: boolean;
}

/** What is to be done next. The second factor first: whoever only knows the password changes nothing. */
export function nextStage({ hasCode, codeGiven, mustChange, needsCode }: StageFacts): SignInStage {
  if (hasCode && !codeGiven) return 'code';
  if (mustChange) return 'change';
  return needsCode && !hasCode ? 'enrol' : 'full';
}
