import { randomIds } from '@kntc/platform';
import { aUserRow } from '../../../../test/builders';
import { alone, ON, PeopleBench } from '../../../../test/contract/people-bench';
import { testHouse, usePool } from '../../../../test/contract/stores-under-test';
import { subjectUsers } from '../subjects/subject-users';
import { accountCounts } from './account-counts';
import { PgNationalAccounts } from './pg-national-accounts';

const LAN = aUserRow('lan.tt@tinh.gov.vn');

describe('accounts that are counted, confirmed and removed, on PostgreSQL', () => {
  const pool = usePool();
  let bench: PeopleBench;
  beforeEach(async () => {
    bench = await PeopleBench.open(pool.dataSource);
  });

  it('are counted by agency, by what they are and how they are used', async () => {
    await bench.take([
      LAN,
      aUserRow('an.nv@tinh.gov.vn', { name: 'An' }),
      aUserRow('ba.nv@tinh.gov.vn', { name: 'Ba' }),
    ]);
    await pool.dataSource.query("update account set signed_in_at = '2026-11-01' where login = 'an.nv'");
    await pool.dataSource.query("update account set signed_in_at = '2026-01-01' where login = 'ba.nv'");
    const since = new Date('2026-08-30T00:00:00Z');
    const counts = await accountCounts(pool.dataSource.manager, 'everything', since);
    expect(counts).toEqual([
      { agency: 'P', administrators: 1, users: 1, machines: 0, active: 0, unused: 0, never: 2, disabled: 0 },
      {
        agency: 'ttt',
        administrators: 0,
        users: 3,
        machines: 0,
        active: 1,
        unused: 1,
        never: 1,
        disabled: 0,
      },
    ]);
    expect((await bench.listed({ state: { is: 'unused', since } })).map(({ login }) => login)).toEqual([
      'ba.nv',
    ]);
    expect((await bench.listed({ state: { is: 'active', since } })).map(({ login }) => login)).toEqual([
      'an.nv',
    ]);
    expect(await bench.listed({ state: { is: 'never', since } })).toHaveLength(3);
    expect(await accountCounts(pool.dataSource.manager, { accountId: '', agencies: ['sxd'] }, since)).toEqual(
      [],
    );
  });

  it('are removed once shut: nothing of them stays but the name in the audit, which nobody gets again', async () => {
    await bench.take([LAN]);
    expect(await bench.removal.remove('lan.tt', alone())).toMatchObject({ why: 'not-disabled' });
    await bench.accounts.disable('lan.tt', alone());
    expect(await bench.removal.remove('lan.tt', alone('lan.tt'))).toMatchObject({ kind: 'refused' });
    expect(await bench.removal.remove('lan.tt', alone())).toEqual({ kind: 'done' });
    expect(await bench.removal.remove('lan.tt', alone())).toEqual({ kind: 'not-found' });
    const left: { row: string }[] = await pool.dataSource.query(
      `select row_to_json(a)::text as row from account a where removed_at is not null
       union all select row_to_json(u)::text from gateway_user u`,
    );
    expect(JSON.stringify(left)).not.toMatch(/lan\.tt/);
    expect(left[1]?.row).toMatch(/"sealed":null,"email_digest":null/);
    expect((await bench.audited()).at(-2)).toBe('accounts remove lan.tt done');
    expect(await bench.accounts.unlock('lan.tt', () => [], alone())).toEqual({ kind: 'not-found' });
    const [gone] = await bench.listed({ state: { is: 'removed', since: new Date() } });
    expect(await bench.accounts.unlock(gone?.login ?? '', () => [], alone())).toEqual({ kind: 'not-found' });
    expect(await bench.account('lan.tt', ['operator'])).toMatchObject({ why: 'login-retired' });
    expect((await bench.take([LAN])).plan).toMatchObject([{ state: 'refused', problems: ['login-retired'] }]);
  });

  it('hold accounts in the national system that are confirmed each quarter', async () => {
    await bench.take([LAN]);
    const national = new PgNationalAccounts(bench.tools);
    const page = async (filter = {}) =>
      (await national.page({ filter, after: undefined, limit: 9 }, 'everything')).items;
    const one = { login: 'lan.tt', name: 'ttt_lan', duties: ['1' as const], since: '2026-02-01' };
    expect(await national.record({ ...one, login: 'ai-do' }, alone())).toEqual({ kind: 'not-found' });
    expect(await national.record({ ...one, since: '2026-11-29' }, alone())).toMatchObject({
      why: 'day-ahead',
    });
    expect(await national.record(one, alone('truong'))).toMatchObject({
      kind: 'refused',
      why: 'no-permission',
    });
    expect(await national.record(one, alone())).toMatchObject({ kind: 'done' });
    expect(await national.record({ ...one, name: 'TTT_Lan' }, alone())).toMatchObject({
      why: 'national-account-known',
    });
    const [row] = await page();
    expect(row).toMatchObject({ agency: 'ttt', name: 'ttt_lan', holder: 'Trần Thị Lan', state: 'confirmed' });
    await pool.dataSource.query("update national_account set confirmed_on = '2026-06-30'");
    const overdue = { state: { is: 'overdue' as const, today: ON } };
    expect(await page(overdue)).toMatchObject([{ state: 'overdue', isHolderShut: false }]);
    const id = row?.id ?? '';
    expect(await national.confirm([id, randomIds.uuid()], alone())).toEqual({ kind: 'not-found' });
    expect(await page(overdue)).toHaveLength(1);
    expect(await national.confirm([id], alone())).toEqual({ kind: 'done' });
    expect(await page(overdue)).toEqual([]);
    await bench.accounts.disable('lan.tt', alone());
    expect(await bench.removal.remove('lan.tt', alone())).toMatchObject({ why: 'holds-national-account' });
    expect(await national.end(id, '2026-01-01', alone())).toMatchObject({ why: 'ended-before-since' });
    expect(await national.end(id, ON, alone())).toEqual({ kind: 'done' });
    expect(await national.confirm([id], alone())).toEqual({ kind: 'not-found' });
    expect(await bench.removal.remove('lan.tt', alone())).toEqual({ kind: 'done' });
    expect(await page()).toMatchObject([{ name: undefined, holder: undefined, state: 'ended' }]);
    const plain: unknown[] = await pool.dataSource.query(
      'select row_to_json(n)::text from national_account n',
    );
    expect(JSON.stringify(plain)).not.toMatch(/ttt_lan/i);
  });

  it('are found when they ask what is held of them: by name and telephone, and no more once removed', async () => {
    await bench.take([LAN]);
    const found = (fullName: string, phones: readonly string[]) =>
      subjectUsers(pool.dataSource.manager, testHouse, { fullName, phones });
    expect(await found('TRẦN THỊ LAN', ['0912345678'])).toMatchObject({
      users: [
        { login: 'lan.tt', agencyId: 'ttt', office: 'Thanh tra tỉnh', details: { position: 'Chuyên viên' } },
      ],
      doubtful: 0,
    });
    expect(await found('Trần Thị Lan', ['0900000000'])).toEqual({ users: [], doubtful: 0 });
    expect(await found('Người Khác', ['0912345678'])).toEqual({ users: [], doubtful: 1 });
    await bench.accounts.disable('lan.tt', alone());
    await bench.removal.remove('lan.tt', alone());
    expect(await found('Trần Thị Lan', ['0912345678'])).toEqual({ users: [], doubtful: 0 });
  });
});
