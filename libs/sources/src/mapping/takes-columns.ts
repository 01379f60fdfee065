import type { Expression, ShapeMap } from '../definition/source-definition';

/** Whether any value of a group comes from a column, or from rows or people of a group inside it. */
export function takesColumns({ fields, groups }: ShapeMap): boolean {
  return (
    [...fields.values()].some(({ expression }) => takesColumn(expression)) ||
    [...groups.values()].some(({ elements }) =>
      elements.some(
        ({ each, people, shape }) => each !== undefined || people !== undefined || takesColumns(shape),
      ),
    )
  );
}

/** Conditions only choose among constants: the file means one of them for every row. */
function takesColumn(expression: Expression): boolean {
  const { from, else: otherwise } = expression;
  if (otherwise !== undefined && takesColumn(otherwise)) return true;
  return from.kind === 'concat' ? from.parts.some(takesColumn) : from.kind !== 'const';
}
