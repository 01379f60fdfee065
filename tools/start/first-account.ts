import { randomBytes } from 'node:crypto';
import { PasswordHasher, secretText } from '@kntc/access';
import { randomIds } from '@kntc/platform';
import type { Environment } from '@kntc/platform';
import { PgAccounts } from '@kntc/storage';
import { withAudit } from './demo';

const DEMO_LOGIN = 'demo';
const PASSWORD_BYTES = 12;

/**
 * How one gets in, as lines for the person who started. The demo makes itself an account with a random password, once
 * and never where browsers come from elsewhere; otherwise the first account is made by a command.
 */
export function signInLines(
  databaseUrl: string,
  environment: Environment,
  { provinceId, isDemo }: { readonly provinceId: string; readonly isDemo: boolean },
): Promise<readonly string[]> {
  return withAudit(databaseUrl, environment, async ({ dataSource, audit }) => {
    const accounts = new PgAccounts({ dataSource, audit, ids: randomIds, provinceId });
    if (!(await accounts.isEmpty())) return [];
    if (!isDemo || environment.publicUrl !== undefined) return [FIRST_ACCOUNT];
    const password = await makeDemoAccount(accounts);
    return [
      `Tài khoản dùng thử: ${DEMO_LOGIN}   mật khẩu: ${password}   (chỉ in lần này)`,
      `Quên mật khẩu: npm run kntc -- accounts reset ${DEMO_LOGIN} --actor <tên> --reason <lý do>`,
    ];
  });
}

async function makeDemoAccount(accounts: PgAccounts): Promise<string> {
  const password = secretText(randomBytes(PASSWORD_BYTES));
  const hasher = new PasswordHasher(randomBytes);
  try {
    await accounts.create(
      {
        login: DEMO_LOGIN,
        roles: ['operator', 'inspector'],
        agencies: 'all',
        passwordHash: await hasher.hash(password),
        mustChange: false,
        needsCode: false,
      },
      { actor: 'npm start', reason: 'tài khoản dùng thử trên máy này', idempotencyKey: randomIds.uuid() },
    );
  } finally {
    await hasher.close();
  }
  return password;
}

const FIRST_ACCOUNT =
  'Chưa có tài khoản nào. Tạo tài khoản đầu tiên: npm run kntc -- accounts create <tên> --roles config-admin --actor <tên> --reason <lý do>';
