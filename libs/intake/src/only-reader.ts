import type { Clock, IntakeStore, Reading, SourceInfo } from '@kntc/domain';

/** A reader that shows no life for so long has lost its source to whoever asks next. */
const LEASE_MS = 15_000;
const KEEP_EVERY_MS = 5_000;

/** Another process began to read the source, or another mapping came into use: what this one read may be outdated. */
export class ReadingSuperseded extends Error {}

export interface ReaderPorts {
  readonly store: Pick<IntakeStore, 'beginReading' | 'keepReading' | 'endReading'>;
  readonly clock: Clock;
}

/**
 * Does the work while no other process reads the source; `undefined` when one does, or when another mapping is in
 * use. Two readers would store what they read in the order in which they come to it: one that was frozen or slow
 * would put an older state over a newer one.  After a crash others wait for the lease; a frozen process that comes
 * back finds its number outdated and stores nothing.
 */
export async function asOnlyReader<T>(
  { store, clock }: ReaderPorts,
  source: Pick<SourceInfo, 'id' | 'mappingVersion'>,
  work: (reading: Reading) => Promise<T>,
): Promise<T | undefined> {
  const reading = await store.beginReading(source, LEASE_MS);
  if (reading === undefined) return undefined;
  const over = new AbortController();
  const keeping = keep({ store, clock }, { sourceId: source.id, reading, over: over.signal });
  try {
    return await work(reading);
  } finally {
    over.abort();
    await keeping;
    // The lease ends by itself where this cannot be said.
    await store.endReading(source.id, reading.number).catch(() => undefined);
  }
}

async function keep(
  { store, clock }: ReaderPorts,
  {
    sourceId,
    reading,
    over,
  }: { readonly sourceId: string; readonly reading: Reading; readonly over: AbortSignal },
): Promise<void> {
  for (;;) {
    await clock.sleep(KEEP_EVERY_MS, over);
    if (over.aborted) return;
    await store.keepReading(sourceId, reading.number, LEASE_MS).catch(() => undefined);
  }
}
