import { fold } from '@kntc/domain';
import { nearest } from './problems';
import type { Reader } from './reader';
import {
  RECORD,
  type CodeConstant,
  type ColumnReference,
  type Coverage,
  type JoinedCode,
  type ValueMap,
} from './source-definition';
import type { Tree, TreeScalar } from './yaml-tree';

/** A value map of the file, and where its words stand. */
export interface NamedValues {
  readonly values: ValueMap;
  readonly tree: Tree;
}

export interface ScopeNames {
  readonly reader: Reader;
  readonly valueMaps: ReadonlyMap<string, NamedValues>;
  readonly childNames: readonly string[];
}

/** What the parts of a map need while they are read: value maps, child names, and the columns and codes named so far. */
export class MapScope {
  readonly #columns: ColumnReference[] = [];
  readonly #constants: CodeConstant[] = [];
  readonly #joined: JoinedCode[] = [];

  constructor(
    private readonly names: ScopeNames,
    /** Collection whose columns are meant. */
    private readonly collection: string = RECORD,
    private readonly root?: MapScope,
  ) {}

  get reader(): Reader {
    return this.names.reader;
  }

  /** The same file seen from the rows of a child collection. */
  inside(collection: string): MapScope {
    return new MapScope(this.names, collection, this.root ?? this);
  }

  get columns(): readonly ColumnReference[] {
    return this.#columns;
  }

  column(tree: Tree | undefined, coverage?: Coverage): string | undefined {
    const column = this.reader.text(tree);
    if (column === undefined || tree === undefined) return undefined;
    const { line, path } = tree;
    (this.root ?? this).#columns.push({ collection: this.collection, column, line, path, coverage });
    return column;
  }

  /** Codes that the file itself states for fields of a national list. */
  get constants(): readonly CodeConstant[] {
    return this.#constants;
  }

  constant({ line, path, text }: TreeScalar, field: CodeConstant['field'], list: number): void {
    if (text === undefined || text.trim() === '') return;
    (this.root ?? this).#constants.push({ field, list, code: text.trim(), line, path });
  }

  /** Codes made of several columns. */
  get joined(): readonly JoinedCode[] {
    return this.#joined;
  }

  join(joined: Omit<JoinedCode, 'collection'>): void {
    (this.root ?? this).#joined.push({ ...joined, collection: this.collection });
  }

  /** The words a value map turns values into, each where it stands; `tree` as for {@link values}. */
  targets(tree: Tree | undefined): readonly TreeScalar[] {
    const named = tree?.kind === 'scalar' ? this.names.valueMaps.get(tree.text ?? '')?.tree : tree;
    if (named?.kind !== 'map') return [];
    return [...named.entries.values()].filter((value) => value.kind === 'scalar');
  }

  /** A value map by name, or one written in place. */
  values(tree: Tree | undefined): ValueMap | undefined {
    if (tree === undefined) return undefined;
    if (tree.kind === 'map') return readValueMap(this.reader, tree);
    const name = this.reader.text(tree);
    if (name === undefined) return undefined;
    const found = this.names.valueMaps.get(name)?.values;
    if (found === undefined)
      this.reader.problem(
        tree,
        `không có bảng quy đổi «${name}» trong valueMaps`,
        nearest(name, this.names.valueMaps.keys()),
      );
    return found;
  }

  child(tree: Tree | undefined): string | undefined {
    const name = this.reader.text(tree);
    if (name === undefined || tree === undefined) return undefined;
    if (this.names.childNames.includes(name)) return name;
    this.reader.problem(
      tree,
      `không có tập con «${name}» trong children`,
      nearest(name, this.names.childNames),
    );
    return undefined;
  }
}

/** Keys folded; two keys that fold to the same word but mean different things are a problem. */
export function readValueMap(reader: Reader, tree: Tree): ValueMap {
  const values = new Map<string, string | undefined>();
  for (const [key, value] of reader.anyMap(tree)?.entries ?? []) {
    if (value.kind !== 'scalar') {
      reader.problem(value, 'cần một giá trị đơn');
      continue;
    }
    const folded = fold(key);
    if (values.has(folded) && values.get(folded) !== value.text)
      reader.problem(value, `«${key}» trùng với một khoá khác (so sánh không phân biệt hoa thường, dấu)`);
    values.set(folded, value.text);
  }
  return values;
}
