import { fold } from '@kntc/domain';
import { nearest } from './problems';
import type { Reader } from './reader';
import { RECORD, type ColumnReference, type Coverage, type ValueMap } from './source-definition';
import type { Tree } from './yaml-tree';

export interface ScopeNames {
  readonly reader: Reader;
  readonly valueMaps: ReadonlyMap<string, ValueMap>;
  readonly childNames: readonly string[];
}

/** What the parts of a map need while they are read: the value maps, the child names and the columns named so far. */
export class MapScope {
  readonly #columns: ColumnReference[] = [];

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

  /** A value map by name, or one written in place. */
  values(tree: Tree | undefined): ValueMap | undefined {
    if (tree === undefined) return undefined;
    if (tree.kind === 'map') return readValueMap(this.reader, tree);
    const name = this.reader.text(tree);
    if (name === undefined) return undefined;
    const found = this.names.valueMaps.get(name);
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
