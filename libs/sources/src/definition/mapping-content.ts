import { canonicalJson, sha256 } from '@kntc/domain';
import { parseYaml, plainOf, type TreeMap } from './yaml-tree';

/**
 * What of a source file is *mapping*: everything that decides which rows are read or what a record becomes. A change of it is
 * a decision of two sides (ADR 0017).
 */
export const MAPPING_KEYS = [
  'kind',
  'connection',
  'files',
  'startDate',
  'record',
  'children',
  'feeds',
  'mandatory',
  'lenient',
  'outOfScope',
  'secret',
  'receptionOnly',
  'nulls',
  'text',
  'valueMaps',
  'map',
  'attachmentLimits',
  'timeZone',
] as const;

/**
 * What of a source file is *operational*: how it is called, whether, when and by whose bell it is looked at. IT changes it
 * alone. A key is in one of both lists or no source file may have it.
 */
export const OPERATIONAL_KEYS = ['id', 'title', 'enabled', 'pollEvery', 'hook'] as const;

/**
 * Operational inside a part that is mapping: on which server or in which folder the same rows stand (whoever has the machine
 * sets the variables anyway), and how far back and how often one looks. Everything else in these parts is mapping – also what
 * nobody has thought of yet.
 */
const OPERATIONAL_INSIDE: Readonly<Record<string, readonly string[]>> = {
  connection: ['dialect', 'urlEnv', 'viewsOnly'],
  files: ['folder', 'folderEnv'],
  record: ['overlap', 'rescan', 'keyPass', 'digestPass'],
};

/**
 * Counts changes of the engine that change what a record becomes: stored records are judged again after an upgrade. No
 * change of the mapping: nobody is asked for it.
 */
const ENGINE = 4;

type Plain = Readonly<Record<string, unknown>>;

/** One place where two mappings differ. */
export interface MappingChange {
  /** Key path in the file. */
  readonly path: string;
  /** Absent: it is new. */
  readonly before?: string | undefined;
  /** Absent: it is gone. */
  readonly after?: string | undefined;
}

/** SHA-256 of the mapping of a source file and of the engine: what `mapping_version` in the database means. */
export function mappingVersionOf(map: TreeMap): string {
  return sha256(canonicalJson({ ...mappingOf(map), engine: ENGINE }));
}

/** Whether two source files say the same mapping. Never throws; a text that cannot be read is like no other. */
export function isSameMapping(before: string, after: string): boolean {
  const [one, other] = [mappingIn(before), mappingIn(after)];
  return one !== undefined && other !== undefined && canonicalJson(one) === canonicalJson(other);
}

/**
 * What changes between the mappings of two source files, key by key, in the order of their paths; a list is one value.
 *
 * @param before `undefined`: there was none
 */
export function mappingChanges(before: string | undefined, after: string): readonly MappingChange[] {
  const old = new Map(leavesOf(before === undefined ? {} : (mappingIn(before) ?? {}), ''));
  const now = new Map(leavesOf(mappingIn(after) ?? {}, ''));
  const paths = [...new Set([...old.keys(), ...now.keys()])].toSorted();
  return paths
    .map((path) => ({ path, before: old.get(path), after: now.get(path) }))
    .filter((change) => change.before !== change.after);
}

function mappingIn(text: string): Plain | undefined {
  const { tree } = parseYaml('', text);
  return tree?.kind === 'map' ? mappingOf(tree) : undefined;
}

function mappingOf(map: TreeMap): Plain {
  return Object.fromEntries(
    MAPPING_KEYS.flatMap((key): [string, unknown][] => {
      const part = withoutOperational(plainOf(map.entries.get(key)), OPERATIONAL_INSIDE[key]);
      return part === undefined ? [] : [[key, part]];
    }),
  );
}

/** Nothing, where nothing else is in it. */
function withoutOperational(part: unknown, operational: readonly string[] = []): unknown {
  if (operational.length === 0 || !isMap(part)) return part;
  const rest = Object.entries(part).filter(([key]) => !operational.includes(key));
  return rest.length === 0 ? undefined : Object.fromEntries(rest);
}

function isMap(value: unknown): value is Plain {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

function leavesOf(value: unknown, path: string): readonly (readonly [path: string, text: string])[] {
  if (!isMap(value)) return [[path, typeof value === 'string' ? value : canonicalJson(value)]];
  const entries = Object.entries(value);
  if (entries.length === 0 && path !== '') return [[path, '{}']];
  return entries.flatMap(([key, inner]) => leavesOf(inner, path === '' ? key : `${path}.${key}`));
}
