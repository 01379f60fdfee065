import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, type Document, type Node } from 'yaml';
import type { SourceProblem } from './problems';

interface At {
  readonly line: number;
  readonly path: string;
}

export interface TreeMap extends At {
  readonly kind: 'map';
  readonly entries: ReadonlyMap<string, Tree>;
}

export interface TreeList extends At {
  readonly kind: 'list';
  readonly items: readonly Tree[];
}

export interface TreeScalar extends At {
  readonly kind: 'scalar';
  /** As written: `01` stays `01`, `no` stays `no`. `undefined` for an empty value, `~` or `null`. */
  readonly text: string | undefined;
  /** Line of the first line of the text: one below the key for block scalars. */
  readonly textLine: number;
}

/** A YAML file as configuration reads it: texts as written, every value with its line and key path. */
export type Tree = TreeMap | TreeList | TreeScalar;

const MAX_DEPTH = 40;

export interface ParsedYaml {
  readonly tree: Tree | undefined;
  readonly problems: readonly SourceProblem[];
}

/** Parses one YAML file; syntax errors and double keys come back as problems with their line. Never throws. */
export function parseYaml(file: string, content: string): ParsedYaml {
  const lines = new LineCounter();
  const document = parseDocument(content, {
    lineCounter: lines,
    // Every scalar is a text: codes such as 01, 1.0 or `no` keep their spelling, and 01 and 1 are two keys.
    schema: 'failsafe',
    uniqueKeys: true,
    prettyErrors: false,
  });
  const problems = document.errors.map((err) => ({
    file,
    line: lines.linePos(err.pos[0]).line,
    path: '',
    message:
      err.code === 'DUPLICATE_KEY'
        ? 'khoá này đã có ở trên; giữ một, xoá một'
        : `YAML không đúng cú pháp: ${err.message}`,
  }));
  if (problems.length > 0) return { tree: undefined, problems };
  return { tree: toTree(document.contents, '', { document, lines, depth: 0, line: 1 }), problems: [] };
}

interface Walk {
  readonly document: Document;
  readonly lines: LineCounter;
  readonly depth: number;
  readonly line: number;
}

function toTree(node: Node | null, path: string, walk: Walk): Tree {
  const line = node?.range ? walk.lines.linePos(node.range[0]).line : walk.line;
  const at = { line, path };
  const empty: TreeScalar = { ...at, kind: 'scalar', text: undefined, textLine: line };
  if (node === null || walk.depth > MAX_DEPTH) return empty;
  const inner = { ...walk, depth: walk.depth + 1, line };
  if (isAlias(node)) return toTree((node.resolve(walk.document) as Node | undefined) ?? null, path, inner);
  if (isMap(node)) return { ...at, kind: 'map', entries: entriesOf(node.items, path, inner) };
  if (isSeq(node)) {
    const items = node.items.map((item, index) => toTree(item as Node | null, `${path}[${index}]`, inner));
    return { ...at, kind: 'list', items };
  }
  if (!isScalar(node)) return empty;
  const block = node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED';
  return { ...at, kind: 'scalar', text: textOf(node), textLine: block ? line + 1 : line };
}

type Pairs = readonly { readonly key: unknown; readonly value: unknown }[];

function entriesOf(pairs: Pairs, path: string, walk: Walk): ReadonlyMap<string, Tree> {
  const entries = new Map<string, Tree>();
  for (const pair of pairs) {
    const key = isScalar(pair.key) ? (textOf(pair.key) ?? '') : '';
    const keyLine =
      isScalar(pair.key) && pair.key.range ? walk.lines.linePos(pair.key.range[0]).line : walk.line;
    const child = toTree(pair.value as Node | null, path === '' ? key : `${path}.${key}`, {
      ...walk,
      line: keyLine,
    });
    // The line of an entry is the line of its key: that is where a reader looks.
    entries.set(key, { ...child, line: keyLine });
  }
  return entries;
}

/** Unquoted nothing, as YAML writes it. */
const NOTHING = new Set(['', '~', 'null']);

function textOf(scalar: { readonly value: unknown; readonly type?: string }): string | undefined {
  if (typeof scalar.value !== 'string') return undefined;
  return scalar.type === 'PLAIN' && NOTHING.has(scalar.value) ? undefined : scalar.value;
}

/** Plain value of a tree, for digests: maps, lists and texts without positions. */
export function plainOf(tree: Tree | undefined): unknown {
  if (tree === undefined) return undefined;
  if (tree.kind === 'map')
    return Object.fromEntries([...tree.entries].map(([key, value]) => [key, plainOf(value)]));
  return tree.kind === 'list' ? tree.items.map((item) => plainOf(item)) : (tree.text ?? null);
}
