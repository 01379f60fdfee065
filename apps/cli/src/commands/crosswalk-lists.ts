import { type CodeListDoubt, mendUnits, OPERATION_DONE, UnitRegister, vietnamTime } from '@kntc/domain';
import { createSearchDigest } from '@kntc/confidentiality';
import { loadProvince, loadUnits, randomIds } from '@kntc/platform';
import {
  PgCodeLists,
  type CodeListWait,
  type Command as OperationCommand,
  type OperationResult,
  type TouchedCode,
} from '@kntc/storage';
import type { Command } from 'commander';
import { count, digest, DIGEST_SHOWN, isoDate, said } from '../arguments';
import { openApprovals, withBothProofs, type ProofOptions } from '../database/open-approvals';
import { openAudit } from '../database/open-audit';
import { withCurrentDatabase } from '../database/open-database';
import { REFUSED, refusedLines } from '../operation-answer';
import { table } from '../output';
import { Refusal, wrongUsage } from '../refusal';
import type { Shell } from '../shell';
import type { ExitCode } from '../terminal';

const LISTS = 14;
/** Of what came in nothing uses anything yet: a few names are enough. */
const SHOWN = 10;

interface DecideOptions extends ProofOptions {
  readonly version?: string;
  readonly actor?: string;
  readonly approver?: string;
  readonly reason?: string;
  readonly json?: true;
}

interface AcceptOptions extends DecideOptions {
  readonly from?: string;
  readonly evenIfMostGone?: true;
}

/** `kntc crosswalk lists`, `accept-list`, `refuse-list`: national lists that changed, what it touches, what comes into use. */
export function addCodeListCommands(command: Command, shell: Shell): void {
  command
    .command('lists')
    .description(
      'Danh mục quốc gia đã đổi, đang chờ hai bên duyệt: mã nào mất, đổi tên, bao nhiêu hồ sơ dùng.',
    )
    .option('--json', 'in kết quả cho máy đọc')
    .action(shell.does((options: { readonly json?: true }) => lists(shell, options.json)));
  const acceptList = command
    .command('accept-list')
    .description(
      'Duyệt danh mục quốc gia đã đổi. Không có --version: chỉ xem thay đổi. Cổng đang chạy tự nhận.',
    );
  withDeciding(acceptList)
    .option(
      '--from <ngày>',
      'ngày đầu tiên danh mục mới có hiệu lực, năm-tháng-ngày (mặc định: hôm nay)',
      isoDate,
    )
    .option('--even-if-most-gone', 'đã xem và hiểu rằng hơn nửa số mã không còn')
    .action(shell.does((list: number, options: AcceptOptions) => accept(shell, list, options)));
  const refuseList = command
    .command('refuse-list')
    .description(
      'Không dùng phiên bản này của danh mục quốc gia; danh mục cũ vẫn dùng, CSDLQG đổi tiếp thì cổng hỏi lại.',
    );
  withDeciding(refuseList).action(
    shell.does((list: number, options: DecideOptions) => refuse(shell, list, options)),
  );
}

function withDeciding(command: Command): Command {
  return withBothProofs(command)
    .argument('<danh mục>', 'số danh mục (1–14)', count(LISTS))
    .option('--version <phiên bản>', 'đúng phiên bản đã xem (12 ký tự đầu, lệnh in ra khi xem)', digest)
    .option('--actor <tên>', 'người đề nghị', said)
    .option('--approver <tên>', 'người duyệt, ở phía kia (thanh tra hoặc công nghệ thông tin)', said)
    .option('--reason <lý do>', 'lý do, được ghi vào nhật ký', said)
    .option('--json', 'in kết quả cho máy đọc');
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
  return decide(shell, list, options, async (codeLists, wait) => {
    const { from: fromDay, evenIfMostGone: evenIfDoubtful } = options;
    const asked = { list, version: wait.version, fromDay, evenIfDoubtful };
    orRefused(await codeLists.accept(asked, commandOf(options)));
    shell.answer(options.json, { accepted: true, ...wait }, () => [
      `Đã duyệt danh mục ${list} (phiên bản ${wait.version.slice(0, DIGEST_SHOWN)}).`,
      OPERATION_DONE['list-accepted'][1],
      'Mã nào chưa đối chiếu được: npm run kntc -- crosswalk missing.',
    ]);
  });
}

function refuse(shell: Shell, list: number, options: DecideOptions): Promise<ExitCode> {
  return decide(shell, list, options, async (codeLists, wait) => {
    orRefused(await codeLists.refuse({ list, version: wait.version }, commandOf(options)));
    shell.answer(options.json, { refused: true, ...wait }, () => [
      ...OPERATION_DONE['list-refused'],
      `Nếu đổi ý: npm run kntc -- crosswalk accept-list ${list}.`,
    ]);
  });
}

/** Decides about the version these people saw; without one it only shows what waits. */
function decide(
  shell: Shell,
  list: number,
  options: DecideOptions,
  act: (codeLists: PgCodeLists, wait: CodeListWait) => Promise<void>,
): Promise<ExitCode> {
  return withLists(shell, options, async (codeLists) => {
    const wait = (await codeLists.waiting()).find((one) => one.list === list);
    if (wait === undefined) throw new Refusal(REFUSED['no-list-waits']);
    if (options.version === undefined) return show(shell, wait, options.json);
    if (!wait.version.startsWith(options.version)) throw new Refusal(REFUSED['other-version']);
    await act(codeLists, wait);
    return 0;
  });
}

/** @throws Refusal when it was not carried out */
function orRefused(result: OperationResult): void {
  if (result.kind === 'refused') throw new Refusal(refusedLines(result));
}

function show(shell: Shell, wait: CodeListWait, isJson: true | undefined): ExitCode {
  const command = `npm run kntc -- crosswalk accept-list ${wait.list} --version ${wait.version.slice(0, DIGEST_SHOWN)}`;
  shell.answer(isJson, { accepted: false, needs: '--version', ...wait }, () => [
    ...waitLines(wait, unitsOf(shell)),
    'Chưa duyệt: danh mục cũ vẫn dùng.',
    `Đồng ý thì chạy: ${command} --from <ngày hiệu lực> --actor <tên> --approver <tên> --reason "<lý do>"`,
    `Không đồng ý thì từ chối (crosswalk refuse-list ${wait.list}); CSDLQG trả lại danh mục cũ thì cũng hết chờ.`,
  ]);
  return 1;
}

function waitLines(
  { list, version, since, change, doubt, touched, refused }: CodeListWait,
  units: UnitRegister | undefined,
): readonly string[] {
  const { added, removed, renamed } = change;
  const names = added.slice(0, SHOWN).map(({ code, name }) => `${code} ${name}`);
  return [
    `Danh mục ${list} trên CSDLQG đã đổi, chờ hai bên duyệt từ ${vietnamTime(since)} (phiên bản ${version.slice(0, DIGEST_SHOWN)}): thêm ${added.length}, mất ${removed.length}, đổi tên ${renamed.length}.`,
    ...(refused === undefined
      ? []
      : [`Đã từ chối ${vietnamTime(refused.at)} (${refused.by}): không chờ ai, danh mục cũ vẫn dùng.`]),
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
  if (units === undefined || renamedTo !== undefined) return [];
  const names = units.namesOfSplit(name, within);
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
  people: ProofOptions,
  work: (codeLists: PgCodeLists) => Promise<T>,
): Promise<T> {
  const place = shell.place();
  return withCurrentDatabase(place, async (database) => {
    const { dataSource } = database;
    const { audit, keys } = await openAudit(place, database);
    const approvals = await openApprovals(place, database, { audit, people });
    const provinceId = loadProvince(place.environment.configDir).id;
    const search = createSearchDigest(keys);
    return work(new PgCodeLists({ dataSource, ids: randomIds, audit, approvals, provinceId, search }));
  });
}

/** @throws Refusal when nobody is named */
function commandOf({ actor, approver, reason }: DecideOptions): OperationCommand {
  if (actor !== undefined && reason !== undefined)
    return { actor, approver, reason, idempotencyKey: randomIds.uuid() };
  throw wrongUsage(
    'Quyết định về danh mục cần --actor, --approver và --reason.',
    'Thêm tên hai người và lý do rồi chạy lại.',
  );
}
