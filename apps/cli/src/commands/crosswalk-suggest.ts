import { readFileSync, writeFileSync } from 'node:fs';
import { resolve, sep } from 'node:path';
import {
  CodeSuggestions,
  fold,
  mendUnits,
  UnitRegister,
  type CodeRow,
  type CodeSuggestion,
} from '@kntc/domain';
import { loadProvince, loadUnits } from '@kntc/platform';
import { missingCodes, PgConfiguration } from '@kntc/storage';
import type { Command } from 'commander';
import { count, said } from '../arguments';
import { withCurrentDatabase, type OpenDatabase } from '../database/open-database';
import { Refusal, wrongUsage } from '../refusal';
import type { Shell } from '../shell';
import type { ExitCode } from '../terminal';
import { proposalFile, suggestionLines, type SoughtCode, type Suggested } from './suggestion-lines';

const LISTS = 14;

interface SuggestOptions {
  readonly source?: string;
  readonly list?: number;
  readonly names?: string;
  readonly out?: string;
  readonly json?: true;
}

/** `kntc crosswalk suggest`: proposes national codes with evidence. It writes a proposal at most; nothing comes into use. */
export function addSuggestCommand(command: Command, shell: Shell): void {
  command
    .command('suggest')
    .description(
      'Gợi ý mã quốc gia cho các mã chưa đối chiếu, kèm căn cứ. Không dùng gì cho đến khi có người duyệt.',
    )
    .option('--source <mã nguồn>', 'chỉ của một nguồn', said)
    .option('--list <số>', 'chỉ một danh mục quốc gia (1–14)', count(LISTS))
    .option(
      '--names <tệp>',
      'bảng mã và tên của phần mềm đơn vị (mỗi dòng: mã, tên); cần --source và --list',
      said,
    )
    .option('--out <tệp>', 'ghi bản đề nghị dạng YAML để người xem và sửa, ngoài config/crosswalks', said)
    .option('--json', 'in kết quả cho máy đọc')
    .action(shell.does((options: SuggestOptions) => suggest(shell, options)));
}

async function suggest(shell: Shell, options: SuggestOptions): Promise<ExitCode> {
  const place = shell.place();
  const { configDir } = place.environment;
  const out = options.out === undefined ? undefined : proposalPath(options.out, configDir);
  const names = namesOf(options);
  const units = loadUnits(configDir);
  const items = await withCurrentDatabase(place, async (database) => {
    const configuration = new PgConfiguration(database.dataSource, loadProvince(configDir).id);
    const national = (await configuration.nationalCodes()).filter((row) => row.validUntil === undefined);
    const sought = await soughtCodes(database, { configuration, options, names });
    const register = units === undefined ? undefined : new UnitRegister(mendUnits(units));
    const suggestions = new CodeSuggestions((list) => inList(national, list), register);
    return sought.map((code): Suggested => ({ ...code, ...suggestions.suggest(code) }));
  });
  if (out !== undefined) writeFileSync(out, proposalFile(items));
  shell.answer(options.json, { items }, () => [
    ...(units === undefined ? ['! Không có config/units: không gợi ý theo xã cũ, xã mới.'] : []),
    ...items.flatMap(suggestionLines),
    items.length === 0 ? 'Không có mã nào chưa đối chiếu.' : summary(items),
    ...(out === undefined || items.length === 0
      ? []
      : [
          `Bản đề nghị: ${out}. Xem từng dòng, chép vào config/crosswalks rồi: npm run kntc -- crosswalk import.`,
        ]),
  ]);
  return 0;
}

interface Sought {
  readonly configuration: PgConfiguration;
  readonly options: SuggestOptions;
  readonly names: ReadonlyMap<string, string>;
}

/** What stops records, and what of the local catalogue has no row yet. */
async function soughtCodes(
  { dataSource }: OpenDatabase,
  { configuration, options: { source, list }, names }: Sought,
): Promise<readonly SoughtCode[]> {
  const isAsked = (one: { readonly source: string; readonly list: number }): boolean =>
    (source === undefined || one.source === source) && (list === undefined || one.list === list);
  const missing = (await missingCodes(dataSource)).filter(
    (one) => ['UNKNOWN_CODE', 'CODE_NOT_NATIONAL'].includes(one.code) && isAsked(one),
  );
  const waiting = missing.map((one) => ({ ...one, name: names.get(one.localCode) }));
  if (source === undefined || list === undefined) return waiting;
  const mapped = (await configuration.crosswalk()).filter(
    (row) => row.sourceId === source && row.list === list,
  );
  const known = new Set([...mapped, ...waiting].map(({ localCode }) => localCode));
  const others = [...names].filter(([localCode]) => !known.has(localCode));
  return [
    ...waiting,
    ...others.map(([localCode, name]) => ({ source, list, localCode, name, records: 0, fields: [] })),
  ];
}

function inList(rows: readonly CodeRow[], list: number): readonly CodeRow[] {
  return rows.filter((row) => row.list === list);
}

/** Lines of `code, name`, also by semicolon or tab; a first line of headings is none. */
function namesOf({ names, source, list }: SuggestOptions): ReadonlyMap<string, string> {
  if (names === undefined) return new Map();
  if (source === undefined || list === undefined)
    throw wrongUsage('--names cần --source và --list.', 'Thêm mã nguồn và số danh mục rồi chạy lại.');
  const lines = readNames(names)
    .normalize('NFC')
    .replace(/^\ufeff/, '')
    .split(/\r?\n/);
  const pairs = lines.flatMap((line): [string, string][] => {
    const [, code, name] = /^\s*"?([^",;\t]+)"?\s*[,;\t]\s*"?([^"\t;]+?)"?\s*$/.exec(line) ?? [];
    return code === undefined || name === undefined ? [] : [[code.trim(), name.trim()]];
  });
  const entries = pairs.filter(([code, name], at) => at > 0 || !isHeading(code, name));
  if (entries.length > 0) return new Map(entries);
  throw new Refusal([
    `Không đọc được dòng «mã, tên» nào trong ${names}.`,
    'Chưa gợi ý gì.',
    'Lưu bảng mã thành tệp chữ UTF-8, mỗi dòng một mã và một tên, cách nhau bằng dấu phẩy, chấm phẩy hoặc tab.',
  ]);
}

/** Words a table of codes is headed with, when nothing else stands in the line. */
const HEADINGS =
  /^(?:ma|ma so|ma co quan|ma don vi|ma linh vuc|ma xa|code|id)\|(?:ten|ten goi|ten co quan|ten don vi|ten linh vuc|ten xa|name)$/;

function isHeading(code: string, name: string): boolean {
  return HEADINGS.test(`${fold(code)}|${fold(name)}`);
}

function readNames(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw wrongUsage(`Không đọc được tệp ${file}.`, 'Kiểm tra đường dẫn sau --names.');
  }
}

/** Whatever lies in the folder of crosswalks is in use after the next import: a proposal must not. */
function proposalPath(out: string, configDir: string): string {
  const path = resolve(out);
  if (!path.startsWith(resolve(configDir, 'crosswalks') + sep)) return path;
  throw wrongUsage(
    'Bản đề nghị không được ghi vào config/crosswalks: lần nạp sau sẽ dùng luôn.',
    'Chọn nơi khác sau --out, xem rồi chép những dòng đúng.',
  );
}

function summary(items: readonly Suggested[]): string {
  const of = (kind: CodeSuggestion['kind']): number => items.filter((one) => one.kind === kind).length;
  return `${items.length} mã: ${of('sure')} có một gợi ý, ${of('choose')} phải chọn, ${of('none')} không có gợi ý.`;
}
