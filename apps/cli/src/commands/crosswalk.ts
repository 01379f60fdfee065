import { join } from 'node:path';
import { NationalTargets } from '@kntc/domain';
import { loadCrosswalks, loadSources, problemLine } from '@kntc/sources';
import type { CrosswalkEntry, SourceProblem } from '@kntc/sources';
import { PgConfiguration, PgMappings } from '@kntc/storage';
import type { MappingImport, UndoneCode } from '@kntc/storage';
import { loadProvince, randomIds } from '@kntc/platform';
import { Command } from 'commander';
import { accessRefusal } from '../access-refusal';
import { count, said } from '../arguments';
import { openApprovals, withBothProofs, type ProofOptions } from '../database/open-approvals';
import { openAudit } from '../database/open-audit';
import { withCurrentDatabase, type OpenDatabase } from '../database/open-database';
import type { Place } from '../database/place';
import type { CodeOfSource, Questions } from '../database/questions';
import { table } from '../output';
import { Refusal, type ThreeLines } from '../refusal';
import type { Shell } from '../shell';
import type { ExitCode } from '../terminal';
import { addCodesCommand } from './crosswalk-codes';
import { addCodeListCommands } from './crosswalk-lists';
import { addMissingCommand } from './crosswalk-missing';
import { addSuggestCommand } from './crosswalk-suggest';

const LISTS = 14;

interface ImportOptions extends ProofOptions {
  readonly actor?: string;
  readonly approver?: string;
  readonly reason?: string;
  readonly allowUnknown?: true;
  readonly undoChanges?: true;
  readonly json?: true;
}

interface ListOptions {
  readonly list?: number;
  readonly source?: string;
  readonly json?: true;
}

/** `kntc crosswalk`: local codes and their national ones, imported from the configuration folder. */
export function crosswalkCommand(shell: Shell): Command {
  const command = new Command('crosswalk').description('Bảng đối chiếu mã của đơn vị với danh mục quốc gia.');
  withBothProofs(command.command('import'))
    .description('Đọc config/crosswalks, kiểm tra, lưu và dùng ngay. Cổng đang chạy tự nhận trong vài giây.')
    .option('--actor <tên>', 'người đề nghị; cần khi các tài khoản quyết định', said)
    .option('--approver <tên>', 'người duyệt, ở phía kia (thanh tra hoặc công nghệ thông tin)', said)
    .option('--reason <lý do>', 'lý do, được ghi vào nhật ký', said)
    .option('--allow-unknown', 'nạp cả mã không có trong danh mục quốc gia; hồ sơ dùng mã đó không gửi được')
    .option('--undo-changes', 'đã xem: mã nào đã đổi qua API thì trở lại như tệp')
    .option('--json', 'in kết quả cho máy đọc')
    .action(shell.does((options: ImportOptions) => importCrosswalk(shell, options)));
  command
    .command('list')
    .description('Các dòng đối chiếu đang dùng.')
    .option('--list <số>', 'danh mục quốc gia (1–14)', count(LISTS))
    .option('--source <mã nguồn>', 'chỉ của một nguồn')
    .option('--json', 'in kết quả cho máy đọc')
    .action(shell.does((options: ListOptions) => list(shell, options)));
  addCodesCommand(command, shell);
  addMissingCommand(command, shell);
  addSuggestCommand(command, shell);
  addCodeListCommands(command, shell);
  return command;
}

async function importCrosswalk(shell: Shell, options: ImportOptions): Promise<ExitCode> {
  const place = shell.place();
  const { configDir } = place.environment;
  const { rows, problems } = readFiles(configDir, place.terminal.variables);
  if (problems.length > 0) {
    shell.answer(options.json, { imported: false, problems }, () => [
      ...problems.map((problem) => problemLine({ ...problem, file: join(configDir, problem.file) })),
      `${problems.length} lỗi. Chưa nạp gì; bảng đối chiếu cũ vẫn được dùng. Sửa các dòng trên rồi chạy lại.`,
    ]);
    return 1;
  }
  const province = loadProvince(configDir);
  const { version, unknown, ended } = await withCurrentDatabase(place, async (database) => {
    const configuration = new PgConfiguration(database.dataSource, province.id);
    const basedOn = await configuration.crosswalkVersion();
    const judged = await judgeTargets(configuration, rows);
    const strangers = await withWaiting(database.questions, judged.strangers);
    const isRefused = strangers.length > 0 && options.allowUnknown !== true;
    return {
      unknown: strangers,
      ended: judged.ended,
      version: isRefused
        ? undefined
        : await putInUse(place, { database, configuration, rows, options, basedOn }),
    };
  });
  const lines = [
    ...unknown.map((row) => `! ${unknownLine(configDir, row)}`),
    ...ended.map((row) => `! ${endedLine(configDir, row)}`),
  ];
  if (version === undefined) {
    shell.answer(options.json, { imported: false, notNational: unknown }, () => [
      ...lines,
      `${unknown.length} mã không có trong danh mục quốc gia. Chưa nạp gì: hồ sơ dùng các mã này sẽ không còn gửi được, kể cả hồ sơ đã xác nhận.`,
      'Sửa các dòng trên rồi chạy lại; nếu vẫn muốn nạp: npm run kntc -- crosswalk import --allow-unknown.',
    ]);
    return 1;
  }
  shell.answer(options.json, { imported: true, version, rows: rows.length, notNational: unknown }, () => [
    `Đã nạp ${rows.length} dòng đối chiếu (phiên bản ${version.slice(0, 12)}).`,
    'Hồ sơ đang chờ vì thiếu mã sẽ được xét lại; cổng đang chạy tự nhận trong vài giây.',
    ...lines,
  ]);
  return 0;
}

interface NewCrosswalk {
  readonly database: OpenDatabase;
  readonly configuration: PgConfiguration;
  readonly rows: readonly CrosswalkEntry[];
  readonly options: ImportOptions;
  /** Version in use when the files were read. */
  readonly basedOn: string | undefined;
}

/** @throws Refusal when these people may not change the mapping */
async function putInUse(
  place: Place,
  { database, configuration, rows, options, basedOn }: NewCrosswalk,
): Promise<string> {
  const { dataSource } = database;
  const { audit } = await openAudit(place, database);
  const approvals = await openApprovals(place, database, { audit, people: options });
  const provinceId = loadProvince(place.environment.configDir).id;
  const mappings = new PgMappings({
    dataSource,
    ids: randomIds,
    configuration,
    approvals,
    audit,
    provinceId,
  });
  const { actor, approver, reason, undoChanges: evenIfUndone } = options;
  const done = await mappings.importCrosswalk(rows, { actor, approver, reason, basedOn, evenIfUndone });
  if (done.kind === 'imported' || done.kind === 'unchanged') return done.version;
  throw new Refusal(importRefusal(done));
}

/** Why nothing was imported. */
function importRefusal(done: MappingImport): ThreeLines {
  if (done.kind === 'refused') return accessRefusal(done.why, 'mapping');
  if (done.kind === 'parent-unnamed')
    return [
      `${done.rows.length} mã được đối chiếu với cơ quan cấp trên (parent): ${done.rows.map((row) => row.localCode).join(', ')}.`,
      'Chưa nạp gì: việc này phải có người đứng tên và lý do.',
      'Chạy lại với --actor <tên> --reason "<lý do>".',
    ];
  if (done.kind === 'would-undo')
    return [
      `${done.codes.length} mã đã được đổi qua API mà tệp chưa có: ${done.codes.map(undoneText).join('; ')}.`,
      'Chưa nạp gì: nạp bây giờ thì các mã đó trở lại như tệp.',
      'Sửa các dòng đó trong config/crosswalks rồi chạy lại; nếu đúng là muốn như tệp, thêm --undo-changes.',
    ];
  return [
    'Bảng đối chiếu vừa được người khác thay trong lúc lệnh này chạy.',
    'Chưa nạp gì; bảng người đó nạp đang dùng.',
    'Xem bảng đang dùng (npm run kntc -- crosswalk list), gộp thay đổi vào config/crosswalks rồi chạy lại.',
  ];
}

function undoneText({ sourceId, list: number, localCode, inUse, inFolder }: UndoneCode): string {
  const codes = (rows: UndoneCode['inUse']): string =>
    rows.map(({ nationalCode }) => nationalCode).join(', ') || 'không có';
  return `${sourceId} danh mục ${number} mã ${localCode} (đang dùng: ${codes(inUse)}; tệp: ${codes(inFolder)})`;
}

interface JudgedTargets {
  /** Targets that their list does not have in the days of the row. */
  readonly strangers: readonly CrosswalkEntry[];
  /** Targets that left their list before the row ends, with the last day they were in it. */
  readonly ended: readonly (CrosswalkEntry & { readonly lastDay: string | undefined })[];
}

/** What the national lists say of the targets; nothing of a list that was never fetched. */
async function judgeTargets(
  configuration: PgConfiguration,
  rows: readonly CrosswalkEntry[],
): Promise<JudgedTargets> {
  const targets = new NationalTargets(await configuration.nationalCodes());
  return {
    strangers: rows.filter((row) => targets.standingOf(row) === 'not-national'),
    ended: rows
      .filter((row) => targets.standingOf(row) === 'ended')
      .map((row) => ({ ...row, lastDay: targets.endOf(row) })),
  };
}

interface Stranger extends CrosswalkEntry {
  /** Records that wait for this code now, at least; those that went on with an earlier target are not among them. */
  readonly waiting: number;
}

async function withWaiting(
  questions: Questions,
  rows: readonly CrosswalkEntry[],
): Promise<readonly Stranger[]> {
  if (rows.length === 0) return [];
  const counted = await questions.waitingForCodes(rows);
  const keyOf = (one: CodeOfSource): string => JSON.stringify([one.sourceId, one.list, one.localCode]);
  const waiting = new Map(counted.map((one) => [keyOf(one), one.records]));
  return rows.map((row) => ({ ...row, waiting: waiting.get(keyOf(row)) ?? 0 }));
}

function unknownLine(configDir: string, row: Stranger): string {
  const path = `lists.${row.list}.${row.localCode}`;
  const waiting = row.waiting === 0 ? '' : `; ít nhất ${row.waiting} hồ sơ đang chờ bổ sung vì mã này`;
  const isAlways = row.validFrom === undefined && row.validUntil === undefined;
  const days = isAlways ? 'hiện hành' : 'trong thời hạn của dòng';
  const message = `mã ${row.nationalCode} không có trong danh mục quốc gia ${days}${waiting}`;
  return problemLine({ file: join(configDir, row.file), line: row.line, path, message });
}

function endedLine(configDir: string, row: JudgedTargets['ended'][number]): string {
  const path = `lists.${row.list}.${row.localCode}`;
  const message = `mã ${row.nationalCode} chỉ có trong danh mục quốc gia đến ${row.lastDay ?? 'một ngày trong thời hạn của dòng'}: thêm until, và mã từ ngày sau đó`;
  return problemLine({ file: join(configDir, row.file), line: row.line, path, message });
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
