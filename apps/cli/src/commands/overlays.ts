import { fieldLabel, MAX_TEXT, OPERATION_DONE, tooLong, vietnamTime } from '@kntc/domain';
import { randomIds } from '@kntc/platform';
import { loadSources, overlayJudge } from '@kntc/sources';
import { listOverlays, PgOverlays } from '@kntc/storage';
import { Command } from 'commander';
import { count, said } from '../arguments';
import { readAs, withReader, type ReaderOptions } from '../database/list-reading';
import { withCurrentDatabase } from '../database/open-database';
import { withAllKeys, type OpenKeys } from '../database/open-keys';
import type { Place } from '../database/place';
import {
  commandOf,
  perform,
  withOperationOptions,
  type Operation,
  type OperationOptions,
} from '../operation-answer';
import { table } from '../output';
import { wrongUsage } from '../refusal';
import type { Shell } from '../shell';
import type { ExitCode } from '../terminal';
import { printAnswer } from './holds';

const PAGE = 50;
const MAX_PAGE = 500;

interface FieldOption {
  readonly field: string;
}

interface SetOptions extends OperationOptions, FieldOption {
  readonly documentNo: string;
}

interface ListOptions extends ReaderOptions {
  readonly withdrawn?: true;
  readonly limit: number;
  readonly json?: true;
}

/** `kntc overlays`: fields a person completes because the source lacks them; apart from it, and taken back as easily. */
export function overlaysCommand(shell: Shell): Command {
  const command = new Command('overlays').description(
    'Thông tin bổ sung: trường mà nguồn không có, do người ghi nhận theo văn bản; không ghi đè lên nguồn.',
  );
  withOperationOptions(command.command('set'))
    .description('Bổ sung một trường. Giá trị đọc từ đầu vào chuẩn, không viết trên dòng lệnh.')
    .argument('<source>', 'mã nguồn')
    .argument('<localKey>', 'khoá của hồ sơ ở nguồn')
    .requiredOption('--field <trường>', 'ví dụ channel, petitioners[0].idNumber, handling.eligible', said)
    .requiredOption('--document-no <số>', 'văn bản, giấy tờ làm căn cứ', said)
    .action(
      shell.does((source: string, localKey: string, options: SetOptions) =>
        set(shell, { source, localKey }, options),
      ),
    );
  withOperationOptions(command.command('withdraw'))
    .description('Rút thông tin bổ sung: hồ sơ lại đúng như nguồn.')
    .argument('<source>', 'mã nguồn')
    .argument('<localKey>', 'khoá của hồ sơ ở nguồn')
    .requiredOption('--field <trường>', 'trường đã bổ sung', said)
    .action(
      shell.does((source: string, localKey: string, options: OperationOptions & FieldOption) =>
        withdraw(shell, { source, localKey }, options),
      ),
    );
  withReader(command.command('list'))
    .description('Các thông tin bổ sung: trường, văn bản, ai, lúc nào; không in giá trị.')
    .argument('[source]', 'chỉ một nguồn')
    .argument('[localKey]', 'chỉ một hồ sơ')
    .option('--withdrawn', 'cả thông tin đã rút')
    .option('--limit <số>', 'số dòng', count(MAX_PAGE), PAGE)
    .option('--json', 'in kết quả cho máy đọc')
    .action(
      shell.does((source: string | undefined, localKey: string | undefined, options: ListOptions) =>
        list(shell, { source, localKey }, options),
      ),
    );
  return command;
}

interface Named {
  readonly source: string;
  readonly localKey: string;
}

async function set(shell: Shell, { source, localKey }: Named, options: SetOptions): Promise<ExitCode> {
  const text = ((await shell.terminal.input?.()) ?? '').trim();
  if (text === '' || tooLong(text, MAX_TEXT))
    throw wrongUsage(
      text === '' ? 'Chưa có giá trị.' : 'Giá trị quá dài.',
      'Gõ giá trị rồi Enter, Ctrl-D; hoặc đưa từ tệp: … < gia-tri.txt.',
    );
  const { field, documentNo } = options;
  const wanted = { sourceId: source, localKey, field, text, documentNo };
  return act(
    shell,
    { name: 'overlays set', named: { source, localKey }, options, done: SET },
    (overlays, how) => overlays.set(wanted, how),
  );
}

function withdraw(
  shell: Shell,
  { source, localKey }: Named,
  options: OperationOptions & FieldOption,
): Promise<ExitCode> {
  const of = { sourceId: source, localKey, field: options.field };
  const words = { name: 'overlays withdraw', named: { source, localKey }, options, done: WITHDRAWN };
  return act(shell, words, (overlays, how) => overlays.withdraw(of, how));
}

interface Act extends Pick<Operation, 'name' | 'done'> {
  readonly named: Named;
  readonly options: OperationOptions & FieldOption;
}

async function act(
  shell: Shell,
  { name, named, options, done }: Act,
  work: (overlays: PgOverlays, how: Operation['command']) => ReturnType<Operation['act']>,
): Promise<ExitCode> {
  const place = shell.place();
  const command = commandOf(options);
  const target = `${named.source}/${named.localKey} ${options.field}`;
  const answer = await withAllKeys(place, options, (open) =>
    perform(
      { name, target, command, done, act: () => work(overlaysIn(place, open), command) },
      open.database.questions,
    ),
  );
  printAnswer(shell, answer, options.json);
  return answer.exitCode;
}

function overlaysIn({ environment, terminal }: Place, open: OpenKeys): PgOverlays {
  const { database, audit, approvals, seals } = open;
  return new PgOverlays({
    dataSource: database.dataSource,
    ids: randomIds,
    audit,
    approvals,
    seals,
    judge: overlayJudge(loadSources(environment.configDir, terminal.variables).sources),
    policy: async () => (await database.questions.policy())?.policy,
  });
}

async function list(
  shell: Shell,
  { source, localKey }: Record<keyof Named, string | undefined>,
  options: ListOptions,
): Promise<ExitCode> {
  const place = shell.place();
  const filter = { sourceId: source, localKey, withWithdrawn: options.withdrawn, limit: options.limit };
  const items = await withCurrentDatabase(place, (database) =>
    readAs(place, database, {
      what: 'overlays list',
      kind: 'judgement',
      by: options,
      read: (scope) => listOverlays(database.dataSource, filter, scope),
    }),
  );
  shell.answer(options.json, { items }, () => [
    ...table(
      ['Nguồn', 'Khoá ở nguồn', 'Trường', 'Văn bản', 'Người ghi nhận', 'Lúc', 'Đã rút'],
      items.map((one) => [
        one.source,
        one.localKey,
        `${one.field} (${fieldLabel(one.field)})`,
        one.documentNo,
        one.approver === null ? one.author : `${one.author}, ${one.approver}`,
        vietnamTime(one.setAt),
        one.withdrawnAt === null ? '' : `${one.withdrawnBy ?? ''}, ${vietnamTime(one.withdrawnAt)}`,
      ]),
    ),
    `${items.length} thông tin bổ sung`,
  ]);
  return 0;
}

const SET = [
  ...OPERATION_DONE.completed,
  'Xem: npm run kntc -- overlays list; kết quả xét: quarantine list hoặc holds list.',
] as const;
const WITHDRAWN = [
  ...OPERATION_DONE['taken-back'],
  'Xem: npm run kntc -- quarantine list; npm run kntc -- holds list.',
] as const;
