import { createKeyedDigest } from '@kntc/confidentiality';
import { entrySheets } from '@kntc/documents';
import { leftOutLines, OPERATION_DONE, rowCode, vietnamTime } from '@kntc/domain';
import { loadProvince } from '@kntc/platform';
import { writeNewWorkbook } from '@kntc/sources';
import type { ExportedBatch, OperationResult, PgEntryBatches } from '@kntc/storage';
import type { Command } from 'commander';
import { count, said } from '../arguments';
import { withBatches } from '../composition/entry-batches';
import type { OpenKeys } from '../database/open-keys';
import { commandOf, perform, withOperationOptions, type OperationOptions } from '../operation-answer';
import { Refusal, wrongUsage } from '../refusal';
import type { Shell } from '../shell';
import type { ExitCode } from '../terminal';
import { readBack, type ReadBackOptions } from './batch-read-back';
import { agencyOf, operationOn } from './batch-words';
import { printAnswer } from './holds';

interface ExportOptions extends OperationOptions {
  readonly agency: string;
  readonly limit: number;
  readonly denunciations?: true;
  readonly out: string;
}

const MOST_RECORDS = 500;
/** The commands by which a batch goes out and comes back. */
export function addEntryCommands(command: Command, shell: Shell): void {
  withOperationOptions(command.command('export'))
    .description('Lập một đợt từ các bước đến hạn và ghi thành tệp Excel để cán bộ nhập.')
    .requiredOption('--agency <mã cơ quan>', 'cơ quan đang nhập tay', said)
    .option('--limit <số>', 'nhiều nhất bao nhiêu hồ sơ', count(MOST_RECORDS), 100)
    .option('--denunciations', 'cả đơn tố cáo, ở trang riêng; cần --approver')
    .requiredOption('--out <tệp>', 'tệp .xlsx, chưa được có', said)
    .action(shell.does((options: ExportOptions) => exportBatch(shell, options)));
  withOperationOptions(command.command('workbook'))
    .description('Ghi lại tệp của một đợt đã lập.')
    .argument('<đợt>', 'số đợt (batch list)', batchNo)
    .requiredOption('--out <tệp>', 'tệp .xlsx, chưa được có', said)
    .action(
      shell.does((id: string, options: OperationOptions & { out: string }) => again(shell, id, options)),
    );
  withOperationOptions(command.command('read'))
    .description(
      'Đọc tệp kết quả: dòng dùng được thì ghi nhận (hai người), dòng sai thì nói rõ vì sao. --preview: chỉ xem.',
    )
    .argument('<đợt>', 'số đợt (batch list)', batchNo)
    .requiredOption('--file <tệp>', 'tệp .xlsx đã điền kết quả', said)
    .option('--preview', 'chỉ kiểm tra, không ghi nhận')
    .action(shell.does((id: string, options: ReadBackOptions) => readBack(shell, id, options)));
  withOperationOptions(command.command('cancel'))
    .description('Huỷ một đợt: dòng chưa có kết quả coi như chưa rõ, hồ sơ chờ người tra cứu; không gửi lại.')
    .argument('<đợt>', 'số đợt (batch list)', batchNo)
    .action(shell.does((id: string, options: OperationOptions) => cancel(shell, id, options)));
}

function batchNo(text: string): string {
  if (/^\d{1,18}$/.test(text)) return text;
  throw wrongUsage(`«${text.slice(0, 40)}» không phải số đợt.`, 'Xem: npm run kntc -- batch list.');
}

async function exportBatch(shell: Shell, options: ExportOptions): Promise<ExitCode> {
  agencyOf(shell, options.agency);
  const out = xlsx(options.out);
  const command = commandOf(options);
  const { agency, limit, denunciations } = options;
  let made: ExportedBatch | undefined;
  return withBatches(shell.place(), options, async (batches, open) => {
    const answer = await perform(
      {
        name: 'batch export',
        target: agency,
        command,
        done: [
          ...OPERATION_DONE['batch-exported'],
          'Nhập xong, nộp tệp: npm run kntc -- batch read <đợt> --file ….',
        ],
        act: async () => {
          made = await batches.export({ agency, limit, withDenunciations: denunciations === true }, command);
          return made.result;
        },
      },
      open.database.questions,
    );
    const id = idOf(made?.result);
    printAnswer(shell, answer, options.json);
    if (id !== undefined) {
      const rows = await writeBatch(shell, {
        id,
        out,
        open,
        batches,
        command: { ...command, idempotencyKey: `${command.idempotencyKey}:tep` },
      });
      if (options.json !== true) shell.print([`Đợt ${id}: ${rows} bước, đã ghi ${out}.`]);
    }
    if (options.json !== true) shell.print(leftOutLines(made?.leftOut));
    return answer.exitCode;
  });
}

function idOf(result: OperationResult | undefined): string | undefined {
  const done = result?.kind === 'repeated' ? result.before : result;
  return done?.kind === 'done' ? done.id : undefined;
}

interface Writing {
  readonly id: string;
  readonly out: string;
  readonly open: OpenKeys;
  readonly batches: PgEntryBatches;
  readonly command: ReturnType<typeof commandOf>;
}

/** How many rows were written. The batch stands before the file: a file that could not be written is made again. */
async function writeBatch(shell: Shell, { id, out, open, batches, command }: Writing): Promise<number> {
  const { rows } = await batches.workbook(id, command);
  const view = await batches.view(id);
  const { agencies } = loadProvince(shell.place().environment.configDir);
  const agency = agencies.find((one) => one.id === view?.agency)?.name ?? '';
  const keyed = createKeyedDigest(open.keys);
  const cover = { batch: id, agency, madeAt: vietnamTime(view?.madeAt), madeBy: view?.madeBy ?? '' };
  const sheets = entrySheets(
    cover,
    rows.map((row) => ({ ...row, kind: row.key.kind, code: rowCode(id, row, keyed) })),
  );
  if (await writeNewWorkbook(out, sheets)) return rows.length;
  throw new Refusal([
    `Không tạo được tệp ${out}: đã có tệp tên đó, hoặc không có quyền ghi. Đợt ${id} đã lập.`,
    'Các bước của đợt không gửi qua kết nối; tệp chưa có nên chưa nhập được.',
    `Ghi lại: npm run kntc -- batch workbook ${id} --out <tệp chưa có>.`,
  ]);
}

async function again(
  shell: Shell,
  id: string,
  options: OperationOptions & { out: string },
): Promise<ExitCode> {
  const out = xlsx(options.out);
  const command = commandOf(options);
  return withBatches(shell.place(), options, async (batches, open) => {
    const answer = await perform(
      {
        ...operationOn(id, 'batch workbook', command),
        done: [
          ...OPERATION_DONE['batch-workbook'],
          `Nhập xong, nộp tệp: npm run kntc -- batch read ${id} --file ….`,
        ],
        act: async () => (await batches.workbook(id, command)).result,
      },
      open.database.questions,
    );
    if (answer.exitCode === 0) await writeBatch(shell, { id, out, open, batches, command });
    printAnswer(shell, answer, options.json);
    return answer.exitCode;
  });
}

async function cancel(shell: Shell, id: string, options: OperationOptions): Promise<ExitCode> {
  const command = commandOf(options);
  return withBatches(shell.place(), options, async (batches, open) => {
    const answer = await perform(
      {
        ...operationOn(id, 'batch cancel', command),
        done: [
          ...OPERATION_DONE['batch-cancelled'],
          'Ghi nhận từng hồ sơ: npm run kntc -- holds resolve <mã> --national-id MÃ | --not-there.',
        ],
        act: () => batches.cancel(id, command),
      },
      open.database.questions,
    );
    printAnswer(shell, answer, options.json);
    return answer.exitCode;
  });
}

function xlsx(out: string): string {
  if (/\.xlsx$/i.test(out)) return out;
  throw wrongUsage(`Tên tệp «${out}» phải kết thúc bằng .xlsx.`, 'Sửa lại --out <tệp>.');
}
