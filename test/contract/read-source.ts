import type { RawRecord, Source } from '@kntc/domain';

/** Reads from a cursor (or the beginning) until the cycle ends. */
export async function readAll(source: Source, limit = 10, from?: string): Promise<readonly RawRecord[]> {
  return (await readCycle(source, limit, from)).records;
}

export async function lastCursor(source: Source, limit = 10): Promise<string> {
  return (await readCycle(source, limit)).cursor;
}

export async function readCycle(
  source: Source,
  limit = 10,
  from?: string,
): Promise<{ readonly records: readonly RawRecord[]; readonly cursor: string }> {
  const records: RawRecord[] = [];
  let cursor = from;
  for (let pages = 0; pages < 1_000; pages += 1) {
    const page = await source.readChanged(cursor, limit);
    records.push(...page.records);
    cursor = page.cursor;
    if (page.exhausted) return { records, cursor };
  }
  throw new Error('the cycle does not end');
}
