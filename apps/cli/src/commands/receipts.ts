import { fingerprintOf, vietnamTime } from '@kntc/domain';
import { systemClock } from '@kntc/platform';
import { Command } from 'commander';
import { reference, said } from '../arguments';
import { readAs, withReader, type ReaderOptions } from '../database/list-reading';
import { upToDate, withReceipts, type OpenReceipts } from '../database/open-receipts';
import type { Place } from '../database/place';
import { pairs, table } from '../output';
import { acknowledgedBy, actedBy, receiptDocument, stepTitle } from '../receipts/receipt-document';
import { Refusal } from '../refusal';
import { writeZip } from '../evidence/write-zip';
import type { Shell } from '../shell';
import type { ExitCode } from '../terminal';
import { receiptsRotateCommand } from './receipts-rotate';
import { receiptsVerifyCommand } from './receipts-verify';

/** `kntc receipts`: the evidence of every confirmed step. */
export function receiptsCommand(shell: Shell): Command {
  const command = new Command('receipts').description(
    'Biên nhận liên thông: bằng chứng của từng bước đã được CSDLQG xác nhận.',
  );
  command.addCommand(receiptsVerifyCommand(shell));
  withReader(command.command('show'))
    .description('Biên nhận của một hồ sơ.')
    .argument('<mã hồ sơ>', 'mã hồ sơ địa phương', reference)
    .option('--json', 'in kết quả cho máy đọc')
    .action(shell.does((ref: string, options: ShowOptions) => show(shell, ref, options)));
  withReader(command.command('export'))
    .description('Phiếu xác nhận liên thông của một hồ sơ, tệp .docx để in.')
    .argument('<mã hồ sơ>', 'mã hồ sơ địa phương', reference)
    .requiredOption('--out <tệp>', 'tệp .docx, chưa được có', said)
    .action(shell.does((ref: string, options: ExportOptions) => exportOne(shell, ref, options)));
  command
    .command('keys')
    .description('Khoá ký biên nhận và dấu vân tay để công bố.')
    .option('--json', 'in kết quả cho máy đọc')
    .action(shell.does((options: { readonly json?: true }) => keys(shell, options.json)));
  command.addCommand(receiptsRotateCommand(shell));
  return command;
}

interface ShowOptions extends ReaderOptions {
  readonly json?: true;
}

interface ExportOptions extends ReaderOptions {
  readonly out: string;
}

async function show(shell: Shell, ref: string, { json: isJson, ...by }: ShowOptions): Promise<ExitCode> {
  const place = shell.place();
  const links = await withReceipts(place, (open) => linksOf(place, open, { ref, by }));
  shell.answer(isJson, { items: links }, () =>
    links.flatMap(({ seq, hash, receipt }) => [
      `Biên nhận số ${seq}: ${stepTitle(receipt)}`,
      ...pairs([
        ['  Mã trên CSDLQG', receipt.resultId],
        ['  Gửi lúc', vietnamTime(receipt.sentAt)],
        ['  Xác nhận lúc', vietnamTime(receipt.confirmedAt)],
        ['  Cách xác nhận', acknowledgedBy(receipt)],
        ['  Thực hiện', actedBy(receipt)],
        ['  SHA-256 nội dung đã gửi', receipt.bodySha256],
        [
          '  Phiên bản hồ sơ / ánh xạ',
          `${receipt.caseVersion} / ${receipt.mappingVersion ?? 'không còn ghi'}`,
        ],
        ['  Mã băm', hash],
      ]),
    ]),
  );
  return 0;
}

async function exportOne(shell: Shell, ref: string, { out, ...by }: ExportOptions): Promise<ExitCode> {
  const place = shell.place();
  await withReceipts(place, async (open) => {
    const links = await linksOf(place, open, { ref, by });
    const [first] = links;
    const agency = open.province.agencies.find(({ id }) => id === first?.receipt.agencyId);
    const now = systemClock.now();
    const [key] = (await open.receipts.checkpoints()).length === 0 ? [] : open.keyFile.keys().slice(-1);
    const about = {
      reference: ref,
      province: open.province.name,
      agency: agency?.name ?? first?.receipt.agencyId ?? '',
      links,
      fingerprint: key && fingerprintOf(key.publicKey),
      madeAt: now,
    };
    await writeZip(out, receiptDocument(about), now);
  });
  shell.print([
    `Đã ghi ${out}.`,
    'Phiếu không có dữ liệu cá nhân; số liệu lấy từ biên nhận, chưa kiểm tra lại chuỗi.',
    'Chạy receipts verify trước khi ký, đóng dấu phiếu.',
  ]);
  return 0;
}

interface OfCase {
  readonly ref: string;
  readonly by: ReaderOptions;
}

async function linksOf(place: Place, open: OpenReceipts, { ref, by }: OfCase) {
  const links = await readAs(place, open.database, {
    what: ref,
    isCase: true,
    kind: 'judgement',
    by,
    read: (scope) => open.receipts.of(ref, scope),
  });
  if (links.length > 0) return links;
  throw new Refusal([
    `Hồ sơ ${ref} chưa có biên nhận nào.`,
    'Chưa bước nào của hồ sơ được CSDLQG xác nhận, hoặc biên nhận còn chờ vào chuỗi vài giây.',
    'Xem npm run kntc -- holds show để biết hồ sơ đang ở đâu.',
  ]);
}

async function keys(shell: Shell, isJson: true | undefined): Promise<ExitCode> {
  const items = await withReceipts(shell.place(), async (open) => {
    await upToDate(open);
    // So that a fingerprint can be made known before the first step.
    if ((await open.receipts.checkpoints()).length === 0) open.keyFile.createFirst(systemClock.now());
    return open.keyFile.keys().map((key) => ({ ...key, fingerprint: fingerprintOf(key.publicKey) }));
  });
  shell.answer(isJson, { items }, () => [
    ...table(
      ['khoá', 'từ', 'đến'],
      items.map(({ id, validFrom, validUntil }) => [
        id,
        vietnamTime(validFrom),
        validUntil === null ? 'đang dùng' : vietnamTime(validUntil),
      ]),
    ),
    'Dấu vân tay, công bố ở nơi người ngoài tin được (cổng thông tin của tỉnh, văn bản):',
    ...items.map(({ fingerprint }) => `  ${fingerprint}`),
  ]);
  return 0;
}
