import { officeForm, officeResult } from '@kntc/documents';
import {
  LEVEL_NAMES,
  KIND_NAMES,
  OFFICE_PROBLEMS,
  OPERATION_DONE,
  officeLines,
  toVietnameseDate,
} from '@kntc/domain';
import type { PartialDate, PlannedOffice } from '@kntc/domain';
import type { OfficeListed } from '@kntc/storage';
import { Command } from 'commander';
import { count, said } from '../arguments';
import { withReader, type ReaderOptions } from '../database/list-reading';
import { commandOf } from '../operation-answer';
import { table } from '../output';
import { formAt, seenVersion, withFormOptions, type FormOptions } from '../people/form-at';
import { withRegister } from '../people/open-register';
import { writeForm, writeSheets } from '../people/write-file';
import type { Shell } from '../shell';
import type { ExitCode } from '../terminal';
import { printAnswer } from './holds';

interface ListOptions extends ReaderOptions {
  readonly agency?: string;
  readonly ended?: true;
  readonly limit: number;
  readonly json?: true;
}

const PAGE = 100;
const MOST = 5_000;

/** `kntc agencies`: where people work, from Biểu số 1. Who sends records is said in `agencies.yaml`. */
export function agenciesCommand(shell: Shell): Command {
  const command = new Command('agencies').description(
    'Đơn vị sử dụng hệ thống (Biểu số 1): nộp biểu, danh sách, xuất.',
  );
  withFormOptions(command.command('import'))
    .description('Nộp Biểu số 1: xem trước từng dòng (--preview), rồi ghi nhận đúng phiên bản đã xem.')
    .action(shell.does((options: FormOptions) => take(shell, options)));
  withReader(command.command('list'))
    .description('Các đơn vị đang hoạt động, với tên cũ.')
    .option('--agency <mã cơ quan>', 'chỉ của một cơ quan trong agencies.yaml', said)
    .option('--ended', 'các đơn vị đã kết thúc')
    .option('--limit <số>', 'số dòng', count(MOST), PAGE)
    .option('--json', 'in kết quả cho máy đọc')
    .action(shell.does((options: ListOptions) => list(shell, options)));
  withReader(command.command('export'))
    .description('Xuất Biểu số 1 của các đơn vị đang hoạt động, nộp lại được.')
    .requiredOption('--out <tệp>', 'tệp .xlsx, chưa được có', said)
    .action(shell.does((options: ReaderOptions & { readonly out: string }) => write(shell, options)));
  return command;
}

async function take(shell: Shell, options: FormOptions): Promise<ExitCode> {
  const command = commandOf(options);
  const { sheets, sha256 } = await formAt(options, 'offices');
  const lines = officeLines(sheets) ?? [];
  const { from: on } = options;
  return withRegister(shell, options, async ({ offices, perform, read }) => {
    if (options.preview === true) {
      const { plan, seen } = await offices.plan(lines, on);
      await read('agencies preview', options, async () => plan);
      return told(shell, options, { plan, seen });
    }
    const seen = seenVersion(options);
    let plan: readonly PlannedOffice[] = [];
    const answer = await perform({
      name: 'agencies import',
      target: sha256,
      command,
      done: [...OPERATION_DONE['offices-imported'], 'Xem: npm run kntc -- agencies list.'],
      act: async () => {
        const taken = await offices.import(lines, { on, seen, sha256 }, command);
        ({ plan } = taken);
        return taken.result;
      },
    });
    printAnswer(shell, answer, options.json);
    if (answer.exitCode === 0) await told(shell, options, { plan });
    return answer.exitCode;
  });
}

/** @returns 1 where a row cannot be used */
async function told(
  shell: Shell,
  { json, result, preview }: FormOptions,
  { plan, seen }: { readonly plan: readonly PlannedOffice[]; readonly seen?: string },
): Promise<ExitCode> {
  if (result !== undefined) await writeSheets(result, officeResult(plan));
  const rows = plan.map(({ line: { line, name }, state, problems }) => ({ line, name, state, problems }));
  if (preview === true || json !== true)
    shell.answer(json, { preview: preview === true, version: seen, rows }, () => [
      ...table(
        ['Dòng', 'Đơn vị', 'Kết quả', 'Vì sao, làm gì'],
        rows.map(({ line, name, state, problems }) => [
          line,
          name,
          state,
          problems.flatMap((one) => OFFICE_PROBLEMS[one]).join(' '),
        ]),
      ),
      ...(seen === undefined ? [] : [`Chưa ghi nhận gì. Đúng như vậy thì chạy lại với --version ${seen}.`]),
    ]);
  return rows.some(({ state }) => state === 'refused') ? 1 : 0;
}

async function list(shell: Shell, { agency, ended, limit, json, ...by }: ListOptions): Promise<ExitCode> {
  const filter = { agency, isEnded: ended === true };
  const items = await withRegister(shell, by, ({ offices, read }) =>
    read(
      'agencies list',
      by,
      async (scope) => (await offices.list({ filter, after: undefined, limit }, scope)).items,
    ),
  );
  shell.answer(json, { items }, () =>
    items.length === 0
      ? ['Không có đơn vị nào.']
      : table(
          ['Đơn vị', 'Cấp', 'Loại', 'Cấp trên', 'Cơ quan', 'Từ ngày', 'Kết thúc', 'Trước đây'],
          items.map(row),
        ),
  );
  return 0;
}

function row(one: OfficeListed): readonly string[] {
  return [
    one.name,
    LEVEL_NAMES[one.level],
    KIND_NAMES[one.kind],
    one.superior ?? '',
    one.agency,
    dayText(one.validFrom),
    one.endedOn === null ? '' : `${dayText(one.endedOn)}, kế thừa: ${one.successor ?? ''}`,
    one.earlier.map(({ name, until }) => `${name} (đến ${dayText(until)})`).join('; '),
  ];
}

async function write(
  shell: Shell,
  { out, ...by }: ReaderOptions & { readonly out: string },
): Promise<ExitCode> {
  const shown = await withRegister(shell, by, async ({ offices, province, read }) => {
    const all = await offices.all();
    const theirs = await read('agencies export', by, async (scope) =>
      all.filter(
        ({ agencyId }) =>
          scope === 'everything' || scope.agencies === 'all' || scope.agencies.includes(agencyId),
      ),
    );
    const seen = new Set(theirs.map(({ id }) => id));
    // What stands above an office is named whoever it belongs to.
    const rest = all.map((one) =>
      seen.has(one.id) ? one : { ...one, endedOn: one.endedOn ?? one.validFrom },
    );
    await writeForm(out, officeForm(rest, province.name));
    return theirs.filter(({ endedOn }) => endedOn === undefined);
  });
  shell.print([
    `Đã ghi ${out}: ${shown.length} đơn vị.`,
    'Không có dữ liệu cá nhân.',
    'Sửa rồi nộp lại: kntc agencies import.',
  ]);
  return 0;
}

function dayText(day: string): string {
  return toVietnameseDate(day as PartialDate);
}
