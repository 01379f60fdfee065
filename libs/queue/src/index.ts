export { createBullDoorbell, type BullDoorbellOptions } from './bull-doorbell';
export { heardAtHome } from './heard-at-home';
export { createMemoryDoorbell, MemoryLine } from './memory-doorbell';
