import { isBroken, type AuditWitness } from '@kntc/domain';
import { loadProvince, systemClock } from '@kntc/platform';
import {
  ACCEPT_RESTORE,
  audited,
  noteRefusedRestore,
  PgReceipts,
  PgRestorations,
  refusedRestoreEntry,
  type OnRecord,
  type RefusedRestore,
} from '@kntc/storage';
import { Command } from 'commander';
import { accessRefusal } from '../access-refusal';
import { said } from '../arguments';
import { openApprovals } from '../database/open-approvals';
import { openAudit, type OpenAudit } from '../database/open-audit';
import { withCurrentDatabase, type OpenDatabase } from '../database/open-database';
import type { Place } from '../database/place';
import { commandOf, REFUSED, withOperationOptions, type OperationOptions } from '../operation-answer';
import { Refusal } from '../refusal';
import type { Shell } from '../shell';
import type { ExitCode } from '../terminal';
import { verifyAll } from './audit-verify';

interface AcceptOptions extends OperationOptions {
  readonly witnessLog?: string;
}

/**
 * `kntc audit accept-restore`: two people decide that a database put back from a backup is the one to go on with. What
 * was lost with the newer one stays visible: in the chain as their decision, at the witness as the lines it had.
 */
export function auditAcceptRestoreCommand(shell: Shell): Command {
  return withOperationOptions(new Command('accept-restore'))
    .description(
      'Ghi nhận quyết định của hai người: dùng tiếp cơ sở dữ liệu đã khôi phục từ bản sao lưu cũ hơn.',
    )
    .option('--witness-log <tệp>', 'tệp do máy chủ syslog ghi, khi dấu mốc gửi tới syslog', said)
    .action(shell.does((options: AcceptOptions) => accept(shell, options)));
}

async function accept(shell: Shell, options: AcceptOptions): Promise<ExitCode> {
  const { approver, reason } = commandOf(options);
  if (approver === undefined) throw new Refusal(REFUSED['needs-approver']);
  const place = shell.place();
  return withCurrentDatabase<ExitCode>(place, async (database) => {
    const open = await openAudit(place, database, options.witnessLog);
    const receipts = new PgReceipts(database.dataSource, { clock: systemClock, provinceId: '' });
    const people = await allowedPeople(place, database, { audit: open.audit, people: options });
    const before = await open.audit.check();
    // Nobody need have acted since the backup for receipts to be missing.
    const ofReceipts = await receipts.standing(await open.receiptWitness.newest());
    if (!isBroken(before) && !isBroken(ofReceipts)) throw new Refusal(NOTHING_TO_ACCEPT);
    const witnessed = isBroken(before) ? before.witnessed : before.last;
    const agreed = await agreedUpTo(open, shell);
    const provinceId = loadProvince(place.environment.configDir).id;
    const head = await open.audit.acceptRestore(
      {
        agencyId: provinceId,
        ...people,
        action: ACCEPT_RESTORE,
        target: `${agreed}/${witnessed}`,
        reason,
        result: 'done',
      },
      agreed,
      // From this commit on nothing is sent until both sides were compared, whatever the witness says.
      (manager) =>
        new PgRestorations(database.dataSource, provinceId).beginWith(
          manager,
          'gateway',
          `${agreed}/${witnessed}`,
        ),
    );
    await restartReceipts(receipts, open.receiptWitness);
    shell.answer(options.json, { agreed, witnessed, head: head.seq }, () => [
      `Đã ghi nhận: dùng tiếp bản khôi phục. Dấu mốc từ dòng ${agreed + 1} đến ${witnessed} không còn được tính.`,
      'Những thao tác đã làm sau bản sao lưu đó không còn trong cơ sở dữ liệu; dấu mốc của chúng vẫn được giữ.',
      'Cổng vẫn chưa gửi gì: cổng đọc lại các nguồn và tra cứu từng hồ sơ trên CSDLQG để biết chênh lệch.',
      'Khởi động lại cổng nếu nó đã dừng gửi khi đang chạy. Theo dõi: npm run kntc -- restoration status; xong, hai người ký: restoration sign-off.',
    ]);
    return 0;
  });
}

/** As the audit names them. @throws Refusal, on record like every other */
async function allowedPeople(
  place: Place,
  database: OpenDatabase,
  asked: { readonly audit: OpenAudit['audit']; readonly people: AcceptOptions },
): Promise<OnRecord> {
  const approvals = await openApprovals(place, database, asked);
  const { actor, approver } = asked.people;
  const verdict = await approvals.check(database.dataSource.manager, { kind: 'restore', actor, approver });
  if (verdict.kind === 'allowed') return verdict.onRecord;
  const { reason } = asked.people;
  const agencyId = loadProvince(place.environment.configDir).id;
  await noteRefusal(database, asked.audit, { agencyId, ...verdict.onRecord, reason, why: verdict.why });
  throw new Refusal(accessRefusal(verdict.why, 'restore'));
}

/** A chain its witness does not know takes no entry: what was refused waits beside it and comes in when it is accepted. */
async function noteRefusal(
  { dataSource }: OpenDatabase,
  audit: OpenAudit['audit'],
  refused: RefusedRestore,
): Promise<void> {
  if (isBroken(await audit.check())) return noteRefusedRestore(dataSource.manager, refused);
  const entry = refusedRestoreEntry(refused, systemClock.now());
  await audited({ dataSource, audit }, async () => ({ result: undefined, entry }));
}

/** Receipts of what was lost with the newer database are lost too: their witness counts anew from where they end now. */
async function restartReceipts(receipts: PgReceipts, witness: AuditWitness): Promise<void> {
  const head = await receipts.head();
  await witness.restart(head, head.seq, systemClock.now().toISOString());
}

/** The last entry both sides know. Only an end that is missing or other can be accepted, never a chain that was edited. */
async function agreedUpTo(open: OpenAudit, shell: Shell): Promise<number> {
  const { verifier, agreed } = await verifyAll(open, shell);
  if (verifier.findings.some(({ kind }) => kind === 'changed' || kind === 'gap'))
    throw new Refusal([
      'Nhật ký không chỉ cũ hơn dấu mốc: có dòng bị sửa, xoá hoặc chèn.',
      'Không ghi nhận; cổng vẫn không gửi.',
      'Chạy npm run kntc -- audit verify, báo người phụ trách an toàn thông tin và khôi phục một bản sao lưu nguyên vẹn.',
    ]);
  return agreed;
}

const NOTHING_TO_ACCEPT = [
  'Cơ sở dữ liệu khớp với dấu mốc, hoặc chưa có dấu mốc nào để so.',
  'Không có gì thay đổi.',
  'Không phải làm gì.',
] as const;
