import { GatewayError } from '@kntc/domain';
import type { IdentityPolicy, Source, SourceRead } from '@kntc/domain';

/**
 * Reads a source; under `not-read` only while it proves that nothing of a denouncer can come. A column that appears
 * between proof and reading stops the page before anything of it is stored.
 * @throws GatewayError GW_S110
 */
export async function readerOf(
  source: Source,
  policy: IdentityPolicy | undefined,
): Promise<Source['readChanged']> {
  const proven = await proofOf(source, policy);
  return async (cursor, limit) => proven(await source.readChanged(cursor, limit));
}

/**
 * As {@link readerOf}, for records by their keys; none from a source that gives no digests.
 * @throws GatewayError GW_S110
 */
export async function keyReaderOf(
  source: Source,
  policy: IdentityPolicy | undefined,
): Promise<(keys: readonly string[], cursor: string) => Promise<SourceRead>> {
  const proven = await proofOf(source, policy);
  return async (keys, cursor) => proven((await source.digests?.read(keys, cursor)) ?? { records: [] });
}

/** Gives back what may be stored as it is. */
async function proofOf(
  source: Source,
  policy: IdentityPolicy | undefined,
): Promise<<R extends SourceRead>(read: R) => R> {
  if (policy !== 'not-read' || source.proveNotRead === undefined) return (read) => read;
  const mayBeStored = await source.proveNotRead();
  return (read) => {
    if (!read.records.every((record) => mayBeStored(record)))
      throw new GatewayError('GW_S110', `${source.info.id}: a record shows more than was proven`);
    return read;
  };
}
