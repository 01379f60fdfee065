import type { MappedRecord, RawRecord } from '@kntc/domain';
import type { ConnectorDependencies } from './connector';
import { createConnector } from './create-source';
import type { SourceDefinition } from './definition/source-definition';
import { mapRecord } from './mapping/map-record';

const PAGE = 250;

/**
 * Maps every record of a source and hands each one to `judged`, page by page. Reads only: no cursor is kept, no file of a
 * drop folder is taken in, and nothing of a record stays in memory behind its page.
 *
 * @returns how many records there are
 * @throws GatewayError GW_S101–GW_S105
 */
export async function dryRun(
  definition: SourceDefinition,
  deps: ConnectorDependencies,
  judged: (mapped: MappedRecord, localKey: string) => void,
): Promise<number> {
  let count = 0;
  for await (const records of allRecords(definition, deps)) {
    for (const record of records) judged(mapRecord(definition, record), record.localKey);
    count += records.length;
  }
  return count;
}

async function* allRecords(
  definition: SourceDefinition,
  deps: ConnectorDependencies,
): AsyncIterable<readonly RawRecord[]> {
  const connector = createConnector(definition, deps);
  try {
    // Reading on would take files in; a sheet is looked at as a whole anyway.
    if (definition.kind === 'file') return yield await connector.sample(Number.MAX_SAFE_INTEGER);
    let cursor: string | undefined;
    for (let isMore = true; isMore;) {
      const page = await connector.readChanged(cursor, PAGE);
      cursor = page.cursor;
      isMore = !page.exhausted;
      yield page.records;
    }
  } finally {
    await connector.close();
  }
}
