import { GatewayError } from '@kntc/domain';
import type { IdentityPolicy, Source } from '@kntc/domain';

/**
 * Reads a source; under `not-read` only while it proves that nothing of a denouncer can come. A column that appears
 * between proof and reading stops the page before anything of it is stored.
 * @throws GatewayError GW_S110
 */
export async function readerOf(
  source: Source,
  policy: IdentityPolicy | undefined,
): Promise<Source['readChanged']> {
  if (policy !== 'not-read' || source.proveNotRead === undefined)
    return (cursor, limit) => source.readChanged(cursor, limit);
  const mayBeStored = await source.proveNotRead();
  return async (cursor, limit) => {
    const page = await source.readChanged(cursor, limit);
    if (!page.records.every((record) => mayBeStored(record)))
      throw new GatewayError('GW_S110', `${source.info.id}: a record shows more than was proven`);
    return page;
  };
}
