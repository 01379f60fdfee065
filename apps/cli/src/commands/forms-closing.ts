import { FORMS, OPERATION_DONE, shownAmount, vietnamTime } from '@kntc/domain';
import type { FigureChange, ReportPeriod } from '@kntc/domain';
import { randomIds } from '@kntc/platform';
import { PgStatutory, PgStatutoryPeriods } from '@kntc/storage';
import type { Command } from 'commander';
import { said } from '../arguments';
import { readAs, withReader } from '../database/list-reading';
import { withAllKeys, withKeys, type OpenKeys } from '../database/open-keys';
import {
  commandOf,
  perform,
  withOperationOptions,
  type Operation,
  type OperationOptions,
} from '../operation-answer';
import { table } from '../output';
import type { ThreeLines } from '../refusal';
import type { Shell } from '../shell';
import { knownAgency, periodOf, type AskedBook } from '../statutory/open-book';
import type { ExitCode } from '../terminal';
import { printAnswer } from './holds';

interface ListOptions extends AskedBook {
  readonly json?: true;
}

interface SignOptions extends OperationOptions {
  readonly agency?: string;
}

type Sign = 'close' | 'adjust';

/** `kntc forms close|adjust|closed|changes`: periods that were signed. @param period how the argument is called */
export function addClosing(command: Command, shell: Shell, period: string): void {
  const signing = (act: Sign, description: string): void => {
    withOperationOptions(command.command(act))
      .description(description)
      .argument('<kỳ>', period, periodOf)
      .option('--agency <mã>', 'kỳ của một cơ quan; không có: cả tỉnh', said)
      .action(shell.does((of: ReportPeriod, options: SignOptions) => sign(shell, act, of, options)));
  };
  signing('close', 'Chốt một kỳ đã kết thúc: số liệu giữ nguyên từ đây. Hai người.');
  signing('adjust', 'Ghi nhận thay đổi của kỳ đã chốt thành số điều chỉnh, cùng lý do. Hai người.');
  withReader(command.command('closed'))
    .description('Các kỳ đã chốt và các điều chỉnh.')
    .option('--json', 'in kết quả cho máy đọc')
    .action(shell.does((options: ListOptions) => closed(shell, options)));
  withReader(command.command('changes'))
    .description('Kỳ đã chốt: ô nào nay tính ra khác số đã chốt và đã điều chỉnh.')
    .argument('<kỳ>', period, periodOf)
    .option('--agency <mã>', 'kỳ của một cơ quan; không có: cả tỉnh', said)
    .option('--json', 'in kết quả cho máy đọc')
    .action(shell.does((of: ReportPeriod, options: ListOptions) => changes(shell, of, options)));
}

async function sign(
  shell: Shell,
  act: Sign,
  period: ReportPeriod,
  { agency, ...options }: SignOptions,
): Promise<ExitCode> {
  const place = shell.place();
  knownAgency(place, agency);
  const command = commandOf(options);
  const answer = await withAllKeys(place, options, (open) => {
    const operation: Operation = {
      name: `forms ${act}`,
      target: `${period.id} ${agency ?? open.provinceId}`,
      command,
      act: () => periodsOf(open)[act]({ period, agency }, command),
      done: DONE[act],
      missing: NOT_YOURS,
    };
    return perform(operation, open.database.questions);
  });
  printAnswer(shell, answer, options.json);
  return answer.exitCode;
}

function periodsOf({ database, audit, approvals, seals, provinceId }: OpenKeys): PgStatutoryPeriods {
  const { dataSource } = database;
  const statutory = new PgStatutory(dataSource, seals);
  return new PgStatutoryPeriods({ dataSource, ids: randomIds, audit, approvals, statutory, provinceId });
}

async function closed(shell: Shell, { json, ...by }: ListOptions): Promise<ExitCode> {
  const place = shell.place();
  const items = await withKeys(place, by, (open) =>
    readAs(place, open.database, {
      what: 'forms closed',
      kind: 'judgement',
      by,
      read: (scope) => periodsOf(open).closed(scope),
    }),
  );
  shell.answer(json, { items }, () =>
    items.length === 0
      ? ['Chưa chốt kỳ báo cáo nào.']
      : items.flatMap((one) => [
          `${one.period} – ${one.agency === '' ? 'cả tỉnh' : one.agency}: chốt ${vietnamTime(one.closedAt)}, ${one.closedBy}, ${one.approvedBy}: ${one.reason}`,
          ...one.adjustments.flatMap((adjustment) => [
            `  Điều chỉnh ${vietnamTime(adjustment.adjustedAt)}, ${adjustment.adjustedBy}, ${adjustment.approvedBy}: ${adjustment.reason}`,
            ...changeLines(adjustment.changes).map((text) => `    ${text}`),
          ]),
        ]),
  );
  return 0;
}

async function changes(
  shell: Shell,
  period: ReportPeriod,
  { agency, json, ...by }: ListOptions,
): Promise<ExitCode> {
  const place = shell.place();
  knownAgency(place, agency);
  const found = await withKeys(place, by, async (open) => {
    const answers = await readAs(place, open.database, {
      what: `forms changes ${period.id}`,
      kind: 'judgement',
      by,
      read: async (scope) => [await periodsOf(open).changes({ period, agency }, scope)],
    });
    return answers[0];
  });
  if (found === undefined) {
    for (const text of NOT_CLOSED) shell.terminal.err(text);
    return 1;
  }
  shell.answer(json, { items: found }, () =>
    found.length === 0
      ? ['Số tính bây giờ đúng bằng số đã chốt và điều chỉnh.']
      : [...changeLines(found), 'Ghi nhận cùng lý do: kntc forms adjust.'],
  );
  return 0;
}

function changeLines(found: readonly FigureChange[]): readonly string[] {
  return table(
    ['Cơ quan', 'Biểu', 'Cột', 'Trước', 'Sau'],
    found.map(({ agency, form, column, before, after }) => [
      agency === '' ? 'Tổng' : agency,
      form,
      column,
      amount(form, column, before),
      amount(form, column, after),
    ]),
  );
}

function amount(form: FigureChange['form'], column: string, text: string): string {
  const found = FORMS.find(({ id }) => id === form)?.columns.find(({ key }) => key === column);
  return shownAmount(BigInt(text), found?.unit ?? 'count').toLocaleString('vi-VN', {
    maximumFractionDigits: 6,
  });
}

const DONE: Readonly<Record<Sign, ThreeLines>> = {
  close: [...OPERATION_DONE['period-closed'], 'Xem thay đổi sau khi chốt: npm run kntc -- forms changes.'],
  adjust: [...OPERATION_DONE['period-adjusted'], 'Xem: npm run kntc -- forms closed.'],
};
const NOT_YOURS: ThreeLines = [
  'Không có kỳ báo cáo nào của cơ quan này mà người này được quyết định.',
  'Chưa chốt, chưa điều chỉnh gì.',
  'Sửa --agency; kỳ của cả tỉnh cần người làm việc cho cả tỉnh.',
];
const NOT_CLOSED: ThreeLines = [
  'Kỳ báo cáo này chưa chốt, hoặc người này không được xem.',
  'Không có số đã chốt nào để so.',
  'Xem các kỳ đã chốt: npm run kntc -- forms closed.',
];
