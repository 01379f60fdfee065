import type { Source, SourceInfo } from '@kntc/domain';
import type { Connector, ConnectorDependencies, ConnectorKind } from './connector';
import type { SourceDefinition } from './definition/source-definition';
import { mapRecord } from './mapping/map-record';
import { createSqlConnector } from './sql/create-sql-connector';

const KINDS: Readonly<Record<SourceDefinition['kind'], ConnectorKind>> = { sql: createSqlConnector };

export function createConnector(definition: SourceDefinition, deps: ConnectorDependencies): Connector {
  return KINDS[definition.kind](definition, deps);
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

function infoOf({ id, title, mappingVersion, startDate, feeds, mandatory }: SourceDefinition): SourceInfo {
  return { id, title, mappingVersion, startDate, feeds, mandatory };
}
