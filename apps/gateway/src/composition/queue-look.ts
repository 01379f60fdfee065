import type { Principal } from '@kntc/domain';
import { EVERY_AGENCY } from '@kntc/storage';
import type { DestinationDepth, QueueName, QueuePause, SourceState } from '@kntc/storage';
import type { GatewayParts } from './gateway-parts';

export interface QueueLook {
  /** All of them together first, as far as the asker may see them. */
  readonly destinations: readonly DestinationDepth[];
  readonly sources: readonly (SourceState & { readonly depth: number })[];
  readonly speed: {
    readonly recordsPerMinute: number | undefined;
    readonly drainMinutes: number | undefined;
  };
  readonly pauseOf: (side: QueueName['side'], target: string) => QueuePause | undefined;
}

const EMPTY = { due: 0, braked: 0, inFlight: 0, unknown: 0, oldestAt: null } as const;

/** Where every queue stands, within what somebody may see. Reads only; the estimate is that of the outages. */
export async function readQueues(parts: GatewayParts, asker: Principal): Promise<QueueLook> {
  const { looks, queuePauses, reports } = parts;
  const isProvince = asker.agencies === 'all';
  const [depths, pauses, { recovery }, states] = await Promise.all([
    looks.destinations(asker),
    queuePauses.open(),
    looks.look(),
    isProvince ? reports.sources() : [],
  ]);
  const mine = (agency: string): boolean => asker.agencies === 'all' || asker.agencies.includes(agency);
  const known = new Set(depths.map(({ agency }) => agency));
  const empty = pauses
    .filter(({ side, target }) => side === 'destination' && target !== EVERY_AGENCY && mine(target))
    .filter(({ target }) => !known.has(target))
    .map(({ target }) => ({ ...EMPTY, agency: target }));
  return {
    destinations: [together(depths), ...depths, ...empty],
    sources: await Promise.all(states.map(async (one) => ({ ...one, depth: await toJudge(parts, one.id) }))),
    speed: {
      recordsPerMinute: recovery.drain?.recordsPerMinute,
      drainMinutes: recovery.drain?.minutes,
    },
    pauseOf: (side, target) => pauses.find((one) => one.side === side && one.target === target),
  };
}

function together(depths: readonly DestinationDepth[]): DestinationDepth {
  const sum = (key: 'due' | 'braked' | 'inFlight' | 'unknown'): number =>
    depths.reduce((total, one) => total + one[key], 0);
  const oldest = depths.flatMap(({ oldestAt }) => oldestAt ?? []).toSorted();
  return {
    agency: EVERY_AGENCY,
    due: sum('due'),
    braked: sum('braked'),
    inFlight: sum('inFlight'),
    unknown: sum('unknown'),
    oldestAt: oldest[0] ?? null,
  };
}

/** A source that this process does not read is judged by another one: here nobody knows by what. */
async function toJudge({ sources, intake, looks }: GatewayParts, id: string): Promise<number> {
  const polled = sources.find(({ source }) => source.info.id === id);
  return polled === undefined ? 0 : looks.toJudge(id, intake.judgedWith(polled.source));
}
