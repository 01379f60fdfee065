import { readFileSync } from 'node:fs';
import { join } from 'node:path';
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
  if (await new PgMappings(tools).takeAtStart(rows)) return;
  logger.warn(
    { stage: 'configuration' },
    'the crosswalk of the folder differs from the one in use and waits for two people: kntc crosswalk import',
  );
}
