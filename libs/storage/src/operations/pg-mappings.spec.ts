import type { CrosswalkRow } from '@kntc/domain';
import { randomIds } from '@kntc/platform';
import { SOURCE } from '../../../../test/builders';
import { emptyTables } from '../../../../test/contract/empty-tables';
import { anAudit, emptied, usePool } from '../../../../test/contract/stores-under-test';
import { CountingIds, FakeClock } from '../../../../test/fakes';
import { PgAccounts } from '../access/pg-accounts';
import { PgApprovals } from '../access/pg-approvals';
import { PgConfiguration } from '../codes/pg-configuration';
import { registerSource } from '../codes/register-source';
import { useCodeList } from '../codes/store-code-list';
import { PgMappings } from './pg-mappings';

const BOTH = { actor: 'cntt', approver: 'truong', reason: 'sửa mã' };
const command = (more: object = {}) => ({ ...BOTH, idempotencyKey: randomIds.uuid(), ...more });
const row = (localCode: string, nationalCode: string, more: Partial<CrosswalkRow> = {}): CrosswalkRow => ({
  sourceId: SOURCE,
  list: 2,
  localCode,
  nationalCode,
  ...more,
});
const TNMT = row('TNMT', 'H507.03');
const TTT = row('TTT', 'H507.02');
const AGENCIES = [
  { code: 'H507.02', name: 'Thanh tra tỉnh' },
  { code: 'H507.03', name: 'Sở Tài nguyên và Môi trường' },
  { code: 'H507.04', name: 'Sở Xây dựng' },
];

describe('changes of the crosswalk', () => {
  const pool = usePool();
  let configuration: PgConfiguration;
  let mappings: PgMappings;
  beforeEach(async () => {
    await emptied(pool.dataSource);
    await emptyTables(pool.dataSource, ['account', 'access_rule']);
    configuration = new PgConfiguration(pool.dataSource, 'H507');
    const rules = { requireAccounts: 'both-sides-exist', requireProof: false } as const;
    mappings = new PgMappings({
      dataSource: pool.dataSource,
      ids: randomIds,
      configuration,
      approvals: new PgApprovals(new FakeClock(), rules),
      audit: anAudit(pool.dataSource),
      provinceId: 'H507',
    });
    await registerSource(pool.dataSource.manager, 'H507', {
      id: SOURCE,
      title: 'Mini',
      mappingVersion: 'v1',
      definition: '',
    });
    await configuration.importCrosswalk([TNMT, TTT]);
    await useCodeList(pool.dataSource.manager, {
      agencyId: 'H507',
      list: 2,
      entries: [...AGENCIES, { code: 'H507.05', name: 'Sở đã kết thúc' }],
    });
    await useCodeList(pool.dataSource.manager, {
      agencyId: 'H507',
      list: 2,
      entries: AGENCIES,
      fromDay: '2025-07-01',
    });
  });
  const accountsDecide = async () => {
    const tools = { dataSource: pool.dataSource, ids: new CountingIds(), provinceId: 'H507' };
    const accounts = new PgAccounts({ ...tools, audit: anAudit(pool.dataSource) });
    for (const [login, role] of [
      ['truong', 'approver'],
      ['cntt', 'config-admin'],
    ] as const)
      await accounts.create(
        { login, roles: [role], agencies: 'all', passwordHash: '', mustChange: false, needsCode: false },
        { actor: 'quản trị', reason: 'ngày đầu', idempotencyKey: login },
      );
  };
  const targets = async () =>
    (await configuration.crosswalk()).map((one) => `${one.localCode} ${one.nationalCode}`).toSorted();
  const newest = async (count: number) =>
    (await anAudit(pool.dataSource).newest(count)).map(({ action, target, reason, result }) =>
      [action, target, reason, result].join(' | '),
    );

  it('of two people that import at once the second is told, and nothing of it is applied', async () => {
    const basedOn = await configuration.crosswalkVersion();
    const both = await Promise.all(
      ['H507.04', 'H507.02'].map((code) =>
        mappings.importCrosswalk([TTT, row('TNMT', code)], { ...BOTH, basedOn }),
      ),
    );
    expect(both.map(({ kind }) => kind).toSorted()).toEqual(['changed-meanwhile', 'imported']);
    expect(await targets()).toHaveLength(2);
  });

  it('name a parent agency only by a named person, and each is an entry with its note', async () => {
    const board = row('GPMB', 'H507.03', { parentNote: 'Ban GPMB không có trong danh mục' });
    expect(await mappings.importCrosswalk([TNMT, TTT, board], {})).toMatchObject({ kind: 'parent-unnamed' });
    expect(await targets()).not.toContain('GPMB H507.03');
    expect(await mappings.importCrosswalk([TNMT, TTT, board], BOTH)).toMatchObject({ kind: 'imported' });
    expect(await newest(2)).toEqual([
      expect.stringMatching(/^crosswalk import \| [0-9a-f]{12} \| sửa mã \| done$/),
      'crosswalk parent | mini 2 GPMB → H507.03 | Ban GPMB không có trong danh mục | done',
    ]);
    expect(await mappings.importCrosswalk([TTT, board], {})).toMatchObject({ kind: 'imported' });
  });

  describe('code by code', () => {
    beforeEach(accountsDecide);
    const wanted = (code: CrosswalkRow, rows: readonly CrosswalkRow[], seen = [code]) => ({
      sourceId: SOURCE,
      list: 2,
      localCode: code.localCode,
      seen,
      rows,
    });
    const of = (...change: Parameters<typeof wanted>) => mappings.change(wanted(...change), command());

    it('leave all others as they are', async () => {
      expect(await of(TNMT, [row('TNMT', 'H507.04')])).toEqual({ kind: 'done' });
      expect(await of(TTT, [])).toEqual({ kind: 'done' });
      expect(await targets()).toEqual(['TNMT H507.04']);
      expect(await newest(1)).toEqual(['crosswalk change | mini 2 TTT → - | sửa mã | done']);
    });

    it('of one code at once are told to the second, with what stands there now; of two codes both come in', async () => {
      const same = await Promise.all([
        of(TNMT, [row('TNMT', 'H507.04')]),
        of(TNMT, [row('TNMT', 'H507.02')]),
        of(TTT, [row('TTT', 'H507.04')]),
      ]);
      const [code] = (await targets()).flatMap((one) => /^TNMT (.*)/.exec(one)?.[1] ?? []);
      expect(same.filter(({ kind }) => kind !== 'done')).toEqual([
        {
          kind: 'refused',
          why: 'changed-meanwhile',
          standing: [expect.objectContaining({ localCode: 'TNMT', nationalCode: code })],
        },
      ]);
    });

    it('come to the same under the same key, and to nothing more', async () => {
      const once = command();
      expect(await mappings.change(wanted(TNMT, []), once)).toEqual({ kind: 'done' });
      await of(TNMT, [TNMT], []);
      expect(await mappings.change(wanted(TNMT, []), once)).toEqual({
        kind: 'repeated',
        before: { kind: 'done' },
      });
      expect(await targets()).toContain('TNMT H507.03');
    });

    it('are not undone unseen by an import of the folder, which knows nothing of them', async () => {
      const folder = [TNMT, TTT, row('MOI', 'H507.02')];
      await of(TNMT, [row('TNMT', 'H507.04')]);
      expect(await mappings.importCrosswalk(folder, BOTH)).toEqual({
        kind: 'would-undo',
        codes: [
          expect.objectContaining({
            localCode: 'TNMT',
            inUse: [expect.objectContaining({ nationalCode: 'H507.04' })],
            inFolder: [TNMT],
          }),
        ],
      });
      expect(await targets()).toEqual(['TNMT H507.04', 'TTT H507.02']);
      const merged = [row('TNMT', 'H507.04'), ...folder.slice(1)];
      expect(await mappings.importCrosswalk(merged, BOTH)).toMatchObject({ kind: 'imported' });
      expect(await mappings.importCrosswalk(folder, BOTH)).toMatchObject({ kind: 'imported' });
      await of(TNMT, []);
      const seen = { ...BOTH, evenIfUndone: true };
      expect(await mappings.importCrosswalk([TTT, TNMT], seen)).toMatchObject({ kind: 'imported' });
    });

    it('name a parent agency with an entry of its own', async () => {
      const parent = row('TNMT', 'H507.02', { parentNote: 'chưa có trong danh mục' });
      expect(await of(TNMT, [parent])).toEqual({ kind: 'done' });
      expect(await newest(2)).toEqual([
        'crosswalk change | mini 2 TNMT → H507.02 | sửa mã | done',
        'crosswalk parent | mini 2 TNMT → H507.02 | chưa có trong danh mục | done',
      ]);
    });

    it.each<[string, readonly CrosswalkRow[], object]>([
      ['a code of no list', [row('TNMT', 'H999')], { why: 'unknown-codes', codes: ['H999'] }],
      [
        'a code that had ended by then',
        [row('TNMT', 'H507.05', { validFrom: '2026-01-01' })],
        { why: 'unknown-codes', codes: ['H507.05'] },
      ],
      ['a code that ended, for good', [row('TNMT', 'H507.05')], { why: 'unknown-codes', codes: ['H507.05'] }],
      [
        'periods that overlap',
        [TNMT, row('TNMT', 'H507.04', { validFrom: '2025-07-01' })],
        { why: 'overlapping-days' },
      ],
      ['rows of another code', [row('KHAC', 'H507.04')], { why: 'overlapping-days' }],
    ])('are refused with %s', async (_what, rows, refused) => {
      expect(await of(TNMT, rows)).toEqual({ kind: 'refused', ...refused });
      expect(await targets()).toEqual(['TNMT H507.03', 'TTT H507.02']);
    });

    it('take a code that ended for the days in which there was one', async () => {
      const rows = [
        row('TNMT', 'H507.05', { validUntil: '2025-06-30' }),
        row('TNMT', 'H507.04', { validFrom: '2025-07-01' }),
      ];
      expect(await of(TNMT, rows)).toEqual({ kind: 'done' });
    });

    it('are not found of a source that there is not', async () => {
      const change = { ...wanted(TNMT, []), sourceId: 'khong-co' };
      expect(await mappings.change(change, command())).toEqual({ kind: 'not-found' });
    });

    it('need both sides', async () => {
      expect(await mappings.change(wanted(TNMT, []), command({ approver: undefined }))).toMatchObject({
        kind: 'refused',
        why: 'needs-second-person',
      });
    });
  });

  it('come in by both sides once accounts decide, and by no restart', async () => {
    const changed = [TTT, row('TNMT', 'H507.04')];
    await accountsDecide();
    expect(await mappings.takeAtStart([TNMT, TTT])).toMatchObject({ isWaiting: false });
    expect(await mappings.takeAtStart(changed)).toMatchObject({ isWaiting: true });
    expect(await targets()).toEqual(['TNMT H507.03', 'TTT H507.02']);
    expect(await mappings.importCrosswalk([TNMT, TTT], { actor: 'ai đó', reason: 'x' })).toMatchObject({
      kind: 'unchanged',
    });
    expect(await mappings.importCrosswalk(changed, { actor: 'cntt', reason: 'x' })).toEqual({
      kind: 'refused',
      why: 'needs-second-person',
    });
    expect(await mappings.importCrosswalk(changed, BOTH)).toMatchObject({ kind: 'imported' });
    expect((await newest(2)).map((entry) => entry.split(' | ').at(-1))).toEqual(['done', 'refused']);
  });

  it('code by code wait for accounts: before, the next start would undo them', async () => {
    const change = { sourceId: SOURCE, list: 2, localCode: 'TNMT', seen: [TNMT], rows: [] };
    expect(await mappings.change(change, command())).toEqual({ kind: 'refused', why: 'folder-decides' });
  });

  describe('by a restart', () => {
    const board = row('GPMB', 'H507.03', { parentNote: 'Ban GPMB không có trong danh mục' });
    const wrong = row('SXD', 'H507.99');
    const late = row('STP', 'H507.05', { validFrom: '2026-01-01' });

    it('bring in no parent agency and no code of no list; the others come in', async () => {
      const folder = [TNMT, TTT, row('MOI', 'H507.04'), board, wrong, late];
      expect(await mappings.takeAtStart(folder)).toMatchObject({
        isWaiting: false,
        parents: [board],
        strangers: [wrong, late],
      });
      expect(await targets()).toEqual(['MOI H507.04', 'TNMT H507.03', 'TTT H507.02']);
      expect(await mappings.importCrosswalk([TNMT, TTT, board], BOTH)).toMatchObject({ kind: 'imported' });
      expect((await newest(2)).at(1)).toContain('crosswalk parent | mini 2 GPMB → H507.03');
      expect(await mappings.takeAtStart([TNMT, TTT, board])).toMatchObject({ parents: [], strangers: [] });
      expect(await targets()).toContain('GPMB H507.03');
    });

    it('leave a code of which one row waits whole as it was: half a split would be a wrong target', async () => {
      const folder = [row('TNMT', 'H507.04'), row('TNMT', 'H507.99'), TTT];
      expect(await mappings.takeAtStart(folder)).toMatchObject({ strangers: [{ nationalCode: 'H507.99' }] });
      expect(await targets()).toEqual(['TNMT H507.03', 'TTT H507.02']);
    });

    it('bring in no parent agency with the first start either, though nobody knows the lists yet', async () => {
      await emptyTables(pool.dataSource, ['crosswalk_version', 'code_entry']);
      expect(await mappings.takeAtStart([TNMT, board, wrong])).toMatchObject({
        parents: [board],
        strangers: [],
      });
      expect(await targets()).toEqual(['SXD H507.99', 'TNMT H507.03']);
    });

    it('say which rows in use point at no code of a list', async () => {
      await mappings.importCrosswalk([TNMT, wrong], BOTH);
      expect(await mappings.takeAtStart([TNMT, wrong])).toMatchObject({ strangers: [], astray: [wrong] });
    });

    it('bring in nothing with the first start where accounts decide from the beginning', async () => {
      await emptyTables(pool.dataSource, ['crosswalk_version']);
      await accountsDecide();
      expect(await mappings.takeAtStart([TNMT])).toMatchObject({ isWaiting: true });
      expect(await targets()).toEqual([]);
      expect(await mappings.importCrosswalk([TNMT], BOTH)).toMatchObject({ kind: 'imported' });
      expect(await mappings.takeAtStart([TNMT])).toMatchObject({ isWaiting: false });
    });
  });
});
