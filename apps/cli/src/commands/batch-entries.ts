import { createHash } from 'node:crypto';
import { createKeyedDigest } from '@kntc/confidentiality';
import { entrySheets } from '@kntc/documents';
import { ENTRY_LEFT_OUT, ENTRY_PROBLEMS, OPERATION_DONE, rowCode, vietnamTime } from '@kntc/domain';
import type { EntryLeftOut, JudgedEntries } from '@kntc/domain';
import { loadProvince, systemClock } from '@kntc/platform';
import { writeNewWorkbook } from '@kntc/sources';
import type { ExportedBatch, OperationResult, PgEntryBatches, RowScope } from '@kntc/storage';
import type { Command } from 'commander';
import { count, said } from '../arguments';
import { withBatches } from '../composition/entry-batches';
import { readAs } from '../database/list-reading';
import type { OpenKeys } from '../database/open-keys';
import {
  commandOf,
  perform,
  withOperationOptions,
  type Operation,
  type OperationOptions,
} from '../operation-answer';
import { table } from '../output';
import { Refusal, wrongUsage, type ThreeLines } from '../refusal';
import type { Shell } from '../shell';
import type { ExitCode } from '../terminal';
import { workbookAt } from './batch-files';
import { agencyOf } from './batch-words';
import { printAnswer } from './holds';

interface ExportOptions extends OperationOptions {
  readonly agency: string;
  readonly limit: number;
  readonly denunciations?: true;
  readonly out: string;
}

const MOST_RECORDS = 500;
const LEFT_OUT: Readonly<Record<EntryLeftOut, string>> = {
  denunciation: 'đơn tố cáo, chỉ xuất khi có --denunciations và người duyệt',
  identity:
    'đơn tố cáo theo chính sách transmitted: danh tính người tố cáo không xuất ra tệp; gửi qua kết nối',
  'judged-again': 'đơn tố cáo được xét theo chính sách cũ, cổng đang xét lại',
  attached:
    'đã quyết định gắn vào một vụ việc khác trên CSDLQG: gắn qua kết nối, hoặc gắn tay rồi ghi nhận mã',
  'not-planned': 'chưa lập được bước',
};

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
    .action(
      shell.does((id: string, options: OperationOptions & { file: string; preview?: true }) =>
        read(shell, id, options),
      ),
    );
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
    if (options.json !== true) shell.print(leftOutLines(made));
    return answer.exitCode;
  });
}

function leftOutLines(made: ExportedBatch | undefined): readonly string[] {
  return ENTRY_LEFT_OUT.flatMap((why) => {
    const left = made?.leftOut?.[why] ?? 0;
    return left === 0 ? [] : [`Không vào đợt: ${left} hồ sơ – ${LEFT_OUT[why]}.`];
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

async function read(
  shell: Shell,
  id: string,
  options: OperationOptions & { file: string; preview?: true },
): Promise<ExitCode> {
  const command = commandOf(options);
  const { bytes, sheets } = await workbookAt(options.file);
  const workbookSha256 = createHash('sha256').update(bytes).digest('hex');
  return withBatches(shell.place(), options, async (batches, open) => {
    const judged = await batches.judge(id, sheets, systemClock.now());
    if (judged === undefined) throw new Refusal(missing(id));
    if (judged === 'not-a-batch') throw new Refusal(NOT_A_BATCH);
    if (options.preview === true) {
      const asked = { what: `batch ${id}`, kind: 'judgement' as const, by: options };
      const look = async (scope: RowScope) =>
        [await batches.view(id, scope)].filter((one) => one !== undefined);
      const seen = await readAs(shell.place(), open.database, { ...asked, read: look });
      if (seen.length === 0) throw new Refusal(missing(id));
      shell.answer(options.json, { preview: true, ...told(judged) }, () => judgedLines(judged));
      return judged.objections.length === 0 ? 0 : 1;
    }
    const answer = await perform(
      {
        ...operationOn(id, 'batch read', command),
        done: [
          ...OPERATION_DONE['batch-read'],
          'Xem: npm run kntc -- batch list; dòng sai thì sửa trong tệp rồi nộp lại.',
        ],
        act: () => batches.read(id, { answers: judged.answers, workbookSha256 }, command),
      },
      open.database.questions,
    );
    if (answer.exitCode !== 0) {
      printAnswer(shell, answer, options.json);
      return answer.exitCode;
    }
    shell.answer(options.json, { ...answer, workbookSha256, ...told(judged) }, () => [
      ...answer.text,
      ...judgedLines(judged),
      `Giữ tệp này làm chứng cứ: SHA-256 ${workbookSha256}.`,
    ]);
    return judged.objections.length === 0 ? 0 : 1;
  });
}

function told({ answers, objections, ...counts }: JudgedEntries): object {
  return { accepted: answers.length, objections, ...counts };
}

function judgedLines({
  answers,
  objections,
  unanswered,
  missing: absent,
  repeated,
}: JudgedEntries): readonly string[] {
  return [
    `Dùng được ${answers.length} dòng; ${repeated} dòng đã ghi nhận từ trước; ${unanswered} dòng chưa điền; ${absent} dòng không có trong tệp.`,
    ...(objections.length === 0
      ? []
      : [
          `${objections.length} dòng không ghi nhận:`,
          ...table(
            ['Trang', 'Dòng', 'Hồ sơ', 'Vì sao', 'Việc cần làm'],
            objections.map(({ sheet, line, reference, problem }) => [
              sheet,
              line,
              reference ?? '',
              ...ENTRY_PROBLEMS[problem],
            ]),
          ),
        ]),
  ];
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

function operationOn(
  id: string,
  name: string,
  command: Operation['command'],
): Omit<Operation, 'act' | 'done'> {
  return { name, target: id, command, missing: missing(id) };
}

function xlsx(out: string): string {
  if (/\.xlsx$/i.test(out)) return out;
  throw wrongUsage(`Tên tệp «${out}» phải kết thúc bằng .xlsx.`, 'Sửa lại --out <tệp>.');
}

function missing(id: string): ThreeLines {
  return [`Không có đợt ${id}.`, 'Không có gì thay đổi.', 'Xem số đợt: npm run kntc -- batch list.'];
}

const NOT_A_BATCH: ThreeLines = [
  'Tệp này không phải tệp của một đợt nhập tay.',
  'Chưa ghi nhận dòng nào.',
  'Nộp đúng tệp .xlsx của đợt; tải lại: npm run kntc -- batch workbook <đợt>.',
];
