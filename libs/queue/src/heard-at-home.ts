import type { Doorbell } from '@kntc/domain';

/**
 * A doorbell whose own house hears at once what rings in it: a process that takes cases in and delivers them need not
 * wait for its own ring to come back through the queue, which costs two commits. It rings there all the same, for
 * the lanes may be another process's.
 */
export function heardAtHome(doorbell: Doorbell): Doorbell {
  let hear: ((lanes: readonly number[]) => void) | undefined;
  return {
    ring: async (lanes) => {
      if (lanes.length > 0) hear?.(lanes);
      await doorbell.ring(lanes);
    },
    answer: async (onRing) => {
      await doorbell.answer(onRing);
      hear = onRing;
    },
    close: async () => {
      hear = undefined;
      await doorbell.close();
    },
  };
}
