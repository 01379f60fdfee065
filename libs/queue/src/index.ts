export { createBullDoorbell, type BullDoorbellOptions } from './bull-doorbell';
export { createMemoryDoorbell, MemoryLine } from './memory-doorbell';
