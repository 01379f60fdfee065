import { OPERATION_DONE } from '@kntc/domain';
import type { PetitionKind, ReasonCode } from '@kntc/domain';
import { loadProvince, randomIds } from '@kntc/platform';
import { PgResyncs, type RecordFilter, type ResyncSubject, type StandingClass } from '@kntc/storage';
import { Command } from 'commander';
import { count, references, said } from '../arguments';
import { withOperations } from '../database/open-audit';
import { readAs, withReader, type ReaderOptions } from '../database/list-reading';
import { withCurrentDatabase } from '../database/open-database';
import { commandOf, perform, refusedLines, withOperationOptions } from '../operation-answer';
import type { OperationAnswer, OperationOptions } from '../operation-answer';
import { Refusal, wrongUsage } from '../refusal';
import { itemLines, resyncLines } from '../resync/resync-lines';
import { readResync, resyncList } from '../resync/resync-reading';
import type { Shell } from '../shell';
import type { ExitCode } from '../terminal';
import { decideWith } from './decide-with';

const DONE = [...OPERATION_DONE.resync, 'Không phải làm gì.'] as const;
const STARTED = [...OPERATION_DONE['resync-started'], 'Tiến độ: npm run kntc -- resync list.'] as const;
const CHANGED = [...OPERATION_DONE['resync-changed'], 'Tiến độ: npm run kntc -- resync show <id>.'] as const;
const PAGE = 50;
const MOST = 10_000;

interface StartOptions extends OperationOptions {
  readonly cause?: string;
  readonly class?: StandingClass;
  readonly code?: ReasonCode;
  readonly source?: string;
  readonly agency?: string;
  readonly kind?: PetitionKind;
  readonly paused?: true;
}

interface ReadOptions extends ReaderOptions {
  readonly limit: number;
  readonly json?: true;
}

/** `kntc resync`: asks that records become due again, some by name or many as one operation. Sends nothing by itself. */
export function resyncCommand(shell: Shell): Command {
  const command = new Command('resync').description(
    'Đồng bộ lại: vài hồ sơ theo mã, hoặc một lượt nhiều hồ sơ. Chỉ đặt lịch, không gửi trực tiếp.',
  );
  withOperationOptions(command.command('records', { isDefault: true }))
    .description('Vài hồ sơ, ngay lúc này.')
    .argument('<references...>', 'mã hồ sơ địa phương', references)
    .action(
      shell.does((targets: readonly string[], options: OperationOptions) => resync(shell, targets, options)),
    );
  withOperationOptions(command.command('start'))
    .description('Chốt mọi hồ sơ theo bộ lọc hoặc nguyên nhân thành một lượt, rồi đặt lịch từng hồ sơ.')
    .option('--cause <id>', 'mọi hồ sơ của một nguyên nhân (id ở status --json, /api/v1/causes)', said)
    .option('--class <trạng thái>', 'quarantined, held, …', said)
    .option('--code <lý do>', 'lý do, ví dụ REJECTED', said)
    .option('--source <id>', 'của một nguồn', said)
    .option('--agency <id>', 'của một cơ quan', said)
    .option('--kind <loại>', 'KN, TC, KNPA', said)
    .option('--paused', 'chốt danh sách, chờ resync go-on')
    .action(shell.does((options: StartOptions) => start(shell, options)));
  for (const [name, description] of ACTS)
    withOperationOptions(command.command(name))
      .description(description)
      .argument('<id>', 'id của lượt, lấy từ resync list', resyncId)
      .action(shell.does((id: string, options: OperationOptions) => act(shell, { name, id }, options)));
  withReader(command.command('list'))
    .description('Các lượt đồng bộ lại và tiến độ, mới nhất trước.')
    .option('--limit <số>', 'số dòng', count(MOST), PAGE)
    .option('--json', 'in kết quả cho máy đọc')
    .action(shell.does((options: ReadOptions) => list(shell, options)));
  withReader(command.command('show'))
    .description('Một lượt: từng hồ sơ, kết quả, vì sao bỏ qua.')
    .argument('<id>', 'id của lượt', resyncId)
    .option('--limit <số>', 'số hồ sơ', count(MOST), PAGE)
    .option('--json', 'in kết quả cho máy đọc')
    .action(shell.does((id: string, options: ReadOptions) => show(shell, id, options)));
  return command;
}

const ACTS = [
  ['stop', 'Dừng hẳn: hồ sơ chưa tới lượt giữ nguyên.'],
  ['pause', 'Tạm dừng một lượt đang chạy.'],
  ['go-on', 'Bắt đầu, hoặc đi tiếp, một lượt đang tạm dừng.'],
] as const;

function start(shell: Shell, { cause, paused, ...options }: StartOptions): Promise<ExitCode> {
  const filter: RecordFilter = {
    class: options.class,
    source: options.source,
    agency: options.agency,
    kind: options.kind,
    cause: options.code && { code: options.code },
  };
  const isFiltered = Object.values(filter).some((one) => one !== undefined);
  if ((cause === undefined) === !isFiltered)
    throw wrongUsage(
      'Chưa rõ những hồ sơ nào.',
      'Nêu --cause <id>, hoặc một bộ lọc (--class, --code, --source, --agency, --kind).',
    );
  const subject: ResyncSubject = cause === undefined ? { kind: 'filter', filter } : { kind: 'cause', cause };
  const target = cause === undefined ? 'theo bộ lọc' : `nguyên nhân ${cause}`;
  return decideWith(shell, {
    name: 'resync start',
    target,
    options,
    done: STARTED,
    open: openResyncs(shell),
    act: (resyncs, command) => resyncs.start(subject, paused === true, command),
  });
}

function act(
  shell: Shell,
  { name, id }: { readonly name: (typeof ACTS)[number][0]; readonly id: string },
  options: OperationOptions,
): Promise<ExitCode> {
  const missing = [
    `Không có lượt ${id}.`,
    'Không có gì thay đổi.',
    'Xem: npm run kntc -- resync list.',
  ] as const;
  return decideWith(shell, {
    name: `resync ${name}`,
    target: id,
    options,
    done: CHANGED,
    missing,
    open: openResyncs(shell),
    act: (resyncs, command) => resyncs.act(id, name, command),
  });
}

function openResyncs(
  shell: Shell,
): (tools: Omit<ConstructorParameters<typeof PgResyncs>[0], 'ids' | 'provinceId'>) => PgResyncs {
  const provinceId = loadProvince(shell.place().environment.configDir).id;
  return (tools) => new PgResyncs({ ...tools, ids: randomIds, provinceId });
}

async function list(shell: Shell, { limit, json, ...by }: ReadOptions): Promise<ExitCode> {
  const place = shell.place();
  const items = await withCurrentDatabase(place, (database) =>
    readAs(place, database, {
      what: 'resync list',
      kind: 'judgement',
      by,
      read: (scope) => resyncList(database.dataSource, limit, scope),
    }),
  );
  shell.answer(json, { items }, () => resyncLines(items));
  return 0;
}

async function show(shell: Shell, id: string, { limit, json, ...by }: ReadOptions): Promise<ExitCode> {
  const place = shell.place();
  const items = await withCurrentDatabase(place, (database) =>
    readAs(place, database, {
      what: 'resync items',
      kind: 'judgement',
      by,
      read: (scope) => readResync(database.dataSource, { id, limit }, scope),
    }),
  );
  shell.answer(json, { items }, () => itemLines(items));
  return 0;
}

async function resync(
  shell: Shell,
  targets: readonly string[],
  options: OperationOptions,
): Promise<ExitCode> {
  const command = commandOf(options);
  const wanted = new Set(targets);
  const answers = await withOperations(shell.place(), options, async (operations, { questions }) => {
    const objection = await operations.objectionToMany(wanted.size, command);
    if (objection?.kind === 'refused') throw new Refusal(refusedLines(objection));
    const all: OperationAnswer[] = [];
    for (const target of wanted) {
      // One operation per record, each with a key of its own.
      const key = targets.length === 1 ? command.idempotencyKey : `${command.idempotencyKey}:${target}`;
      const how = { ...command, idempotencyKey: key };
      const work = () => operations.resync(target, how);
      all.push(await perform({ name: 'resync', target, command: how, act: work, done: DONE }, questions));
    }
    return all;
  });
  const items = answers.map(({ exitCode: _exitCode, ...answer }) => answer);
  shell.answer(options.json, { items }, () =>
    answers.flatMap(({ target, text }) => [`${target}: ${text[0]}`, `  ${text[1]}`, `  ${text[2]}`]),
  );
  return answers.every(({ exitCode }) => exitCode === 0) ? 0 : 1;
}

function resyncId(text: string): string {
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)) return text;
  throw wrongUsage('Id của lượt không đúng.', 'Lấy id từ npm run kntc -- resync list.');
}
