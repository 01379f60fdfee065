import {
  ALERT_SEND_FAILURES,
  alertKindRule,
  alertText,
  dateInVietnam,
  deadlineDays,
  digestMessage,
  OPERATION_DONE,
  SEVERITY_LABELS,
  testMessage,
  vietnamTime,
} from '@kntc/domain';
import { loadCalendar, loadProvince, randomIds, systemClock } from '@kntc/platform';
import { ALERT_STATES, PgAlertBook, PgLists, readAlertDigest } from '@kntc/storage';
import type { AlertState, ListedIncident } from '@kntc/storage';
import { Command, Option } from 'commander';
import { count, said } from '../arguments';
import { alertWays } from '../composition/alert-ways';
import { withCurrentDatabase } from '../database/open-database';
import { withOperationOptions, type OperationOptions } from '../operation-answer';
import { table } from '../output';
import { Refusal, type ThreeLines } from '../refusal';
import type { Shell } from '../shell';
import type { ExitCode } from '../terminal';
import { decideWith } from './decide-with';

interface ListOptions {
  readonly state?: AlertState;
  readonly limit: number;
  readonly json?: true;
}

interface TestOptions {
  readonly channel?: string;
  readonly json?: true;
}

const LISTED = 20;
const MOST_LISTED = 500;
const MOST_HOURS = 31 * 24;
const HOUR_MS = 3_600_000;
const STATES: Readonly<Record<AlertState, string>> = {
  open: 'chưa ai nhận biết',
  acknowledged: 'đã nhận biết',
  closed: 'đã hết',
};
const NO_ALERT: ThreeLines = [
  'Không có sự cố số này.',
  'Không có gì thay đổi.',
  'Xem số đúng: npm run kntc -- alerts list.',
];
const NO_CHANNEL: ThreeLines = [
  'Chưa có kênh cảnh báo nào, hoặc không có kênh tên này.',
  'Chưa gửi gì; khi có sự cố không ai được báo.',
  'Khai config/alerts.yaml theo docs/operators/canh-bao.md rồi khởi động lại cổng.',
];

/** `kntc alerts`: what people were told of, that somebody knows, and whether messages arrive. */
export function alertsCommand(shell: Shell): Command {
  const command = new Command('alerts').description(
    'Cảnh báo: sự cố đang có, nhận biết để thôi nhắc, gửi thử, bản tin buổi sáng.',
  );
  command
    .command('list')
    .description('Các sự cố đã cảnh báo, mới nhất trước.')
    .addOption(new Option('--state <trạng thái>', 'chỉ trạng thái này').choices([...ALERT_STATES]))
    .option('--limit <số>', 'số sự cố', count(MOST_LISTED), LISTED)
    .option('--json', 'in kết quả cho máy đọc')
    .action(shell.does((options: ListOptions) => list(shell, options)));
  withOperationOptions(command.command('ack'))
    .description('Nhận biết một sự cố: cổng thôi nhắc trong số giờ đó. Ghi chú là --reason.')
    .argument('<số>', 'số của sự cố (alerts list)', count(Number.MAX_SAFE_INTEGER))
    .requiredOption('--hours <số>', 'số giờ, nhiều nhất 744', count(MOST_HOURS))
    .action(
      shell.does((id: number, options: OperationOptions & { readonly hours: number }) =>
        acknowledge(shell, id, options),
      ),
    );
  command
    .command('test')
    .description('Gửi ngay một thư thử qua từng kênh của config/alerts.yaml.')
    .option('--channel <kênh>', 'chỉ kênh này', said)
    .option('--json', 'in kết quả cho máy đọc')
    .action(shell.does((options: TestOptions) => test(shell, options)));
  command
    .command('digest')
    .description('Bản tin như cổng gửi buổi sáng, theo số liệu lúc này; không gửi đi.')
    .requiredOption('--print', 'in ra màn hình')
    .action(shell.does(() => digest(shell)));
  return command;
}

async function list(shell: Shell, { state, limit, json }: ListOptions): Promise<ExitCode> {
  const items = await withCurrentDatabase(shell.place(), async ({ dataSource }) => {
    const wanted = { filter: { state }, after: undefined, limit };
    return (await new PgLists(dataSource).alerts(wanted, 'everything')).items;
  });
  shell.answer(json, { items }, () =>
    items.length === 0
      ? ['Không có sự cố nào như vậy.']
      : table(['Số', 'Mức', 'Từ', 'Trạng thái', 'Đã báo', 'Việc gì'], items.map(rowOf)),
  );
  return 0;
}

function rowOf({ incident, state, told }: ListedIncident): readonly string[] {
  const { id, kind, openedAt, acknowledged, closedAt } = incident;
  const until = state === 'acknowledged' ? ` đến ${vietnamTime(acknowledged?.until)}` : '';
  const over = state === 'closed' ? ` ${vietnamTime(closedAt)}` : '';
  return [
    id,
    SEVERITY_LABELS[alertKindRule(kind).severity],
    vietnamTime(openedAt),
    `${STATES[state]}${until}${over}`,
    told.length === 0 ? 'chưa báo ai' : told.join(', '),
    alertText(incident)[0],
  ];
}

function acknowledge(
  shell: Shell,
  id: number,
  options: OperationOptions & { readonly hours: number },
): Promise<ExitCode> {
  const { id: provinceId } = loadProvince(shell.place().environment.configDir);
  return decideWith(shell, {
    name: 'alerts ack',
    target: String(id),
    options,
    done: [...OPERATION_DONE['alert-acknowledged'], 'Xem: npm run kntc -- alerts list.'],
    missing: NO_ALERT,
    open: (tools) => new PgAlertBook({ ...tools, ids: randomIds, provinceId }),
    act: (book, command) => book.acknowledge(String(id), options.hours * HOUR_MS, command),
  });
}

async function test(shell: Shell, { channel, json }: TestOptions): Promise<ExitCode> {
  const place = shell.place();
  const { name } = loadProvince(place.environment.configDir);
  const { senders } = await alertWays(place);
  const wanted = [...senders].filter(([id]) => channel === undefined || id === channel);
  if (wanted.length === 0) throw new Refusal(NO_CHANNEL);
  const items = await Promise.all(
    wanted.map(async ([id, sender]) => {
      const outcome = await sender.send(testMessage(randomIds.uuid(), name));
      return { channel: id, failure: outcome.kind === 'sent' ? null : ALERT_SEND_FAILURES[outcome.why] };
    }),
  );
  shell.answer(json, { items }, () =>
    table(
      ['Kênh', 'Kết quả'],
      items.map(({ channel: id, failure }) => [
        id,
        failure === null ? 'đã gửi' : `không gửi được: ${failure}`,
      ]),
    ),
  );
  return items.every(({ failure }) => failure === null) ? 0 : 1;
}

async function digest(shell: Shell): Promise<ExitCode> {
  const place = shell.place();
  const { configDir, publicUrl } = place.environment;
  const { name: province } = loadProvince(configDir);
  const now = systemClock.now();
  const days = deadlineDays(loadCalendar(configDir), dateInVietnam(now));
  const facts = await withCurrentDatabase(place, ({ dataSource }) =>
    readAlertDigest(dataSource, { days, now }),
  );
  const { subject, text } = digestMessage(facts, { id: '', now, province, publicUrl });
  shell.print([subject, '', ...text.split('\n')]);
  return 0;
}
