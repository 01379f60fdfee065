import {
  countNoChannel,
  NO_CHANNEL_MILESTONES,
  NO_CHANNEL_NAMES,
  OPERATION_DONE,
  partialDate,
  isFullDate,
  isOfMilestonePeriod,
  milestonePeriod,
  toVietnameseDate,
} from '@kntc/domain';
import type { MilestonePeriod, NoChannelMilestone } from '@kntc/domain';
import { randomIds } from '@kntc/platform';
import { PgNoChannel, PgStatutory } from '@kntc/storage';
import { Command, InvalidArgumentError, Option } from 'commander';
import { count, said } from '../arguments';
import { readAs, withReader } from '../database/list-reading';
import { withAllKeys, withKeys } from '../database/open-keys';
import { commandOf, perform, withOperationOptions, type OperationOptions } from '../operation-answer';
import { table } from '../output';
import type { ThreeLines } from '../refusal';
import type { Shell } from '../shell';
import { knownAgency, type AskedBook } from '../statutory/open-book';
import type { ExitCode } from '../terminal';
import { printAnswer } from './holds';

interface ListOptions extends AskedBook {
  readonly open?: true;
  readonly json?: true;
}

interface EnteredOptions extends OperationOptions {
  readonly milestone: NoChannelMilestone;
  readonly ordinal: number;
  readonly enteredOn: string;
  readonly evidence: string;
}

const MOST_ORDINAL = 1_000;

/** `kntc no-channel`: milestones the national interface has no message for, and proof that somebody typed them in there. */
export function noChannelCommand(shell: Shell): Command {
  const command = new Command('no-channel').description(
    'Chưa có kênh liên thông: xác minh, đối thoại, tạm đình chỉ, tiếp tục, gia hạn, rút đơn – phải nhập tay trên CSDLQG.',
  );
  withReader(command.command('list'))
    .description('Các mốc diễn ra trong một kỳ, đã nhập tay hay chưa; đếm theo mốc, vụ việc, người, đoàn.')
    .argument(
      '<kỳ>',
      'kỳ báo cáo (2026, 2026-Q1 …), tháng (2026-04) như sổ đối soát, hoặc unknown: không rõ ngày',
      periodOf,
    )
    .option('--agency <mã>', 'chỉ một cơ quan', said)
    .option('--open', 'chỉ mốc chưa nhập')
    .option('--json', 'in kết quả cho máy đọc')
    .action(shell.does((period: MilestonePeriod, options: ListOptions) => list(shell, period, options)));
  withOperationOptions(command.command('entered'))
    .description('Ghi nhận một mốc đã nhập tay trên CSDLQG: ai, ngày nào, tìm thấy ở đâu.')
    .argument('<mã hồ sơ>', 'mã hồ sơ (no-channel list)')
    .addOption(
      new Option('--milestone <mốc>', 'mốc nào').choices([...NO_CHANNEL_MILESTONES]).makeOptionMandatory(),
    )
    .option('--ordinal <số>', 'thứ mấy trong các mốc cùng loại', count(MOST_ORDINAL), 1)
    .requiredOption('--entered-on <ngày>', 'ngày nhập, yyyy-MM-dd', dayOf)
    .requiredOption('--evidence <tham chiếu>', 'mã, màn hình, văn bản để tìm lại; không ghi tên người', said)
    .action(shell.does((reference: string, options: EnteredOptions) => entered(shell, reference, options)));
  return command;
}

/** @throws InvalidArgumentError when it is none */
function periodOf(text: string): MilestonePeriod {
  const period = milestonePeriod(text);
  if (period !== undefined) return period;
  throw new InvalidArgumentError('cần kỳ báo cáo (2026, 2026-Q1 …), tháng (2026-04) hoặc unknown.');
}

/** @throws InvalidArgumentError when it is none */
function dayOf(text: string): string {
  const day = partialDate(text);
  if (day !== undefined && isFullDate(day)) return day;
  throw new InvalidArgumentError('cần một ngày có thật, dạng năm-tháng-ngày, ví dụ 2026-03-05.');
}

async function list(
  shell: Shell,
  period: MilestonePeriod,
  { agency, open: isOpenOnly, json, ...by }: ListOptions,
): Promise<ExitCode> {
  const place = shell.place();
  knownAgency(place, agency);
  const items = await withKeys(place, by, (open) =>
    readAs(place, open.database, {
      what: `no-channel ${period.id}`,
      kind: 'judgement',
      by,
      read: async (scope) => {
        const { dataSource } = open.database;
        const book = await new PgStatutory(dataSource, open.seals).book({ period, agency }, scope);
        const proofs = await new PgNoChannel({ ...open, dataSource, ids: randomIds }).proofs(scope);
        const proofOf = new Map(proofs.map((one) => [keyOf(one), one]));
        return book.noChannel
          .filter(({ date }) => isOfMilestonePeriod(date, period))
          .map((one) => {
            const { enteredOn, enteredBy, evidence } = proofOf.get(keyOf(one)) ?? {};
            return { ...one, isEntered: enteredOn !== undefined, enteredOn, enteredBy, evidence };
          });
      },
    }),
  );
  const shown = items.filter(({ isEntered }) => isOpenOnly !== true || !isEntered);
  const counts = countNoChannel(items);
  shell.answer(json, { period: shownPeriod(period), counts, items: shown }, () => [
    ...table(
      ['Mốc', 'Số mốc', 'Vụ việc', 'Người', 'Đoàn, tập thể', 'Đã nhập tay'],
      counts.map((one) => [
        NO_CHANNEL_NAMES[one.milestone],
        one.items,
        one.cases,
        one.people,
        one.groups,
        one.entered,
      ]),
    ),
    '',
    ...table(
      ['Mã hồ sơ', 'Cơ quan', 'Mốc', 'Thứ', 'Ngày', 'Đã nhập'],
      shown.map((one) => [
        one.reference,
        one.agency,
        NO_CHANNEL_NAMES[one.milestone],
        one.ordinal,
        one.date === undefined ? 'không rõ' : toVietnameseDate(one.date),
        one.isEntered ? `${one.enteredOn ?? ''}, ${one.enteredBy ?? ''}: ${one.evidence ?? ''}` : '',
      ]),
    ),
  ]);
  return 0;
}

/** No days of what is dated to none. */
function shownPeriod({ id, from, to, isUndated }: MilestonePeriod) {
  return isUndated ? { id } : { id, from, to };
}

function keyOf(one: {
  readonly reference: string;
  readonly milestone: string;
  readonly ordinal: number;
}): string {
  return `${one.reference} ${one.milestone} ${one.ordinal}`;
}

async function entered(shell: Shell, reference: string, options: EnteredOptions): Promise<ExitCode> {
  const { milestone, ordinal, enteredOn, evidence } = options;
  const command = commandOf(options);
  const answer = await withAllKeys(shell.place(), options, (open) =>
    perform(
      {
        name: 'no-channel entered',
        target: `${reference} ${milestone} ${ordinal}`,
        command,
        act: () =>
          new PgNoChannel({ ...open, dataSource: open.database.dataSource, ids: randomIds }).entered(
            { reference, milestone, ordinal, enteredOn, evidence },
            command,
          ),
        done: DONE,
        missing: MISSING,
      },
      open.database.questions,
    ),
  );
  printAnswer(shell, answer, options.json);
  return answer.exitCode;
}

const DONE: ThreeLines = [...OPERATION_DONE.entered, 'Xem: npm run kntc -- no-channel list <kỳ>.'];
const MISSING: ThreeLines = [
  'Hồ sơ này không có mốc đó.',
  'Không ghi nhận gì.',
  'Xem mốc và số thứ tự: npm run kntc -- no-channel list <kỳ>.',
];
