import { systemClock } from '@kntc/platform';
import { ingestFile, loadSources, writeResultOf } from '@kntc/sources';
import type { FileSourceDefinition, IngestOutcome } from '@kntc/sources';
import { PgReports } from '@kntc/storage';
import type { Command } from 'commander';
import { fileFolders, namedFile } from '../database/file-folders';
import { withCurrentDatabase } from '../database/open-database';
import type { Place } from '../database/place';
import { Refusal, wrongUsage } from '../refusal';
import type { Shell } from '../shell';
import type { ExitCode } from '../terminal';

interface FileOptions {
  readonly source?: string;
  readonly json?: true;
}

const SHOWN_LINES = 10;

/** `kntc sources ingest` and `result`: the way of a spreadsheet in, and of the answer back. */
export function addFileCommands(command: Command, shell: Shell): void {
  command
    .command('ingest')
    .description(
      'Đưa một bảng tính (.xlsx, .csv) vào nguồn: kiểm tra trước, chép vào thư mục nhận nếu đọc được.',
    )
    .argument('<tệp>', 'tệp cần đưa vào')
    .option('--source <mã>', 'mã nguồn; bỏ trống được khi chỉ có một nguồn bảng tính')
    .option('--json', 'in kết quả cho máy đọc')
    .action(shell.does((path: string, options: FileOptions) => ingest(shell, path, options)));
  command
    .command('result')
    .description('Ghi lại tệp kết quả (.ket-qua.xlsx) của một tệp đã nhận, theo tình trạng lúc này.')
    .argument('<tệp>', 'tên tệp đã nhận')
    .option('--source <mã>', 'mã nguồn; bỏ trống được khi chỉ có một nguồn bảng tính')
    .option('--json', 'in kết quả cho máy đọc')
    .action(shell.does((path: string, options: FileOptions) => result(shell, path, options)));
}

async function ingest(shell: Shell, path: string, options: FileOptions): Promise<ExitCode> {
  const full = namedFile(path);
  const place = shell.place();
  const definition = fileSource(place, options.source);
  const deps = { clock: systemClock, env: place.terminal.variables, folders: fileFolders(place) };
  const outcome = await ingestFile(definition, deps, full);
  shell.answer(options.json, { source: definition.id, ...outcome }, () => ingestLines(definition, outcome));
  return outcome.kind === 'dropped' ? 0 : 1;
}

function ingestLines({ id, pollEveryMs }: FileSourceDefinition, outcome: IngestOutcome): readonly string[] {
  if (outcome.kind === 'refused')
    return ['✗ Tệp không nhận được, chưa chép đi đâu.', ...outcome.text.map((line) => `  ${line}`)];
  const { path, sheet, rows, keyless, below, doubled, unread } = outcome;
  const note = (list: readonly (string | number)[], words: string): readonly string[] =>
    list.length === 0
      ? []
      : [`  ! ${words}: ${list.slice(0, SHOWN_LINES).join(', ')}${list.length > SHOWN_LINES ? ' …' : ''}`];
  return [
    `✓ Đọc được ${rows} dòng ở trang «${sheet}»; đã chép vào ${path}.`,
    ...note(keyless, `${keyless.length} dòng không có khoá, sẽ không được nhận; dòng số`),
    ...note(below, `${below.length} dòng dưới dòng tổng không được đọc; dòng số`),
    ...note(doubled, `${doubled.length} khoá có nhiều dòng khác nhau, hồ sơ sẽ chờ bổ sung`),
    ...note(
      unread.map((text) => `«${text}»`),
      'cột không đọc',
    ),
    `Cổng đang chạy sẽ đọc tệp trong khoảng ${Math.ceil(pollEveryMs / 1000) + 2} giây, rồi ghi tệp kết quả vào thư mục done.`,
    `Xem lại: npm run kntc -- sources result ${JSON.stringify(path.split(/[\\/]/).at(-1))} --source ${id}`,
  ];
}

async function result(shell: Shell, path: string, options: FileOptions): Promise<ExitCode> {
  const place = shell.place();
  const definition = fileSource(place, options.source);
  const deps = { clock: systemClock, env: place.terminal.variables, folders: fileFolders(place) };
  const written = await withCurrentDatabase(place, ({ dataSource }) => {
    const reports = new PgReports(dataSource);
    const standings = (keys: readonly string[]) => reports.reasonedStandings(definition.id, keys);
    return writeResultOf({ definition, deps, standings }, path);
  });
  if (written === undefined)
    throw new Refusal([
      `Nguồn ${definition.id} chưa nhận tệp nào tên như vậy.`,
      'Không có gì được ghi.',
      'Xem tên tệp trong thư mục done; tệp bị từ chối nằm trong refused, kèm lý do.',
    ]);
  const totals = Object.fromEntries(written.totals);
  shell.answer(options.json, { source: definition.id, path: written.path, totals }, () => [
    ...Object.entries(totals).map(([name, count]) => `${name}: ${count} dòng`),
    `Đã ghi ${written.path}`,
  ]);
  return 0;
}

/** The source a file is meant for: the one named, or the only one that reads files. */
function fileSource(place: Place, id: string | undefined): FileSourceDefinition {
  const { sources } = loadSources(place.environment.configDir, place.terminal.variables);
  const ofFiles = sources.filter((source) => source.kind === 'file' && source.enabled);
  const found = ofFiles.filter((source) => id === undefined || source.id === id);
  const [only, second] = found;
  if (only?.kind === 'file' && second === undefined) return only;
  const ids = ofFiles.map((source) => source.id).join(', ') || '(chưa có)';
  throw wrongUsage(
    id === undefined ? 'Chưa rõ tệp thuộc nguồn nào.' : `Không có nguồn bảng tính «${id}».`,
    `Thêm --source MÃ. Các nguồn bảng tính đang bật: ${ids}.`,
  );
}
