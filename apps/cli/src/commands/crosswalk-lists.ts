import { mendUnits, UnitRegister, type CodeListDoubt } from '@kntc/domain';
import { createSearchDigest } from '@kntc/confidentiality';
import { loadProvince, loadUnits } from '@kntc/platform';
import { PgCodeLists, type CodeListWait, type TouchedCode } from '@kntc/storage';
import type { Command } from 'commander';
import { accessRefusal } from '../access-refusal';
import { count, digest, DIGEST_SHOWN, isoDate, said } from '../arguments';
import { openApprovals, withBothProofs, type ProofOptions } from '../database/open-approvals';
import { openAudit } from '../database/open-audit';
import { withCurrentDatabase } from '../database/open-database';
import { table, vietnamTime } from '../output';
import { Refusal, wrongUsage, type ThreeLines } from '../refusal';
import type { Shell } from '../shell';
import type { ExitCode } from '../terminal';

const LISTS = 14;
/** Of what came in nothing uses anything yet: a few names are enough. */
const SHOWN = 10;

interface AcceptOptions extends ProofOptions {
  readonly version?: string;
  readonly from?: string;
  readonly evenIfMostGone?: true;
  readonly actor?: string;
  readonly approver?: string;
  readonly reason?: string;
  readonly json?: true;
}

/** `kntc crosswalk lists` and `accept-list`: national lists that changed, what it touches, and putting them into use. */
export function addCodeListCommands(command: Command, shell: Shell): void {
  command
    .command('lists')
    .description(
      'Danh mục quốc gia đã đổi, đang chờ hai bên duyệt: mã nào mất, đổi tên, bao nhiêu hồ sơ dùng.',
    )
    .option('--json', 'in kết quả cho máy đọc')
    .action(shell.does((options: { readonly json?: true }) => lists(shell, options.json)));
  withBothProofs(command.command('accept-list'))
    .description(
      'Duyệt danh mục quốc gia đã đổi. Không có --version: chỉ xem thay đổi. Cổng đang chạy tự nhận.',
    )
    .argument('<danh mục>', 'số danh mục (1–14)', count(LISTS))
    .option('--version <phiên bản>', 'đúng phiên bản đã xem (12 ký tự đầu, lệnh in ra khi xem)', digest)
    .option(
      '--from <ngày>',
      'ngày đầu tiên danh mục mới có hiệu lực, năm-tháng-ngày (mặc định: hôm nay)',
      isoDate,
    )
    .option('--even-if-most-gone', 'đã xem và hiểu rằng hơn nửa số mã không còn')
    .option('--actor <tên>', 'người đề nghị', said)
    .option('--approver <tên>', 'người duyệt, ở phía kia (thanh tra hoặc công nghệ thông tin)', said)
    .option('--reason <lý do>', 'lý do, được ghi vào nhật ký', said)
    .option('--json', 'in kết quả cho máy đọc')
    .action(shell.does((list: number, options: AcceptOptions) => accept(shell, list, options)));
}

async function lists(shell: Shell, isJson: true | undefined): Promise<ExitCode> {
  const items = await withLists(shell, {}, (codeLists) => codeLists.waiting());
  shell.answer(isJson, { items }, () =>
    items.length === 0
      ? ['Không có danh mục quốc gia nào chờ duyệt.']
      : items.flatMap((wait) => [
          ...waitLines(wait, unitsOf(shell)),
          `Duyệt: npm run kntc -- crosswalk accept-list ${wait.list}`,
        ]),
  );
  return 0;
}

function accept(shell: Shell, list: number, options: AcceptOptions): Promise<ExitCode> {
  return withLists(shell, options, async (codeLists) => {
    const wait = (await codeLists.waiting()).find((one) => one.list === list);
    if (wait === undefined) throw new Refusal(notWaiting(list));
    const { version } = options;
    if (version === undefined) return show(shell, wait, options.json);
    if (!wait.version.startsWith(version)) throw new Refusal(otherVersion(list));
    const by = namedBy(options);
    const { from: fromDay, evenIfMostGone: evenIfDoubtful } = options;
    const done = await codeLists.accept({ list, version: wait.version, fromDay, evenIfDoubtful, ...by });
    if (done.kind === 'refused') throw new Refusal(accessRefusal(done.why, 'mapping'));
    if (done.kind === 'not-waiting') throw new Refusal(notWaiting(list));
    if (done.kind === 'other-version') throw new Refusal(otherVersion(list));
    if (done.kind === 'doubtful') throw new Refusal(doubtful(list));
    shell.answer(options.json, { accepted: true, ...wait }, () => [
      `Đã duyệt danh mục ${list} (phiên bản ${wait.version.slice(0, DIGEST_SHOWN)}).`,
      'Hồ sơ được xét lại trong vài giây; việc trước ngày hiệu lực giữ mã cũ.',
      'Mã nào chưa đối chiếu được: npm run kntc -- crosswalk missing.',
    ]);
    return 0;
  });
}

function show(shell: Shell, wait: CodeListWait, isJson: true | undefined): ExitCode {
  const command = `npm run kntc -- crosswalk accept-list ${wait.list} --version ${wait.version.slice(0, DIGEST_SHOWN)}`;
  shell.answer(isJson, { accepted: false, needs: '--version', ...wait }, () => [
    ...waitLines(wait, unitsOf(shell)),
    'Chưa duyệt: danh mục cũ vẫn dùng.',
    `Đồng ý thì chạy: ${command} --from <ngày hiệu lực> --actor <tên> --approver <tên> --reason "<lý do>"`,
    'Không đồng ý thì không phải làm gì; CSDLQG trả lại danh mục cũ thì hết chờ.',
  ]);
  return 1;
}

function waitLines(
  { list, version, since, change, doubt, touched }: CodeListWait,
  units: UnitRegister | undefined,
): readonly string[] {
  const { added, removed, renamed } = change;
  const names = added.slice(0, SHOWN).map(({ code, name }) => `${code} ${name}`);
  return [
    `Danh mục ${list} trên CSDLQG đã đổi, chờ hai bên duyệt từ ${vietnamTime(since)} (phiên bản ${version.slice(0, DIGEST_SHOWN)}): thêm ${added.length}, mất ${removed.length}, đổi tên ${renamed.length}.`,
    ...(doubt === undefined ? [] : [`! ${DOUBTS[doubt]}`]),
    ...(touched.length === 0
      ? []
      : table(['Mã', 'Tên đang dùng', 'Thay đổi', 'Hồ sơ đang dùng', 'Dòng đối chiếu'], touched.map(cells))),
    ...touched.flatMap((one) => splitLines(one, units)),
    ...(added.length === 0 ? [] : [`Mã thêm: ${names.join('; ')}${added.length > SHOWN ? '; …' : ''}`]),
  ];
}

function cells({ code, name, renamedTo, cases, crosswalkRows }: TouchedCode): readonly (string | number)[] {
  return [code, name, renamedTo === undefined ? 'không còn' : `tên mới: ${renamedTo}`, cases, crosswalkRows];
}

/** Communes that are known to have been split: which of the new ones it is, a person says for each record. */
function splitLines(
  { code, name, renamedTo, within }: TouchedCode,
  units: UnitRegister | undefined,
): readonly string[] {
  const [province, district] = within;
  if (units === undefined || renamedTo !== undefined || province === undefined) return [];
  const names = units.splitInto(name, { province, district }).map((unit) => unit.name);
  return names.length === 0
    ? []
    : [
        `! ${code} ${name} bị chia thành ${names.join(', ')}: khai cả các mã mới (to: [...]) để người chọn cho từng hồ sơ.`,
      ];
}

function unitsOf(shell: Shell): UnitRegister | undefined {
  const raw = loadUnits(shell.place().environment.configDir);
  return raw === undefined ? undefined : new UnitRegister(mendUnits(raw));
}

const DOUBTS: Readonly<Record<CodeListDoubt, string>> = {
  empty:
    'Không còn mã nào như cũ: có thể CSDLQG trả lời nhầm danh mục khác hoặc danh mục rỗng. Hỏi Thanh tra Chính phủ trước khi duyệt.',
  'most-gone':
    'Hơn nửa số mã không còn: có thể CSDLQG trả lời nhầm danh mục khác hoặc thiếu. Hỏi Thanh tra Chính phủ trước khi duyệt.',
};

function withLists<T>(
  shell: Shell,
  people: AcceptOptions,
  work: (codeLists: PgCodeLists) => Promise<T>,
): Promise<T> {
  const place = shell.place();
  return withCurrentDatabase(place, async (database) => {
    const { dataSource } = database;
    const { audit, keys } = await openAudit(place, database);
    const approvals = await openApprovals(place, database, { audit, people });
    const provinceId = loadProvince(place.environment.configDir).id;
    const search = createSearchDigest(keys);
    return work(new PgCodeLists({ dataSource, audit, approvals, provinceId, search }));
  });
}

function namedBy({ actor, approver, reason }: AcceptOptions) {
  if (actor !== undefined && reason !== undefined) return { actor, approver, reason };
  throw wrongUsage(
    'Duyệt danh mục cần --actor, --approver và --reason.',
    'Thêm tên hai người và lý do rồi chạy lại.',
  );
}

function notWaiting(list: number): ThreeLines {
  return [
    `Danh mục ${list} không có thay đổi nào chờ duyệt.`,
    'Không có gì thay đổi.',
    'Xem các danh mục đang chờ: npm run kntc -- crosswalk lists.',
  ];
}

function otherVersion(list: number): ThreeLines {
  return [
    'Danh mục đang chờ không phải phiên bản đã xem: CSDLQG đã đổi tiếp, hoặc người khác vừa duyệt.',
    'Chưa duyệt gì; danh mục đang dùng giữ nguyên.',
    `Xem lại thay đổi: npm run kntc -- crosswalk accept-list ${list}.`,
  ];
}

function doubtful(list: number): ThreeLines {
  return [
    `Hơn nửa số mã của danh mục ${list} không còn: có thể là nhầm danh mục.`,
    'Chưa duyệt gì; danh mục cũ vẫn dùng.',
    'Hỏi Thanh tra Chính phủ. Nếu đúng là như vậy, chạy lại lệnh và thêm --even-if-most-gone.',
  ];
}
