import { readFileSync } from 'node:fs';
import { createKeyedDigest } from '@kntc/confidentiality';
import { accountDigests, isSamePerson, POSITIONS } from '@kntc/domain';
import type { Position } from '@kntc/domain';
import { loadAccess, loadProvince, randomIds } from '@kntc/platform';
import { PgAccess, PgAccounts } from '@kntc/storage';
import type { NamedAccount, TwoPeople } from '@kntc/storage';
import { Command } from 'commander';
import { isoDate, oneOf, reference, said } from '../arguments';
import { openAudit } from '../database/open-audit';
import { withCurrentDatabase } from '../database/open-database';
import { Refusal, wrongUsage } from '../refusal';
import type { Shell } from '../shell';
import type { ExitCode } from '../terminal';

type By = TwoPeople & { readonly json?: true };
type Linking = By & {
  readonly account: string;
  readonly agency: string;
  readonly position: Position;
  readonly personFile: string;
};
type Delegating = By & Record<'account' | 'agency' | 'documentNo' | 'from' | 'until', string>;
type Excluding = By & { readonly account?: string; readonly agency?: string };

interface Tools {
  readonly access: PgAccess;
  readonly named: (login: string) => Promise<NamedAccount>;
  readonly digestsOf: (personFile: string) => readonly string[];
}

/** `kntc access`: whose account is whose, who decides for whom, who must not know of which case. */
export function accessCommand(shell: Shell): Command {
  const command = new Command('access').description(
    'Phân quyền: gắn người, uỷ quyền, loại trừ, bộ vai trò mẫu.',
  );
  byTwo(command.command('link'))
    .description('Gắn tài khoản với người thật, để người bị tố cáo không thấy vụ việc của mình.')
    .requiredOption('--account <tên>', 'tên đăng nhập', said)
    .requiredOption('--agency <id>', 'cơ quan công tác, id trong agencies.yaml', said)
    .requiredOption('--position <chức vụ>', POSITIONS.join(' | '), (text) => oneOf(POSITIONS, text))
    .requiredOption('--person-file <tệp>', 'dòng 1: số định danh, dòng 2: họ tên; chỉ lưu dấu băm', said)
    .action(shell.does((options: Linking) => link(shell, options)));
  byTwo(command.command('delegate'))
    .description('Ghi nhận văn bản uỷ quyền của người đứng đầu.')
    .requiredOption('--account <tên>', 'tên đăng nhập của người được uỷ quyền', said)
    .requiredOption('--agency <id>', 'cơ quan uỷ quyền', said)
    .requiredOption('--document-no <số>', 'số văn bản', said)
    .requiredOption('--from <ngày>', 'có hiệu lực từ, yyyy-MM-dd', isoDate)
    .requiredOption('--until <ngày>', 'đến hết, yyyy-MM-dd', isoDate)
    .action(shell.does((options: Delegating) => delegate(shell, options)));
  byTwo(command.command('exclude'))
    .description('Loại trừ một tài khoản hoặc cả một cơ quan khỏi một vụ việc.')
    .argument('<reference>', 'mã hồ sơ địa phương', reference)
    .option('--account <tên>', 'tên đăng nhập', said)
    .option('--agency <id>', 'id của cơ quan', said)
    .action(shell.does((target: string, options: Excluding) => exclude(shell, target, options)));
  command
    .command('presets')
    .description('Các bộ vai trò mẫu trong access.yaml, đã kiểm tra.')
    .option('--json', 'in kết quả cho máy đọc')
    .action(shell.does((options: { readonly json?: true }) => presets(shell, options.json)));
  return command;
}

function byTwo(command: Command): Command {
  return command
    .requiredOption('--recorded-by <tên>', 'người ghi nhận', said)
    .requiredOption('--second-person <tên>', 'người thứ hai xác nhận', said)
    .requiredOption('--reason <lý do>', 'lý do, văn bản', said)
    .option('--json', 'in kết quả cho máy đọc');
}

async function link(
  shell: Shell,
  { account, agency, position, personFile, ...by }: Linking,
): Promise<ExitCode> {
  return withAccess(shell, { by, agency }, async ({ access, named, digestsOf }) => {
    const digests = digestsOf(personFile);
    await access.link({ ...(await named(account)), agencyId: agency, position, digests }, by);
    return done(shell, by, 'Đã gắn tài khoản với người.');
  });
}

async function delegate(
  shell: Shell,
  { account, agency, documentNo, from, until, ...by }: Delegating,
): Promise<ExitCode> {
  if (until < from) throw wrongUsage('Ngày hết hiệu lực trước ngày có hiệu lực.', 'Sửa --from hoặc --until.');
  return withAccess(shell, { by, agency }, async ({ access, named }) => {
    const given = { agencyId: agency, documentNo, validFrom: from, validUntil: until };
    await access.delegate(await named(account), given, by);
    return done(shell, by, 'Đã ghi nhận uỷ quyền.');
  });
}

async function exclude(
  shell: Shell,
  target: string,
  { account, agency, ...by }: Excluding,
): Promise<ExitCode> {
  if ((account === undefined) === (agency === undefined))
    throw wrongUsage('Chưa rõ loại trừ ai.', 'Dùng đúng một trong hai: --account hoặc --agency.');
  return withAccess(shell, { by, agency }, async ({ access, named }) => {
    const whom = account === undefined ? { agencyId: agency ?? '' } : { account: await named(account) };
    if ((await access.exclude(target, whom, by)) === 'done')
      return done(shell, by, 'Đã loại trừ khỏi vụ việc.');
    throw new Refusal([
      `Không có hồ sơ ${target}.`,
      'Không có gì thay đổi.',
      'Kiểm tra lại mã bằng npm run kntc -- holds list.',
    ]);
  });
}

function withAccess(
  shell: Shell,
  { by, agency }: { readonly by: By; readonly agency: string | undefined },
  work: (tools: Tools) => Promise<ExitCode>,
): Promise<ExitCode> {
  if (isSamePerson(by.recordedBy, by.secondPerson))
    throw wrongUsage('Người ghi nhận và người thứ hai là cùng một người.', 'Để một người khác xác nhận.');
  const place = shell.place();
  const province = loadProvince(place.environment.configDir);
  if (agency !== undefined && agency !== province.id && !province.superiors.has(agency))
    throw wrongUsage(`Không có cơ quan «${agency.slice(0, 40)}».`, 'Dùng id trong agencies.yaml.');
  return withCurrentDatabase(place, async (database) => {
    const { dataSource } = database;
    const { audit, keys } = await openAudit(place, database);
    const accounts = new PgAccounts({ dataSource, ids: randomIds, audit, provinceId: province.id });
    return work({
      access: new PgAccess(dataSource, randomIds, province.id, audit),
      named: async (login) => accountNamed(login, await accounts.idOf(login)),
      digestsOf: (file) => accountDigests(personOf(file), createKeyedDigest(keys)),
    });
  });
}

function accountNamed(login: string, accountId: string | undefined): NamedAccount {
  if (accountId !== undefined) return { accountId, login };
  throw wrongUsage(`Không có tài khoản «${login.slice(0, 40)}».`, 'Kiểm tra lại tên đăng nhập.');
}

/** Not from the command line: that stands in the list of processes and in the shell's history. */
function personOf(file: string): { readonly idNumber: string; readonly fullName: string } {
  const [idNumber = '', fullName = ''] = readFileSync(file, 'utf8')
    .split(/\r?\n/)
    .map((line) => line.trim());
  if (idNumber !== '' && fullName !== '') return { idNumber, fullName };
  throw wrongUsage('Tệp thiếu số định danh hoặc họ tên.', 'Dòng 1: số định danh; dòng 2: họ tên.');
}

function done(shell: Shell, { json }: By, what: string): ExitCode {
  shell.answer(json, { result: 'done' }, () => [
    what,
    'Có hiệu lực ngay và đã ghi vào nhật ký.',
    'Không phải làm gì.',
  ]);
  return 0;
}

async function presets(shell: Shell, isJson: true | undefined): Promise<ExitCode> {
  const { presets: all } = loadAccess(shell.place().environment.configDir);
  shell.answer(isJson, all, () =>
    all.flatMap(({ id, name, people }) => [
      `${id}: ${name}`,
      ...people.map((one) => `  ${one.id} (${one.at}): ${one.roles.join(', ')} – ${one.name}`),
    ]),
  );
  return 0;
}
