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
/** With much to do, looking often at how much is left would itself be work. */
const BUSY_TURN_MS = 1_500;
const BUSY_FROM = 500;
const REFRESH_EVERY_MS = 5_000;
/** A destination that stays shut this long, or refuses our account three times, will not open by waiting. */
const GIVE_UP_PAUSED_MS = 60_000;
/** Nothing the gateway could wait for opens these. */
const ONLY_PEOPLE: readonly string[] = ['GW_N209', 'GW_N210', 'GW_N212'];
/** What people decided is heard of by then. */
const HEARD_WITHIN_MS = 4_000;
const REFUSALS = 3;
/** Without progress for so long, what is left belongs to the accounts that are paused. */
const STANDSTILL_MS = 5_000;
const OF_AN_ACCOUNT = ['GW_N201', 'GW_N205'];

/**
 * Runs the road until nothing is due, in flight or unknown, or until waiting can no longer help: the destination
 * refuses our account, stays unreachable, or a source cannot be read.
 */
export async function runOnce(
  gateway: Gateway,
  roles: readonly Role[],
  onProgress: (progress: Progress) => void,
): Promise<OnceResult> {
  const { clock } = gateway.parts;
  const startedAtMs = clock.monotonicMs();
  const patience = new Patience(gateway);
  if (roles.includes('delivery')) await gateway.startDelivery();
  let refreshedAtMs = Number.NEGATIVE_INFINITY;
  for (;;) {
    await takeResyncs(gateway, roles);
    if (clock.monotonicMs() - refreshedAtMs >= REFRESH_EVERY_MS) {
      await gateway.refreshKnowledge();
      refreshedAtMs = clock.monotonicMs();
    }
    await takeTurn(gateway, roles);
    const look = await lookAround(gateway, roles);
    onProgress({ judged: look.total, settled: look.total - look.open, total: look.total });
    const why = patience.lost(look.open) ?? (look.open === 0 && look.hasRead ? look.brokenSource : undefined);
    if (why !== undefined) return finish(gateway, startedAtMs, why);
    if (look.open === 0 && look.hasRead && (await gateway.hasCodeLists()))
      return finish(gateway, startedAtMs, look.left);
    await clock.sleep(look.open > BUSY_FROM ? BUSY_TURN_MS : TURN_MS);
  }
}

/** Before what is stored is judged again: they may ask for it. */
async function takeResyncs(gateway: Gateway, roles: readonly Role[]): Promise<void> {
  if (roles.includes('delivery')) await gateway.runResyncs();
}

async function takeTurn(gateway: Gateway, roles: readonly Role[]): Promise<void> {
  if (roles.includes('intake')) await Promise.all([gateway.pollSources(), gateway.checkDuplicates()]);
  if (!roles.includes('delivery')) return;
  await gateway.sweep();
  await gateway.keepOutages();
  await gateway.keepReceipts();
  await gateway.compareSides();
}

interface Look {
  readonly total: number;
  /** Due, in flight or unknown; without the delivery role that is somebody else's work. */
  readonly open: number;
  /** Why not everything went out, although nothing is left to do now: records wait for the next day or a campaign. */
  readonly left: string;
  readonly hasRead: boolean;
  /** Code of a source that cannot be read. */
  readonly brokenSource: string | undefined;
}

async function lookAround(gateway: Gateway, roles: readonly Role[]): Promise<Look> {
  const { reports } = gateway.parts;
  const depth = await reports.queueDepth();
  const classes = await reports.classes();
  const states = await reports.sources();
  return {
    total: [...classes.values()].reduce((sum, count) => sum + count, 0),
    open: roles.includes('delivery') ? depth.due + depth.inFlight + depth.unknown : 0,
    left: roles.includes('delivery') && depth.braked > 0 ? 'GW_N208' : '',
    hasRead: !roles.includes('intake') || gateway.hasReadAll,
    brokenSource: states.find((state) => state.pausedCode !== undefined)?.pausedCode,
  };
}

/** Knows when a paused destination will not open by waiting. */
class Patience {
  #pausedSinceMs: number | undefined;
  #open = 0;
  #openSinceMs = 0;

  constructor(private readonly gateway: Gateway) {}

  /** The pause code once hope is gone. `open`: what is due, in flight or unknown. */
  lost(open: number): string | undefined {
    const { audit, clock, deliver } = this.gateway.parts;
    if (audit.isBroken) return 'GW_T309';
    const { pausedCode, failedProbes } = deliver.gateState;
    if (pausedCode === undefined) return this.#lostByAccounts(open);
    if (pausedCode === 'GW_N206') return pausedCode;
    this.#pausedSinceMs ??= clock.monotonicMs();
    const pausedMs = clock.monotonicMs() - this.#pausedSinceMs;
    if (ONLY_PEOPLE.includes(pausedCode)) return pausedMs > HEARD_WITHIN_MS ? pausedCode : undefined;
    const isRefused = OF_AN_ACCOUNT.includes(pausedCode) && failedProbes >= REFUSALS;
    const isLong = pausedMs > GIVE_UP_PAUSED_MS;
    return isRefused || isLong ? pausedCode : undefined;
  }

  /** The others go on; once nothing moves any more, what is left belongs to the accounts that are refused. */
  #lostByAccounts(open: number): string | undefined {
    const { clock, deliver } = this.gateway.parts;
    this.#pausedSinceMs = undefined;
    if (open !== this.#open) [this.#open, this.#openSinceMs] = [open, clock.monotonicMs()];
    const standsStill = open > 0 && clock.monotonicMs() - this.#openSinceMs > STANDSTILL_MS;
    if (!standsStill) return undefined;
    if (deliver.gates.heldAgencies.length > 0) return 'GW_N212';
    return deliver.gateState.accounts.find((account) => account.failedProbes >= REFUSALS)?.pausedCode;
  }
}

async function finish(gateway: Gateway, startedAtMs: number, why: string): Promise<OnceResult> {
  const summary = await summarise(gateway, startedAtMs);
  const converged = why === '' && summary.unaccounted === 0 && summary.unknown === 0;
  return { converged, why: why === '' && !converged ? 'unaccounted' : why, summary };
}
