/** What a cell is about: nothing in particular, or a case of … */
export type Target = 'none' | 'own agency' | 'other agency' | 'excluded' | 'absent';

/** What no barrier can hang on: it is of no case. */
export const OF_AGENCIES: readonly Target[] = ['own agency', 'other agency', 'absent'];
export const CASE_TARGETS: readonly Target[] = ['own agency', 'other agency', 'excluded', 'absent'];

export interface RouteRule {
  readonly route: string;
  readonly targets: readonly Target[];
  /** Roles whose accounts are let in. `everybody`: nobody has to be known; `signed-in`: any person, whatever the role. */
  readonly roles: readonly string[] | 'everybody' | 'signed-in';
  /** A machine's token of such an account is let in, if it was made for this. */
  readonly token?: true;
  /** Status when it is let in and the object is there for it. */
  readonly status: number;
}

/** A decision about a case. */
export function decision(path: string, status: number): RouteRule {
  const roles = ['operator', 'inspector', 'approver'];
  return { route: `POST /api/v1/${path}`, targets: CASE_TARGETS, roles, status };
}
