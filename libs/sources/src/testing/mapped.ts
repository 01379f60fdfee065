import type { MappedRecord, RawRecord, RawRow } from '@kntc/domain';
import { mapRecord } from '../mapping/map-record';
import { aSource, sourceYaml } from './a-source';

/** The shortest `record:` of a source file. */
export const RECORD = '  query: select 1\n  key: k';

/** One row through a mapping given as the lines below `map:`. */
export function mapped(
  map: string,
  row: RawRow,
  options: Partial<RawRecord> & { readonly rest?: string } = {},
): MappedRecord {
  const children = Object.keys(options.children ?? {});
  const lines = children.map((name) => `  ${name}: { query: select 1, parent: k }`);
  const rest = `${children.length === 0 ? '' : `children:\n${lines.join('\n')}\n`}${options.rest ?? ''}`;
  const definition = aSource(sourceYaml({ record: RECORD, rest, map: `map:\n${map}` }));
  return mapRecord(definition, { localKey: 'K', row, children: options.children ?? {} });
}
