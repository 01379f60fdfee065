export { nightsOfRound } from './night';
export type { NightHours } from './night';
export { Reconcile } from './reconcile';
