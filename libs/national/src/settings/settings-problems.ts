import { closest, distance } from 'fastest-levenshtein';
import { type Document, isMap, isScalar, LineCounter, type Node, type YAMLMap } from 'yaml';
import { z } from 'zod';

/** One thing wrong in a settings file: where (1-based), which key, and what to write instead. */
export interface SettingsProblem {
  readonly line: number;
  readonly column: number;
  readonly key: string;
  readonly message: string;
}

type Path = readonly PropertyKey[];

/** Finds positions in one parsed settings file. */
export interface Positions {
  /** Position of the deepest part of `path` that the file holds, and whether all of it is there. */
  at(path: Path): { readonly line: number; readonly column: number; readonly complete: boolean };
}

export function positionsOf(document: Document.Parsed, lines: LineCounter): Positions {
  return {
    at(path) {
      let node: Node | null = document.contents;
      let offset = document.contents?.range[0] ?? 0;
      for (const segment of path) {
        const pair = pairOf(node, segment);
        if (pair === undefined) return { ...lineOf(lines, offset), complete: false };
        offset = pair.offset;
        node = pair.value;
      }
      return { ...lineOf(lines, offset), complete: true };
    },
  };
}

function pairOf(
  node: Node | null,
  segment: PropertyKey,
): { readonly offset: number; readonly value: Node | null } | undefined {
  if (!isMap(node)) return undefined;
  const pair = (node as YAMLMap<Node, Node | null>).items.find(
    (item) => isScalar(item.key) && String(item.key.value) === String(segment),
  );
  return pair === undefined ? undefined : { offset: pair.key.range?.[0] ?? 0, value: pair.value };
}

function lineOf(lines: LineCounter, offset: number): { readonly line: number; readonly column: number } {
  const { line, col } = lines.linePos(offset);
  return { line, column: col };
}

/** A zod issue in words: unknown keys one by one with the nearest allowed name, values with the allowed ones. */
export function wordsOf(
  issue: z.core.$ZodIssue,
  schema: z.ZodType,
): readonly { readonly path: Path; readonly message: string }[] {
  if (issue.code === 'unrecognized_keys') {
    const known = keysAt(schema, issue.path);
    return issue.keys.map((key) => ({
      path: [...issue.path, key],
      message: `unknown key${nearest(key, known)}`,
    }));
  }
  return [{ path: issue.path, message: messageOf(issue) }];
}

function messageOf(issue: z.core.$ZodIssue): string {
  const isMissing = issue.code === 'invalid_type' || issue.code === 'invalid_value';
  if (isMissing && issue.input === undefined) return 'missing';
  if (issue.code === 'invalid_value') {
    const later = typeof issue.input === 'string' ? LATER.get(issue.input) : undefined;
    if (later !== undefined) return `«${String(issue.input)}» (${later}) is not in this release`;
    const values = issue.values.map(String);
    const given = typeof issue.input === 'string' ? nearest(issue.input, values) : '';
    return `expected ${values.length === 1 ? '' : 'one of '}${values.join(', ')}${given}`;
  }
  return issue.message;
}

/** What the description of the interface names and a later release brings: refused by name, never ignored. */
const LATER = new Map([
  ['bearer', 'OAuth bearer tokens'],
  ['gateway-key', 'key of an LGSP gateway'],
  ['mutual-tls', 'client certificates'],
  ['lgsp', 'transport over LGSP'],
  ['vdxp', 'transport over VDXP'],
  ['ndop', 'transport over NDOP'],
]);

function nearest(given: string, known: readonly string[]): string {
  if (known.length === 0) return '';
  const best = closest(given, known);
  return distance(given, best) <= Math.max(2, Math.floor(best.length / 2)) ? `; did you mean ${best}?` : '';
}

function keysAt(schema: z.ZodType, path: Path): readonly string[] {
  let current: unknown = schema;
  for (const segment of path) {
    current =
      current instanceof z.ZodObject
        ? (current.shape as Record<string, unknown>)[String(segment)]
        : undefined;
  }
  if (current instanceof z.ZodObject) return Object.keys(current.shape);
  if (current instanceof z.ZodRecord && current.keyType instanceof z.ZodEnum)
    return current.keyType.options.map(String);
  return [];
}
