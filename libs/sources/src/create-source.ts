import type { Source, SourceInfo } from '@kntc/domain';
import type { Connector, ConnectorDependencies } from './connector';
import type { SourceDefinition } from './definition/source-definition';
import { mapRecord } from './mapping/map-record';
import { createFileConnector } from './spreadsheet/create-file-connector';
import { createSqlConnector } from './sql/create-sql-connector';

export function createConnector(definition: SourceDefinition, deps: ConnectorDependencies): Connector {
  switch (definition.kind) {
    case 'sql':
      return createSqlConnector(definition, deps);
    case 'file':
      return createFileConnector(definition, deps);
  }
}

/**
 * A source as the other stages see it. Connects at the first read, not here.
 * @throws GatewayError GW_S105 when the environment variable with the address is not set
 */
export function createSource(definition: SourceDefinition, deps: ConnectorDependencies): Source {
  const connector = createConnector(definition, deps);
  return {
    info: infoOf(definition),
    readChanged: (cursor, limit) => connector.readChanged(cursor, limit),
    keys: () => connector.keys(),
    map: (record) => mapRecord(definition, record),
    close: () => connector.close(),
  };
}

function infoOf(definition: SourceDefinition): SourceInfo {
  const { id, title, mappingVersion, startDate, feeds, mandatory, lenient } = definition;
  return { id, title, mappingVersion, startDate, feeds, mandatory, lenient };
}
