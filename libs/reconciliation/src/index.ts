export { nightsOfRound } from './night';
export type { NightHours } from './night';
export { Reconcile } from './reconcile';
export { SideBySide } from './side-by-side';
