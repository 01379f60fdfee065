import { isSamePerson } from '@kntc/domain';
import type { IdentityPolicy } from '@kntc/domain';
import { loadProvince, randomIds } from '@kntc/platform';
import { PgPolicies } from '@kntc/storage';
import type { PolicyRecord } from '@kntc/storage';
import { Command } from 'commander';
import { isoDate, oneOf, said } from '../arguments';
import { openAudit } from '../database/open-audit';
import { withCurrentDatabase } from '../database/open-database';
import type { PolicyRow } from '../database/questions';
import { pairs, vietnamTime } from '../output';
import { Refusal } from '../refusal';
import type { Shell } from '../shell';
import type { ExitCode } from '../terminal';

const POLICIES: readonly IdentityPolicy[] = ['not-read', 'withheld', 'transmitted'];

const MEANINGS: Readonly<Record<IdentityPolicy, string>> = {
  'not-read': 'cổng không đọc thông tin người tố cáo',
  withheld: 'giữ lại thông tin người tố cáo, chỉ gửi phần không lộ danh tính',
  transmitted: 'gửi cả thông tin người tố cáo lên CSDLQG',
};

interface RecordOptions extends PolicyRecord {
  readonly yes?: true;
  readonly json?: true;
}

/** `kntc policy`: what may leave of a denouncer's identity, by document (Law on Denunciations, articles 8 and 56). */
export function policyCommand(shell: Shell): Command {
  const command = new Command('policy').description('Chính sách về thông tin người tố cáo.');
  command
    .command('show')
    .description('Chính sách đang áp dụng và số đơn tố cáo liên quan.')
    .option('--json', 'in kết quả cho máy đọc')
    .action(shell.does((options: { readonly json?: true }) => show(shell, options.json)));
  command
    .command('record')
    .description('Ghi nhận chính sách theo văn bản của người có thẩm quyền. Cần hai người.')
    .requiredOption('--policy <chính sách>', POLICIES.join(' | '), (text) => oneOf(POLICIES, text))
    .requiredOption('--document-no <số>', 'số văn bản', said)
    .requiredOption('--document-date <ngày>', 'ngày văn bản, yyyy-MM-dd', isoDate)
    .requiredOption('--signatory <người ký>', 'người ký văn bản', said)
    .requiredOption('--recorded-by <tên>', 'người ghi nhận', said)
    .requiredOption('--second-person <tên>', 'người thứ hai xác nhận', said)
    .option('--yes', 'đã xem số đơn bị ảnh hưởng, đồng ý ghi nhận')
    .option('--json', 'in kết quả cho máy đọc')
    .action(shell.does((options: RecordOptions) => record(shell, options)));
  return command;
}

async function show(shell: Shell, isJson: true | undefined): Promise<ExitCode> {
  const { policy, affected } = await withCurrentDatabase(shell.place(), async ({ questions }) => ({
    policy: await questions.policy(),
    affected: await questions.denunciations(),
  }));
  shell.answer(isJson, { policy: policy ?? null, denunciations: affected }, () =>
    policy === undefined
      ? [
          'Chưa có chính sách nào được ghi nhận.',
          `${affected.waiting} đơn tố cáo đang chờ; không thông tin nào của người tố cáo rời khỏi tỉnh.`,
          'Người có thẩm quyền quyết định, rồi ghi nhận: npm run kntc -- policy record …',
        ]
      : policyLines(policy, affected.delivered),
  );
  return 0;
}

function policyLines(policy: PolicyRow, delivered: number): readonly string[] {
  return pairs([
    ['Chính sách', `${policy.policy} – ${MEANINGS[policy.policy]}`],
    ['Văn bản', `${policy.documentNo} ngày ${policy.documentDate}, người ký ${policy.signatory}`],
    ['Ghi nhận', `${policy.recordedBy} và ${policy.secondPerson}, ${vietnamTime(policy.recordedAt)}`],
    ['Đơn tố cáo đã có trên CSDLQG', delivered],
  ]);
}

async function record(shell: Shell, options: RecordOptions): Promise<ExitCode> {
  const { yes, json: isJson, ...policy } = options;
  if (isSamePerson(policy.recordedBy, policy.secondPerson)) {
    throw new Refusal([
      'Người ghi nhận và người thứ hai là cùng một người.',
      'Chưa ghi nhận gì: không ai một mình quyết định về danh tính người tố cáo.',
      'Để một người khác xác nhận: --second-person <tên>.',
    ]);
  }
  const place = shell.place();
  const province = loadProvince(place.environment.configDir);
  return withCurrentDatabase(place, async (database) => {
    const { questions } = database;
    if (isTheSame(policy, await questions.policy())) {
      shell.answer(isJson, { recorded: false, repeated: true }, () => [
        'Chính sách này đã được ghi nhận từ trước và đang áp dụng.',
        'Không ghi lại lần nữa.',
        'Không phải làm gì.',
      ]);
      return 0;
    }
    const affected = await questions.denunciations();
    if (yes !== true) return askFirst(shell, policy, affected, isJson);
    const { audit } = await openAudit(place, database);
    await new PgPolicies(database.dataSource, randomIds, province.id, audit).record(policy);
    shell.answer(isJson, { recorded: true, policy: policy.policy, denunciations: affected }, () => [
      `Đã ghi nhận: ${MEANINGS[policy.policy]}.`,
      `${affected.waiting} đơn tố cáo đang chờ sẽ được xét lại trong vài giây.`,
      'Xem kết quả: npm run kntc -- status.',
    ]);
    return 0;
  });
}

/** What it would do, before anybody agrees to it. */
function askFirst(
  shell: Shell,
  { policy }: PolicyRecord,
  affected: { readonly waiting: number; readonly delivered: number },
  isJson: true | undefined,
): ExitCode {
  shell.answer(isJson, { recorded: false, needs: '--yes', denunciations: affected }, () => [
    `Chính sách «${policy}»: ${MEANINGS[policy]}.`,
    `Ảnh hưởng: ${affected.waiting} đơn tố cáo đang chờ sẽ đi tiếp; ${affected.delivered} đơn đã có trên CSDLQG.`,
    'Chưa ghi nhận. Nếu đúng, chạy lại lệnh với --yes.',
  ]);
  return 1;
}

function isTheSame(wanted: PolicyRecord, current: PolicyRow | undefined): boolean {
  if (current === undefined) return false;
  const keys = ['policy', 'documentNo', 'documentDate', 'signatory', 'recordedBy', 'secondPerson'] as const;
  return keys.every((key) => wanted[key] === current[key]);
}
