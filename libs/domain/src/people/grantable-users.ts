import type { Rights } from './duties';
import { sameRights } from './duties';
import type { PlannedUser } from './plan-users';
import type { UserProblem } from './user-problems';

/** Somebody who stands behind what a form gives: login, and for which agencies they work. */
export interface Granter {
  readonly login: string;
  readonly agencies: Rights['agencies'];
}

/**
 * A plan as these people may have it done: nobody changes what they themselves may, and nobody gives rights at an agency they do
 * not work for. Lines that change no rights stay as they are.
 */
export function grantableUsers(
  plan: readonly PlannedUser[],
  granters: readonly Granter[],
): readonly PlannedUser[] {
  return plan.map((one) => {
    const problems = objections(one, granters);
    return problems.length === 0
      ? one
      : { ...one, state: 'refused', problems, changes: [], rights: undefined, isByHand: false };
  });
}

function objections(
  { state, login, rights, before }: PlannedUser,
  granters: readonly Granter[],
): readonly UserProblem[] {
  if (state === 'refused' || rights === undefined) return [];
  if (before !== undefined && sameRights(before, rights)) return [];
  const isOwn = granters.some((one) => one.login === login);
  const isBeyond = granters.some((granter) => !mayGive(granter, rights) || !mayGive(granter, before));
  return [...(isOwn ? (['own-access'] as const) : []), ...(isBeyond ? (['beyond-own'] as const) : [])];
}

function mayGive({ agencies: own }: Granter, rights: Rights | undefined): boolean {
  if (own === 'all' || rights === undefined) return true;
  return rights.agencies !== 'all' && rights.agencies.every((one) => own.includes(one));
}
