export { backoffMs } from './backoff';
export { Deliver } from './deliver';
export type { DeliverOptions } from './deliver';
export type { GatesState } from './gates';
export { OutageKeeper } from './outage-keeper';
export { nextAction, stepName } from './next-action';
export type { DeliveryPorts } from './delivery-ports';
export { isOpenCreate, resolveCreate, resolveRepeat, settleMs } from './resolve-unknown';
