import type { OperationRefusal } from '@kntc/domain';
import type { EntityManager } from 'typeorm';
import { lookAtBrakes } from '../brakes/delivery-watch';

/** Set until two people compared both sides after a restore. */
const RESTORATION = 'GW_N210';
/** People paused the queue to the far side, for all agencies. */
const QUEUE = 'GW_N212';

/**
 * Why nothing may be handed out to be typed: what keeps a gateway from sending keeps people from typing, since both create. A
 * stop that is set a moment later finds the batch made. `undefined`: it may.
 */
export async function objectionToHandingOut(
  manager: EntityManager,
  agency: string,
): Promise<OperationRefusal | undefined> {
  const by: unknown[] = await manager.query('select 1 from hand_agency where agency_id = $1', [agency]);
  if (by.length === 0) return 'not-by-hand';
  const { pausedCode, pausedAgencies } = await lookAtBrakes(manager);
  if (pausedCode === RESTORATION) return 'restoration-open';
  if (pausedCode !== undefined && pausedCode !== QUEUE) return 'delivery-paused';
  return pausedCode === QUEUE || pausedAgencies.includes(agency) ? 'queue-paused' : undefined;
}
