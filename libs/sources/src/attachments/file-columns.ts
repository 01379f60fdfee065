import { RECORD, type Expression, type ShapeMap } from '../definition/source-definition';

/** A column that names files by path: where it stands and below which root they lie. */
export interface FileColumn {
  /** `record` or the name of a child collection. */
  readonly collection: string;
  readonly column: string;
  readonly root: string;
}

/** Every column of a map that names files, once. */
export function fileColumns(map: ShapeMap): readonly FileColumn[] {
  const found = new Map<string, FileColumn>();
  visit(map, RECORD, (one) => found.set(JSON.stringify([one.collection, one.column, one.root]), one));
  return [...found.values()];
}

function visit({ fields, groups }: ShapeMap, collection: string, note: (column: FileColumn) => void): void {
  for (const { expression } of fields.values()) visitExpression(expression, collection, note);
  for (const { elements } of groups.values())
    for (const { each, shape } of elements) visit(shape, each ?? collection, note);
}

function visitExpression(
  { from, else: otherwise }: Expression,
  collection: string,
  note: (column: FileColumn) => void,
): void {
  if (from.kind === 'file') note({ collection, column: from.column, root: from.root });
  if (otherwise !== undefined) visitExpression(otherwise, collection, note);
}
