export type { NightHours } from './night';
export { FindStrangers } from './find-strangers';
export { Reconcile } from './reconcile';
export { SideBySide } from './side-by-side';
export { nightsOfRound } from './night';
export { compareList, type ListCompared } from './compare-list';
export { proposeListed } from './propose-listed';
export { CompareShadow } from './compare-shadow';
