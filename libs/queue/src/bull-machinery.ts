import type { JobsOptions } from 'bullmq';
import type { RingPayload } from './ring-payload';

/** The little of BullMQ's `Queue` and `Worker` that a doorbell needs, the same on every backend. */
export interface BullPart {
  on(event: 'error', listener: (err: Error) => void): unknown;
  waitUntilReady(): Promise<unknown>;
  close(): Promise<void>;
  getBackend(): { close(force?: boolean): Promise<void> };
}

export interface BullQueue extends BullPart {
  add(name: string, payload: RingPayload, options: JobsOptions): Promise<unknown>;
}

export interface BullWorker extends BullPart {
  /** Of this worker alone; with `true` it does not wait for what it is at. */
  pause(doNotWait: boolean): Promise<void>;
}

/** Called with the stored payload of every job. Must not throw. */
export type OnJob = (stored: unknown) => void;

/** Where the jobs live. Constructors get their backend from here, so that several kinds work in one process. */
export interface BullMachinery {
  /** Brings the store into shape. @throws GatewayError `GW_T301` */
  prepare(): Promise<void>;
  openQueue(name: string): BullQueue;
  openWorker(name: string, onJob: OnJob): BullWorker;
}

/** A ring is never tried again and leaves nothing behind: retries, due times and order live in our tables. */
export const JOB_OPTIONS = { attempts: 1, removeOnComplete: true, removeOnFail: true } as const;

/** Events nobody reads; BullMQ keeps the last 10 000 by default. */
export const QUEUE_OPTIONS = { streams: { events: { maxLen: 100 } } } as const;

export const WORKER_OPTIONS = {
  // One at a time: answering only wakes somebody.
  concurrency: 1,
  removeOnComplete: { count: 0 },
  removeOnFail: { count: 0 },
  // A job takes microseconds. A lock left by a killed process is cleared after two of these intervals.
  lockDuration: 10_000,
  stalledInterval: 10_000,
  // The renewal timer would outlive a close() that cannot reach the server.
  skipLockRenewal: true,
  // After a refused connection; the default of 15 s would be the time to answer after every restart.
  runRetryDelay: 500,
} as const;
