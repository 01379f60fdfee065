import { dayDigest, dayOf, fingerprintOf, isStamped, ReceiptVerifier, vietnamTime } from '@kntc/domain';
import type { Checkpoint, DayStamp, ReceiptFinding } from '@kntc/domain';
import type { WithoutReceipt } from '@kntc/storage';
import { Command } from 'commander';
import { said } from '../arguments';
import { openAudit } from '../database/open-audit';
import { readAs, withReader, type ReaderOptions } from '../database/list-reading';
import { openApprovals } from '../database/open-approvals';
import type { OpenDatabase } from '../database/open-database';
import { withReceipts, type OpenReceipts } from '../database/open-receipts';
import type { Place } from '../database/place';
import { stepName } from '../output';
import type { Shell } from '../shell';
import type { ExitCode } from '../terminal';

type Finding =
  | ReceiptFinding
  /** What was stamped of the day is not what stands there, or the stamp is none. */
  | { readonly kind: 'bad-stamp'; readonly day: string }
  | ({ readonly kind: 'no-receipt' } & OfStep)
  | ({ readonly kind: 'other-receipt' } & OfStep);

interface VerifyOptions extends ReaderOptions {
  readonly witnessLog?: string;
  readonly json?: true;
}

/** Without a reference: of a record the reader may not know of. */
type OfStep = Omit<WithoutReceipt, 'isMissing' | 'reference'> & { readonly reference?: string };

interface Verified {
  readonly receipts: number;
  /** Number of the last receipt under a signature. */
  readonly signed: number;
  readonly checkpoints: number;
  readonly stampedDays: number;
  readonly waiting: number;
  /** Heads remembered outside the database. */
  readonly witnessed: number;
  readonly findings: readonly Finding[];
}

const MOST = 100;

/** `kntc receipts verify`: whether every receipt is what it was, and every confirmed step has one. */
export function receiptsVerifyCommand(shell: Shell): Command {
  return withReader(new Command('verify'))
    .description(
      'Kiểm tra mọi biên nhận: sửa, xoá, chèn, đổi chỗ, cắt bớt, chữ ký, dấu thời gian, bước không có biên nhận.',
    )
    .option('--witness-log <tệp>', 'tệp do máy chủ syslog ghi, khi dấu mốc gửi tới syslog', said)
    .option('--json', 'in kết quả cho máy đọc')
    .action(shell.does((options: VerifyOptions) => verify(shell, options)));
}

async function verify(shell: Shell, { witnessLog, json: isJson, ...by }: VerifyOptions): Promise<ExitCode> {
  const place = shell.place();
  const verified = await withReceipts(place, async (open) => {
    const { receiptWitness } = await openAudit(place, open.database, witnessLog);
    // Before the receipts: what is added meanwhile is then only more, never missing.
    const without = await withoutReceipt(place, open, by);
    return verifyAll(open, { witnessed: await receiptWitness.remembered(), without });
  });
  const isWhole = verified.findings.length === 0;
  shell.answer(isJson, { ...verified, isWhole }, () => (isWhole ? whole(verified) : broken(verified)));
  return isWhole ? 0 : 1;
}

type Without = OfStep & Pick<WithoutReceipt, 'isMissing'>;

interface BesideChain {
  readonly witnessed: ReadonlyMap<number, string>;
  readonly without: readonly Without[];
}

/** Every step without its receipt counts, whoever asks; its reference stands there for somebody who may know of the record. */
async function withoutReceipt(
  place: Place,
  { receipts, database }: OpenReceipts,
  by: ReaderOptions,
): Promise<readonly Without[]> {
  const all = await receipts.without(MOST);
  const isAsked = by.actor !== undefined || !(await isByAccounts(place, database, by));
  const known = isAsked
    ? await readAs(place, database, {
        what: 'receipts verify',
        kind: 'judgement',
        by,
        read: (scope) => receipts.without(MOST, scope),
      })
    : [];
  const references = new Set(known.map(({ reference }) => reference));
  return all.map(({ reference, ...step }) => ({ ...step, ...(references.has(reference) && { reference }) }));
}

async function isByAccounts(place: Place, database: OpenDatabase, people: ReaderOptions): Promise<boolean> {
  const { audit } = await openAudit(place, database);
  const approvals = await openApprovals(place, database, { audit, people });
  return approvals.isByAccounts(database.dataSource.manager);
}

async function verifyAll(
  { receipts, keyFile }: OpenReceipts,
  { witnessed, without }: BesideChain,
): Promise<Verified> {
  const checkpoints = await receipts.checkpoints();
  const stamps = await receipts.stamps();
  const verifier = new ReceiptVerifier(checkpoints, checkpoints.length === 0 ? [] : keyFile.keys(), {
    witnessed,
    breaks: await receipts.breaks(),
  });
  for await (const link of receipts.links()) verifier.take(link);
  return {
    receipts: verifier.last,
    signed: verifier.signed,
    checkpoints: checkpoints.length,
    stampedDays: stamps.length,
    waiting: await receipts.waiting(),
    witnessed: witnessed.size,
    findings: [
      ...verifier.end(),
      ...badStamps(stamps, checkpoints),
      ...without.map(({ isMissing, ...step }) => ({
        kind: isMissing ? ('no-receipt' as const) : ('other-receipt' as const),
        ...step,
      })),
    ],
  };
}

function badStamps(stamps: readonly DayStamp[], checkpoints: readonly Checkpoint[]): readonly Finding[] {
  const [first] = stamps;
  return stamps
    .filter((stamp) => {
      const ofDay = checkpoints.filter(({ at }) => dayOf(at) === stamp.day);
      const isOfSameHost = fingerprintOf(stamp.publicKey) === fingerprintOf(first?.publicKey ?? '');
      return !isStamped(stamp) || !isOfSameHost || dayDigest(ofDay) !== stamp.digest;
    })
    .map(({ day }) => ({ kind: 'bad-stamp', day }));
}

function whole({ receipts, signed, checkpoints, stampedDays, waiting }: Verified): readonly string[] {
  return [
    `Biên nhận nguyên vẹn: ${receipts} biên nhận liền mạch, ${checkpoints} mốc ký đúng (đến số ${signed}), ${stampedDays} ngày có dấu thời gian bên ngoài.`,
    `Mọi bước đã xác nhận đều có biên nhận${waiting === 0 ? '' : `; ${waiting} biên nhận đang chờ vào chuỗi`}.`,
    stampedDays > 0 || checkpoints === 0
      ? 'Không phải làm gì.'
      : 'Chưa có dấu thời gian bên ngoài: đặt địa chỉ http(s):// của kntc audit witness ở máy độc lập vào KNTC_AUDIT_WITNESS.',
  ];
}

function broken({ findings }: Verified): readonly string[] {
  if (findings.every(({ kind }) => kind === 'key-break'))
    return [
      'Biên nhận liền mạch, nhưng khoá ký bị GIÁN ĐOẠN: không phải nguyên vẹn, cũng không có dấu hiệu bị sửa.',
      ...findings.map((finding) => `  ${TEXTS[finding.kind](finding as never)}`),
      'Dùng làm chứng cứ thì kèm biên bản mất khoá; phần trước chỗ gián đoạn dựa vào dấu thời gian bên ngoài và dấu mốc, không dựa vào chữ ký.',
    ];
  return [
    `Biên nhận KHÔNG nguyên vẹn: ${findings.length} chỗ.`,
    ...findings.map((finding) => `  ${TEXTS[finding.kind](finding as never)}`),
    'Không dùng làm chứng cứ; không ghi đè bản sao lưu. Báo người phụ trách an toàn thông tin, đối chiếu với bản sao lưu và gói chứng cứ đã giao.',
  ];
}

const UNNAMED = '(một hồ sơ; thêm --actor <tên tài khoản> để xem mã)';

const TEXTS: { readonly [Kind in Finding['kind']]: (finding: Extract<Finding, { kind: Kind }>) => string } = {
  gap: ({ after, seq }) => `thiếu biên nhận giữa ${after} và ${seq}: có biên nhận bị xoá hoặc đổi chỗ`,
  changed: ({ seq }) => `biên nhận ${seq}: nội dung của nó hoặc của biên nhận ngay trước bị thay đổi`,
  cut: ({ last, checkpoint }) =>
    `kết thúc ở biên nhận ${last} nhưng đã ký đến ${checkpoint}: phần cuối bị cắt, hoặc cơ sở dữ liệu là bản cũ`,
  'other-history': ({ seq }) => `biên nhận ${seq} khác biên nhận đã ký: chuỗi bị viết lại`,
  'bad-signature': ({ seq }) => `mốc ký ở biên nhận ${seq}: chữ ký không đúng`,
  'unknown-key': ({ seq, keyId }) =>
    `mốc ký ở biên nhận ${seq}: khoá ${keyId} không có trong tệp khoá, hoặc không còn hiệu lực lúc ký`,
  'key-break': ({ lost, fresh, lastSeq, at, unverifiable }) =>
    `khoá mới ${fresh} không được khoá cũ ${lost} xác nhận, hai người ghi nhận ngày ${vietnamTime(at).split(' ')[0] ?? ''}` +
    (unverifiable === 0
      ? `; chữ ký đến biên nhận ${lastSeq} vẫn kiểm tra được`
      : `; ${unverifiable} mốc ký đến biên nhận ${lastSeq} do khoá đã mất ký, không kiểm tra được chữ ký`),
  'bad-stamp': ({ day }) => `dấu thời gian ngày ${day} không khớp các mốc ký của ngày`,
  'no-receipt': ({ reference, step, ordinal }) =>
    `${reference ?? UNNAMED} ${stepName(step)} ${ordinal}: đã xác nhận nhưng không có biên nhận`,
  'other-receipt': ({ reference, step, ordinal }) =>
    `${reference ?? UNNAMED} ${stepName(step)} ${ordinal}: khác với biên nhận mới nhất của nó`,
};
