import { officeLines, userLines } from '@kntc/domain';
import type { DutyRule, UserRole } from '@kntc/domain';
import { randomIds } from '@kntc/platform';
import { aSheet, anOfficeRow, aUserRow, OFFICE_HEADING, USER_HEADING } from '../../../../test/builders';
import { emptyTables } from '../../../../test/contract/empty-tables';
import { anAudit, emptied, testHouse, usePool } from '../../../../test/contract/stores-under-test';
import { FakeClock, fakeDigest } from '../../../../test/fakes';
import { PgAccounts } from '../access/pg-accounts';
import { PgApprovals } from '../access/pg-approvals';
import { accountCounts } from './account-counts';
import { PgAccountRemoval } from './pg-account-removal';
import { PgNationalAccounts } from './pg-national-accounts';
import { PgOffices } from './pg-offices';
import { PgUsers } from './pg-users';

const RULES: readonly DutyRule[] = [
  { duty: '1', roles: ['operator'], reach: 'agency', from: undefined, until: undefined },
  { duty: '2', roles: ['operator', 'inspector'], reach: 'agency', from: undefined, until: undefined },
  { duty: '3', roles: ['approver'], reach: 'agency', from: undefined, until: undefined },
];
const ON = '2026-11-28';
const LAN = aUserRow('lan.tt@tinh.gov.vn');

describe('people and their accounts on PostgreSQL', () => {
  const pool = usePool();
  const clock = new FakeClock(new Date('2026-11-28T03:00:00Z'));
  const approvals = new PgApprovals(clock, { requireAccounts: 'both-sides-exist', requireProof: false });
  let tools: ConstructorParameters<typeof PgUsers>[0];
  let accounts: PgAccounts;
  let turn = 0;
  const command = (actor = 'cntt', approver: string | undefined = 'truong', key?: string) => ({
    actor,
    approver,
    reason: 'QĐ 1',
    idempotencyKey: key ?? `key-${(turn += 1)}`,
  });
  const alone = (actor = 'cntt') => ({ actor, reason: 'QĐ 1', idempotencyKey: `key-${(turn += 1)}` });
  const account = (login: string, roles: readonly UserRole[], agencies: 'all' | string[] = 'all') =>
    accounts.create(
      { login, roles, agencies, passwordHash: 'x', mustChange: false, needsCode: false },
      alone(),
    );

  beforeEach(async () => {
    await emptied(pool.dataSource);
    await emptyTables(pool.dataSource, ['account', 'access_rule']);
    const audit = anAudit(pool.dataSource);
    const base = { dataSource: pool.dataSource, ids: randomIds, audit, provinceId: 'P' };
    accounts = new PgAccounts(base);
    const agencies = [
      { id: 'ttt', name: 'Thanh tra tỉnh' },
      { id: 'sxd', name: 'Sở Xây dựng' },
    ];
    const offices = new PgOffices({ ...base, approvals, clock, agencies });
    const lines =
      officeLines(
        aSheet(OFFICE_HEADING, [
          anOfficeRow('Thanh tra tỉnh'),
          anOfficeRow('Sở Xây dựng'),
          anOfficeRow('Phòng 1', { superior: 'Thanh tra tỉnh', kind: 'Phòng' }),
        ]),
      ) ?? [];
    const { seen } = await offices.plan(lines, '2026-01-01');
    await offices.import(lines, { on: '2026-01-01', seen, sha256: '' }, alone());
    await account('cntt', ['config-admin']);
    await account('truong', ['approver']);
    tools = {
      ...base,
      approvals,
      clock,
      house: testHouse,
      keyedDigest: fakeDigest,
      dutyRules: () => RULES,
      superiors: new Map(),
    };
  });

  const users = () => new PgUsers(tools);
  const lines = (rows: readonly (readonly string[])[]) => userLines(aSheet(USER_HEADING, rows)) ?? [];
  const take = async (
    rows: readonly (readonly string[])[],
    by: ReturnType<typeof alone> = command(),
    seen?: string,
  ) => {
    const plan = await users().plan(lines(rows), ON, []);
    return users().import(lines(rows), { on: ON, seen: seen ?? plan.seen, sha256: 'ab'.repeat(32) }, by);
  };
  const listed = async (filter = {}) =>
    (await users().page({ filter, after: undefined, limit: 50 }, 'everything', 90)).items;
  const removal = () => new PgAccountRemoval({ ...tools });
  const audited = async () => {
    const rows: { action: string; target: string; result: string }[] = await pool.dataSource.query(
      `select action, target, result from audit_entry where action not in ('accounts create', 'agencies import') order by seq`,
    );
    return rows.map(({ action, target, result }) => `${action} ${target} ${result}`);
  };

  it('get an account without a password, with what their duties give, on the word of two sides', async () => {
    expect((await take([LAN])).result).toEqual({ kind: 'done' });
    expect(await listed({ login: 'lan.tt' })).toMatchObject([
      {
        agency: 'ttt',
        office: 'Thanh tra tỉnh',
        roles: ['operator', 'inspector'],
        agencies: ['ttt'],
        details: { fullName: 'Trần Thị Lan', email: 'lan.tt@tinh.gov.vn', phone: '0912345678' },
        state: 'never',
        hasOwner: false,
        isByHand: false,
      },
    ]);
    expect(await audited()).toEqual([
      'users grant lan.tt: operator,inspector (ttt) done',
      'users import Biểu số 2, từ 2026-11-28, SHA-256 abababababab done',
    ]);
  });

  it('are refused to one person, to two of one side, and in favour of one of the two', async () => {
    expect((await take([LAN], alone())).result).toMatchObject({ why: 'needs-second-person' });
    await account('cntt2', ['config-admin']);
    expect((await take([LAN], command('cntt', 'cntt2'))).result).toMatchObject({ why: 'needs-two-sides' });
    await take([aUserRow('giam.doc@tinh.gov.vn', { duties: '3' })]);
    await pool.dataSource.query("update account set password_hash = 'x' where login = 'giam.doc'");
    const own = await take(
      [aUserRow('giam.doc@tinh.gov.vn', { duties: '1,2,3' })],
      command('cntt', 'giam.doc'),
    );
    expect(own.plan).toMatchObject([{ state: 'refused', problems: ['own-access'] }]);
    expect(own.result).toMatchObject({ kind: 'refused' });
    expect(await listed({ login: 'giam.doc' })).toMatchObject([{ roles: ['approver'] }]);
  });

  it('get nothing at an agency that one of the two does not work for', async () => {
    await account('xd', ['approver'], ['sxd']);
    const both = [LAN, aUserRow('an.nv@tinh.gov.vn', { name: 'An', office: 'Sở Xây dựng' })];
    const { plan } = await take(both, command('cntt', 'xd'));
    expect(plan.map(({ state, problems }) => [state, ...problems])).toEqual([
      ['refused', 'beyond-own'],
      ['new'],
    ]);
    expect(await listed({ login: 'lan.tt' })).toEqual([]);
  });

  it('keep details sealed: nothing of a person stands in a plain column', async () => {
    await take([LAN]);
    const rows: unknown[] = await pool.dataSource.query(
      'select row_to_json(u)::text as row from gateway_user u union all select row_to_json(a)::text from account a',
    );
    expect(JSON.stringify(rows)).not.toMatch(/Trần|tinh\.gov|912345678|Chuyên/);
  });

  it('do not change by the same form again', async () => {
    await take([LAN]);
    const { result, plan } = await take([LAN], alone());
    expect([result, plan.map(({ state }) => state)]).toMatchObject([{ why: 'form-nothing' }, ['unchanged']]);
  });

  it('change details by one person, rights by two; sessions end with rights', async () => {
    await take([LAN]);
    const [lan] = await listed({ login: 'lan.tt' });
    await pool.dataSource.query(
      `insert into session (id_hash, account_id, stage, via, started_at, seen_at, expires_at)
       values ('s', $1, 'full', 'local', now(), now(), now())`,
      [lan?.id],
    );
    const moved = aUserRow('lan.tt@tinh.gov.vn', { office: 'Phòng 1, Thanh tra tỉnh', phone: '0912345679' });
    expect((await take([moved], alone())).result).toEqual({ kind: 'done' });
    expect(await pool.dataSource.query('select 1 from session')).toHaveLength(1);
    const more = aUserRow('lan.tt@tinh.gov.vn', {
      office: 'Phòng 1, Thanh tra tỉnh',
      phone: '0912345679',
      duties: '1',
    });
    expect((await take([more], alone())).result).toMatchObject({ why: 'needs-second-person' });
    expect((await take([more])).result).toEqual({ kind: 'done' });
    expect(await pool.dataSource.query('select 1 from session')).toHaveLength(0);
    expect(await listed({ login: 'lan.tt' })).toMatchObject([{ roles: ['operator'], office: 'Phòng 1' }]);
  });

  it('keep what people gave them by hand', async () => {
    await take([LAN]);
    await accounts.grant('lan.tt', { roles: ['auditor'], agencies: 'all' }, alone());
    const { plan } = await take([aUserRow('lan.tt@tinh.gov.vn', { duties: '3' })], alone());
    expect(plan).toMatchObject([{ state: 'changed', changes: ['duties'], isByHand: true }]);
    expect(await listed({ login: 'lan.tt' })).toMatchObject([
      { roles: ['auditor'], agencies: null, isByHand: true },
    ]);
    const attached = await take([aUserRow('cntt@tinh.gov.vn', { name: 'Bình' })], alone('cntt'));
    expect(attached.plan).toMatchObject([{ state: 'attached' }]);
    expect(await listed({ login: 'cntt' })).toMatchObject([
      { roles: ['config-admin'], details: { fullName: 'Bình' } },
    ]);
  });

  it('are not changed by another plan than the one seen, nor ahead of their day', async () => {
    expect((await take([LAN], command(), 'khác')).result).toMatchObject({ why: 'form-changed' });
    const plan = await users().plan(lines([LAN]), '2026-11-29', []);
    const ahead = await users().import(
      lines([LAN]),
      { on: '2026-11-29', seen: plan.seen, sha256: '' },
      command(),
    );
    expect(ahead.result).toMatchObject({ why: 'day-ahead' });
    expect(await listed({ login: 'lan.tt' })).toEqual([]);
  });

  it('are counted by agency, by what they are and how they are used', async () => {
    await take([
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
    expect((await listed({ state: { is: 'unused', since } })).map(({ login }) => login)).toEqual(['ba.nv']);
    expect((await listed({ state: { is: 'active', since } })).map(({ login }) => login)).toEqual(['an.nv']);
    expect(await listed({ state: { is: 'never', since } })).toHaveLength(3);
    expect(await accountCounts(pool.dataSource.manager, { accountId: '', agencies: ['sxd'] }, since)).toEqual(
      [],
    );
  });

  it('are removed once shut: nothing of them stays but the name in the audit, which nobody gets again', async () => {
    await take([LAN]);
    expect(await removal().remove('lan.tt', alone())).toMatchObject({ why: 'not-disabled' });
    await accounts.disable('lan.tt', alone());
    expect(await removal().remove('lan.tt', alone('lan.tt'))).toMatchObject({ kind: 'refused' });
    expect(await removal().remove('lan.tt', alone())).toEqual({ kind: 'done' });
    expect(await removal().remove('lan.tt', alone())).toEqual({ kind: 'not-found' });
    const left: { row: string }[] = await pool.dataSource.query(
      `select row_to_json(a)::text as row from account a where removed_at is not null
       union all select row_to_json(u)::text from gateway_user u`,
    );
    expect(JSON.stringify(left)).not.toMatch(/lan\.tt/);
    expect(left[1]?.row).toMatch(/"sealed":null,"email_digest":null/);
    expect((await audited()).at(-2)).toBe('accounts remove lan.tt done');
    expect(await accounts.unlock('lan.tt', () => [], alone())).toEqual({ kind: 'not-found' });
    const [gone] = await listed({ state: { is: 'removed', since: new Date() } });
    expect(await accounts.unlock(gone?.login ?? '', () => [], alone())).toEqual({ kind: 'not-found' });
    expect(await account('lan.tt', ['operator'])).toMatchObject({ why: 'login-retired' });
    expect((await take([LAN])).plan).toMatchObject([{ state: 'refused', problems: ['login-retired'] }]);
  });

  it('hold accounts in the national system that are confirmed each quarter', async () => {
    await take([LAN]);
    const national = new PgNationalAccounts(tools);
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
    await accounts.disable('lan.tt', alone());
    expect(await removal().remove('lan.tt', alone())).toMatchObject({ why: 'holds-national-account' });
    expect(await national.end(id, '2026-01-01', alone())).toMatchObject({ why: 'ended-before-since' });
    expect(await national.end(id, ON, alone())).toEqual({ kind: 'done' });
    expect(await national.confirm([id], alone())).toEqual({ kind: 'not-found' });
    expect(await removal().remove('lan.tt', alone())).toEqual({ kind: 'done' });
    expect(await page()).toMatchObject([{ name: undefined, holder: undefined, state: 'ended' }]);
    const plain: unknown[] = await pool.dataSource.query(
      'select row_to_json(n)::text from national_account n',
    );
    expect(JSON.stringify(plain)).not.toMatch(/ttt_lan/i);
  });

  it('of other agencies are not there for who works at one', async () => {
    await take([LAN]);
    const theirs = { accountId: randomIds.uuid(), agencies: ['sxd'] };
    expect((await users().page({ filter: {}, after: undefined, limit: 9 }, theirs, 90)).items).toEqual([]);
    expect((await users().book(theirs)).users).toEqual([]);
    expect((await users().book('everything')).users).toHaveLength(1);
    const other = new PgNationalAccounts(tools).signedIn({ ...theirs, login: 'cntt' }, []);
    const one = { login: 'lan.tt', name: 'x', duties: [], since: '2026-02-01' };
    expect(await other.record(one, alone())).toEqual({ kind: 'not-found' });
  });
});
