import { isSamePerson, vietnamTime } from '@kntc/domain';
import type { IdentityPolicy } from '@kntc/domain';
import { loadProvince, randomIds } from '@kntc/platform';
import { PgDisclosures, PgPolicies, pendingPolicy } from '@kntc/storage';
import type { PendingPolicy, PolicyDocument, PolicyImpact } from '@kntc/storage';
import { Command } from 'commander';
import { accessRefusal, isAccessRefusal } from '../access-refusal';
import { count, isoDate, oneOf, reference, said } from '../arguments';
import { readAs, withReader, type ReaderOptions } from '../database/list-reading';
import { openApprovals, withProof, type NamedPeople, type ProofOptions } from '../database/open-approvals';
import { openAudit } from '../database/open-audit';
import { withCurrentDatabase, type OpenDatabase } from '../database/open-database';
import type { PolicyRow } from '../database/questions';
import { table } from '../output';
import { Refusal, wrongUsage } from '../refusal';
import type { Shell } from '../shell';
import type { ExitCode } from '../terminal';
import { proveSources } from './not-read';
import { notConfirmed, NOTHING_PENDING, OTHER_DOCUMENT, OTHER_PENDING, SAME_PERSON } from './policy-refusals';
import { impactLines, MEANINGS, NOT_PROVEN, pendingLines, policyLines, proofLines } from './policy-lines';

const POLICIES: readonly IdentityPolicy[] = ['not-read', 'withheld', 'transmitted'];
const PAGE = 50;
const MAX_PAGE = 500;

interface JsonOption {
  readonly json?: true;
}

interface RecordOptions extends PolicyDocument, JsonOption, ProofOptions {
  readonly recordedBy: string;
  readonly dryRun?: true;
  readonly secondPerson?: string;
}

interface ConfirmOptions extends JsonOption, ProofOptions {
  readonly documentNo: string;
  readonly by: string;
  readonly yes?: true;
}

interface WithdrawOptions extends JsonOption, ProofOptions {
  readonly actor: string;
  readonly reason: string;
}

interface DisclosedOptions extends JsonOption, ReaderOptions {
  readonly limit: number;
  readonly after?: string;
}

/** `kntc policy`: what may leave of a denouncer's identity, by document (Law on Denunciations, articles 8 and 56). */
export function policyCommand(shell: Shell): Command {
  const command = new Command('policy').description('Chính sách về thông tin người tố cáo.');
  readingCommands(command, shell);
  withProof(command.command('record'))
    .description('Ghi nhận chính sách theo văn bản; chờ người thứ hai xác nhận, chưa có hiệu lực.')
    .requiredOption('--policy <chính sách>', POLICIES.join(' | '), (text) => oneOf(POLICIES, text))
    .requiredOption('--document-no <số>', 'số văn bản', said)
    .requiredOption('--document-date <ngày>', 'ngày văn bản, yyyy-MM-dd', isoDate)
    .requiredOption('--signatory <người ký>', 'người ký văn bản', said)
    .requiredOption('--recorded-by <tên>', 'người ghi nhận', said)
    .option('--dry-run', 'chỉ xem ảnh hưởng, không ghi nhận')
    .option('--second-person <tên>', 'không còn dùng: người thứ hai tự chạy policy confirm')
    .option('--json', 'in kết quả cho máy đọc')
    .action(shell.does((options: RecordOptions) => record(shell, options)));
  withProof(command.command('confirm'))
    .description('Người thứ hai xác nhận chính sách đang chờ; từ lúc này chính sách có hiệu lực.')
    .requiredOption('--document-no <số>', 'số văn bản, đọc trên văn bản', said)
    .requiredOption('--by <tên>', 'người xác nhận, khác người ghi nhận', said)
    .option('--yes', 'đã xem ảnh hưởng, đồng ý')
    .option('--json', 'in kết quả cho máy đọc')
    .action(shell.does((options: ConfirmOptions) => confirm(shell, options)));
  withProof(command.command('withdraw'))
    .description('Rút lại chính sách đang chờ xác nhận.')
    .requiredOption('--actor <tên>', 'người rút', said)
    .requiredOption('--reason <lý do>', 'lý do', said)
    .option('--json', 'in kết quả cho máy đọc')
    .action(shell.does((options: WithdrawOptions) => withdraw(shell, options)));
  return command;
}

function readingCommands(command: Command, shell: Shell): void {
  command
    .command('show')
    .description('Chính sách đang áp dụng, chính sách đang chờ xác nhận và số đơn tố cáo liên quan.')
    .option('--json', 'in kết quả cho máy đọc')
    .action(shell.does((options: JsonOption) => show(shell, options.json)));
  withReader(command.command('disclosed'))
    .description('Đơn tố cáo đã gửi cả thông tin người tố cáo lên CSDLQG; cổng không xoá được ở đó.')
    .option('--limit <số>', 'số dòng một trang', count(MAX_PAGE), PAGE)
    .option('--after <mã>', 'tiếp sau mã hồ sơ này', reference)
    .option('--json', 'in kết quả cho máy đọc')
    .action(shell.does((options: DisclosedOptions) => disclosed(shell, options)));
}

async function show(shell: Shell, isJson: true | undefined): Promise<ExitCode> {
  const found = await withCurrentDatabase(shell.place(), async ({ questions, dataSource }) => {
    const policy = await questions.policy();
    const pending = await pendingPolicy(dataSource);
    const impact = await new PgDisclosures(dataSource).impactOf(policy?.policy ?? 'withheld');
    return { policy, pending, impact };
  });
  const { policy, pending, impact } = found;
  const counts = { waiting: impact.waiting, disclosed: impact.disclosed };
  shell.answer(isJson, { policy: policy ?? null, pending: pending ?? null, denunciations: counts }, () =>
    showLines(policy, pending, impact),
  );
  return 0;
}

function showLines(
  policy: PolicyRow | undefined,
  pending: PendingPolicy | undefined,
  { waiting, disclosed: sent }: PolicyImpact,
): readonly string[] {
  const inForce =
    policy === undefined
      ? [
          'Chưa có chính sách nào có hiệu lực.',
          `${waiting} đơn tố cáo đang chờ văn bản quyết định; không thông tin nào của người tố cáo rời khỏi tỉnh.`,
          'Người có thẩm quyền quyết định, rồi ghi nhận: npm run kntc -- policy record …',
        ]
      : policyLines(policy);
  return [
    ...inForce,
    ...(sent === 0 ? [] : [`Đơn đã gửi cả thông tin người tố cáo: ${sent} (xem policy disclosed)`]),
    ...(pending === undefined ? [] : pendingLines(pending)),
  ];
}

async function record(shell: Shell, options: RecordOptions): Promise<ExitCode> {
  const { dryRun, json: isJson, recordedBy, secondPerson, tokenFile, ...document } = options;
  const person = namedPerson(recordedBy, tokenFile);
  if (secondPerson !== undefined)
    throw wrongUsage(
      'Người thứ hai không ghi thay được trong lệnh này.',
      'Bỏ --second-person; sau đó người thứ hai tự chạy: npm run kntc -- policy confirm …',
    );
  return withPolicies<ExitCode>(shell, person, async (policies, { questions, dataSource }) => {
    if (isInForce(document, await questions.policy())) return alreadyInForce(shell, isJson);
    const impact = await new PgDisclosures(dataSource).impactOf(document.policy);
    if (dryRun === true) {
      shell.answer(isJson, { recorded: false, policy: document.policy, impact }, () => [
        ...impactLines(document.policy, impact),
        'Mới xem thử, chưa ghi nhận gì.',
      ]);
      return 0;
    }
    const proof = document.policy === 'not-read' ? await proveSources(shell.place()) : undefined;
    const outcome = await policies.propose(document, recordedBy);
    if (outcome === 'other-pending') throw new Refusal(OTHER_PENDING);
    if (isAccessRefusal(outcome)) throw new Refusal(accessRefusal(outcome, 'policy'));
    shell.answer(isJson, { recorded: true, inForce: false, policy: document.policy, impact }, () => [
      `Đã ghi nhận «${document.policy}», chưa có hiệu lực: chờ người thứ hai xác nhận.`,
      ...impactLines(document.policy, impact),
      ...(proof === undefined ? [] : proofLines(proof)),
      `Người thứ hai chạy: npm run kntc -- policy confirm --document-no "${document.documentNo}" --by <tên>`,
    ]);
    return 0;
  });
}

async function confirm(
  shell: Shell,
  { documentNo, by, yes, json: isJson, tokenFile }: ConfirmOptions,
): Promise<ExitCode> {
  return withPolicies<ExitCode>(
    shell,
    namedPerson(by, tokenFile),
    async (policies, { questions, dataSource }) => {
      const pending = await policies.pending();
      if (pending === undefined) {
        const current = await questions.policy();
        if (current?.documentNo === documentNo) return alreadyInForce(shell, isJson);
        throw new Refusal(NOTHING_PENDING);
      }
      if (pending.documentNo !== documentNo) throw new Refusal(OTHER_DOCUMENT);
      const { policy } = pending;
      const impact = await new PgDisclosures(dataSource).impactOf(policy);
      if (yes !== true) {
        // With --yes the storage refuses it, on record.
        if (isSamePerson(pending.recordedBy, by)) throw new Refusal(SAME_PERSON);
        shell.answer(isJson, { confirmed: false, needs: '--yes', pending, impact }, () => [
          ...pendingLines(pending),
          ...impactLines(policy, impact),
          'Chưa xác nhận. Nếu đúng văn bản và đồng ý, chạy lại lệnh với --yes.',
        ]);
        return 1;
      }
      const proof = policy === 'not-read' ? await proveSources(shell.place()) : undefined;
      if (proof?.isProven === false) {
        for (const line of [...proof.lines, ...NOT_PROVEN]) shell.terminal.err(line);
        return 1;
      }
      const outcome = await policies.confirm(documentNo, by);
      if (outcome !== 'confirmed') throw notConfirmed(outcome);
      shell.answer(isJson, { confirmed: true, policy, impact }, () => [
        `Chính sách «${policy}» có hiệu lực: ${MEANINGS[policy]}.`,
        ...impactLines(policy, impact),
        'Cổng xét lại các đơn trong vài giây. Xem kết quả: npm run kntc -- status.',
      ]);
      return 0;
    },
  );
}

async function withdraw(
  shell: Shell,
  { reason, json: isJson, ...person }: WithdrawOptions,
): Promise<ExitCode> {
  return withPolicies<ExitCode>(shell, person, async (policies) => {
    const outcome = await policies.withdraw(person.actor, reason);
    if (outcome === 'nothing-pending') throw new Refusal(NOTHING_PENDING);
    if (isAccessRefusal(outcome)) throw new Refusal(accessRefusal(outcome, 'policy'));
    shell.answer(isJson, { withdrawn: true }, () => [
      'Đã rút chính sách đang chờ xác nhận.',
      'Chính sách đang áp dụng (nếu có) không đổi.',
      'Xem: npm run kntc -- policy show.',
    ]);
    return 0;
  });
}

async function disclosed(shell: Shell, options: DisclosedOptions): Promise<ExitCode> {
  const { limit, after, json: isJson, ...by } = options;
  const place = shell.place();
  const items = await withCurrentDatabase(place, (database) =>
    readAs(place, database, {
      what: 'policy disclosed',
      kind: 'judgement',
      by,
      read: (scope) => new PgDisclosures(database.dataSource).disclosed(after ?? '', limit, scope),
    }),
  );
  const last = items.length === limit ? items.at(-1)?.reference : undefined;
  shell.answer(isJson, { items, next: last ?? null }, () => {
    if (items.length === 0) return ['Không có đơn tố cáo nào đã gửi thông tin người tố cáo lên CSDLQG.'];
    return [
      'Các đơn tố cáo đã gửi cả thông tin người tố cáo. Cổng không xoá được gì trên CSDLQG.',
      ...table(
        ['Mã hồ sơ', 'Cơ quan', 'Mã trên CSDLQG', 'Gửi lần đầu'],
        items.map((row) => [
          row.reference,
          row.agency,
          row.nationalId ?? 'chưa rõ',
          vietnamTime(row.firstSentAt),
        ]),
      ),
      ...(last === undefined ? [] : [`Còn nữa: --after ${last}`]),
      'Muốn xoá hoặc che: văn bản của tỉnh đề nghị Thanh tra Chính phủ, kèm các mã trên CSDLQG này.',
    ];
  });
  return 0;
}

function withPolicies<T>(
  shell: Shell,
  people: NamedPeople,
  work: (policies: PgPolicies, database: OpenDatabase) => Promise<T>,
): Promise<T> {
  const place = shell.place();
  const province = loadProvince(place.environment.configDir);
  return withCurrentDatabase(place, async (database) => {
    const { audit } = await openAudit(place, database);
    const approvals = await openApprovals(place, database, { audit, people });
    return work(
      new PgPolicies({
        dataSource: database.dataSource,
        ids: randomIds,
        provinceId: province.id,
        audit,
        approvals,
      }),
      database,
    );
  });
}

/** Each act is one person's: whoever is at the keyboard. */
function namedPerson(actor: string, tokenFile: string | undefined): NamedPeople {
  return { actor, ...(tokenFile !== undefined && { tokenFile }) };
}

function alreadyInForce(shell: Shell, isJson: true | undefined): ExitCode {
  shell.answer(isJson, { recorded: false, repeated: true }, () => [
    'Chính sách này đã được ghi nhận từ trước và đang có hiệu lực.',
    'Không ghi lại lần nữa.',
    'Không phải làm gì.',
  ]);
  return 0;
}

function isInForce(wanted: PolicyDocument, current: PolicyRow | undefined): boolean {
  if (current === undefined) return false;
  const keys = ['policy', 'documentNo', 'documentDate', 'signatory'] as const;
  return keys.every((key) => wanted[key] === current[key]);
}
