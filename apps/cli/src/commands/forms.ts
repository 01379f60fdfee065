import { CHECK_WORDS, formsRemarks, formsWorkbook, usageReport } from '@kntc/documents';
import { compareSides, dateInVietnam, differencesIn, FORM_IDS, shownAmount, type FormId } from '@kntc/domain';
import type { ComparedForm, ComparedForms, FormColumn, ReportPeriod } from '@kntc/domain';
import { loadProvince, systemClock } from '@kntc/platform';
import { Command, Option } from 'commander';
import { said } from '../arguments';
import { withReader } from '../database/list-reading';
import { writeZip } from '../evidence/write-zip';
import { className, table } from '../output';
import { wrongUsage } from '../refusal';
import type { Shell } from '../shell';
import { openBook, paperOf, periodOf, type AskedBook } from '../statutory/open-book';
import type { ExitCode } from '../terminal';
import { addClosing } from './forms-closing';

interface ShowOptions extends AskedBook {
  readonly form?: FormId;
  readonly json?: true;
}

interface CasesOptions extends AskedBook {
  readonly form: FormId;
  readonly column: string;
  readonly json?: true;
}

interface ExportOptions extends AskedBook {
  readonly out: string;
}

const PERIOD = 'kỳ báo cáo: 2026, 2026-Q1 … 2026-Q4, 2026-6T, 2026-9T';

/** `kntc forms`: the report forms of TT 01/2024, from our cases and from what the far side confirmed. */
export function formsCommand(shell: Shell): Command {
  const command = new Command('forms').description(
    'Biểu báo cáo TT 01/2024 (01/TCD, 01–04/XLD, 01–04/KQGQ): số tại tỉnh, số CSDLQG đã xác nhận, lệch ở đâu.',
  );
  withReader(command.command('show'))
    .description('Các biểu của một kỳ, từng cột, hai phía, và các phép kiểm tra của biểu.')
    .argument('<kỳ>', PERIOD, periodOf)
    .option('--agency <mã>', 'chỉ một cơ quan', said)
    .addOption(new Option('--form <biểu>', 'chỉ một biểu').choices([...FORM_IDS]))
    .option('--json', 'in kết quả cho máy đọc')
    .action(shell.does((period: ReportPeriod, options: ShowOptions) => show(shell, period, options)));
  withReader(command.command('cases'))
    .description('Các vụ việc làm một ô lệch nhau giữa hai phía.')
    .argument('<kỳ>', PERIOD, periodOf)
    .addOption(new Option('--form <biểu>', 'biểu, ví dụ 01/XLD').choices([...FORM_IDS]).makeOptionMandatory())
    .requiredOption('--column <cột>', 'số hoặc tên cột như forms show in ra', said)
    .option('--agency <mã>', 'chỉ một cơ quan', said)
    .option('--json', 'in kết quả cho máy đọc')
    .action(shell.does((period: ReportPeriod, options: CasesOptions) => cases(shell, period, options)));
  withReader(command.command('export'))
    .description('Các biểu của một kỳ thành tệp .xlsx, cùng bảng đối chiếu hai phía.')
    .argument('<kỳ>', PERIOD, periodOf)
    .requiredOption('--out <tệp>', 'tệp .xlsx, chưa được có', said)
    .option('--agency <mã>', 'chỉ một cơ quan', said)
    .action(shell.does((period: ReportPeriod, options: ExportOptions) => toFile(shell, period, options)));
  withReader(command.command('usage'))
    .description('Dự thảo «Báo cáo việc sử dụng Hệ thống» của một kỳ, tệp .docx để điền, ký.')
    .argument('<kỳ>', PERIOD, periodOf)
    .requiredOption('--out <tệp>', 'tệp .docx, chưa được có', said)
    .action(shell.does((period: ReportPeriod, options: ExportOptions) => usage(shell, period, options)));
  addClosing(command, shell, PERIOD);
  return command;
}

async function show(
  shell: Shell,
  period: ReportPeriod,
  { form: wanted, json, ...asked }: ShowOptions,
): Promise<ExitCode> {
  const book = await openBook(shell.place(), period, asked);
  const { forms, undated } = compareSides(book, period);
  const shown = forms.filter(({ form }) => wanted === undefined || form.id === wanted);
  shell.answer(json, { period, forms: shown.map(plainForm), undated, notCases: book.notCases }, () => [
    ...shown.flatMap(formLines),
    ...formsRemarks(book, undated, period),
  ]);
  return shown.some(({ checks }) => checks.some(({ standing }) => standing === 'broken')) ? 1 : 0;
}

/** Figures as numbers a reader of the form sees: JSON has no bigint. */
function plainForm({ form, rows, total, checks }: ComparedForm): object {
  const unitOf = new Map(form.columns.map(({ key, unit }) => [key, unit]));
  const plain = (cells: ComparedForm['total']['cells']): object[] =>
    cells.map(({ key, local, confirmed, differing }) => {
      const seen = (value: bigint | undefined): number | null =>
        value === undefined ? null : shownAmount(value, unitOf.get(key) ?? 'count');
      return { key, local: seen(local), confirmed: seen(confirmed), differing };
    });
  return {
    id: form.id,
    title: form.title,
    source: form.source,
    columns: form.columns.map(({ key, no, title, basis, unit }) => ({ key, no, title, basis, unit })),
    total: plain(total.cells),
    rows: rows.map(({ agency, cells }) => ({ agency, cells: plain(cells) })),
    checks: checks.map(({ leftValue, rightValue, ...check }) => ({
      ...check,
      leftValue: Number(leftValue),
      rightValue: Number(rightValue),
    })),
  };
}

function formLines({ form, total, checks }: ComparedForm): readonly string[] {
  return [
    '',
    `${form.id} – ${form.title}`,
    ...table(
      ['Cột', 'Lời cột', 'Tại tỉnh', 'CSDLQG', 'Vụ việc lệch', 'Căn cứ'],
      total.cells.map(({ key, local, confirmed, differing }, index) => {
        const column = form.columns[index];
        return [
          key,
          column?.title.join(' – ') ?? '',
          amountText(local, column),
          amountText(confirmed, column),
          differing,
          BASIS_WORDS[column?.basis ?? 'unknown'],
        ];
      }),
    ),
    ...checks.map(
      ({ text, standing, broken }) =>
        `Kiểm tra ${text}: ${CHECK_WORDS[standing]}${broken.length === 0 ? '' : ` – ${broken.slice(0, SHOWN).join(', ')}${broken.length > SHOWN ? ` và ${broken.length - SHOWN} vụ việc khác` : ''}`}`,
    ),
  ];
}

const SHOWN = 5;
const BASIS_WORDS = { given: 'có', inferred: 'suy ra', unknown: 'chưa có lời cột' } as const;

function amountText(value: bigint | undefined, column: FormColumn | undefined): string {
  return value === undefined || column === undefined
    ? '–'
    : shownAmount(value, column.unit).toLocaleString('vi-VN', { maximumFractionDigits: 6 });
}

async function cases(
  shell: Shell,
  period: ReportPeriod,
  { form, column, json, ...asked }: CasesOptions,
): Promise<ExitCode> {
  const book = await openBook(shell.place(), period, asked);
  const found = differencesIn(book, period, { form, column });
  if (found === undefined)
    throw wrongUsage(`Biểu ${form} không có cột «${column}».`, 'Xem các cột: kntc forms show <kỳ> --form.');
  const items = found.map(({ local, confirmed, ...one }) => ({
    ...one,
    local: Number(local),
    confirmed: Number(confirmed),
    class: book.standing.get(one.reference) ?? null,
  }));
  shell.answer(json, { items }, () => [
    ...table(
      ['Mã hồ sơ', 'Cơ quan', 'Tại tỉnh', 'CSDLQG', 'Trong sổ đối soát'],
      items.map((one) => [
        one.reference,
        one.agency,
        one.local,
        one.confirmed,
        one.class === null ? '' : className(one.class),
      ]),
    ),
    `${items.length} vụ việc làm ô này lệch (tiền tính bằng đồng, đất bằng phần trăm m²).`,
  ]);
  return 0;
}

async function toFile(
  shell: Shell,
  period: ReportPeriod,
  { out, ...asked }: ExportOptions,
): Promise<ExitCode> {
  if (!/\.xlsx$/i.test(out))
    throw wrongUsage(`Tên tệp «${out}» phải kết thúc bằng .xlsx.`, 'Sửa lại --out <tệp>.');
  const place = shell.place();
  const book = await openBook(place, period, asked);
  const compared: ComparedForms = compareSides(book, period);
  const paper = paperOf(place, period, formsRemarks(book, compared.undated, period));
  await writeZip(out, formsWorkbook(compared.forms, paper), systemClock.now());
  shell.print([
    `Đã ghi ${out}: ${compared.forms.length} biểu, trang «Đối chiếu» và trang «Kiểm tra».`,
    'Tệp chỉ có số và mã hồ sơ, không có dữ liệu cá nhân.',
    'Đối chiếu lời cột với phụ lục TT 01/2024/TT-TTCP trước khi ký.',
  ]);
  return 0;
}

async function usage(
  shell: Shell,
  period: ReportPeriod,
  { out, ...asked }: ExportOptions,
): Promise<ExitCode> {
  if (!/\.docx$/i.test(out))
    throw wrongUsage(`Tên tệp «${out}» phải kết thúc bằng .docx.`, 'Sửa lại --out <tệp>.');
  const place = shell.place();
  const { name: province, agencies } = loadProvince(place.environment.configDir);
  const book = await openBook(place, period, asked);
  const now = systemClock.now();
  await writeZip(out, usageReport(book, { period, province, agencies, day: dateInVietnam(now) }), now);
  shell.print([
    `Đã ghi ${out}: dự thảo báo cáo, chưa có số.`,
    'Số liệu chỉ là số đếm, không có dữ liệu cá nhân.',
    'Điền các chỗ «……», kiểm tra, trình ký.',
  ]);
  return 0;
}
