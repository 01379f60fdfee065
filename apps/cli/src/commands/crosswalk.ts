import { join } from 'node:path';
import { loadCrosswalks, loadSources, problemLine } from '@kntc/sources';
import type { CrosswalkEntry, SourceProblem } from '@kntc/sources';
import { PgConfiguration } from '@kntc/storage';
import { loadProvince } from '@kntc/platform';
import { Command } from 'commander';
import { count } from '../arguments';
import { withCurrentDatabase } from '../database/open-database';
import type { CrosswalkListing } from '../database/questions';
import { table } from '../output';
import type { Shell } from '../shell';
import type { ExitCode } from '../terminal';

const LISTS = 14;

interface ListOptions {
  readonly list?: number;
  readonly source?: string;
  readonly json?: true;
}

/** `kntc crosswalk`: local codes and their national ones, imported from the configuration folder. */
export function crosswalkCommand(shell: Shell): Command {
  const command = new Command('crosswalk').description('Bảng đối chiếu mã của đơn vị với danh mục quốc gia.');
  command
    .command('import')
    .description('Đọc config/crosswalks, kiểm tra, lưu và dùng ngay. Cổng đang chạy tự nhận trong vài giây.')
    .option('--json', 'in kết quả cho máy đọc')
    .action(shell.does((options: { readonly json?: true }) => importCrosswalk(shell, options.json)));
  command
    .command('list')
    .description('Các dòng đối chiếu đang dùng.')
    .option('--list <số>', 'danh mục quốc gia (1–14)', count(LISTS))
    .option('--source <mã nguồn>', 'chỉ của một nguồn')
    .option('--json', 'in kết quả cho máy đọc')
    .action(shell.does((options: ListOptions) => list(shell, options)));
  return command;
}

async function importCrosswalk(shell: Shell, isJson: true | undefined): Promise<ExitCode> {
  const place = shell.place();
  const { configDir } = place.environment;
  const { rows, problems } = readFiles(configDir, place.terminal.variables);
  if (problems.length > 0) {
    shell.answer(isJson, { imported: false, problems }, () => [
      ...problems.map((problem) => problemLine({ ...problem, file: join(configDir, problem.file) })),
      `${problems.length} lỗi. Chưa nạp gì; bảng đối chiếu cũ vẫn được dùng. Sửa các dòng trên rồi chạy lại.`,
    ]);
    return 1;
  }
  const province = loadProvince(configDir);
  const { version, strangers } = await withCurrentDatabase(place, async ({ dataSource, questions }) => {
    const configuration = new PgConfiguration(dataSource, province.id);
    const imported = await configuration.importCrosswalk(rows);
    // Before the first fetch of the national lists every code would look like a stranger.
    const areListsKnown = (await configuration.fetchedLists()) > 0;
    const stored = areListsKnown ? await questions.crosswalk(undefined, undefined) : [];
    return { version: imported, strangers: stored.filter(isStranger) };
  });
  shell.answer(isJson, { imported: true, version, rows: rows.length, notNational: strangers }, () => [
    `Đã nạp ${rows.length} dòng đối chiếu (phiên bản ${version.slice(0, 12)}).`,
    'Hồ sơ đang chờ vì thiếu mã sẽ được xét lại; cổng đang chạy tự nhận trong vài giây.',
    ...strangers.map(
      (row) => `! ${codeOf(row)}: mã ${row.nationalCode} không có trong danh mục quốc gia hiện hành`,
    ),
  ]);
  return 0;
}

/** Rows and problems of all files; the sources they may name are known only when every source file is readable. */
function readFiles(
  configDir: string,
  variables: Readonly<Record<string, string | undefined>>,
): { readonly rows: readonly CrosswalkEntry[]; readonly problems: readonly SourceProblem[] } {
  const sources = loadSources(configDir, variables);
  const areAllRead = sources.problems.length === 0;
  return loadCrosswalks(configDir, areAllRead ? sources.sources.map(({ id }) => id) : undefined);
}

async function list(shell: Shell, options: ListOptions): Promise<ExitCode> {
  const items = await withCurrentDatabase(shell.place(), ({ questions }) =>
    questions.crosswalk(options.list, options.source),
  );
  shell.answer(options.json, { items }, () => [
    ...table(
      ['Nguồn', 'Danh mục', 'Mã của đơn vị', 'Mã quốc gia', 'Tên quốc gia', 'Từ ngày', 'Đến ngày'],
      items.map((row) => [
        row.source,
        row.list,
        row.localCode,
        row.nationalCode,
        row.nationalName ?? '(không có trong danh mục)',
        row.validFrom ?? '',
        row.validUntil ?? '',
      ]),
    ),
    `${items.length} dòng`,
  ]);
  return 0;
}

function isStranger(row: CrosswalkListing): boolean {
  return row.nationalName === null;
}

function codeOf({ source, list: listNumber, localCode }: CrosswalkListing): string {
  return `${source}, danh mục ${listNumber}, «${localCode}»`;
}
