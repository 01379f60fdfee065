import { correctionLetter, correctionSheet } from '@kntc/documents';
import {
  CORRECTION_PROBLEMS,
  CORRECTION_STATE_NAMES,
  CORRECTION_STATES,
  type CorrectionEntry,
  type CorrectionState,
  LIST_TITLES,
  vietnamTime,
} from '@kntc/domain';
import { loadLetterhead, loadProvince, randomIds, systemClock } from '@kntc/platform';
import { writeNewWorkbook } from '@kntc/sources';
import { PgCorrections, PgLists } from '@kntc/storage';
import type { CorrectionView } from '@kntc/storage';
import { Option, type Command } from 'commander';
import { count, guid, said } from '../arguments';
import { readAs, withReader, type ReaderOptions } from '../database/list-reading';
import { withCurrentDatabase } from '../database/open-database';
import { withKeys, type OpenKeys } from '../database/open-keys';
import { writeZip } from '../evidence/write-zip';
import { pairs, table } from '../output';
import { Refusal, wrongUsage } from '../refusal';
import type { Shell } from '../shell';
import type { ExitCode } from '../terminal';

interface ListOptions extends ReaderOptions {
  readonly state?: CorrectionState;
  readonly limit: number;
  readonly json?: true;
}

const PAGE = 20;
const MOST = 1_000;
export const CORRECTION_ID = 'mã đề nghị (corrections list)';

/** `corrections list`, `show` and `export`. */
export function addReadingCommands(command: Command, shell: Shell): void {
  withReader(command.command('list'))
    .description('Các đề nghị, mới nhất trước.')
    .addOption(new Option('--state <trạng thái>', 'chỉ một trạng thái').choices(CORRECTION_STATES))
    .option('--limit <số>', 'số dòng', count(MOST), PAGE)
    .option('--json', 'in kết quả cho máy đọc')
    .action(shell.does((options: ListOptions) => list(shell, options)));
  withReader(command.command('show'))
    .description('Một đề nghị với từng mục, mục nào CSDLQG đã chỉnh sửa.')
    .argument('<id>', CORRECTION_ID, guid)
    .option('--json', 'in kết quả cho máy đọc')
    .action(
      shell.does(async (id: string, { json, ...by }: ReaderOptions & { readonly json?: true }) => {
        const view = await viewOf(shell, { id, what: 'show', by });
        shell.answer(json, { ...view.row, lines: view.entries }, () => lines(view));
        return 0;
      }),
    );
  withReader(command.command('export'))
    .description('Công văn dự thảo (.docx) hoặc phụ lục (.xlsx); không có dữ liệu cá nhân.')
    .argument('<id>', CORRECTION_ID, guid)
    .requiredOption('--out <tệp>', 'tệp .docx hoặc .xlsx, chưa được có', said)
    .action(
      shell.does((id: string, options: ReaderOptions & { readonly out: string }) =>
        write(shell, id, options),
      ),
    );
}

async function list(shell: Shell, { state, limit, json, ...by }: ListOptions): Promise<ExitCode> {
  const place = shell.place();
  const asked = { filter: { state }, after: undefined, limit };
  const items = await withCurrentDatabase(place, (database) =>
    readAs(place, database, {
      what: 'corrections list',
      kind: 'judgement',
      by,
      read: async (scope) => (await new PgLists(database.dataSource).corrections(asked, scope)).items,
    }),
  );
  shell.answer(json, { items }, () =>
    items.length === 0
      ? ['Chưa có đề nghị nào.']
      : table(
          ['Mã đề nghị', 'Loại', 'Trạng thái', 'Mục', 'Đã sửa', 'Công văn', 'Lập lúc'],
          items.map((one) => [
            one.id,
            one.kind === 'cases' ? 'vụ việc' : 'danh mục',
            CORRECTION_STATE_NAMES[one.state],
            one.entries,
            one.corrected,
            one.documentNo === null ? '' : `${one.documentNo}, ${one.documentDate ?? ''}`,
            vietnamTime(one.createdAt),
          ]),
        ),
  );
  return 0;
}

interface Looked {
  readonly id: string;
  readonly what: string;
  readonly by: ReaderOptions;
}

async function viewOf(shell: Shell, { id, what, by }: Looked): Promise<CorrectionView> {
  const place = shell.place();
  const [view] = await withKeys(place, by, (open) =>
    readAs(place, open.database, {
      what: `corrections ${what} ${id}`,
      kind: 'judgement',
      by,
      read: async (scope) => [await correctionsIn(open).view(id, scope)].filter((one) => one !== undefined),
    }),
  );
  if (view === undefined) throw new Refusal(missing(id));
  return view;
}

function lines({ row, entries }: CorrectionView): readonly string[] {
  return [
    ...pairs([
      ['Trạng thái', CORRECTION_STATE_NAMES[row.state]],
      ['Người lập', row.createdBy],
      ['Lý do', row.reason],
      ['Công văn', row.documentNo === null ? '' : `${row.documentNo}, ${row.documentDate ?? ''}`],
      ['Đã chỉnh sửa', `${row.corrected}/${row.entries}`],
    ]),
    ...table(['Mục', 'Nội dung', 'CSDLQG đã sửa'], entries.map(entryCells)),
  ];
}

function entryCells(entry: CorrectionEntry): readonly string[] {
  const corrected = entry.correctedAt === null ? 'chưa' : vietnamTime(entry.correctedAt);
  return entry.kind === 'case'
    ? [entry.nationalId, CORRECTION_PROBLEMS[entry.problem].what, corrected]
    : [`${entry.list}. ${LIST_TITLES[entry.list] ?? ''}: ${entry.localCode}`, entry.name, corrected];
}

async function write(
  shell: Shell,
  id: string,
  { out, ...by }: ReaderOptions & { readonly out: string },
): Promise<ExitCode> {
  const kind = /\.(docx|xlsx)$/i.exec(out)?.[1]?.toLowerCase();
  if (kind === undefined)
    throw wrongUsage(`Tên tệp «${out}» phải kết thúc bằng .docx hoặc .xlsx.`, 'Sửa lại --out <tệp>.');
  const { entries } = await viewOf(shell, { id, what: 'export', by });
  const { configDir } = shell.place().environment;
  const { name, agencies } = loadProvince(configDir);
  const nameOf = (wanted: string): string => agencies.find((one) => one.id === wanted)?.name ?? wanted;
  const madeAt = systemClock.now();
  if (kind === 'docx')
    await writeZip(
      out,
      correctionLetter({ head: loadLetterhead(configDir, name), entries, nameOf, madeAt }),
      madeAt,
    );
  else if (!(await writeNewWorkbook(out, [correctionSheet(entries, nameOf)])))
    throw new Refusal([
      `Không tạo được tệp ${out}: đã có tệp tên đó, hoặc không có quyền ghi.`,
      'Chưa ghi gì: tệp có sẵn không bị ghi đè.',
      'Chọn một tên tệp chưa có, trong thư mục có quyền ghi: --out <tệp>.',
    ]);
  shell.print([
    `Đã ghi ${out}: ${entries.length} mục.`,
    'Chỉ có mã vụ việc, mã danh mục và tên cơ quan; không có dữ liệu cá nhân.',
    `Ký, lấy số, gửi; rồi ghi nhận: npm run kntc -- corrections sent ${id} --document-no … --document-date ….`,
  ]);
  return 0;
}

export function correctionsIn({ database, audit, approvals, provinceId }: OpenKeys): PgCorrections {
  return new PgCorrections({ dataSource: database.dataSource, ids: randomIds, audit, approvals, provinceId });
}

export function missing(id: string): readonly [string, string, string] {
  return [
    `Không có đề nghị ${id}.`,
    'Không có gì thay đổi.',
    'Xem mã đúng: npm run kntc -- corrections list.',
  ];
}
