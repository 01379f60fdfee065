import type { AccessRuleChange, AccessRules } from '@kntc/domain';
import { loadAccess, loadProvince } from '@kntc/platform';
import { accessStanding, PgAccessSettings, type AccessStanding } from '@kntc/storage';
import { accessRefusal } from '../access-refusal';
import { DIGEST_SHOWN } from '../arguments';
import { openApprovals, type ProofOptions } from '../database/open-approvals';
import { openAudit } from '../database/open-audit';
import { withCurrentDatabase, type OpenDatabase } from '../database/open-database';
import type { Place } from '../database/place';
import { Refusal, wrongUsage, type ThreeLines } from '../refusal';
import type { Shell } from '../shell';
import type { ExitCode } from '../terminal';

export interface Accepting extends ProofOptions {
  readonly version?: string;
  readonly actor?: string;
  readonly approver?: string;
  readonly reason?: string;
  readonly json?: true;
}

/** Two sides put looser rules of `access.yaml` in force, having seen what changes. */
export async function acceptSettings(shell: Shell, options: Accepting): Promise<ExitCode> {
  const place = shell.place();
  const { asked } = loadAccess(place.environment.configDir);
  return withCurrentDatabase(place, async (database) => {
    const standing = await accessStanding(database.dataSource, asked);
    const { version } = options;
    if (standing.waiting.length === 0) throw new Refusal(NOT_WAITING);
    if (version === undefined) return show(shell, standing, options.json);
    if (!standing.version.startsWith(version)) throw new Refusal(OTHER_VERSION);
    await putInForce(place, database, { asked, version: standing.version, options });
    shell.answer(options.json, { accepted: true, ...toJson(standing) }, () => [
      `Đã duyệt quy định ${standing.version.slice(0, DIGEST_SHOWN)} của access.yaml.`,
      ...changeLines(standing.waiting),
      'Dòng lệnh theo quy định này từ bây giờ; cổng đang chạy theo từ lần khởi động sau.',
    ]);
    return 0;
  });
}

function show(shell: Shell, standing: AccessStanding, isJson: true | undefined): ExitCode {
  const command = `npm run kntc -- access accept-settings --version ${standing.version.slice(0, DIGEST_SHOWN)}`;
  shell.answer(isJson, { accepted: false, needs: '--version', ...toJson(standing) }, () => [
    `access.yaml nới quy định, chờ hai bên duyệt (phiên bản ${standing.version.slice(0, DIGEST_SHOWN)}):`,
    ...changeLines(standing.waiting),
    'Chưa duyệt: quy định chặt hơn vẫn dùng.',
    `Đồng ý thì chạy: ${command} --actor <tên> --approver <tên> --reason "<lý do>"`,
    'Không đồng ý: trả access.yaml về như cũ; không cần ai duyệt.',
  ]);
  return 1;
}

const KEYS: Readonly<Record<keyof AccessRules, string>> = {
  resyncAlone: 'số hồ sơ một người được đồng bộ lại một lượt, không cần người duyệt',
  unmaskDailyCap: 'số lần mở trường bị che của một tài khoản trong ngày',
  requireAccounts: 'từ khi nào chỉ tài khoản được quyết định',
  requireProof: 'người tham gia quyết định phải tự chứng minh bằng mã cá nhân',
};

function changeLines(changes: readonly AccessRuleChange[]): readonly string[] {
  return changes.map(({ key, from, to }) => `  ~ ${key} (${KEYS[key]}): ${inWords(from)} → ${inWords(to)}`);
}

const VALUES: Readonly<Record<string, string>> = {
  true: 'có',
  false: 'không',
  always: 'ngay từ đầu (always)',
  'both-sides-exist': 'từ khi có tài khoản của cả hai bên (both-sides-exist)',
};

function inWords(value: string): string {
  return VALUES[value] ?? value;
}

function toJson({ version, waiting }: AccessStanding) {
  return { version, changes: waiting };
}

interface Seen {
  readonly asked: AccessRules;
  readonly version: string;
  readonly options: Accepting;
}

/** @throws Refusal when these people may not, or when the file asks for something else by now */
async function putInForce(
  place: Place,
  database: OpenDatabase,
  { asked, version, options }: Seen,
): Promise<void> {
  const { actor, approver, reason } = options;
  if (actor === undefined || reason === undefined)
    throw wrongUsage(
      'Duyệt quy định cần --actor, --approver và --reason.',
      'Thêm tên hai người và lý do rồi chạy lại.',
    );
  const { audit } = await openAudit(place, database);
  const approvals = await openApprovals(place, database, { audit, people: options });
  const provinceId = loadProvince(place.environment.configDir).id;
  const settings = new PgAccessSettings({ dataSource: database.dataSource, audit, provinceId });
  const done = await settings.accept(asked, version, { actor, approver, reason, approvals });
  if (done.kind === 'refused') throw new Refusal(accessRefusal(done.why, 'mapping'));
  if (done.kind === 'not-waiting') throw new Refusal(NOT_WAITING);
  if (done.kind === 'other-version') throw new Refusal(OTHER_VERSION);
}

const NOT_WAITING: ThreeLines = [
  'access.yaml không nới quy định nào: không có gì chờ duyệt.',
  'Không có gì thay đổi.',
  'Chặt hơn thì có hiệu lực ngay (cổng đang chạy: từ lần khởi động sau), không cần ai duyệt.',
];

const OTHER_VERSION: ThreeLines = [
  'access.yaml không phải phiên bản đã xem.',
  'Chưa duyệt gì; quy định chặt hơn vẫn dùng.',
  'Xem lại thay đổi: npm run kntc -- access accept-settings.',
];
