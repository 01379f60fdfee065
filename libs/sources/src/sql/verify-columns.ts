import { GatewayError } from '@kntc/domain';
import { nearest } from '../definition/problems';
import type { SqlSourceDefinition } from '../definition/source-definition';

/**
 * A column that the map names must be there at every page: `select *` over a renamed column still succeeds, and
 * every case would lose the value without a word.
 * @throws GatewayError GW_S103
 */
export function verifyColumns(
  { file, columns: named }: Pick<SqlSourceDefinition, 'file' | 'columns'>,
  collection: string,
  columns: readonly string[],
): void {
  for (const reference of named) {
    if (reference.collection !== collection || columns.includes(reference.column)) continue;
    const near = nearest(reference.column, columns);
    const hint = near === undefined ? '' : `; nearest: "${near}"`;
    const where = `${file}:${reference.line} ${reference.path}`;
    throw new GatewayError('GW_S103', `${where}: no column "${reference.column}" in ${collection}${hint}`);
  }
}
