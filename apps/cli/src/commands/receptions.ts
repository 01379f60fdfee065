import { receptionBook } from '@kntc/documents';
import { OPERATION_DONE, toVietnameseDate, type BookEntry, type ReportPeriod } from '@kntc/domain';
import { loadProvince, randomIds } from '@kntc/platform';
import { writeNewWorkbook } from '@kntc/sources';
import { PgReceptionBook, type ReceptionBook } from '@kntc/storage';
import { Command } from 'commander';
import { accessRefusal } from '../access-refusal';
import { isoDate, references, said } from '../arguments';
import { readAs, withReader } from '../database/list-reading';
import { withAllKeys, withKeys, type OpenKeys } from '../database/open-keys';
import { commandOf, perform, withOperationOptions, type OperationOptions } from '../operation-answer';
import { table } from '../output';
import { Refusal, wrongUsage, type ThreeLines } from '../refusal';
import type { Shell } from '../shell';
import { knownAgency, periodOf, type AskedBook } from '../statutory/open-book';
import type { ExitCode } from '../terminal';
import { printAnswer } from './holds';

interface ListOptions extends AskedBook {
  readonly open?: true;
  readonly json?: true;
}

interface ExportOptions extends AskedBook {
  readonly out: string;
}

interface NamedOptions extends OperationOptions {
  readonly agency: string;
  readonly out: string;
}

interface EnteredOptions extends OperationOptions {
  readonly agency: string;
  readonly reference?: readonly string[];
  readonly enteredOn: string;
  readonly evidence: string;
}

const PERIOD = 'kỳ báo cáo: 2026, 2026-Q1 …';
const OUT = 'tệp .xlsx, chưa được có; chỉ chủ tệp đọc được (0600)';

/** `kntc receptions`: the Sổ tiếp công dân, and proof that visits without a petition were typed in on the national web. */
export function receptionsCommand(shell: Shell): Command {
  const command = new Command('receptions').description(
    'Sổ tiếp công dân (Mẫu 03/TCD): lượt tiếp có và không phát sinh đơn; ghi nhận lượt đã nhập tay trên CSDLQG.',
  );
  withReader(command.command('list'))
    .description('Các lượt tiếp của một kỳ; không có tên ai.')
    .argument('<kỳ>', PERIOD, periodOf)
    .option('--agency <mã>', 'chỉ một cơ quan tiếp', said)
    .option('--open', 'chỉ lượt không phát sinh đơn, chưa nhập CSDLQG')
    .option('--json', 'in kết quả cho máy đọc')
    .action(shell.does((period: ReportPeriod, options: ListOptions) => list(shell, period, options)));
  withReader(command.command('export'))
    .description('Sổ của một kỳ thành tệp .xlsx, danh tính và nội dung đã che.')
    .argument('<kỳ>', PERIOD, periodOf)
    .requiredOption('--out <tệp>', OUT, said)
    .option('--agency <mã>', 'chỉ một cơ quan tiếp', said)
    .action(shell.does((period: ReportPeriod, options: ExportOptions) => toFile(shell, period, options)));
  withOperationOptions(command.command('export-named'))
    .description('Sổ của một cơ quan có họ tên và nội dung, để nhập tay; hai người. Tố cáo: vẫn che.')
    .argument('<kỳ>', PERIOD, periodOf)
    .requiredOption('--agency <mã>', 'cơ quan tiếp', said)
    .requiredOption('--out <tệp>', OUT, said)
    .action(shell.does((period: ReportPeriod, options: NamedOptions) => named(shell, period, options)));
  withOperationOptions(command.command('entered'))
    .description('Ghi nhận lượt tiếp đã nhập tay trên CSDLQG: cả kỳ của một cơ quan, hoặc từng lượt.')
    .argument('<kỳ>', PERIOD, periodOf)
    .requiredOption('--agency <mã>', 'cơ quan tiếp', said)
    .option('--reference <mã>', 'chỉ lượt này; lặp lại được', references)
    .requiredOption('--entered-on <ngày>', 'ngày nhập, yyyy-MM-dd', isoDate)
    .requiredOption('--evidence <tham chiếu>', 'văn bản, màn hình để tìm lại; không ghi tên người', said)
    .action(shell.does((period: ReportPeriod, options: EnteredOptions) => entered(shell, period, options)));
  return command;
}

function bookOf({ database, seals, audit, approvals }: OpenKeys): PgReceptionBook {
  return new PgReceptionBook({ dataSource: database.dataSource, seals, ids: randomIds, audit, approvals });
}

async function read(shell: Shell, period: ReportPeriod, { agency, ...by }: AskedBook) {
  const place = shell.place();
  knownAgency(place, agency);
  return withKeys(place, by, async (open) => {
    const book = bookOf(open);
    const books = await readAs(place, open.database, {
      what: `receptions ${period.id}`,
      kind: 'judgement',
      by,
      read: async (scope) => [await book.book({ period, agency }, scope)],
    });
    const [found = { entries: [], proofs: new Map() }] = books;
    return { found, names: await book.names(false) };
  });
}

async function list(
  shell: Shell,
  period: ReportPeriod,
  { open, json, ...asked }: ListOptions,
): Promise<ExitCode> {
  const { found } = await read(shell, period, asked);
  const isOpen = ({ hasPetition, reference }: BookEntry): boolean =>
    !hasPetition && !found.proofs.has(reference);
  const shown = found.entries.filter((one) => open !== true || isOpen(one));
  const items = shown.map((one) => ({
    reference: one.reference,
    agency: one.agency,
    date: one.date,
    kind: one.kind,
    hasPetition: one.hasPetition,
    people: one.people,
    entered: found.proofs.get(one.reference),
  }));
  shell.answer(json, { period, items }, () => [
    ...table(
      ['Mã', 'Cơ quan', 'Ngày tiếp', 'Loại', 'Người', 'Đơn', 'Đã nhập CSDLQG'],
      items.map(({ reference, agency, date, kind, people, hasPetition, entered: proof }) => [
        reference,
        agency,
        toVietnameseDate(date),
        kind ?? 'không rõ',
        people,
        hasPetition ? 'có' : 'không',
        proof === undefined ? '' : `${proof.enteredOn}, ${proof.enteredBy}: ${proof.evidence}`,
      ]),
    ),
    `${items.length} lượt; ${shown.filter(isOpen).length} lượt không phát sinh đơn, chưa nhập CSDLQG.`,
  ]);
  return 0;
}

async function toFile(
  shell: Shell,
  period: ReportPeriod,
  { out, ...asked }: ExportOptions,
): Promise<ExitCode> {
  mustBeWorkbook(out);
  const { found, names } = await read(shell, period, asked);
  await write(shell, { out, period, agency: asked.agency, isNamed: false }, found, names);
  shell.print([
    `Đã ghi ${out}: ${found.entries.length} lượt tiếp.`,
    'Danh tính và nội dung đã che; bản có tên cần hai người: kntc receptions export-named.',
    'Đối chiếu lời cột với phụ lục Nghị định 154/2026/NĐ-CP trước khi ký.',
  ]);
  return 0;
}

async function named(
  shell: Shell,
  period: ReportPeriod,
  { out, ...options }: NamedOptions,
): Promise<ExitCode> {
  mustBeWorkbook(out);
  const place = shell.place();
  const { agency } = options;
  knownAgency(place, agency);
  const command = commandOf(options);
  const count = await withKeys(place, options, async (open) => {
    const book = bookOf(open);
    const answer = await book.named({ period, agency }, command);
    if (answer.kind === 'refused') throw new Refusal(accessRefusal(answer.why, 'unmask'));
    await write(shell, { out, period, agency, isNamed: true }, answer.book, await book.names(true));
    return answer.book.entries.length;
  });
  shell.print([
    `Đã ghi ${out}: ${count} lượt tiếp, có họ tên và nội dung; lượt về tố cáo hoặc không rõ loại vẫn che.`,
    'Việc mở đã vào nhật ký. Tệp chỉ chủ tệp đọc được.',
    'Nhập xong thì xoá tệp và ghi nhận: kntc receptions entered.',
  ]);
  return 0;
}

interface Written {
  readonly out: string;
  readonly period: ReportPeriod;
  readonly agency: string | undefined;
  readonly isNamed: boolean;
}

async function write(
  shell: Shell,
  { out, period, agency, isNamed }: Written,
  { entries, proofs }: ReceptionBook,
  names: ReadonlyMap<string, string>,
): Promise<void> {
  const { name, agencies } = loadProvince(shell.place().environment.configDir);
  const sheets = receptionBook(entries, {
    period,
    agency: agencies.find(({ id }) => id === agency)?.name ?? name,
    isNamed,
    nameOf: (of, code) => names.get(`${of}/${code}`) ?? code,
    proofOf: (reference) => proofs.get(reference),
  });
  if (!(await writeNewWorkbook(out, sheets)))
    throw wrongUsage(`Không ghi được «${out}».`, 'Tệp đã có, hoặc thư mục không ghi được: chọn tên khác.');
}

function mustBeWorkbook(out: string): void {
  if (!/\.xlsx$/i.test(out))
    throw wrongUsage(`Tên tệp «${out}» phải kết thúc bằng .xlsx.`, 'Sửa lại --out <tệp>.');
}

async function entered(shell: Shell, period: ReportPeriod, options: EnteredOptions): Promise<ExitCode> {
  const place = shell.place();
  const { agency, reference: chosen, enteredOn, evidence } = options;
  knownAgency(place, agency);
  const command = commandOf(options);
  const answer = await withAllKeys(place, options, (open) =>
    perform(
      {
        name: 'receptions entered',
        target: `${agency} ${period.id}`,
        command,
        act: () =>
          bookOf(open).entered(
            {
              agency,
              of: chosen === undefined ? { period } : { references: chosen },
              enteredOn,
              evidence,
            },
            command,
          ),
        done: [...OPERATION_DONE['receptions-entered'], `Xem: npm run kntc -- receptions list ${period.id}.`],
        missing: MISSING,
      },
      open.database.questions,
    ),
  );
  printAnswer(shell, answer, options.json);
  return answer.exitCode;
}

const MISSING: ThreeLines = [
  'Không có lượt tiếp nào như vậy, hoặc đã phát sinh đơn.',
  'Không ghi nhận gì.',
  'Xem: npm run kntc -- receptions list <kỳ> --open.',
];
