import { fieldLabel, fold, maskUnlessCode, type CodeRow } from '@kntc/domain';
import type { ValueCount } from '../connector';
import { fieldAt, type ProposedField } from './propose-fields';
import { columnKey, type SourceProposal } from './source-proposal';
import { yamlText } from './yaml-text';

/** A longer value is taken for a code only when several rows share it. */
const SHORT = 30;
const LONGEST = 120;
const SHOWN_LIST = 120;

/**
 * Rows of the crosswalk for every code that was found, all comments: a person uncomments what is right. A national code is
 * proposed where the names are the same.
 * @param national the lists as far as the gateway knows them; empty before it has run
 */
export function writeCrosswalkFile(proposal: SourceProposal, national: readonly CodeRow[]): string {
  const { id, agency } = proposal;
  const byList = new Map<number, string[]>();
  const add = (list: number, lines: readonly string[]): void =>
    void byList.set(list, [...(byList.get(list) ?? []), ...lines]);
  if (agency !== undefined) add(2, [`    ${yamlText(agency.id)}: { to: ${yamlText(agency.code)} }`]);
  for (const [list, label, values] of codedColumns(proposal))
    add(list, rowsOf(list, { label, values, national }));
  return [
    '# Mã của đơn vị → mã trong danh mục quốc gia. Dòng nào đúng thì bỏ dấu # ở đầu dòng và điền mã sau «to:».',
    '# Giá trị viết đúng như trong nguồn, kể cả dấu. Mã quốc gia: ở cuối mỗi danh mục, hoặc danh mục Thanh tra Chính phủ cấp.',
    `source: ${id}`,
    'lists:',
    ...[...byList.entries()]
      .toSorted(([a], [b]) => a - b)
      .flatMap(([list, lines]) => [`  ${list}:`, ...new Set(lines), ...listLines(list, national)]),
    '',
  ].join('\n');
}

/** A list that fits on a screen stands below its rows, so that codes are found without another tool. */
function listLines(list: number, national: readonly CodeRow[]): readonly string[] {
  const codes = national.filter((one) => one.list === list);
  if (codes.length === 0 || codes.length > SHOWN_LIST) return [];
  return [`    # Danh mục ${list}:`, ...codes.map(({ code, name }) => `    #   ${code}  ${name}`)];
}

type CodedColumn = readonly [list: number, label: string, values: readonly ValueCount[]];

function codedColumns({ fields, people, main, values }: SourceProposal): readonly CodedColumn[] {
  const coded = (table: string, of: readonly ProposedField[]): readonly CodedColumn[] =>
    of.flatMap(({ path, facts }) => {
      const list = fieldAt(path)?.list;
      const found = values.get(columnKey(table, facts.name)) ?? [];
      return list === undefined ? [] : [[list, `${fieldLabel(path)}, cột ${facts.name}`, found] as const];
    });
  return [...coded(main.name, fields), ...(people === undefined ? [] : coded(people.table, people.fields))];
}

interface Column {
  readonly label: string;
  readonly values: readonly ValueCount[];
  readonly national: readonly CodeRow[];
}

function rowsOf(list: number, { label, values, national }: Column): readonly string[] {
  const shown = values.filter(isCode);
  const hidden = values.length - shown.length;
  return [
    `    # ${label}`,
    ...shown.map(({ text, count }) => {
      const match = sameName(text, list, national);
      const to = match === undefined ? '""' : yamlText(match.code);
      const why = match === undefined ? '' : `; trùng tên «${match.name}»`;
      return `    # ${yamlText(text.trim())}: { to: ${to} } # ${count} dòng${why}`;
    }),
    ...(hidden === 0
      ? []
      : [
          `    # ${hidden} giá trị khác giống tên người, số giấy tờ hoặc lời văn nên không ghi ra đây: xem ở nguồn`,
        ]),
  ];
}

/** Whether a value may stand in a file: not what looks like somebody's name or number, nor a sentence. */
function isCode({ text, count }: ValueCount): boolean {
  const value = text.trim();
  if (value.length <= SHORT) return maskUnlessCode(value) === value;
  return value.length <= LONGEST && count > 1;
}

function sameName(text: string, list: number, national: readonly CodeRow[]): CodeRow | undefined {
  const wanted = comparable(text);
  const same = national.filter((one) => one.list === list && comparable(one.name) === wanted);
  return same.length === 1 ? same[0] : undefined;
}

function comparable(name: string): string {
  return fold(name)
    .replace(/\bubnd\b/g, 'uy ban nhan dan')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}
