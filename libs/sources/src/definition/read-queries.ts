import type { Reader } from './reader';
import type { ChildDefinition, RecordDefinition } from './source-definition';
import type { Tree, TreeMap } from './yaml-tree';

const DEFAULT_OVERLAP_MS = 600_000;
const DEFAULT_KEY_PASS_MS = 3_600_000;
const DEFAULT_DIGEST_PASS_MS = 900_000;
const KEYS = ['query', 'key', 'watermark', 'overlap', 'rescan', 'keyPass', 'digest', 'digestPass'];

/** Reads `record`: the main query with its key and watermark. */
export function readRecord(reader: Reader, owner: TreeMap): RecordDefinition | undefined {
  const tree = owner.entries.get('record');
  if (tree === undefined) reader.problem(owner, 'thiếu khoá «record»');
  const map = reader.map(tree, KEYS);
  const query = reader.required(map, 'query');
  const key = reader.required(map, 'key');
  if (map === undefined || query === undefined || key === undefined) return undefined;
  const at = (name: string): Tree | undefined => map.entries.get(name);
  const rescanMs = at('rescan') === undefined ? undefined : reader.duration(at('rescan'));
  const overlapMs = at('overlap') === undefined ? undefined : reader.duration(at('overlap'));
  return {
    query: withoutSemicolon(query),
    queryLine: textLineOf(at('query')),
    key,
    keyLine: textLineOf(at('key')),
    watermark: at('watermark') === undefined ? undefined : reader.required(map, 'watermark'),
    watermarkLine: textLineOf(at('watermark')),
    overlapMs: overlapMs ?? DEFAULT_OVERLAP_MS,
    rescanMs,
    keyPassMs: readKeyPass(reader, map),
    digest: at('digest') === undefined ? undefined : reader.required(map, 'digest'),
    digestLine: textLineOf(at('digest')),
    digestPassMs: readDigestPass(reader, map),
  };
}

/** `keyPass` of either kind of record. */
export function readKeyPass(reader: Reader, record: TreeMap): number {
  const tree = record.entries.get('keyPass');
  return (tree && reader.duration(tree)) ?? DEFAULT_KEY_PASS_MS;
}

function readDigestPass(reader: Reader, record: TreeMap): number {
  const tree = record.entries.get('digestPass');
  if (tree !== undefined && !record.entries.has('digest'))
    reader.problem(tree, '«digestPass» chỉ có nghĩa khi có «digest»');
  return (tree && reader.duration(tree)) ?? DEFAULT_DIGEST_PASS_MS;
}

function textLineOf(tree: Tree | undefined): number {
  return tree?.kind === 'scalar' ? tree.textLine : (tree?.line ?? 1);
}

/** Queries are read as sub-queries, where a closing semicolon is an error. */
function withoutSemicolon(query: string): string {
  return query.trimEnd().replace(/;$/, '');
}

/** Reads `children`: one query per collection. */
export function readChildren(reader: Reader, tree: Tree | undefined): readonly ChildDefinition[] {
  return [...(reader.anyMap(tree)?.entries ?? [])].flatMap(([name, value]) => {
    const map = reader.map(value, ['query', 'parent', 'orderBy']);
    const query = reader.required(map, 'query');
    const parent = reader.required(map, 'parent');
    if (map === undefined || query === undefined || parent === undefined) return [];
    if (name === 'record') reader.problem(value, '«record» là tên dành riêng, đặt tên khác cho tập con');
    const orderBy = map.entries.has('orderBy') ? reader.required(map, 'orderBy') : undefined;
    const queryLine = textLineOf(map.entries.get('query'));
    const line = map.entries.get('parent')?.line ?? value.line;
    return [{ name, query: withoutSemicolon(query), queryLine, parent, orderBy, line }];
  });
}
