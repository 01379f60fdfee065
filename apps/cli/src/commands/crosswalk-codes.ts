import { fold, type CodeRow } from '@kntc/domain';
import { PgConfiguration } from '@kntc/storage';
import type { Command } from 'commander';
import { count, said } from '../arguments';
import { withCurrentDatabase } from '../database/open-database';
import { table } from '../output';
import { Refusal } from '../refusal';
import type { Shell } from '../shell';
import type { ExitCode } from '../terminal';

const LISTS = 14;
const SHOWN = 60;

interface CodesOptions {
  readonly list: number;
  readonly name?: string;
  readonly json?: true;
}

/** `kntc crosswalk codes`: national codes by name, as the gateway knows the lists. */
export function addCodesCommand(command: Command, shell: Shell): void {
  command
    .command('codes')
    .description('Tra mã trong danh mục quốc gia theo tên (không cần dấu, không cần đủ chữ) hoặc theo mã.')
    .requiredOption('--list <số>', 'danh mục quốc gia (1–14); danh mục 2 là cơ quan', count(LISTS))
    .option('--name <chữ>', 'các chữ có trong tên, hoặc những ký tự đầu của mã; bỏ trống: cả danh mục', said)
    .option('--json', 'in kết quả cho máy đọc')
    .action(shell.does((options: CodesOptions) => codes(shell, options)));
}

async function codes(shell: Shell, { list, name, json }: CodesOptions): Promise<ExitCode> {
  const all = await withCurrentDatabase(shell.place(), ({ dataSource }) =>
    new PgConfiguration(dataSource, '').nationalCodes(),
  );
  const ofList = all.filter((row) => row.list === list);
  if (ofList.length === 0) throw new Refusal(NO_LIST);
  const items = ofList.filter((row) => name === undefined || isMeant(row, name)).toSorted(byCode);
  shell.answer(json, { items }, () =>
    items.length === 0
      ? [`Danh mục ${list} có ${ofList.length} mã, không mã nào có tên chứa «${name ?? ''}». Thử ít chữ hơn.`]
      : [
          ...table(['Mã', 'Tên', 'Hiệu lực'], items.slice(0, SHOWN).map(cells)),
          items.length > SHOWN
            ? `${items.length} mã; ${SHOWN} mã đầu ở trên. Thêm chữ vào --name để tìm hẹp hơn.`
            : `${items.length} mã.`,
        ],
  );
  return items.length === 0 ? 1 : 0;
}

const NO_LIST = [
  'Cổng chưa có danh mục này.',
  'Danh mục quốc gia được tải về khi cổng chạy lần đầu.',
  'Chạy cổng một lần (npm start) rồi tra lại.',
] as const;

/** Each word of the search begins a word of the name, in any order; or the code begins like it. */
function isMeant({ code, name }: CodeRow, wanted: string): boolean {
  const words = ` ${plain(name)}`;
  const isNamed = plain(wanted)
    .split(' ')
    .every((word) => words.includes(` ${word}`));
  return isNamed || fold(code).startsWith(fold(wanted));
}

function plain(text: string): string {
  return fold(text)
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}

/** What is in use before what ended. */
function byCode(a: CodeRow, b: CodeRow): number {
  const ended = Number(a.validUntil !== undefined) - Number(b.validUntil !== undefined);
  return ended === 0 ? (a.code < b.code ? -1 : 1) : ended;
}

function cells({ code, name, validFrom, validUntil }: CodeRow): readonly string[] {
  const days = [validFrom && `từ ${validFrom}`, validUntil && `đến ${validUntil}`].filter(Boolean).join(' ');
  return [code, name, days === '' ? 'đang dùng' : days];
}
