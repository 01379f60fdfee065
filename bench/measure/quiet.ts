import { setTimeout as wait } from 'node:timers/promises';
import { machineBusyMs } from './processes';

const LOOK_MS = 3_000;
/** Cores that may be busy on a machine that counts as quiet. */
export const QUIET_CORES = 0.2;

/** Waits until the machine does nothing else, at most `seconds`. While it waits, nothing of the bench runs. */
export async function untilQuiet(seconds: number): Promise<void> {
  const end = performance.now() + seconds * 1000;
  while (performance.now() < end) {
    const [busy, since] = [machineBusyMs(), performance.now()];
    await wait(LOOK_MS);
    if ((machineBusyMs() - busy) / (performance.now() - since) < QUIET_CORES) return;
  }
}
