import { addressGuardOf, systemClock } from '@kntc/platform';
import { loadCrosswalks, loadSources, type previewSource, type SourceDefinition } from '@kntc/sources';
import { previewJudge, previewKnowledge } from '../composition/preview-judge';
import { fileFolders } from '../database/file-folders';
import { withSourceVariables } from '../database/source-variables';
import type { Shell } from '../shell';
import type { ExitCode } from '../terminal';
import { at, refuseUnknown } from './known-source';

/** A source that can be read and judged as intake would, with nothing stored. */
export interface TriedSource {
  readonly source: SourceDefinition;
  readonly deps: Parameters<typeof previewSource>[1];
  readonly judge: ReturnType<typeof previewJudge>['judge'];
  /** What a person should know about the judgement: mistakes in crosswalks, knowledge that is missing. */
  readonly notes: readonly string[];
}

/**
 * Opens a source to try it.
 * @param file read in the place of the newest one (spreadsheets)
 * @returns 1, with the mistakes on the screen, for a source whose file cannot be read
 * @throws Refusal when there is no such source
 */
export async function tried(
  shell: Shell,
  { id, file }: { readonly id: string; readonly file: string | undefined },
  work: (opened: TriedSource) => Promise<void>,
): Promise<ExitCode> {
  const place = shell.place();
  const { configDir } = place.environment;
  const named = loadSources(configDir, place.terminal.variables);
  const isNamed = (one: { readonly id: string }): boolean => one.id === id;
  refuseUnknown(id, named.sources.filter(isNamed), named);
  // Before the source is opened: both may need the embedded server, and whoever started it stops it.
  const known = await previewKnowledge(place, id);
  return withSourceVariables(place, async (variables) => {
    const loaded = loadSources(configDir, variables);
    const source = loaded.sources.find(isNamed);
    refuseUnknown(id, source === undefined ? [] : [source], loaded);
    if (source === undefined) {
      shell.print(loaded.problems.map((problem) => at(configDir, problem)));
      return 1;
    }
    const crosswalks = loadCrosswalks(configDir);
    const { judge, notes } = previewJudge(place, source, crosswalks.rows, known);
    const addresses = await addressGuardOf(place.environment, place.environment.databaseUrl);
    const folders = fileFolders(place, file);
    const deps = { clock: systemClock, env: variables, addresses, folders };
    const mistakes = crosswalks.problems.map((problem) => at(configDir, problem));
    await work({ source, deps, judge, notes: [...mistakes, ...notes] });
    return 0;
  });
}
