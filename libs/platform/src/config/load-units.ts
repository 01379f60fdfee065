import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GatewayError } from '@kntc/domain';
import type { RawUnits } from '@kntc/domain';

const COLUMNS = {
  provinces: ['code', 'name'],
  wards: ['code', 'name', 'province'],
  mappings: ['oldCode', 'oldName', 'oldDistrict', 'oldProvince', 'newCode', 'newName', 'newProvince'],
} as const;

type Table = keyof typeof COLUMNS;
type RowOf<T extends Table> = Readonly<Record<(typeof COLUMNS)[T][number], string>>;

/**
 * Old and new communes of `units/*.tsv`, as the public package gives them.
 * @returns nothing where the folder does not hold them
 * @throws GatewayError `GW_P401` naming the file that is no such table
 */
export function loadUnits(configDir: string): RawUnits | undefined {
  const folder = join(configDir, 'units');
  if (!existsSync(join(folder, 'mappings.tsv'))) return undefined;
  return {
    provinces: readTable(folder, 'provinces'),
    wards: readTable(folder, 'wards'),
    mappings: readTable(folder, 'mappings'),
  };
}

/** Writes the tables of `units/`; `source` says in each file where they come from. */
export function saveUnits(configDir: string, units: RawUnits, source: string): void {
  const folder = join(configDir, 'units');
  mkdirSync(folder, { recursive: true });
  writeTable(folder, 'provinces', source, units.provinces);
  writeTable(folder, 'wards', source, units.wards);
  writeTable(folder, 'mappings', source, units.mappings);
}

function writeTable<T extends Table>(
  folder: string,
  table: T,
  source: string,
  rows: readonly RowOf<T>[],
): void {
  const columns: readonly (keyof RowOf<T>)[] = COLUMNS[table];
  const lines = rows.map((row) => columns.map((column) => row[column].replaceAll(/\s+/g, ' ')).join('\t'));
  writeFileSync(join(folder, `${table}.tsv`), [`# ${source}`, columns.join('\t'), ...lines, ''].join('\n'));
}

function readTable<T extends Table>(folder: string, table: T): readonly RowOf<T>[] {
  const file = join(folder, `${table}.tsv`);
  const columns: readonly string[] = COLUMNS[table];
  const [head, ...lines] = contentOf(file)
    .split(/\r?\n/)
    .filter((line) => line !== '' && !line.startsWith('#'));
  if (head !== columns.join('\t'))
    throw new GatewayError('GW_P401', `${file}: các cột phải là ${columns.join(', ')}, cách nhau bằng tab`);
  return lines.map((line) => {
    const cells = line.split('\t');
    return Object.fromEntries(columns.map((column, at) => [column, cells[at] ?? ''])) as RowOf<T>;
  });
}

function contentOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (err) {
    throw new GatewayError('GW_P401', `${file}: không đọc được tệp`, { cause: err });
  }
}
