import { setTimeout as wait } from 'node:timers/promises';
import { emptyTables } from '../../../../test/contract/empty-tables';
import { anAudit, pgStores, usePool } from '../../../../test/contract/stores-under-test';
import { CountingIds, FakeClock } from '../../../../test/fakes';
import { PgAccounts } from '../access/pg-accounts';
import { PgApprovals } from '../access/pg-approvals';
import { mappingsInUse, mappingWaits } from '../codes/mapping-waits';
import type { SourceRegistration } from '../codes/register-source';
import { PgReports } from '../reports/pg-reports';
import { PgSourceMappings } from './pg-source-mappings';

const OLD: SourceRegistration = {
  id: 'mini',
  title: 'Nguồn',
  mappingVersion: 'mapping-1',
  definition: 'map 1',
};
const CHANGED = { ...OLD, title: 'Tên mới', mappingVersion: 'mapping-2', definition: 'map 2' };
const NEW = { ...OLD, id: 'so-moi', mappingVersion: 'mapping-9', definition: 'map 9' };
const BOTH = { actor: 'cntt', approver: 'truong', reason: 'nâng cấp phần mềm' };
const isSame = (before: string, after: string): boolean => before === after;

describe('mappings of source files', () => {
  const pool = usePool();
  const rules = { requireAccounts: 'both-sides-exist', requireProof: false } as const;
  const tools = () => ({
    dataSource: pool.dataSource,
    approvals: new PgApprovals(new FakeClock(), rules),
    audit: anAudit(pool.dataSource),
    provinceId: 'H507',
  });
  const mappings = () => new PgSourceMappings(tools());
  const start = (...sources: readonly SourceRegistration[]) => mappings().takeAtStart(sources, isSame);
  const inUse = () => mappingsInUse(pool.dataSource);
  const cursor = async (): Promise<unknown> =>
    (await pool.dataSource.query("select cursor from source where id = 'mini'"))[0]?.cursor;
  const setCursor = () => pool.dataSource.query("update source set cursor = 'x' where id = 'mini'");

  let stores: Awaited<ReturnType<typeof pgStores>>;
  beforeEach(async () => {
    stores = await pgStores(pool.dataSource, pool.url);
    await emptyTables(pool.dataSource, ['account', 'access_rule']);
    await start(OLD);
    await setCursor();
  });

  /** Both sides have an account from here on. */
  const accountsDecide = async () => {
    const accounts = new PgAccounts({
      dataSource: pool.dataSource,
      ids: new CountingIds(),
      audit: anAudit(pool.dataSource),
      provinceId: 'H507',
    });
    for (const [login, role] of [
      ['truong', 'approver'],
      ['cntt', 'config-admin'],
    ] as const)
      await accounts.create(
        {
          login,
          roles: [role],
          agencies: 'all',
          passwordHash: '',
          mustChange: false,
          needsCode: false,
        },
        { actor: 'quản trị', reason: 'ngày đầu', idempotencyKey: login },
      );
  };

  it('are taken at a start as long as typed names count, and the source is read again', async () => {
    expect(await start(CHANGED, NEW)).toEqual([]);
    expect(await inUse()).toEqual(
      new Map([
        ['mini', 'mapping-2'],
        ['so-moi', 'mapping-9'],
      ]),
    );
    expect(await cursor()).toBeNull();
  });

  describe('once accounts decide', () => {
    beforeEach(accountsDecide);

    it('a changed one waits: what is in use stays with its cursor and title', async () => {
      expect(await start(CHANGED)).toMatchObject([{ id: 'mini', mappingVersion: 'mapping-2' }]);
      expect(await inUse()).toEqual(new Map([['mini', 'mapping-1']]));
      expect(await cursor()).toBe('x');
      expect(await new PgReports(pool.dataSource).sources()).toMatchObject([
        { title: 'Nguồn', pausedCode: 'GW_S111', mappingWaits: { version: 'mapping-2' } },
      ]);
    });

    it('the first one of a new source waits too, and the source is seen', async () => {
      await start(OLD, NEW);
      expect((await inUse()).has('so-moi')).toBe(false);
      expect((await new PgReports(pool.dataSource).sources()).map((one) => [one.id, one.pausedCode])).toEqual(
        [
          ['mini', undefined],
          ['so-moi', 'GW_S111'],
        ],
      );
    });

    it('since when it waits stays over restarts, and begins anew with another change', async () => {
      const [first] = await start(CHANGED);
      const [again] = await start(CHANGED);
      expect(again?.since).toEqual(first?.since);
      const [other] = await start({ ...CHANGED, mappingVersion: 'mapping-3', definition: 'map 3' });
      expect(other?.since.getTime()).toBeGreaterThan(first?.since.getTime() ?? 0);
    });

    it('the file as it was ends the wait; a mapping of earlier days does not, it is a change again', async () => {
      await start(CHANGED);
      expect(await start(OLD)).toEqual([]);
      expect(await cursor()).toBe('x');
      await start(CHANGED);
      await mappings().accept('mini', 'mapping-2', BOTH);
      expect(await start(OLD)).toMatchObject([{ mappingVersion: 'mapping-1' }]);
      expect(await inUse()).toEqual(new Map([['mini', 'mapping-2']]));
    });

    it('a source that is switched off waits for nothing', async () => {
      await start(CHANGED);
      expect(await start()).toEqual([]);
    });

    it('another engine for the same file is not asked about', async () => {
      expect(await start({ ...OLD, mappingVersion: 'mapping-1b' })).toEqual([]);
      expect(await inUse()).toEqual(new Map([['mini', 'mapping-1b']]));
    });

    it('two sides put it into use, each of them named in the audit; nobody else does', async () => {
      await start(CHANGED);
      const accept = (by: Partial<typeof BOTH>) =>
        mappings().accept('mini', 'mapping-2', { actor: 'cntt', reason: 'x', ...by });
      expect(await accept({})).toEqual({ kind: 'refused', why: 'needs-second-person' });
      expect(await accept({ approver: 'người lạ' })).toEqual({ kind: 'refused', why: 'no-account' });
      expect(await inUse()).toEqual(new Map([['mini', 'mapping-1']]));
      expect(await accept(BOTH)).toEqual({ kind: 'accepted' });
      expect(await inUse()).toEqual(new Map([['mini', 'mapping-2']]));
      expect(await cursor()).toBeNull();
      expect(await start(CHANGED)).toEqual([]);
      const entries = await tools().audit.newest(3);
      expect(entries.map(({ action, target, result }) => [action, target, result])).toEqual([
        ['sources accept-mapping', 'mini mapping-2', 'done'],
        ['sources accept-mapping', 'mini mapping-2', 'refused'],
        ['sources accept-mapping', 'mini mapping-2', 'refused'],
      ]);
    });

    it('what they saw is what comes into use, or nothing does', async () => {
      await start(CHANGED);
      await start({ ...CHANGED, mappingVersion: 'mapping-3', definition: 'map 3' });
      expect(await mappings().accept('mini', 'mapping-2', BOTH)).toEqual({
        kind: 'other-version',
        version: 'mapping-3',
      });
      expect(await mappings().accept('nowhere', 'mapping-2', BOTH)).toEqual({ kind: 'not-waiting' });
      expect(await inUse()).toEqual(new Map([['mini', 'mapping-1']]));
    });

    it('starts and acceptances wait for each other: what waits after the one seen is not taken for it', async () => {
      await start(CHANGED);
      const slow = pool.dataSource.createQueryRunner();
      await slow.startTransaction();
      await slow.query("select from source where id = 'mini' for update");
      const accepted = mappings().accept('mini', 'mapping-2', BOTH);
      await wait(200);
      const started = start({ ...CHANGED, mappingVersion: 'mapping-3', definition: 'map 3' });
      await wait(200);
      await slow.commitTransaction();
      await slow.release();
      expect(await accepted).toEqual({ kind: 'accepted' });
      expect(await started).toMatchObject([{ mappingVersion: 'mapping-3' }]);
      expect(await mappingWaits(pool.dataSource)).toMatchObject([{ mappingVersion: 'mapping-3' }]);
      expect(await inUse()).toEqual(new Map([['mini', 'mapping-2']]));
    });

    it('a reading with the mapping before stores nothing more and moves no cursor', async () => {
      const reading = await stores.intake.beginReading({ id: 'mini', mappingVersion: 'mapping-1' }, 60_000);
      await start(CHANGED);
      await mappings().accept('mini', 'mapping-2', BOTH);
      expect(await stores.intake.noteUnchanged('mini', 'old', reading?.number)).toBe(false);
      expect(await cursor()).toBeNull();
      const next = await stores.intake.beginReading({ id: 'mini', mappingVersion: 'mapping-2' }, 60_000);
      expect(next?.cursor).toBeUndefined();
      expect(next?.number).toBeGreaterThan(reading?.number ?? 0);
    });
  });
});
