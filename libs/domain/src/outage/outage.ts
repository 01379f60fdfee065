import type { PauseCode } from '../ports/pause';

/** Of the whole far side, in the place of the name of an account. */
export const WHOLE_FAR_SIDE = '';

/** Shorter is no outage while nothing else says so: a connection that broke once, a 429 for a moment. */
const BRIEF_MS = 5_000;
/** What passes by itself within seconds, as a rule. */
const MAY_BE_BRIEF: readonly PauseCode[] = ['GW_N202', 'GW_N204'];

/** One gate that is shut, as one process sees it. */
export interface ShutGate {
  /** {@link WHOLE_FAR_SIDE}, or the name of the account that alone is refused. */
  readonly scope: string;
  /** Why, now. */
  readonly code: PauseCode;
  readonly shutForMs: number;
  /** Questions in vain since it shut. */
  readonly failedProbes: number;
  /** `undefined`: not asked yet. */
  readonly lastProbeAgoMs: number | undefined;
  readonly nextProbeInMs: number;
  /** Whose records wait; `undefined`: everybody's. */
  readonly agencies: readonly string[] | undefined;
}

/**
 * Whether a gate that is shut is an outage, with an incident of its own. A refused account, a closed window, a storm are
 * at once; a lost connection and a 429 become one when the far side was asked in vain, or has been away for five seconds.
 */
export function isOutage({
  code,
  shutForMs,
  failedProbes,
}: Pick<ShutGate, 'code' | 'shutForMs' | 'failedProbes'>): boolean {
  return !MAY_BE_BRIEF.includes(code) || failedProbes > 0 || shutForMs >= BRIEF_MS;
}
