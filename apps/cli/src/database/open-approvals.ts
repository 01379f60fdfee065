import { randomBytes } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { AccessTokens } from '@kntc/access';
import { isSamePerson, PROOF_SCOPE } from '@kntc/domain';
import { loadAccess, loadProvince, randomIds, systemClock } from '@kntc/platform';
import { PgAccessSettings, PgAccessTokens, PgApprovals } from '@kntc/storage';
import type { PgAudit } from '@kntc/storage';
import type { Command } from 'commander';
import { said } from '../arguments';
import { wrongUsage } from '../refusal';
import type { OpenDatabase } from './open-database';
import type { Place } from './place';

/** How the people of a command prove who they are; without a file somebody is only named. */
export interface ProofOptions {
  readonly tokenFile?: string;
  readonly approverTokenFile?: string;
}

/** The people a command names, and their proofs. */
export interface NamedPeople extends ProofOptions {
  /** Whoever is at the keyboard. */
  readonly actor?: string | undefined;
  readonly approver?: string | undefined;
}

export function withProof(command: Command): Command {
  return command.option(
    '--token-file <tệp>',
    'mã cá nhân của người thực hiện, để chứng minh (mặc định: KNTC_TOKEN_FILE)',
    said,
  );
}

export function withBothProofs(command: Command): Command {
  return withProof(command).option('--approver-token-file <tệp>', 'mã cá nhân của người thứ hai', said);
}

/**
 * The rules about who decides, knowing which of the named people proved who they are.
 * @throws Refusal for a token that is nobody's, not made for this, of somebody else, or open to others on this machine
 */
export async function openApprovals(
  { environment }: Place,
  { dataSource }: Pick<OpenDatabase, 'dataSource'>,
  { audit, people }: { readonly audit: PgAudit; readonly people: NamedPeople },
): Promise<PgApprovals> {
  const { configDir } = environment;
  const tools = { dataSource, audit, provinceId: loadProvince(configDir).id };
  const { inForce } = await new PgAccessSettings(tools).take(loadAccess(configDir).asked);
  const rules = new PgApprovals(systemClock, inForce);
  const store = new PgAccessTokens(tools);
  const tokens = new AccessTokens({ store, clock: systemClock, ids: randomIds, random: randomBytes });
  const proofs = [
    { name: people.actor, file: people.tokenFile ?? environment.tokenFile },
    { name: people.approver, file: people.approverTokenFile },
  ];
  const proved: string[] = [];
  for (const { name, file } of proofs)
    if (name !== undefined && file !== undefined) proved.push(await provedBy(tokens, name, file));
  return rules.knowing(proved);
}

async function provedBy(tokens: AccessTokens, name: string, file: string): Promise<string> {
  const owner = await tokens.principalOf(tokenIn(file));
  if (owner?.scopes?.includes(PROOF_SCOPE) !== true)
    throw wrongUsage(
      `Mã cá nhân trong ${file} không dùng được: sai, hết hạn, đã thu hồi hoặc không phải loại ${PROOF_SCOPE}.`,
      'Chủ tài khoản tạo mã mới: npm run kntc -- tokens prove <tên> --file <tệp>.',
    );
  if (!isSamePerson(owner.login, name))
    throw wrongUsage(
      `Mã cá nhân trong ${file} không phải của «${name.slice(0, 40)}».`,
      'Mỗi người dùng mã của chính mình.',
    );
  return owner.login;
}

/** Whoever can read a token can be its owner: the file is for one user of this machine only. */
function tokenIn(file: string): string {
  const found = statSync(file, { throwIfNoEntry: false });
  if (found?.isFile() !== true)
    throw wrongUsage(`Không có tệp mã cá nhân ${file}.`, 'Kiểm tra lại đường dẫn.');
  if (process.platform !== 'win32' && (found.mode & 0o077) !== 0)
    throw wrongUsage(`Người khác trên máy này đọc được ${file}.`, `Chạy: chmod 600 ${file}`);
  return readFileSync(file, 'utf8').trim();
}
