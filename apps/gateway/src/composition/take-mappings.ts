import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { maskUnlessCode } from '@kntc/domain';
import type { Logger } from '@kntc/domain';
import { isSameMapping, readSourceText, type AttachmentRoots, type SourceDefinition } from '@kntc/sources';
import { mappingInUse, PgMappings, PgSourceMappings } from '@kntc/storage';
import type { ComposeOptions } from './compose-stages';

type Tools = ConstructorParameters<typeof PgMappings>[0];

/** What of the configuration folder says which rows are read and what they become. */
export interface FolderMappings {
  readonly definitions: readonly SourceDefinition[];
  readonly crosswalk: Parameters<PgMappings['takeAtStart']>[0];
  /** Where delivery opens files of records. */
  readonly files: AttachmentRoots;
}

/**
 * Takes the mappings of the folder into use, as far as a start may: once accounts decide, a change waits for two sides. The
 * text of every source file that was ever in use is kept under its mapping version.
 */
export async function takeMappings(
  tools: Tools,
  { definitions, crosswalk, files }: FolderMappings,
  { environment, variables, logger }: Pick<ComposeOptions, 'environment' | 'variables' | 'logger'>,
): Promise<void> {
  const textOf = (file: string): string => readFileSync(join(environment.configDir, file), 'utf8');
  const sources = definitions.map((one) => ({ ...one, definition: textOf(one.file) }));
  const waiting = await new PgSourceMappings(tools).takeAtStart(sources, isSameMapping);
  for (const { id } of waiting) {
    // What was judged with the mapping in use goes on: its files stand where that one says.
    const inUse = await mappingInUse(tools.dataSource, id);
    const { source } = readSourceText(id, inUse ?? '', variables);
    if (source !== undefined) files.alsoOf([source]);
  }
  await takeCrosswalk(tools, crosswalk, logger);
}

/** Rows of the folder that nobody approved do not come into use by a restart. */
async function takeCrosswalk(tools: Tools, rows: FolderMappings['crosswalk'], logger: Logger): Promise<void> {
  const { isWaiting, parents, strangers, astray } = await new PgMappings(tools).takeAtStart(rows);
  if (isWaiting)
    logger.warn(
      { stage: 'configuration' },
      'the crosswalk of the folder differs from the one in use and waits for two people: kntc crosswalk import',
    );
  tellRows(
    logger,
    parents,
    'names a parent agency and waits for a named person: kntc crosswalk import --actor --reason',
  );
  tellRows(
    logger,
    strangers,
    'points at no national code and is not used: mend it, then kntc crosswalk import',
  );
  tellRows(logger, astray, 'is in use and points at no national code: records that need it wait');
}

/** A log is no place for a table: `kntc status` has it. */
const TOLD_ROWS = 20;

function tellRows(logger: Logger, rows: FolderMappings['crosswalk'], what: string): void {
  for (const { sourceId, list, localCode, nationalCode } of rows.slice(0, TOLD_ROWS))
    logger.warn(
      { stage: 'configuration', source: sourceId, code: nationalCode },
      `a row of the crosswalk, list ${list} «${maskUnlessCode(localCode)}», ${what}`,
    );
  if (rows.length > TOLD_ROWS)
    logger.warn({ stage: 'configuration', count: rows.length }, `rows of the crosswalk in all: each ${what}`);
}
