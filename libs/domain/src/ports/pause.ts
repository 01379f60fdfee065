/**
 * Why requests stop for a while: `GW_N201` and `GW_N205` concern one account (refused; missing, not yet valid or
 * expired), the others the whole far side.
 */
export const PAUSE_CODES = [
  'GW_N201',
  'GW_N202',
  'GW_N204',
  'GW_N205',
  'GW_N206',
  'GW_N207',
  'GW_P402',
] as const;
export type PauseCode = (typeof PAUSE_CODES)[number];

export interface Pause {
  readonly code: PauseCode;
  readonly retryAfterMs?: number | undefined;
}

/** Whether a pause concerns one account: the far side itself is there. */
export function isOfAnAccount(code: string): boolean {
  return code === 'GW_N201' || code === 'GW_N205';
}

/** Whether a failure to ask the far side stops sending as well. */
export function isPauseCode(code: string): code is PauseCode {
  return PAUSE_CODES.some((one) => one === code);
}
