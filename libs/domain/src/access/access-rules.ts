import { UNMASK_DAILY_CAP } from './unmask';

/** One person may send so many records again in one go (guarantees §5.1). */
export const RESYNC_ALONE = 20;

/** What a province decides about who counts as a person who decides, and how much of what is sealed one may see. */
export interface AccessRules {
  /** Sealed fields one account may see in a day. */
  readonly unmaskDailyCap: number;
  /** `both-sides-exist`: as soon as there are an approver's and a config-admin's account, for good; `always`: from the beginning. */
  readonly requireAccounts: 'both-sides-exist' | 'always';
  /** Being named is not enough: everybody who takes part in a decision proves who they are. */
  readonly requireProof: boolean;
  /** Records one person may have re-synced at once; more take a second one. */
  readonly resyncAlone: number;
}

/** What counts where nobody ever decided anything else. */
export const DEFAULT_ACCESS_RULES: AccessRules = {
  unmaskDailyCap: UNMASK_DAILY_CAP,
  requireAccounts: 'both-sides-exist',
  requireProof: false,
  resyncAlone: RESYNC_ALONE,
};

/** One key that is another one, in words of the file. */
export interface AccessRuleChange {
  readonly key: keyof AccessRules;
  readonly from: string;
  readonly to: string;
}

/** Of each key the value that lets fewer people do less. */
export function stricterOf(one: AccessRules, other: AccessRules): AccessRules {
  const isAlways = [one, other].some(({ requireAccounts }) => requireAccounts === 'always');
  return {
    unmaskDailyCap: Math.min(one.unmaskDailyCap, other.unmaskDailyCap),
    requireAccounts: isAlways ? 'always' : 'both-sides-exist',
    requireProof: one.requireProof || other.requireProof,
    resyncAlone: Math.min(one.resyncAlone, other.resyncAlone),
  };
}

/** What differs, key by key; nothing of rules that say the same. */
export function accessRuleChanges(from: AccessRules, to: AccessRules): readonly AccessRuleChange[] {
  const keys = Object.keys(DEFAULT_ACCESS_RULES) as readonly (keyof AccessRules)[];
  return keys
    .filter((key) => from[key] !== to[key])
    .map((key) => ({ key, from: `${from[key]}`, to: `${to[key]}` }));
}
