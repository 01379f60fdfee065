import type { TokenMade } from '@kntc/access';
import { MAX_TOKEN_DAYS, MAX_TOKENS_PER_ACCOUNT, TOKEN_PERMISSIONS, vietnamTime } from '@kntc/domain';
import type { AccessTokenRow } from '@kntc/domain';
import { Command } from 'commander';
import { withAccounts } from '../accounts/open-accounts';
import { provePerson, type ProveOptions } from '../accounts/prove-person';
import { login, wordsOf } from '../accounts/rights';
import { count, oneOf, said } from '../arguments';
import { withProof, type ProofOptions } from '../database/open-approvals';
import { table } from '../output';
import { Refusal, wrongUsage } from '../refusal';
import type { Shell } from '../shell';
import type { ExitCode } from '../terminal';

interface Doing extends ProofOptions {
  readonly actor: string;
  readonly reason: string;
  readonly json?: true;
}

interface CreateOptions extends Doing {
  readonly name: string;
  readonly scopes: readonly string[];
  readonly days: number;
}

/** `kntc tokens`: what machines ask the API with, in the name of an account. */
export function tokensCommand(shell: Shell): Command {
  const command = new Command('tokens').description('Mã truy cập API cho máy.');
  command
    .command('list')
    .description('Các mã truy cập và lần dùng gần nhất.')
    .argument('[login]', 'chỉ của tài khoản này', login)
    .option('--json', 'in kết quả cho máy đọc')
    .action(shell.does((owner: string | undefined, { json }: { json?: true }) => list(shell, owner, json)));
  withDoing(command.command('create'))
    .description('Tạo mã truy cập cho tài khoản của mình hoặc một tài khoản máy. Mã chỉ in một lần.')
    .argument('<login>', 'tài khoản đứng tên', login)
    .requiredOption('--name <tên>', 'dùng để làm gì', said)
    .requiredOption('--scopes <quyền>', TOKEN_PERMISSIONS.join(', '), scopes)
    .option('--days <số ngày>', `thời hạn, nhiều nhất ${MAX_TOKEN_DAYS}`, count(MAX_TOKEN_DAYS), 90)
    .action(shell.does((owner: string, options: CreateOptions) => create(shell, owner, options)));
  command
    .command('prove')
    .description('Tạo mã cá nhân chứng minh mình trên dòng lệnh: đầu vào chuẩn là mật khẩu, rồi mã 6 số.')
    .argument('<login>', 'tài khoản của chính mình', login)
    .requiredOption('--file <tệp>', 'ghi mã vào tệp mới này, quyền 0600', said)
    .option('--days <số ngày>', `thời hạn, nhiều nhất ${MAX_TOKEN_DAYS}`, count(MAX_TOKEN_DAYS), 90)
    .option('--json', 'in kết quả cho máy đọc')
    .action(shell.does((owner: string, options: ProveOptions) => provePerson(shell, owner, options)));
  withDoing(command.command('revoke'))
    .description('Thu hồi mã truy cập ngay.')
    .argument('<id>', 'mã số ở tokens list', tokenId)
    .action(shell.does((id: string, options: Doing) => revoke(shell, id, options)));
  return command;
}

function withDoing(command: Command): Command {
  return withProof(command)
    .requiredOption('--actor <tên>', 'người thực hiện', said)
    .requiredOption('--reason <lý do>', 'lý do, được lưu vào nhật ký', said)
    .option('--json', 'in kết quả cho máy đọc');
}

function tokenId(text: string): string {
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)) return text;
  throw wrongUsage(
    'Mã số của mã truy cập không đúng dạng.',
    'Chép cột «Mã số» từ npm run kntc -- tokens list.',
  );
}

function scopes(text: string): readonly string[] {
  return [...new Set(wordsOf(text).map((word) => oneOf(TOKEN_PERMISSIONS, word)))];
}

async function list(shell: Shell, owner: string | undefined, isJson: true | undefined): Promise<ExitCode> {
  const items = await withAccounts(shell.place(), {}, async ({ accounts, tokens }) =>
    tokens.list(owner === undefined ? undefined : await idOf(accounts.idOf(owner))),
  );
  shell.answer(isJson, { items }, () =>
    items.length === 0
      ? ['Chưa có mã truy cập nào.']
      : table(
          ['Mã số', 'Tài khoản', 'Tên', 'Quyền', 'Hết hạn', 'Dùng gần nhất', 'Tình trạng'],
          items.map((one) => [
            one.id,
            one.login,
            one.name,
            one.scopes.join(', '),
            vietnamTime(new Date(one.expiresAt)),
            one.lastUsedAt === undefined ? 'chưa dùng' : vietnamTime(new Date(one.lastUsedAt)),
            stateOf(one),
          ]),
        ),
  );
  return 0;
}

function stateOf({ revokedAt, expiresAt }: AccessTokenRow): string {
  if (revokedAt !== undefined) return 'đã thu hồi';
  return new Date(expiresAt) > new Date() ? 'còn hiệu lực' : 'hết hạn';
}

async function create(shell: Shell, owner: string, options: CreateOptions): Promise<ExitCode> {
  const made = await withAccounts(shell.place(), options, async ({ accounts, tokens, tokenHandler }) => {
    const id = await idOf(accounts.idOf(owner));
    const by = await tokenHandler(options, { act: 'make', accountId: id });
    return tokens.make({ id, login: owner }, options, by);
  });
  if (made.kind === 'refused') throw refusalOf(made);
  const { id, token, expiresAt } = made;
  shell.answer(options.json, { id, token, expiresAt }, () => [
    `Đã tạo mã truy cập cho ${owner}, hết hạn ${vietnamTime(expiresAt)}.`,
    `Mã (chỉ in một lần): ${token}`,
    `Gửi kèm mỗi yêu cầu: Authorization: Bearer <mã>. Thu hồi: npm run kntc -- tokens revoke ${id} …`,
  ]);
  return 0;
}

async function revoke(shell: Shell, id: string, options: Doing): Promise<ExitCode> {
  const isRevoked = await withAccounts(shell.place(), options, async ({ tokens, tokenHandler }) =>
    tokens.revoke(id, undefined, await tokenHandler(options, { act: 'revoke', tokenId: id })),
  );
  if (!isRevoked)
    throw new Refusal([
      'Không có mã truy cập nào còn hiệu lực với mã số này.',
      'Không có gì thay đổi.',
      'Xem npm run kntc -- tokens list.',
    ]);
  shell.answer(options.json, { id, revoked: true }, () => [
    'Đã thu hồi mã truy cập.',
    'Máy dùng mã này bị từ chối ngay từ yêu cầu sau.',
    'Không phải làm gì.',
  ]);
  return 0;
}

async function idOf(found: Promise<string | undefined>): Promise<string> {
  const id = await found;
  if (id !== undefined) return id;
  throw new Refusal([
    'Không có tài khoản này.',
    'Không có gì thay đổi.',
    'Xem các tài khoản: npm run kntc -- accounts list.',
  ]);
}

function refusalOf({ why }: Extract<TokenMade, { kind: 'refused' }>): Refusal {
  const what =
    why === 'too-many'
      ? `Tài khoản đã khoá, hoặc đã có ${MAX_TOKENS_PER_ACCOUNT} mã còn hiệu lực.`
      : 'Tên (tối đa 80 ký tự), quyền hoặc thời hạn không đúng.';
  return new Refusal([
    what,
    'Chưa tạo mã nào.',
    'Xem npm run kntc -- tokens list, sửa lại rồi chạy lại lệnh.',
  ]);
}
