import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { GatewayError, vietnamTime } from '@kntc/domain';
import { addressGuardOf, loadProvince, systemClock } from '@kntc/platform';
import { checkSource, loadCrosswalks, loadSources } from '@kntc/sources';
import type { SourceDefinition, SourceProblem } from '@kntc/sources';
import { PgReports } from '@kntc/storage';
import { Command } from 'commander';
import { withCurrentDatabase } from '../database/open-database';
import { fileFolders } from '../database/file-folders';
import { nationalCodesOf } from '../database/national-codes';
import { withSourceVariables } from '../database/source-variables';
import { withOperationOptions, type OperationOptions } from '../operation-answer';
import { table } from '../output';
import type { Shell } from '../shell';
import type { ExitCode } from '../terminal';
import { decide } from './holds';
import { at, refuseUnknown } from './known-source';
import { addDryRunCommand } from './sources-dry-run';
import { addFileCommands } from './sources-files';
import { addInitCommand } from './sources-init';
import { addMappingCommand } from './sources-mapping';
import { addPreviewCommand } from './sources-preview';
import { digestLine, failureText, missingLine, waitingLine } from './source-lines';

interface JsonOption {
  readonly json?: true;
}

interface SampleOptions extends JsonOption {
  readonly file?: string;
  readonly notRead?: true;
}

/** `kntc sources`: are the source files right, what would they deliver, how did the last read go. */
export function sourcesCommand(shell: Shell): Command {
  const command = new Command('sources').description('Các nguồn (phần mềm của đơn vị) mà cổng đọc.');
  command
    .command('check')
    .description('Đối chiếu tệp khai báo nguồn với nguồn thật. Chỉ đọc, không thay đổi gì.')
    .argument('[id]', 'mã nguồn; bỏ trống: mọi nguồn đang bật')
    .option('--file <tệp>', 'đối chiếu với tệp này thay cho tệp mới nhất (nguồn bảng tính)')
    .option('--not-read', 'chứng minh nguồn không có cột nào của người tố cáo (chính sách not-read)')
    .option('--json', 'in kết quả cho máy đọc')
    .action(shell.does((id: string | undefined, options: SampleOptions) => check(shell, id, options)));
  addInitCommand(command, shell);
  addPreviewCommand(command, shell);
  addDryRunCommand(command, shell);
  command
    .command('list')
    .description('Các nguồn cổng đã biết: lần đọc cuối, có tạm dừng không.')
    .option('--json', 'in kết quả cho máy đọc')
    .action(shell.does((options: JsonOption) => list(shell, options.json)));
  withOperationOptions(command.command('confirm-gone'))
    .description('Xác nhận các hồ sơ mà lượt đối chiếu khoá vừa qua không thấy đúng là không còn ở nguồn.')
    .argument('<id>', 'mã nguồn')
    .action(
      shell.does((id: string, options: OperationOptions) =>
        decide(
          shell,
          {
            name: 'sources confirm-gone',
            target: id,
            options,
            done: CONFIRMED_GONE,
            missing: UNKNOWN_SOURCE,
          },
          (operations, how) => operations.confirmGone(id, how),
        ),
      ),
    );
  addMappingCommand(command, shell);
  addFileCommands(command, shell);
  return command;
}

const WITHOUT_LISTS =
  'Chưa có danh mục quốc gia trong cơ sở dữ liệu của cổng: chưa xem được mã đích của bảng đối chiếu có đúng không.';

const UNKNOWN_SOURCE = [
  'Cổng chưa biết nguồn này.',
  'Không có gì thay đổi.',
  'Xem mã các nguồn: npm run kntc -- sources list.',
] as const;

const CONFIRMED_GONE = [
  'Đã ghi nhận: các hồ sơ đó không còn ở nguồn.',
  'Lượt đối chiếu tới (trong vài giây) sẽ đánh dấu; không có gì bị xoá trên CSDLQG, không gửi thêm bước mới.',
  'Xem lại bằng npm run kntc -- status.',
] as const;

interface CheckedSource {
  readonly id: string;
  readonly checked: boolean;
  readonly problems: readonly SourceProblem[];
  readonly warnings: readonly SourceProblem[];
  readonly proof?: readonly string[] | undefined;
}

async function check(shell: Shell, id: string | undefined, options: SampleOptions): Promise<ExitCode> {
  const place = shell.place();
  const { configDir } = place.environment;
  // Before the source is opened: both may need the embedded server, and whoever started it stops it.
  const national = await nationalCodesOf(place);
  if (national.length === 0) shell.terminal.err(WITHOUT_LISTS);
  return withSourceVariables(place, async (variables) => {
    const loaded = loadSources(configDir, variables);
    const wanted = loaded.sources.filter((source) => (id === undefined ? source.enabled : source.id === id));
    refuseUnknown(id, wanted, loaded);
    const ids = loaded.problems.length === 0 ? loaded.sources.map((source) => source.id) : undefined;
    const crosswalks = loadCrosswalks(configDir, ids);
    const addresses = await addressGuardOf(place.environment, place.environment.databaseUrl);
    const results: CheckedSource[] = [];
    for (const source of wanted) {
      shell.terminal.err(`Đang kiểm tra nguồn ${source.id} …`);
      const report = await checkSource(source, {
        clock: systemClock,
        env: variables,
        addresses,
        folders: fileFolders(place, options.file),
        crosswalk: crosswalks.rows,
        national,
        isNotRead: options.notRead,
      });
      results.push({ id: source.id, checked: true, ...report });
    }
    const inFiles = [
      ...provinceProblems(configDir),
      ...filesOf(id, wanted, loaded.problems),
      ...crosswalks.problems,
    ];
    const skipped = id === undefined ? loaded.sources.filter((source) => !source.enabled) : [];
    const isFine = inFiles.length === 0 && results.every(({ problems }) => problems.length === 0);
    shell.answer(options.json, { ok: isFine, problems: inFiles, sources: results }, () => [
      ...inFiles.map((problem) => at(configDir, problem)),
      ...results.flatMap((result) => resultLines(configDir, result)),
      ...skipped.map((source) => `– ${source.id}: đang tắt (enabled: false), không kiểm tra`),
      ...(wanted.length + inFiles.length === 0
        ? [`Không có nguồn nào đang bật trong ${configDir}/sources`]
        : []),
    ]);
    return isFine && wanted.length > 0 ? 0 : 1;
  });
}

/**
 * What keeps the gateway from starting is told here too: agencies that take over from one another in a circle. A source may be
 * checked before there are any: that they are missing is for `doctor` to say.
 */
function provinceProblems(configDir: string): readonly SourceProblem[] {
  if (!existsSync(join(configDir, AGENCIES))) return [];
  try {
    loadProvince(configDir);
    return [];
  } catch (err) {
    if (!(err instanceof GatewayError)) throw err;
    const message = err.detail.replace(`${join(configDir, AGENCIES)}: `, '');
    return [{ file: AGENCIES, line: 1, path: '', message }];
  }
}

const AGENCIES = 'agencies.yaml';

/** With an id, only the problems of its own file: the others are another person's work. */
function filesOf(
  id: string | undefined,
  wanted: readonly SourceDefinition[],
  problems: readonly SourceProblem[],
): readonly SourceProblem[] {
  if (id === undefined || wanted.length === 0) return problems;
  return problems.filter(({ file }) => wanted.some((source) => source.file === file));
}

function resultLines(
  configDir: string,
  { id, problems, warnings, proof = [] }: CheckedSource,
): readonly string[] {
  const mark = problems.length > 0 ? '✗' : '✓';
  const counts = `${problems.length} lỗi, ${warnings.length} cảnh báo`;
  return [
    `${mark} ${id}: ${problems.length + warnings.length === 0 ? 'đúng' : counts}`,
    ...problems.map((problem) => `  lỗi ${at(configDir, problem)}`),
    ...warnings.map((problem) => `  cảnh báo ${at(configDir, problem)}`),
    ...proof.map((line) => `  chứng minh ${line}`),
  ];
}

async function list(shell: Shell, isJson: true | undefined): Promise<ExitCode> {
  const sources = await withCurrentDatabase(shell.place(), ({ dataSource }) =>
    new PgReports(dataSource).sources(),
  );
  const items = sources.map((source) => ({ ...source, text: failureText(source.pausedCode) || undefined }));
  shell.answer(isJson, { items }, () => [
    ...table(
      ['Mã', 'Tên', 'Trạng thái', 'Đọc lần cuối'],
      items.map((source) => [
        source.id,
        source.title,
        source.pausedCode === undefined ? 'đang đọc' : `tạm dừng (${source.pausedCode})`,
        vietnamTime(source.readAt) || 'chưa đọc',
      ]),
    ),
    ...items.flatMap(missingLine),
    ...items.flatMap(digestLine),
    ...items.flatMap(waitingLine),
    ...items
      .filter(({ pausedCode, mappingWaits }) => pausedCode !== undefined && mappingWaits === undefined)
      .map(
        ({ id, text, pausedDetail }) =>
          `${id}: ${text ?? ''}${pausedDetail === undefined ? '' : ` (${pausedDetail})`}`,
      ),
  ]);
  return items.some(({ pausedCode, suspicious }) => pausedCode !== undefined || suspicious !== undefined)
    ? 1
    : 0;
}
