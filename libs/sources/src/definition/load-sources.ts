import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { SourceProblem } from './problems';
import { readSource } from './read-source';
import { Reader } from './reader';
import type { SourceDefinition } from './source-definition';
import { parseYaml, type Tree } from './yaml-tree';

export type Environment = Readonly<Record<string, string | undefined>>;

export interface LoadedSources {
  /** Files without any problem; the others are named in `problems` and must not run half-read. */
  readonly sources: readonly SourceDefinition[];
  readonly problems: readonly SourceProblem[];
}

/**
 * Reads and validates every `sources/*.yaml` below the configuration folder. All problems come at once, each with
 * file, line, key path and the nearest valid name. Reads files only: no source is touched.
 *
 * @param env where the addresses stand that `connection.urlEnv` names; their values are not kept
 */
export function loadSources(configDir: string, env: Environment): LoadedSources {
  const sources: SourceDefinition[] = [];
  const problems: SourceProblem[] = [];
  for (const name of yamlFiles(join(configDir, 'sources'))) {
    const loaded = readSourceText(
      `sources/${name}`,
      readFileSync(join(configDir, 'sources', name), 'utf8'),
      env,
    );
    const found = [...loaded.problems, ...twins(loaded.source, sources)];
    problems.push(...found);
    if (loaded.source !== undefined && found.length === 0) sources.push(loaded.source);
  }
  return { sources, problems };
}

/** One source file by its text; for tests and for files that are not on disk. */
export function readSourceText(
  file: string,
  content: string,
  env: Environment,
): { readonly source: SourceDefinition | undefined; readonly problems: readonly SourceProblem[] } {
  const { tree, problems } = parseYaml(file, content);
  if (tree === undefined) return { source: undefined, problems };
  const reader = new Reader(file);
  const source = readSource(reader, tree, { viewsOnly: isForReal(env) });
  const variable = source === undefined ? undefined : variableOf(source);
  if (source?.enabled === true && variable !== undefined && (env[variable] ?? '') === '')
    reader.problem(variableTreeOf(tree), `chưa đặt biến môi trường ${variable}`, undefined);
  return { source, problems: reader.problems.toSorted((a, b) => a.line - b.line) };
}

/**
 * Whether what is read goes to a real far side. Then an account that may do more than read views is refused unless the file
 * says otherwise; towards a far side on this very machine it is only warned of, so that a first trial needs no views.
 */
function isForReal({ NATIONAL_BASE_URL: address = '' }: Environment): boolean {
  if (!URL.canParse(address)) return false;
  return !/^(localhost|127(\.\d+){3}|\[::1\])$/.test(new URL(address).hostname);
}

/** Names of the YAML files in a folder, sorted; a missing folder holds none. */
export function yamlFiles(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => /\.ya?ml$/.test(name))
      .toSorted();
  } catch (err) {
    if ((err as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw err;
  }
}

/** Environment variable that says where the source is, if its file names one. */
export function variableOf(source: SourceDefinition): string | undefined {
  return source.kind === 'sql' ? source.connection.urlEnv : source.files.folderEnv;
}

function variableTreeOf(tree: Tree): Tree {
  const entry = (of: Tree | undefined, key: string): Tree | undefined =>
    of?.kind === 'map' ? of.entries.get(key) : undefined;
  const place = entry(tree, 'connection') ?? entry(tree, 'files');
  return entry(place, 'urlEnv') ?? entry(place, 'folderEnv') ?? place ?? tree;
}

function twins(
  source: SourceDefinition | undefined,
  others: readonly SourceDefinition[],
): readonly SourceProblem[] {
  const twin = others.find((other) => other.id === source?.id);
  if (source === undefined || twin === undefined) return [];
  return [
    { file: source.file, line: 1, path: 'id', message: `mã nguồn «${source.id}» đã dùng trong ${twin.file}` },
  ];
}
