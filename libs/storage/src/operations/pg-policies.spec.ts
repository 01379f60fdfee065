import { anAudit, emptied, TYPED_NAMES, usePool } from '../../../../test/contract/stores-under-test';
import { CountingIds } from '../../../../test/fakes';
import { PgPolicies } from './pg-policies';

/** As long as no accounts decide, the audit says that a name was only typed. */
const TYPED = ' (tên gõ, chưa xác minh)';
const DOCUMENT = {
  policy: 'withheld',
  documentNo: '01/QĐ-TT',
  documentDate: '2026-01-05',
  signatory: 'Chánh Thanh tra',
} as const;

describe('the identity policy', () => {
  const pool = usePool();
  beforeEach(() => emptied(pool.dataSource));
  const policies = () =>
    new PgPolicies({
      dataSource: pool.dataSource,
      ids: new CountingIds(),
      provinceId: 'H507',
      audit: anAudit(pool.dataSource),
      approvals: TYPED_NAMES,
    });
  const audited = async (): Promise<readonly unknown[]> => {
    const entries = [];
    for await (const { action, actor, approver, target, result } of anAudit(pool.dataSource).entries())
      entries.push([action, actor, approver, target, result]);
    return entries;
  };

  it('has no default', async () => {
    expect(await policies().current()).toBeUndefined();
    expect(await policies().pending()).toBeUndefined();
  });

  it('counts for nothing until a second person confirmed it; both acts are audited', async () => {
    const one = policies();
    expect(await one.propose(DOCUMENT, 'Lan')).toBe('pending');
    expect(await one.current()).toBeUndefined();
    expect(await one.pending()).toMatchObject({ ...DOCUMENT, recordedBy: 'Lan' });
    expect(await one.confirm('01/QĐ-TT', 'Hùng')).toBe('confirmed');
    expect(await one.current()).toBe('withheld');
    expect(await one.pending()).toBeUndefined();
    expect(await audited()).toEqual([
      ['policy record', `Lan${TYPED}`, undefined, 'withheld', 'done'],
      ['policy confirm', 'Lan', `Hùng${TYPED}`, 'withheld', 'done'],
    ]);
  });

  it('is not confirmed by the one who recorded it, however the name is written', async () => {
    const one = policies();
    await one.propose(DOCUMENT, 'Nguyễn Lan');
    expect(await one.confirm('01/QĐ-TT', 'NGUYỄN  LAN')).toBe('same-person');
    expect(await one.current()).toBeUndefined();
    expect((await audited()).at(-1)).toEqual([
      'policy confirm',
      `NGUYỄN  LAN${TYPED}`,
      undefined,
      'withheld',
      'refused',
    ]);
  });

  it('is confirmed only by its document number, so that nobody confirms what was put in its place', async () => {
    const one = policies();
    expect(await one.confirm('01/QĐ-TT', 'Hùng')).toBe('nothing-pending');
    await one.propose(DOCUMENT, 'Lan');
    expect(await one.confirm('02/QĐ-TT', 'Hùng')).toBe('other-document');
    expect(await one.current()).toBeUndefined();
  });

  it('waits alone: another one is recorded after it was confirmed or withdrawn', async () => {
    const one = policies();
    await one.propose(DOCUMENT, 'Lan');
    expect(await one.propose(DOCUMENT, 'Lan')).toBe('repeated');
    expect(await one.propose({ ...DOCUMENT, policy: 'transmitted' }, 'Lan')).toBe('other-pending');
    expect(await one.withdraw('Lan', 'ghi nhầm')).toBe('withdrawn');
    expect(await one.withdraw('Lan', 'ghi nhầm')).toBe('nothing-pending');
    expect(await one.propose({ ...DOCUMENT, policy: 'transmitted' }, 'Lan')).toBe('pending');
  });

  it('is confirmed once, by whoever comes first', async () => {
    const one = policies();
    await one.propose(DOCUMENT, 'Lan');
    const outcomes = await Promise.all(['Hùng', 'Mai', 'Tú'].map((by) => policies().confirm('01/QĐ-TT', by)));
    expect(outcomes.toSorted((a, b) => a.localeCompare(b))).toEqual([
      'confirmed',
      'nothing-pending',
      'nothing-pending',
    ]);
  });

  it('is the newest one in force; the earlier ones stay on file', async () => {
    const one = policies();
    const people = { recordedBy: 'Lan', secondPerson: 'Hùng' };
    await one.record({ ...DOCUMENT, ...people });
    await one.record({ ...DOCUMENT, ...people, policy: 'transmitted' });
    expect(await one.current()).toBe('transmitted');
    const rows: unknown = await pool.dataSource.query(
      'select policy, valid_until is null as current from identity_policy order by recorded_at',
    );
    expect(rows).toEqual([
      { policy: 'withheld', current: false },
      { policy: 'transmitted', current: true },
    ]);
  });
});
