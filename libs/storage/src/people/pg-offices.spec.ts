import { officeLines } from '@kntc/domain';
import { randomIds } from '@kntc/platform';
import { aSheet, anOfficeRow, OFFICE_HEADING } from '../../../../test/builders';
import { anAudit, emptied, TYPED_NAMES, usePool } from '../../../../test/contract/stores-under-test';
import { FakeClock } from '../../../../test/fakes';
import { PgOffices } from './pg-offices';

const AGENCIES = [
  { id: 'ttt', name: 'Thanh tra tỉnh' },
  { id: 'snn', name: 'Sở Nông nghiệp và Môi trường' },
];
const FIRST = [
  anOfficeRow('Thanh tra tỉnh'),
  anOfficeRow('Phòng Nghiệp vụ 1', { superior: 'Thanh tra tỉnh', kind: 'Phòng' }),
  anOfficeRow('Sở Tài nguyên và Môi trường'),
  anOfficeRow('Sở Nông nghiệp'),
  anOfficeRow('Chi cục Kiểm lâm', { superior: 'Sở Nông nghiệp' }),
];

describe('offices on PostgreSQL', () => {
  const pool = usePool();
  let offices: PgOffices;
  let turn = 0;
  beforeEach(async () => {
    await emptied(pool.dataSource);
    offices = new PgOffices({
      dataSource: pool.dataSource,
      ids: randomIds,
      audit: anAudit(pool.dataSource),
      approvals: TYPED_NAMES,
      clock: new FakeClock(new Date('2026-11-28T03:00:00Z')),
      provinceId: 'P',
      agencies: AGENCIES,
    });
  });

  const lines = (rows: readonly (readonly string[])[]) => officeLines(aSheet(OFFICE_HEADING, rows)) ?? [];
  const take = async (rows: readonly (readonly string[])[], on: string, seen?: string, key?: string) => {
    const plan = await offices.plan(lines(rows), on);
    const command = { actor: 'cntt', reason: 'QĐ 1', idempotencyKey: key ?? `key-${(turn += 1)}` };
    return offices.import(lines(rows), { on, seen: seen ?? plan.seen, sha256: 'ab'.repeat(32) }, command);
  };
  const listed = async (filter = {}) =>
    (await offices.list({ filter, after: undefined, limit: 50 }, 'everything')).items;

  it('are taken in with what stands above them and the agency they belong to', async () => {
    const { result, plan } = await take(FIRST, '2026-01-01');
    expect(result).toEqual({ kind: 'done' });
    expect(plan.map(({ state }) => state)).toEqual(['new', 'new', 'new', 'new', 'new']);
    expect(await listed()).toMatchObject([
      { name: 'Chi cục Kiểm lâm', superior: 'Sở Nông nghiệp', agency: 'P' },
      { name: 'Phòng Nghiệp vụ 1', superior: 'Thanh tra tỉnh', agency: 'ttt', kind: 'department' },
      { name: 'Sở Nông nghiệp', agency: 'P', superior: null },
      { name: 'Sở Tài nguyên và Môi trường' },
      { name: 'Thanh tra tỉnh', agency: 'ttt', validFrom: '2026-01-01', users: 0 },
    ]);
    expect(await listed({ agency: 'ttt' })).toHaveLength(2);
    expect(await listed({ name: 'kiểm LÂM' })).toHaveLength(1);
  });

  it('do not change by the same form again, and by the same key once', async () => {
    await take(FIRST, '2026-01-01', undefined, 'first');
    expect((await take(FIRST, '2026-01-01')).result).toMatchObject({ why: 'form-nothing' });
    expect((await take(FIRST, '2026-01-01', undefined, 'first')).result).toMatchObject({
      kind: 'repeated',
      before: { kind: 'done' },
    });
    expect(await listed()).toHaveLength(5);
  });

  it('are renamed from a day on; what they were called stays, and the agency is found by the new name', async () => {
    await take(FIRST, '2026-01-01');
    await take([anOfficeRow('Sở Nông nghiệp và Môi trường', { former: 'Sở Nông nghiệp' })], '2026-07-01');
    expect(await listed({ name: 'Nông nghiệp' })).toMatchObject([
      {
        name: 'Sở Nông nghiệp và Môi trường',
        agency: 'snn',
        validFrom: '2026-07-01',
        earlier: [{ name: 'Sở Nông nghiệp', from: '2026-01-01', until: '2026-06-30' }],
      },
    ]);
    // What is below it belongs there too.
    expect(await listed({ name: 'Kiểm lâm' })).toMatchObject([{ agency: 'snn' }]);
  });

  it('are merged from a day on: those taken over end on the day before, with who goes on', async () => {
    await take(FIRST, '2026-01-01');
    const former = 'Sở Nông nghiệp; Sở Tài nguyên và Môi trường';
    const { plan } = await take([anOfficeRow('Sở Nông nghiệp và Môi trường', { former })], '2026-07-01');
    expect(plan).toMatchObject([{ state: 'merged' }]);
    expect(await listed({ isEnded: true })).toMatchObject([
      { name: 'Sở Nông nghiệp', endedOn: '2026-06-30', successor: 'Sở Nông nghiệp và Môi trường' },
      { name: 'Sở Tài nguyên và Môi trường', endedOn: '2026-06-30' },
    ]);
    expect((await take([anOfficeRow('Sở Nông nghiệp')], '2026-08-01')).plan).toMatchObject([
      { state: 'refused', problems: ['name-of-ended'] },
    ]);
  });

  it('a row corrected on its own first day is written over, and nothing else', async () => {
    await take(FIRST, '2026-01-01');
    await take([anOfficeRow('Sở Nông nghiệp', { level: 'Cấp xã' })], '2026-01-01');
    expect(await listed({ name: 'Sở Nông' })).toMatchObject([{ level: 'commune', earlier: [] }]);
  });

  it('are not changed by another plan than the one seen, nor ahead of their day', async () => {
    expect((await take(FIRST, '2026-01-01', 'khác')).result).toMatchObject({ why: 'form-changed' });
    expect((await take(FIRST, '2026-11-29')).result).toMatchObject({ why: 'day-ahead' });
    expect(await listed()).toEqual([]);
  });

  it('a form of which some rows are wrong is taken in without them', async () => {
    const { result, plan } = await take([...FIRST, anOfficeRow('X', { level: '?' })], '2026-01-01');
    expect(result).toEqual({ kind: 'done' });
    expect(plan.at(-1)).toMatchObject({ state: 'refused', problems: ['unknown-level'] });
    expect(await listed()).toHaveLength(5);
  });

  it('forms are on record, refused ones too', async () => {
    await take(FIRST, '2026-01-01');
    await take(FIRST, '2026-01-01');
    const rows: { action: string; target: string; result: string }[] = await pool.dataSource.query(
      'select action, target, result from audit_entry order by seq',
    );
    expect(rows.map(({ action, result }) => [action, result])).toEqual([
      ['agencies import', 'done'],
      ['agencies import', 'refused'],
    ]);
    expect(rows[0]?.target).toBe('Biểu số 1, từ 2026-01-01, SHA-256 abababababab');
  });

  it('go to another agency with the configuration, and the people with them', async () => {
    await take(FIRST, '2026-01-01');
    const other = new PgOffices({
      dataSource: pool.dataSource,
      ids: randomIds,
      audit: anAudit(pool.dataSource),
      approvals: TYPED_NAMES,
      clock: new FakeClock(),
      provinceId: 'P',
      agencies: [{ id: 'nn', name: 'SỞ NÔNG NGHIỆP' }],
    });
    await other.place();
    expect((await listed()).map(({ agency }) => agency)).toEqual(['nn', 'P', 'nn', 'P', 'P']);
  });
});
