import { randomIds } from '@kntc/platform';
import { aUserRow } from '../../../../test/builders';
import { alone, byTwo, PeopleBench } from '../../../../test/contract/people-bench';
import { usePool } from '../../../../test/contract/stores-under-test';
import { PgNationalAccounts } from './pg-national-accounts';

const LAN = aUserRow('lan.tt@tinh.gov.vn');

describe('people from Biểu số 2 on PostgreSQL', () => {
  const pool = usePool();
  let bench: PeopleBench;
  beforeEach(async () => {
    bench = await PeopleBench.open(pool.dataSource);
  });

  it('get an account without a password, with what their duties give, on the word of two sides', async () => {
    expect((await bench.take([LAN])).result).toEqual({ kind: 'done' });
    expect(await bench.listed({ login: 'lan.tt' })).toMatchObject([
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
    expect(await bench.audited()).toEqual([
      'users grant lan.tt: operator,inspector (ttt) done',
      'users import Biểu số 2, từ 2026-11-28, SHA-256 abababababab done',
    ]);
  });

  it('are refused to one person, to two of one side, and in favour of one of the two', async () => {
    expect((await bench.take([LAN], alone())).result).toMatchObject({ why: 'needs-second-person' });
    await bench.account('cntt2', ['config-admin']);
    expect((await bench.take([LAN], byTwo('cntt', 'cntt2'))).result).toMatchObject({
      why: 'needs-two-sides',
    });
    await bench.take([aUserRow('giam.doc@tinh.gov.vn', { duties: '3' })]);
    await pool.dataSource.query("update account set password_hash = 'x' where login = 'giam.doc'");
    const own = await bench.take(
      [aUserRow('giam.doc@tinh.gov.vn', { duties: '1,2,3' })],
      byTwo('cntt', 'giam.doc'),
    );
    expect(own.plan).toMatchObject([{ state: 'refused', problems: ['own-access'] }]);
    expect(own.result).toMatchObject({ kind: 'refused' });
    expect(await bench.listed({ login: 'giam.doc' })).toMatchObject([{ roles: ['approver'] }]);
  });

  it('get nothing at an agency that one of the two does not work for', async () => {
    await bench.account('xd', ['approver'], ['sxd']);
    const both = [LAN, aUserRow('an.nv@tinh.gov.vn', { name: 'An', office: 'Sở Xây dựng' })];
    const { plan } = await bench.take(both, byTwo('cntt', 'xd'));
    expect(plan.map(({ state, problems }) => [state, ...problems])).toEqual([
      ['refused', 'beyond-own'],
      ['new'],
    ]);
    expect(await bench.listed({ login: 'lan.tt' })).toEqual([]);
  });

  it('keep details sealed: nothing of a person stands in a plain column', async () => {
    await bench.take([LAN]);
    const rows: unknown[] = await pool.dataSource.query(
      'select row_to_json(u)::text as row from gateway_user u union all select row_to_json(a)::text from account a',
    );
    expect(JSON.stringify(rows)).not.toMatch(/Trần|tinh\.gov|912345678|Chuyên/);
  });

  it('do not change by the same form again', async () => {
    await bench.take([LAN]);
    const { result, plan } = await bench.take([LAN], alone());
    expect([result, plan.map(({ state }) => state)]).toMatchObject([{ why: 'form-nothing' }, ['unchanged']]);
  });

  it('change details by one person, rights by two; sessions end with rights', async () => {
    await bench.take([LAN]);
    const [lan] = await bench.listed({ login: 'lan.tt' });
    await pool.dataSource.query(
      `insert into session (id_hash, account_id, stage, via, started_at, seen_at, expires_at)
       values ('s', $1, 'full', 'local', now(), now(), now())`,
      [lan?.id],
    );
    const moved = aUserRow('lan.tt@tinh.gov.vn', { office: 'Phòng 1, Thanh tra tỉnh', phone: '0912345679' });
    expect((await bench.take([moved], alone())).result).toEqual({ kind: 'done' });
    expect(await pool.dataSource.query('select 1 from session')).toHaveLength(1);
    const more = aUserRow('lan.tt@tinh.gov.vn', {
      office: 'Phòng 1, Thanh tra tỉnh',
      phone: '0912345679',
      duties: '1',
    });
    expect((await bench.take([more], alone())).result).toMatchObject({ why: 'needs-second-person' });
    expect((await bench.take([more])).result).toEqual({ kind: 'done' });
    expect(await pool.dataSource.query('select 1 from session')).toHaveLength(0);
    expect(await bench.listed({ login: 'lan.tt' })).toMatchObject([
      { roles: ['operator'], office: 'Phòng 1' },
    ]);
  });

  it('keep what people gave them by hand', async () => {
    await bench.take([LAN]);
    await bench.accounts.grant('lan.tt', { roles: ['auditor'], agencies: 'all' }, alone());
    const { plan } = await bench.take([aUserRow('lan.tt@tinh.gov.vn', { duties: '3' })], alone());
    expect(plan).toMatchObject([{ state: 'changed', changes: ['duties'], isByHand: true }]);
    expect(await bench.listed({ login: 'lan.tt' })).toMatchObject([
      { roles: ['auditor'], agencies: null, isByHand: true },
    ]);
    const attached = await bench.take([aUserRow('cntt@tinh.gov.vn', { name: 'Bình' })], alone('cntt'));
    expect(attached.plan).toMatchObject([{ state: 'attached' }]);
    expect(await bench.listed({ login: 'cntt' })).toMatchObject([
      { roles: ['config-admin'], details: { fullName: 'Bình' } },
    ]);
  });

  it('are not changed by another plan than the one seen, nor ahead of their day', async () => {
    expect((await bench.take([LAN], byTwo(), 'khác')).result).toMatchObject({ why: 'form-changed' });
    const plan = await bench.users.plan(bench.lines([LAN]), '2026-11-29', []);
    const ahead = await bench.users.import(
      bench.lines([LAN]),
      { on: '2026-11-29', seen: plan.seen, sha256: '' },
      byTwo(),
    );
    expect(ahead.result).toMatchObject({ why: 'day-ahead' });
    expect(await bench.listed({ login: 'lan.tt' })).toEqual([]);
  });

  it('of other agencies are not there for who works at one', async () => {
    await bench.take([LAN]);
    const theirs = { accountId: randomIds.uuid(), agencies: ['sxd'] };
    expect((await bench.users.page({ filter: {}, after: undefined, limit: 9 }, theirs, 90)).items).toEqual(
      [],
    );
    expect((await bench.users.book(theirs)).users).toEqual([]);
    expect((await bench.users.book('everything')).users).toHaveLength(1);
    const other = new PgNationalAccounts(bench.tools).signedIn({ ...theirs, login: 'cntt' }, []);
    const one = { login: 'lan.tt', name: 'x', duties: [], since: '2026-02-01' };
    expect(await other.record(one, alone())).toEqual({ kind: 'not-found' });
  });
});
