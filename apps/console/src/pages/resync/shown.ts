/** Which records of a re-sync a list shows: name in the address, and what the API is asked. */
export const SHOWN = {
  cured: { result: 'cured' },
  nothing: { result: 'nothing' },
  failing: { result: 'failing' },
  newCause: { result: 'new-cause' },
  skipped: { state: 'skipped' },
  chosen: { state: 'chosen' },
  stopped: { state: 'stopped' },
} as const;
export type Shown = keyof typeof SHOWN;
