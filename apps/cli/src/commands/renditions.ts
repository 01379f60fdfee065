import { readFileSync, statSync } from 'node:fs';
import { fileTexts, renditionFileType } from '@kntc/confidentiality';
import { isFileField, MAX_TEXT, renditionField, tooLong, vietnamTime } from '@kntc/domain';
import type { AccessRefusal, RenditionField } from '@kntc/domain';
import { Command } from 'commander';
import { accessRefusal } from '../access-refusal';
import { count, guid, reference, said } from '../arguments';
import { withProof, type ProofOptions } from '../database/open-approvals';
import { withRenditions } from '../database/open-keys';
import { table } from '../output';
import { Refusal, wrongUsage } from '../refusal';
import type { Shell } from '../shell';
import type { ExitCode } from '../terminal';
import { NOT_PROPOSED, REFUSALS, STATES, fieldName, traceLines } from './rendition-lines';

const PAGE = 50;
const MAX_PAGE = 500;
const LARGEST_FILE = 10 * 1024 * 1024;
const STANDARD_INPUT = 0;

interface JsonOption {
  readonly json?: true;
}

interface ProposeOptions extends JsonOption, ProofOptions {
  readonly field: RenditionField;
  readonly file: string;
  readonly actor: string;
}

interface WithdrawOptions extends JsonOption, ProofOptions {
  readonly actor: string;
  readonly reason: string;
}

type ActorOptions = JsonOption & ProofOptions & { readonly actor: string };

interface ListOptions extends JsonOption {
  readonly reference?: string;
  readonly limit: number;
}

/** `kntc renditions`: texts and files with the denouncer taken out, which two people let go in place of the summary. */
export function renditionsCommand(shell: Shell): Command {
  const command = new Command('renditions').description(
    'Bản đã che của đơn tố cáo (chính sách withheld): một người đề xuất, người khác duyệt.',
  );
  withProof(command.command('propose'))
    .description('Đề xuất bản đã che. Cổng từ chối bản còn lộ tên, số, địa chỉ của người tố cáo.')
    .argument('<reference>', 'mã hồ sơ địa phương', reference)
    .requiredOption('--field <trường>', 'content | handling | prior | resolution:<lần> | file:<số>', field)
    .requiredOption('--file <tệp>', 'tệp chứa bản đã che; «-»: đọc từ đầu vào chuẩn')
    .requiredOption('--actor <tên>', 'người đề xuất', said)
    .option('--json', 'in kết quả cho máy đọc')
    .action(shell.does((target: string, options: ProposeOptions) => propose(shell, target, options)));
  withProof(command.command('approve'))
    .description('Duyệt bản đã che: từ lúc này nó được gửi thay bản tóm tắt.')
    .argument('<id>', 'mã bản đã che', guid)
    .requiredOption('--actor <tên>', 'người duyệt, khác người đề xuất', said)
    .option('--json', 'in kết quả cho máy đọc')
    .action(shell.does((id: string, options: ActorOptions) => approve(shell, id, options)));
  lookingCommands(command, shell);
  return command;
}

function lookingCommands(command: Command, shell: Shell): void {
  withProof(command.command('show'))
    .description(
      'Đọc một bản đã che trước khi duyệt (được ghi vào nhật ký); tệp thì ghi ra đầu ra chuẩn dạng base64.',
    )
    .argument('<id>', 'mã bản đã che', guid)
    .requiredOption('--actor <tên>', 'người xem', said)
    .action(shell.does((id: string, options: ActorOptions) => show(shell, id, options)));
  command
    .command('list')
    .description('Các bản đã che và trạng thái.')
    .option('--reference <mã>', 'chỉ một hồ sơ', reference)
    .option('--limit <số>', 'số dòng', count(MAX_PAGE), PAGE)
    .option('--json', 'in kết quả cho máy đọc')
    .action(shell.does((options: ListOptions) => list(shell, options)));
  withProof(command.command('withdraw'))
    .description('Rút bản đã che: lại gửi bản tóm tắt.')
    .argument('<id>', 'mã bản đã che', guid)
    .requiredOption('--actor <tên>', 'người rút', said)
    .requiredOption('--reason <lý do>', 'lý do', said)
    .option('--json', 'in kết quả cho máy đọc')
    .action(shell.does((id: string, options: WithdrawOptions) => withdraw(shell, id, options)));
}

async function propose(
  shell: Shell,
  target: string,
  { field: of, file, json: isJson, ...person }: ProposeOptions,
): Promise<ExitCode> {
  const { actor } = person;
  const content = contentOf(file, of);
  const offer = { reference: target, field: of, content, texts: textsOf(of, content), actor };
  const proposal = await withRenditions(shell.place(), person, (renditions) => renditions.propose(offer));
  if (proposal.kind === 'refused') return refused(shell, proposal, isJson);
  if (proposal.kind === 'not-allowed') throw notAllowed(proposal.why);
  if (proposal.kind !== 'proposed') throw new Refusal(REFUSALS[proposal.kind]);
  shell.answer(isJson, { proposed: true, id: proposal.id, reference: target, field: of }, () => [
    `Đã đề xuất bản đã che (${fieldName(of)}) của hồ sơ ${target}, chưa được gửi.`,
    ...(isFileField(of)
      ? ['Cổng không đọc được chữ viết tay và hình ảnh: người duyệt phải tự mở tệp xem.']
      : []),
    `Người khác đọc và duyệt: npm run kntc -- renditions show ${proposal.id} --actor <tên>, rồi renditions approve.`,
  ]);
  return 0;
}

async function approve(
  shell: Shell,
  id: string,
  { json: isJson, ...person }: ActorOptions,
): Promise<ExitCode> {
  const approval = await withRenditions(shell.place(), person, (renditions) =>
    renditions.approve(id, person.actor, textsOf),
  );
  if (approval.kind === 'refused') return refused(shell, approval, isJson);
  if (approval.kind === 'not-allowed') throw notAllowed(approval.why);
  if (approval.kind !== 'approved') throw new Refusal(REFUSALS[approval.kind]);
  shell.answer(isJson, { approved: true, id }, () => [
    'Đã duyệt: bản đã che được gửi thay bản tóm tắt trong vài giây.',
    'Nếu bản tóm tắt đã lên CSDLQG, hồ sơ tạm dừng CORRECTION_NEEDS_DECISION chờ người quyết định và người duyệt.',
    'Xem: npm run kntc -- renditions list; npm run kntc -- holds list.',
  ]);
  return 0;
}

async function show(shell: Shell, id: string, person: ActorOptions): Promise<ExitCode> {
  const found = await withRenditions(shell.place(), person, (renditions) =>
    renditions.show(id, person.actor),
  );
  if (found === undefined) throw new Refusal(NOT_PROPOSED);
  if (typeof found === 'string') throw notAllowed(found);
  const content = Buffer.from(found.content);
  shell.print([content.toString(isFileField(found.field) ? 'base64' : 'utf8')]);
  return 0;
}

async function list(shell: Shell, { reference: of, limit, json: isJson }: ListOptions): Promise<ExitCode> {
  const items = await withRenditions(shell.place(), {}, async (renditions) => {
    await renditions.endOutdated();
    return renditions.list(of, limit);
  });
  shell.answer(isJson, { items }, () =>
    items.length === 0
      ? ['Chưa có bản đã che nào.']
      : table(
          ['Mã', 'Hồ sơ', 'Trường', 'Trạng thái', 'Đề xuất', 'Duyệt'],
          items.map((row) => [
            row.id,
            row.reference,
            row.field,
            STATES[row.state],
            `${row.proposedBy}, ${vietnamTime(row.proposedAt)}`,
            row.approvedBy ?? '',
          ]),
        ),
  );
  return 0;
}

async function withdraw(
  shell: Shell,
  id: string,
  { reason, json: isJson, ...person }: WithdrawOptions,
): Promise<ExitCode> {
  const outcome = await withRenditions(shell.place(), person, (renditions) =>
    renditions.withdraw(id, person.actor, reason),
  );
  if (outcome === 'not-proposed') throw new Refusal(NOT_PROPOSED);
  if (outcome !== 'withdrawn') throw notAllowed(outcome);
  shell.answer(isJson, { withdrawn: true, id }, () => [
    'Đã rút bản đã che.',
    'Từ nay hồ sơ lại gửi bản tóm tắt; phần đã lên CSDLQG không tự đổi (CORRECTION_NEEDS_DECISION).',
    'Xem: npm run kntc -- renditions list.',
  ]);
  return 0;
}

function refused(
  shell: Shell,
  { traces }: { readonly traces: Parameters<typeof traceLines>[0] },
  isJson: true | undefined,
): ExitCode {
  if (isJson === true) shell.answer(isJson, { refused: true, traces }, () => []);
  else for (const line of traceLines(traces)) shell.terminal.err(line);
  return 1;
}

/** A case somebody must not know of has no renditions for them. */
function notAllowed(why: AccessRefusal): Refusal {
  return new Refusal(why === 'not-there' ? NOT_PROPOSED : accessRefusal(why, 'content'));
}

function field(text: string): RenditionField {
  const found = renditionField(text.trim());
  if (found !== undefined) return found;
  throw wrongUsage(
    `Không có trường «${text.slice(0, 40)}».`,
    'Dùng: content, handling, prior, resolution:1, resolution:2 …, file:1, file:2 …',
  );
}

/** @throws Refusal for a file that is not there, too large, empty or of another kind */
function contentOf(path: string, of: RenditionField): Uint8Array {
  const bytes = read(path);
  if (!isFileField(of) && tooLong(bytes.toString('utf8'), MAX_TEXT))
    throw wrongUsage(`Văn bản dài hơn ${MAX_TEXT} ký tự.`, 'Rút gọn bản đã che.');
  const type = renditionFileType(bytes);
  if (type === undefined || (!isFileField(of) && type !== 'txt'))
    throw wrongUsage(
      'Loại tệp này không dùng được.',
      isFileField(of)
        ? 'Chỉ nhận .pdf, .png, .jpg hoặc .txt (UTF-8): tệp Word giữ tên tác giả.'
        : 'Lưu văn bản đã che dạng .txt, mã UTF-8.',
    );
  if (bytes.toString('utf8').trim() === '') throw wrongUsage('Bản đã che không có gì.', 'Kiểm tra lại tệp.');
  return bytes;
}

function read(path: string): Buffer {
  if (path === '-') return readFileSync(STANDARD_INPUT);
  const found = statSync(path, { throwIfNoEntry: false });
  if (found?.isFile() !== true) throw wrongUsage(`Không có tệp ${path}.`, 'Kiểm tra lại đường dẫn của tệp.');
  if (found.size > LARGEST_FILE) throw wrongUsage('Tệp lớn hơn 10 MB.', 'Giảm kích thước tệp.');
  return readFileSync(path);
}

function textsOf(of: RenditionField, content: Uint8Array): readonly string[] {
  return isFileField(of) ? fileTexts(content) : [Buffer.from(content).toString('utf8')];
}
