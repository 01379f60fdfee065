/**
 * A re-sync as people follow it: `paused` not begun or interrupted, `running` records become due one after the other, `stopped`
 * by a person, `done` nothing is left to be made due. Results come in as long as records are under way, also after that.
 */
export type ResyncState = 'paused' | 'running' | 'stopped' | 'done';
export type ResyncAct = 'go-on' | 'pause' | 'stop' | 'end';

/** What each act makes of each state; what is not here cannot be done there. */
const NEXT: Readonly<Record<ResyncState, Partial<Readonly<Record<ResyncAct, ResyncState>>>>> = {
  paused: { 'go-on': 'running', stop: 'stopped' },
  running: { pause: 'paused', stop: 'stopped', end: 'done' },
  stopped: {},
  done: {},
};

/** The state after an act; `undefined`: it cannot be done in this one. */
export function afterAct(state: ResyncState, act: ResyncAct): ResyncState | undefined {
  return NEXT[state][act];
}

/** What re-syncs of many records need a second person for: their number, or whose identity they may hold. */
export function needsApprover(
  { records, denunciations }: { readonly records: number; readonly denunciations: number },
  alone: number,
): 'many' | 'denunciations' | undefined {
  if (denunciations > 0) return 'denunciations';
  return records > alone ? 'many' : undefined;
}
