import type { EntityManager } from 'typeorm';

/**
 * Waits for everybody who writes rows of the outbox, and keeps others waiting until this transaction ends. What somebody wrote and did
 * not commit yet was parked, or not, by the switch as it stood then, and no statement here would see it: a record of an agency that
 * was just switched off would be sent, or one that was switched on would lie parked for ever. Before anything else in its
 * transaction; writers take the audit's lock after the outbox, as it is taken here.
 */
export async function awaitWriters(manager: EntityManager): Promise<void> {
  await manager.query('lock table outbox in share row exclusive mode');
}
