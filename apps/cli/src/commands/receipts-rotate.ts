import { fingerprintOf, isSamePerson, type AccessRefusal, type ReceiptKey } from '@kntc/domain';
import { systemClock } from '@kntc/platform';
import { audited } from '@kntc/storage';
import { Command } from 'commander';
import { accessRefusal } from '../access-refusal';
import { said } from '../arguments';
import { openApprovals } from '../database/open-approvals';
import { openAudit } from '../database/open-audit';
import { upToDate, withReceipts, type OpenReceipts } from '../database/open-receipts';
import type { Place } from '../database/place';
import { Refusal, wrongUsage } from '../refusal';
import type { Shell } from '../shell';
import type { ExitCode } from '../terminal';
import { withCustodianOptions, type CustodianOptions } from './custodian-options';

interface RotateOptions extends CustodianOptions {
  readonly withoutOld?: true;
  readonly approver?: string;
  readonly approverTokenFile?: string;
}

/** `kntc receipts rotate-key`: another key signs, vouched for by the one before – or, where that is lost, by two people on record. */
export function receiptsRotateCommand(shell: Shell): Command {
  return withCustodianOptions(new Command('rotate-key'))
    .description('Đổi khoá ký biên nhận; khoá cũ còn hiệu lực 7 ngày để chép tệp khoá sang các máy khác.')
    .option(
      '--without-old',
      'khoá cũ đã mất, không còn bản sao: tạo khoá mới không được khoá cũ xác nhận; hai người, người ngoài sẽ thấy chỗ gián đoạn',
    )
    .option('--approver <tên>', 'người thứ hai, cần khi --without-old', said)
    .option('--approver-token-file <tệp>', 'mã cá nhân của người thứ hai', said)
    .action(shell.does((options: RotateOptions) => rotate(shell, options)));
}

interface Rotated {
  readonly refused?: AccessRefusal;
  readonly fingerprint: string;
}

async function rotate(shell: Shell, { json, ...options }: RotateOptions): Promise<ExitCode> {
  const place = shell.place();
  const isBreak = options.withoutOld === true;
  if (isBreak) checkTwo(options);
  const { refused, fingerprint } = await withReceipts(place, (open) =>
    isBreak ? beginAnew(place, open, options) : goOn(place, open, options),
  );
  if (refused !== undefined) throw new Refusal(accessRefusal(refused, isBreak ? 'restore' : 'keys'));
  shell.answer(json, { fingerprint, isVouched: !isBreak }, () => [
    `Đang ký biên nhận bằng khoá mới, dấu vân tay ${fingerprint}.`,
    ...(isBreak ? BROKEN : VOUCHED),
  ]);
  return 0;
}

const VOUCHED = [
  'Khoá cũ còn hiệu lực 7 ngày; những gì đã ký bằng khoá cũ vẫn kiểm tra được.',
  'Công bố dấu vân tay mới; sao lưu receipt-keys.json và chép sang mọi máy chạy cổng trong 7 ngày.',
];

const BROKEN = [
  'Khoá mới không được khoá cũ xác nhận: receipts verify và mọi gói chứng cứ từ nay nêu chỗ gián đoạn này, với ngày hai người ghi nhận.',
  'Lập biên bản, công bố dấu vân tay mới kèm lý do; sao lưu receipt-keys.json ngay và chép sang mọi máy chạy cổng.',
  'Sau này tìm lại được tệp khoá cũ: giữ nguyên, không chép đè; báo nhóm phát triển.',
];

function checkTwo({ actor, approver }: RotateOptions): void {
  if (approver !== undefined && !isSamePerson(actor, approver)) return;
  throw wrongUsage(
    '--without-old cần hai người khác nhau: --actor và --approver.',
    'Thêm --approver <tên> của người thứ hai. Còn bản sao của receipt-keys.json thì khôi phục tệp đó, không dùng lệnh này.',
  );
}

async function goOn(place: Place, open: OpenReceipts, options: RotateOptions): Promise<Rotated> {
  await upToDate(open);
  // The file first: a key nobody has recorded shows as such, a record of no key would be a lie.
  return decided(place, open, { options, make: async () => open.keyFile.rotate(systemClock.now()) });
}

async function beginAnew(place: Place, open: OpenReceipts, options: RotateOptions): Promise<Rotated> {
  const { receipts, keyFile } = open;
  const [lost] = await receipts.mayGoOn();
  if (lost === undefined || keyFile.canGoOnFrom(lost)) throw new Refusal(NOT_LOST);
  return decided(place, open, {
    options,
    make: async (on) => {
      const key = keyFile.beginAnew(systemClock.now(), lost);
      await receipts.noteBreak(on, { lost, fresh: key.id, at: key.validFrom });
      return key;
    },
  });
}

interface Decided {
  readonly options: RotateOptions;
  readonly make: (on: Parameters<OpenReceipts['receipts']['noteBreak']>[0]) => Promise<ReceiptKey>;
}

async function decided(place: Place, open: OpenReceipts, { options, make }: Decided): Promise<Rotated> {
  const { actor, approver, reason, withoutOld } = options;
  const { dataSource } = open.database;
  const { audit } = await openAudit(place, open.database);
  const approvals = await openApprovals(place, open.database, { audit, people: options });
  return audited<Rotated>({ dataSource, audit }, async (manager) => {
    const kind = withoutOld === true ? 'restore' : 'keys';
    const verdict = await approvals.check(manager, { kind, actor, approver });
    const action = withoutOld === true ? 'receipts rotate-key --without-old' : 'receipts rotate-key';
    const what = { agencyId: open.province.id, ...verdict.onRecord, action, reason };
    if (verdict.kind === 'refused')
      return {
        result: { refused: verdict.why, fingerprint: '' },
        entry: { ...what, target: 'new key', result: 'refused' },
      };
    const fingerprint = fingerprintOf((await make(manager)).publicKey);
    return { result: { fingerprint }, entry: { ...what, target: fingerprint, result: 'done' } };
  });
}

const NOT_LOST = [
  'Khoá ký biên nhận không mất: tệp khoá còn dùng được, hoặc chưa từng ký lần nào.',
  'Chưa tạo khoá mới.',
  'Đổi khoá bình thường: bỏ --without-old.',
] as const;
