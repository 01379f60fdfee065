import { aBatch, anAccepted } from '../../../../test/builders';
import { emptyTables } from '../../../../test/contract/empty-tables';
import { anAudit, pgStores, usePool } from '../../../../test/contract/stores-under-test';
import { CountingIds, FakeClock } from '../../../../test/fakes';
import { PgApprovals } from '../access/pg-approvals';
import type { Command } from '../operations/operation';
import { PgResyncs } from './pg-resyncs';
import { PgResyncStore } from './pg-resync-store';

const KEYS = ['A', 'B', 'C'];
const REFERENCES = KEYS.map((key) => anAccepted(key).accepted?.reference ?? '');
const agency = anAccepted('A').accepted?.agencyId ?? '';
const LAN = { accountId: '00000000-0000-4000-8000-000000000001', login: 'lan', agencies: [agency] };
const MINH = { accountId: '00000000-0000-4000-8000-000000000002', login: 'minh', agencies: ['khac'] };
const RULES = { requireAccounts: 'both-sides-exist', requireProof: false } as const;
const [ONE, OTHER] = ['00000000-0000-4000-8000-00000000000a', '00000000-0000-4000-8000-00000000000b'];
const SUBJECT = { kind: 'records', references: REFERENCES, keys: [] } as const;

describe('a re-sync of many records', () => {
  const pool = usePool();
  let lan: PgResyncs;
  let minh: PgResyncs;
  let store: PgResyncStore;
  beforeEach(async () => {
    const stores = await pgStores(pool.dataSource, pool.url);
    await emptyTables(pool.dataSource, ['account']);
    for (const { accountId, login, agencies } of [LAN, MINH])
      await pool.dataSource.query(
        `insert into account (id, agency_id, login, roles, agencies, password_hash, must_change, needs_code)
         values ($1, 'H507', $2, '{operator}', $3, 'x', false, false)`,
        [accountId, login, agencies],
      );
    const approvals = (resyncAlone: number) => new PgApprovals(new FakeClock(), { ...RULES, resyncAlone });
    const { dataSource } = pool;
    const tools = { dataSource, ids: new CountingIds(), audit: anAudit(dataSource), provinceId: 'H507' };
    const core = new PgResyncs({ ...tools, approvals: approvals(KEYS.length) });
    [lan, minh] = [core.signedIn(LAN, []), core.signedIn(MINH, [])];
    store = new PgResyncStore({ ...tools, approvals: approvals(KEYS.length) });
    await stores.intake.commit(aBatch(KEYS.map((one) => anAccepted(one))));
    await pool.dataSource.query(
      "update outbox set state = 'held', hold_code = 'REJECTED', held_at = clock_timestamp()",
    );
  });
  afterEach(() => emptyTables(pool.dataSource, ['account']));

  let keys = 0;
  const command = (actor = 'lan'): Command => {
    keys += 1;
    return { actor, reason: 'đã sửa', idempotencyKey: `${actor}:${keys}` };
  };
  const started = async (isPaused = false): Promise<string> => {
    const result = await lan.start(SUBJECT, isPaused, command());
    if (result.kind !== 'done' || result.id === undefined) throw new Error(JSON.stringify(result));
    return result.id;
  };
  const states = async (): Promise<readonly string[]> => {
    const rows: { state: string }[] = await pool.dataSource.query('select state from outbox order by state');
    return rows.map(({ state }) => state);
  };
  const acts = async (): Promise<number> => {
    const rows: unknown[] = await pool.dataSource.query("select 1 from operation where command = 'resync'");
    return rows.length;
  };

  it('is one process’s at a time, until that one has been silent for its lease', async () => {
    const id = await started();
    expect(await store.take(ONE, 60_000)).toBe(id);
    expect(await store.take(OTHER, 60_000)).toBeUndefined();
    expect(await store.take(ONE, 0)).toBe(id);
    expect(await store.take(OTHER, 60_000)).toBe(id);
  });

  it('makes each record due once, also when a crash comes between the act and its note', async () => {
    const id = await started();
    expect(await store.release(id, 2)).toBe(2);
    expect(await states()).toEqual(['due', 'due', 'held']);
    await pool.dataSource.query(
      "update resync_item set state = 'chosen', released_at = null where position = 1",
    );
    expect(await store.release(id, 5)).toBe(2);
    expect(await states()).toEqual(['due', 'due', 'due']);
    expect(await acts()).toBe(KEYS.length);
    expect(await lan.find(id)).toMatchObject({ state: 'done', progress: { chosen: 0, underWay: 3 } });
    expect(await store.take(ONE, 60_000)).toBeUndefined();
  });

  it('does nothing before it begins, and nothing more once it is stopped', async () => {
    const id = await started(true);
    expect(await store.take(ONE, 60_000)).toBeUndefined();
    expect(await store.release(id, 5)).toBe(0);
    expect(await lan.act(id, 'go-on', command())).toMatchObject({ kind: 'done' });
    expect(await store.release(id, 1)).toBe(1);
    expect(await lan.act(id, 'stop', command())).toMatchObject({ kind: 'done' });
    expect(await store.release(id, 5)).toBe(0);
    expect(await states()).toEqual(['due', 'held', 'held']);
    expect(await lan.find(id)).toMatchObject({ state: 'stopped', progress: { underWay: 1, stopped: 2 } });
    expect(await lan.act(id, 'go-on', command())).toMatchObject({ why: 'resync-ended' });
  });

  it('is there for people of its agencies alone, and so are the records it may have', async () => {
    const id = await started(true);
    expect(await minh.find(id)).toBeUndefined();
    expect(await minh.act(id, 'stop', command('minh'))).toEqual({ kind: 'not-found' });
    expect(await minh.start(SUBJECT, false, command('minh'))).toMatchObject({ why: 'nothing-chosen' });
  });

  it('stops at the records of an account that was closed meanwhile, with why', async () => {
    const id = await started();
    await pool.dataSource.query("update account set disabled_at = clock_timestamp() where login = 'lan'");
    await store.release(id, 5);
    expect(await states()).toEqual(['held', 'held', 'held']);
    expect(await lan.find(id)).toMatchObject({ state: 'done', progress: { skipped: 3 } });
  });
});
