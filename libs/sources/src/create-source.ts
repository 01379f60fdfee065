import type { AttachmentFiles, Source, SourceInfo } from '@kntc/domain';
import { fileColumns } from './attachments/file-columns';
import { RootedFiles } from './attachments/rooted-files';
import { FileInspection } from './attachments/with-files';
import {
  readingThrough,
  type Connector,
  type ConnectorDependencies,
  type SourceDescription,
} from './connector';
import type { Environment } from './definition/load-sources';
import type { SourceDefinition } from './definition/source-definition';
import { keepsToNotRead } from './not-read';
import { mapWithOverlays } from './overlays';
import { isSecret, withoutContent, withoutSecrets } from './secret-records';
import { createFileConnector } from './spreadsheet/create-file-connector';
import { createSqlConnector } from './sql/create-sql-connector';

/** The connector of a source; its records say what stands at the paths they name. */
export function createConnector(definition: SourceDefinition, deps: ConnectorDependencies): Connector {
  const connector = withoutSecrets(definition, bareConnector(definition, deps));
  const inspection = inspectionOf(definition, deps);
  if (!inspection.isNeeded) return connector;
  return {
    readChanged: async (cursor, limit) => {
      const page = await connector.readChanged(cursor, limit);
      return { ...page, records: await inspection.look(page.records) };
    },
    sample: async (limit) => inspection.look(await connector.sample(limit)),
    keys: () => connector.keys(),
    digests: readingThrough(connector.digests, async (read) => ({
      ...read,
      records: await inspection.look(read.records),
    })),
    describe: () => connector.describe(),
    valuesOf: (collection, column, limit) => connector.valuesOf(collection, column, limit),
    combinationsOf: (collection, columns, limit) => connector.combinationsOf(collection, columns, limit),
    keyless: () => connector.keyless(),
    close: () => connector.close(),
  };
}

function bareConnector(definition: SourceDefinition, deps: ConnectorDependencies): Connector {
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
  const inspection = inspectionOf(definition, deps);
  return {
    info: infoOf(definition),
    readChanged: (cursor, limit) => connector.readChanged(cursor, limit),
    keys: () => connector.keys(),
    digests: connector.digests,
    map: (record, overlays = []) => mapWithOverlays(definition, record, overlays),
    proveNotRead: () => keepsToNotRead(definition, () => describedNow(definition, connector, deps)),
    kept: (record) => (isSecret(definition, record) ? withoutContent(record) : record),
    close: () => connector.close(),
    ...(inspection.isNeeded && {
      lookAtFiles: (records: Parameters<FileInspection['look']>[0]) => inspection.look(records),
    }),
  };
}

/** What the source shows at this moment: a connector of sheets looks at one file only as long as it lives. */
async function describedNow(
  definition: SourceDefinition,
  connector: Connector,
  deps: ConnectorDependencies,
): Promise<SourceDescription> {
  if (definition.kind === 'sql') return connector.describe();
  const fresh = createConnector(definition, deps);
  try {
    return await fresh.describe();
  } finally {
    await fresh.close();
  }
}

/** Where delivery opens the files that the sources name by path; below their roots and nowhere else. */
export function attachmentFiles(
  definitions: readonly SourceDefinition[],
  variables: Environment,
): AttachmentRoots {
  const files = new RootedFiles(rootsOf(definitions), variables);
  return {
    read: (reference) => files.read(reference),
    alsoOf: (more) => files.alsoBelow(rootsOf(more)),
  };
}

/** {@link AttachmentFiles} of some sources, and of more that become known later. */
export interface AttachmentRoots extends AttachmentFiles {
  alsoOf(definitions: readonly SourceDefinition[]): void;
}

function rootsOf(definitions: readonly SourceDefinition[]): readonly string[] {
  return definitions.flatMap(({ map }) => fileColumns(map).map(({ root }) => root));
}

function inspectionOf(definition: SourceDefinition, { env }: ConnectorDependencies): FileInspection {
  return new FileInspection(definition, new RootedFiles(rootsOf([definition]), env));
}

function infoOf(definition: SourceDefinition): SourceInfo {
  const { id, title, mappingVersion, startDate, feeds, mandatory, lenient } = definition;
  return { id, title, mappingVersion, startDate, feeds, mandatory, lenient };
}
