import {
  dateInVietnam,
  daysBetween,
  dueOn,
  OPERATION_DONE,
  partialDate,
  toVietnameseDate,
} from '@kntc/domain';
import type { PartialDate } from '@kntc/domain';
import { loadDeadlines, loadProvince, randomIds } from '@kntc/platform';
import { PgInspectorateRequests, PgLists, type InspectorateRequestRow } from '@kntc/storage';
import { Command } from 'commander';
import { count, isoDate, reference, said } from '../arguments';
import { readAs, withReader, type ReaderOptions } from '../database/list-reading';
import { withCurrentDatabase } from '../database/open-database';
import { withOperationOptions, type OperationOptions } from '../operation-answer';
import { table } from '../output';
import { wrongUsage } from '../refusal';
import type { Shell } from '../shell';
import type { ExitCode } from '../terminal';
import { decideWith } from './decide-with';

interface RecordOptions extends OperationOptions {
  readonly agency: string;
  readonly documentNo: string;
  readonly received: string;
  readonly due?: string;
  readonly owner: string;
  readonly reference?: string;
}

interface ReplyOptions extends OperationOptions {
  readonly documentNo: string;
  readonly replied: string;
}

interface ListOptions extends ReaderOptions {
  readonly agency?: string;
  readonly owner?: string;
  readonly within?: number;
  readonly replied?: true;
  readonly limit: number;
  readonly json?: true;
}

const PAGE = 50;
const MOST = 1_000;
const MOST_DAYS = 400;

const open = (
  tools: Omit<ConstructorParameters<typeof PgInspectorateRequests>[0], 'ids'>,
): PgInspectorateRequests => new PgInspectorateRequests({ ...tools, ids: randomIds });

/** `kntc requests`: what the inspectorate asks agencies for, from the document to the reply. */
export function requestsCommand(shell: Shell): Command {
  const command = new Command('requests').description(
    'Yêu cầu cung cấp, cập nhật dữ liệu của cơ quan thanh tra: vào sổ, hạn trả lời, văn bản trả lời.',
  );
  withOperationOptions(command.command('record'))
    .description('Vào sổ một yêu cầu; hạn trả lời theo luật, nếu văn bản không định ngày khác.')
    .requiredOption('--agency <mã đơn vị>', 'đơn vị phải trả lời', said)
    .requiredOption('--document-no <số>', 'số văn bản yêu cầu', said)
    .requiredOption('--received <ngày>', 'ngày nhận, ví dụ 2026-11-20', isoDate)
    .option('--due <ngày>', 'ngày văn bản định', isoDate)
    .requiredOption('--owner <ai>', 'ai chịu trách nhiệm trả lời: tài khoản, chức danh hoặc phòng', said)
    .option('--reference <mã>', 'hồ sơ mà yêu cầu nói tới', reference)
    .action(shell.does((options: RecordOptions) => record(shell, options)));
  withOperationOptions(command.command('reply'))
    .description('Ghi văn bản trả lời.')
    .argument('<id>', 'id của yêu cầu, lấy từ requests list', requestId)
    .requiredOption('--document-no <số>', 'số văn bản trả lời', said)
    .requiredOption('--replied <ngày>', 'ngày trả lời, ví dụ 2026-11-27', isoDate)
    .action(shell.does((id: string, options: ReplyOptions) => reply(shell, id, options)));
  withReader(command.command('list'))
    .description('Các yêu cầu chưa trả lời, gấp nhất trước.')
    .option('--agency <mã đơn vị>', 'chỉ của một đơn vị', said)
    .option('--owner <ai>', 'chỉ của một người chịu trách nhiệm', said)
    .option('--within <số ngày>', 'chỉ những yêu cầu đến hạn trong số ngày tới', count(MOST_DAYS))
    .option('--replied', 'những yêu cầu đã trả lời')
    .option('--limit <số>', 'số dòng', count(MOST), PAGE)
    .option('--json', 'in kết quả cho máy đọc')
    .action(shell.does((options: ListOptions) => list(shell, options)));
  return command;
}

function record(shell: Shell, options: RecordOptions): Promise<ExitCode> {
  const { agency, documentNo, owner, reference: of } = options;
  const { configDir } = shell.place().environment;
  const { id, agencies } = loadProvince(configDir);
  if (agency !== id && !agencies.some((one) => one.id === agency))
    throw wrongUsage(`Không có đơn vị ${agency}.`, 'Xem mã đơn vị trong config/agencies.yaml.');
  const receivedOn = day(options.received);
  const due =
    options.due === undefined ? loadDeadlines(configDir).requestDueOn(receivedOn) : day(options.due);
  if (due === undefined)
    throw wrongUsage('deadlines.yaml không có thời hạn trả lời.', 'Ghi ngày văn bản định: --due <ngày>.');
  const wanted = { agency, documentNo, receivedOn, dueOn: due, owner, reference: of };
  return decideWith(shell, {
    name: 'requests record',
    target: `${agency} ${documentNo}`,
    options,
    done: [...OPERATION_DONE['request-recorded'], `Trả lời trước hết ngày ${toVietnameseDate(due)}.`],
    missing: [`Không có hồ sơ ${of ?? ''}.`, 'Chưa vào sổ yêu cầu.', 'Kiểm tra lại mã, hoặc bỏ --reference.'],
    act: (requests, command) => requests.record(wanted, command),
    open,
  });
}

function reply(shell: Shell, id: string, options: ReplyOptions): Promise<ExitCode> {
  const said_ = { replyNo: options.documentNo, repliedOn: day(options.replied) };
  return decideWith(shell, {
    name: 'requests reply',
    target: id,
    options,
    done: [...OPERATION_DONE['request-replied'], 'Xem: npm run kntc -- requests list --replied.'],
    missing: [`Không có yêu cầu ${id}.`, 'Không có gì thay đổi.', 'Xem: npm run kntc -- requests list.'],
    act: (requests, command) => requests.reply(id, said_, command),
    open,
  });
}

async function list(
  shell: Shell,
  { limit, json, replied, within, ...options }: ListOptions,
): Promise<ExitCode> {
  const place = shell.place();
  const today = dateInVietnam(new Date());
  const dueBy = within === undefined ? undefined : dueOn(today, within);
  const { agency, owner } = options;
  const filter = { agency, owner, dueBy, isReplied: replied === true };
  const items = await withCurrentDatabase(place, (database) => {
    const lists = new PgLists(database.dataSource);
    return readAs(place, database, {
      what: 'requests list',
      kind: 'judgement',
      by: options,
      read: async (scope) => (await lists.requests({ filter, after: undefined, limit }, scope)).items,
    });
  });
  shell.answer(json, { items }, () => lines(items, today));
  return 0;
}

function lines(items: readonly InspectorateRequestRow[], today: PartialDate): readonly string[] {
  if (items.length === 0) return ['Không có yêu cầu nào.'];
  return table(
    ['Id', 'Đơn vị', 'Văn bản', 'Nhận ngày', 'Hạn', 'Còn', 'Ai trả lời', 'Hồ sơ', 'Văn bản trả lời'],
    items.map((one) => [
      one.id,
      one.agency,
      one.documentNo,
      toVietnameseDate(one.receivedOn),
      toVietnameseDate(one.dueOn),
      one.repliedOn === null ? `${daysBetween(today, one.dueOn)} ngày` : '',
      one.owner,
      one.reference ?? '',
      one.repliedOn === null ? '' : `${one.replyNo ?? ''}, ${toVietnameseDate(one.repliedOn)}`,
    ]),
  );
}

function requestId(text: string): string {
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)) return text;
  throw wrongUsage('Id của yêu cầu không đúng.', 'Lấy id từ npm run kntc -- requests list.');
}

function day(text: string): PartialDate {
  const date = partialDate(text);
  if (date === undefined) throw wrongUsage(`«${text}» không phải là ngày có thật.`, 'Sửa lại ngày.');
  return date;
}
