/**
 * The queue's only job: wake whoever delivers a lane. Losing rings loses nothing (a sweeper rings again), ringing
 * twice does nothing twice (the worker looks in SQL). Payloads are lane numbers only.
 */
export interface Doorbell {
  /** Never throws: a bell that cannot ring is logged and the sweeper comes later. */
  ring(lanes: readonly number[]): Promise<void>;
  /** Calls `onRing` for every ring, from any process, until {@link Doorbell.close}. */
  answer(onRing: (lanes: readonly number[]) => void): Promise<void>;
  close(): Promise<void>;
}
