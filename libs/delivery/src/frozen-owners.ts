import { LANES } from '@kntc/domain';
import type { LaneSession, LaneStore } from '@kntc/domain';
import { CLAIM_MAX_MS } from './step-sending';
import type { DeliveryPorts } from './delivery-ports';

const LOOK_EVERY_MS = 5_000;
/**
 * Silence after which an owner counts as frozen. Longer than a claim is good for: when the lanes of a frozen process are
 * given away, nothing it holds may be sent any more, whenever it wakes.
 */
const FROZEN_AFTER_MS = CLAIM_MAX_MS + 5_000;

/**
 * Ends the sessions of processes that show no life (stopped, starved, cut off), so that others take their lanes over.
 * What they had sent is resolved, never sent again: it stands `in_flight`.
 */
export async function endFrozenOwners(
  store: LaneStore,
  { clock, logger }: Pick<DeliveryPorts, 'clock' | 'logger'>,
  options: {
    readonly stopping: AbortSignal;
    readonly session: () => LaneSession | undefined;
    readonly ring: (lanes: readonly number[]) => void;
  },
): Promise<void> {
  for (;;) {
    await clock.sleep(LOOK_EVERY_MS, options.stopping);
    if (options.stopping.aborted) return;
    try {
      const count = await store.endFrozen(FROZEN_AFTER_MS);
      if (count === 0) continue;
      logger.warn({ stage: 'delivery', count }, 'frozen owners of lanes ended');
      options.ring((await options.session()?.dueLanes(LANES)) ?? []);
    } catch (err) {
      logger.warn({ stage: 'delivery', err }, 'frozen owners not looked for');
    }
  }
}
