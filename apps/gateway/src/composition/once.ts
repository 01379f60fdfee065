import type { Role } from '@kntc/platform';
import type { Gateway } from './gateway';
import { summarise } from './summary';
import type { Summary } from './summary';

export interface Progress {
  /** Records taken in so far. */
  readonly judged: number;
  /** National records finished or standing for a person. */
  readonly settled: number;
  readonly total: number;
}

export interface OnceResult {
  readonly converged: boolean;
  readonly why: string;
  readonly summary: Summary;
}

const TURN_MS = 200;
/** A destination that stays shut this long, or refuses our account three times, will not open by waiting. */
const GIVE_UP_PAUSED_MS = 60_000;
const REFUSALS = 3;

/**
 * Runs the road until nothing is due, in flight or unknown, or until waiting can no longer help: the destination
 * refuses our account, stays unreachable, or a source cannot be read.
 */
export async function runOnce(
  gateway: Gateway,
  roles: readonly Role[],
  onProgress: (progress: Progress) => void,
): Promise<OnceResult> {
  const { clock, reports } = gateway.parts;
  const startedAtMs = clock.monotonicMs();
  let pausedSinceMs: number | undefined;
  const takesIn = roles.includes('intake');
  const delivers = roles.includes('delivery');
  if (delivers) await gateway.startDelivery();
  for (;;) {
    await gateway.refreshKnowledge();
    if (takesIn) await gateway.pollSources();
    if (delivers) await gateway.sweep();
    const [depth, classes, states] = [
      await reports.queueDepth(),
      await reports.classes(),
      await reports.sources(),
    ];
    const total = [...classes.values()].reduce((sum, count) => sum + count, 0);
    const open = delivers ? depth.due + depth.inFlight + depth.unknown : 0;
    const hasRead = !takesIn || gateway.hasReadAll;
    onProgress({ judged: total, settled: total - open, total });

    const gate = gateway.parts.deliver.gateState;
    pausedSinceMs = gate.pausedCode === undefined ? undefined : (pausedSinceMs ?? clock.monotonicMs());
    const isHopeless =
      (gate.pausedCode === 'GW_N201' && gate.failedProbes >= REFUSALS) ||
      (pausedSinceMs !== undefined && clock.monotonicMs() - pausedSinceMs > GIVE_UP_PAUSED_MS);
    if (isHopeless) return finish(gateway, startedAtMs, gate.pausedCode ?? 'paused');
    const broken = states.find((state) => state.pausedCode !== undefined);
    if (broken !== undefined && open === 0 && hasRead)
      return finish(gateway, startedAtMs, broken.pausedCode ?? 'paused');
    if (open === 0 && hasRead && (await gateway.hasCodeLists())) {
      return finish(gateway, startedAtMs, '');
    }
    await clock.sleep(TURN_MS);
  }
}

async function finish(gateway: Gateway, startedAtMs: number, why: string): Promise<OnceResult> {
  const summary = await summarise(gateway, startedAtMs);
  const converged = why === '' && summary.unaccounted === 0 && summary.unknown === 0;
  return { converged, why: why === '' && !converged ? 'unaccounted' : why, summary };
}
