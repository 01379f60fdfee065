import { randomUUID } from 'node:crypto';
import { FileKeyWrapper } from '@kntc/confidentiality';
import type { KeyCustody } from '@kntc/domain';
import { Client } from 'pg';
import { aBatch, aCase, anAccepted, knownAs, SOURCE } from '../../../../test/builders';
import {
  anAudit,
  pgStores,
  testHouse,
  testKeys,
  testSeals,
  TYPED_NAMES,
  usePool,
  waitingForLocks,
  type PgStores,
} from '../../../../test/contract/stores-under-test';
import { madeOldRecord } from '../../../../test/contract/old-record';
import { fakeDigest, FakeWitness, KeysInMemory } from '../../../../test/fakes';
import type { PgAudit } from '../audit/pg-audit';
import { PgCreateBrake } from '../brakes/pg-create-brake';
import { PgIntakeStore } from '../intake/pg-intake-store';
import { PgLaneStore } from '../lanes/pg-lane-store';
import { KeyRegister } from './key-register';
import { KeyRotation, type AdmittedCustodian } from './key-rotation';
import { Rewrap, type RewrapPage } from './rewrap';

const FIRST = `file:${testKeys.id}`;
const WHO = { actor: 'Người giữ khoá', reason: 'Đổi khoá định kỳ' };
let BY: AdmittedCustodian;
const ids = { uuid: () => randomUUID() };
const WANTED = { judgedWith: 'newer', datesBefore: '2026-01-01T00:00:00Z' };

describe('exchanging key-encryption keys', () => {
  const pool = usePool();
  let stores: PgStores;
  let kept: KeysInMemory;
  let audit: PgAudit;
  let custody: FileKeyWrapper;
  let rotation: KeyRotation;
  beforeEach(async () => {
    stores = await pgStores(pool.dataSource, pool.url);
    kept = new KeysInMemory(testKeys);
    audit = anAudit(pool.dataSource);
    custody = aProcess();
    rotation = rotationWith(custody);
    const admission = await rotation.admit(WHO, { action: 'keys rotate', target: 'new key' });
    if (admission.kind === 'admitted') BY = admission.by;
  });

  const aProcess = () => new FileKeyWrapper(testKeys, kept);
  const rotationWith = (keys: KeyCustody, its = audit) =>
    new KeyRotation({
      dataSource: pool.dataSource,
      custody: keys,
      audit: its,
      approvals: TYPED_NAMES,
      provinceId: 'H507',
      firstKek: FIRST,
    });
  /** Intake of a process that has been running since before the rotation. */
  const running = () => new PgIntakeStore(pool.dataSource, testSeals(aProcess()), ids, fakeDigest);
  const rewrap = () =>
    new Rewrap({ dataSource: pool.dataSource, wrapper: custody, seals: testSeals(custody) });
  const keks = async (): Promise<Record<string, string | null>> => {
    const rows: { local_key: string; kek: string | null }[] = await pool.dataSource.query(
      'select local_key, kek from source_record order by local_key',
    );
    return Object.fromEntries(rows.map((row) => [row.local_key, row.kek]));
  };
  const madeOld = (key: string): Promise<void> => madeOldRecord(pool.dataSource, testKeys, key);
  const everythingOpens = async (): Promise<void> => {
    const store = new PgIntakeStore(
      pool.dataSource,
      testSeals(new FileKeyWrapper(kept.keys, kept)),
      ids,
      fakeDigest,
    );
    const raw = await store.stale(SOURCE, WANTED, '0', 99);
    expect(raw.map((one) => one.raw.localKey)).toEqual(Object.keys(await keks()));
  };

  it('reaches a process that runs, with its next batch, and older records stay readable', async () => {
    const store = running();
    await store.commit(aBatch([anAccepted('A')]));
    const { kek, before } = await rotation.rotate(BY);
    expect(before).toBe(FIRST);
    await store.commit(aBatch([anAccepted('B')]));
    expect(await keks()).toEqual({ A: FIRST, B: kek });
    await everythingOpens();
    expect(await audit.newest(1)).toMatchObject([{ action: 'keys rotate', target: kek, actor: BY.actor }]);
  });

  it('waits for a batch under way; one that waits for it comes under the new key', async () => {
    const client = new Client({ connectionString: pool.url });
    const watcher = new Client({ connectionString: pool.url });
    await Promise.all([client.connect(), watcher.connect()]);
    try {
      await client.query('begin');
      await client.query('select 1 from key_encryption_key for share'); // as a batch holds it
      const rotated = rotation.rotate(BY);
      await waitingForLocks(watcher, 1);
      const committed = running().commit(aBatch([anAccepted('A')]));
      await client.query('commit');
      const { kek } = await rotated;
      await committed;
      expect([FIRST, kek]).toContain((await keks())['A']);

      await client.query('begin');
      await client.query('update key_encryption_key set active = false where active');
      const next = await custody.rotate();
      const probe = await new KeyRegister(pool.dataSource, custody, 'H507').probe(next);
      await client.query(
        "insert into key_encryption_key (id, agency_id, active, probe) values ($1, 'H507', true, $2)",
        [next, probe],
      );
      const waiting = running().commit(aBatch([anAccepted('B')]));
      await waitingForLocks(watcher, 1);
      await client.query('commit');
      await waiting;
      expect((await keks())['B']).toBe(next);
    } finally {
      await Promise.all([client.end(), watcher.end()]);
    }
  });

  it('takes a key that was made but not registered, instead of another one', async () => {
    const made = await custody.rotate();
    expect((await rotation.rotate(BY)).kek).toBe(made);
    expect(kept.keys.wrappingIds).toHaveLength(2);
    expect((await rotation.rotate(BY)).kek).not.toBe(made);
    expect(kept.keys.wrappingIds).toHaveLength(3);
  });

  it('does nothing when it cannot be put on record', async () => {
    const witness = new FakeWitness();
    witness.isAway = true;
    const rotated = rotationWith(custody, anAudit(pool.dataSource, witness)).rotate(BY);
    await expect(rotated).rejects.toMatchObject({ code: 'GW_T304' });
    expect(await rotation.active()).toBe(FIRST);
    expect(kept.keys.wrappingIds).toHaveLength(1);
  });

  describe('and bringing records under the new key', () => {
    const through = async (page: (after?: string) => Promise<RewrapPage>): Promise<number> => {
      let changed = 0;
      let after: string | undefined;
      do {
        const done = await page(after);
        changed += done.changed;
        after = done.next;
      } while (after !== undefined);
      return changed;
    };

    it('wraps keys anew and leaves what they seal as it is', async () => {
      await stores.intake.commit(aBatch([anAccepted('A'), anAccepted('B')]));
      const raw = () => pool.dataSource.query('select raw from source_record order by id');
      const before = await raw();
      const { kek } = await rotation.rotate(BY);
      expect(await through((after) => rewrap().keys(kek, after))).toBe(2);
      expect(await through((after) => rewrap().keys(kek, after))).toBe(0);
      expect(await keks()).toEqual({ A: kek, B: kek });
      expect(await raw()).toEqual(before);
      await everythingOpens();
    });

    it('goes on where it was stopped', async () => {
      const batch = Array.from({ length: 520 }, (_, index) => anAccepted(`N${1000 + index}`));
      await stores.intake.commit(aBatch(batch));
      const { kek } = await rotation.rotate(BY);
      const first = await rewrap().keys(kek); // and then the process is killed
      expect(first).toMatchObject({ changed: 500, unreadable: 0, next: expect.any(String) });
      expect(await through((after) => rewrap().keys(kek, after))).toBe(20);
      expect(new Set(Object.values(await keks()))).toEqual(new Set([kek]));
    });

    it('leaves a record that intake holds for another pass, and never undoes what intake wrote', async () => {
      await stores.intake.commit(aBatch([anAccepted('A'), anAccepted('B')]));
      const { kek } = await rotation.rotate(BY);
      const client = new Client({ connectionString: pool.url });
      await client.connect();
      try {
        await client.query('begin');
        await client.query("select 1 from source_record where local_key = 'A' for update");
        expect(await rewrap().keys(kek)).toMatchObject({ changed: 1 });
        await client.query('rollback');
      } finally {
        await client.end();
      }
      expect(await keks()).toEqual({ A: FIRST, B: kek });
      expect(await rewrap().keys(kek)).toMatchObject({ changed: 1 });
    });

    it('seals anew what was sealed before there were data keys', async () => {
      await stores.intake.commit(aBatch([anAccepted('A'), anAccepted('B')]));
      await madeOld('A');
      const { kek } = await rotation.rotate(BY);
      expect(await through((after) => rewrap().records(kek, after))).toBe(1);
      expect(await through((after) => rewrap().versions(after))).toBe(1);
      expect(await through((after) => rewrap().versions(after))).toBe(0);
      const first: { byte: number }[] = await pool.dataSource.query(
        `select get_byte(raw, 0) as byte from source_record union
         select get_byte(plain, 0) from case_version union select get_byte(secret, 0) from case_version`,
      );
      expect(first).toEqual([{ byte: 2 }]);
      await everythingOpens();
      const lane = anAccepted('A').accepted?.lane ?? 0;
      const lanes = new PgLaneStore({
        brake: new PgCreateBrake(pool.dataSource, () => 'unlimited'),
        databaseUrl: pool.url,
        dataSource: pool.dataSource,
        seals: testSeals(aProcess()),
        house: testHouse,
        logger: stores.logger,
      });
      const session = await lanes.open();
      await session.acquire([lane]);
      const [due] = await session.fetch([lane], 9);
      await session.close();
      expect(due?.case.petition.registerNo).toBe('A');
      expect(due?.case.petitioners.identity.open()).toEqual(aCase().petitioners.identity.open());
    });

    it('passes over what does not open, and says how many', async () => {
      await stores.intake.commit(aBatch([anAccepted('A'), anAccepted('B')]));
      await pool.dataSource.query("update source_record set data_key = '\\x00' where local_key = 'A'");
      const { kek } = await rotation.rotate(BY);
      expect(await rewrap().keys(kek)).toEqual({ changed: 1, unreadable: 1, next: undefined });
      expect(await keks()).toEqual({ A: FIRST, B: kek });
    });
  });

  describe('and retiring an old one', () => {
    it('is refused while it is active, in use, unknown, or not the oldest', async () => {
      await stores.intake.commit(aBatch([anAccepted('A')]));
      expect(await rotation.retire(FIRST, BY)).toMatchObject({ why: 'active' });
      const { kek: second } = await rotation.rotate(BY);
      expect(await rotation.retire(FIRST, BY)).toMatchObject({ why: 'in-use' });
      await rotation.rotate(BY);
      expect(await rotation.retire(second, BY)).toMatchObject({ why: 'older-first' });
      expect(await rotation.retire('file:0000000000000000', BY)).toMatchObject({ why: 'unknown' });
      expect(kept.keys.wrappingIds).toHaveLength(3);
      expect(await audit.newest(1)).toMatchObject([{ action: 'keys retire', result: 'refused' }]);
    });

    it('is refused while a version of a case is sealed with the key it came with', async () => {
      await stores.intake.commit(aBatch([anAccepted('A')]));
      await madeOld('A');
      const { kek } = await rotation.rotate(BY);
      const known = (await stores.intake.known(SOURCE, ['A'])).get('A');
      const changed = anAccepted('A', { case: aCase({ registerNo: 'x' }), accepted: { digest: 'other' } });
      await running().commit(aBatch([knownAs(changed, known)]));
      expect(await keks()).toEqual({ A: kek });
      expect(await rotation.retire(FIRST, BY)).toMatchObject({ why: 'in-use' });
      await rewrap().versions();
      expect(await rotation.retire(FIRST, BY)).toEqual({ kind: 'retired' });
    });

    it('takes it out of the file and out of the check at start', async () => {
      await stores.intake.commit(aBatch([anAccepted('A')]));
      const { kek } = await rotation.rotate(BY);
      await rewrap().keys(kek);
      expect(await rotation.retire(FIRST, BY)).toEqual({ kind: 'retired' });
      expect(kept.keys.wrappingIds.map((id) => `file:${id}`)).toEqual([kek]);
      const restarted = new FileKeyWrapper(kept.keys, kept);
      await expect(new KeyRegister(pool.dataSource, restarted, 'H507').start()).resolves.toBeUndefined();
      await everythingOpens();
      expect(await rotation.retire(FIRST, BY)).toEqual({ kind: 'retired' }); // again, after being cut off
    });
  });

  it('is told with what still needs each key', async () => {
    await stores.intake.commit(aBatch([anAccepted('A'), anAccepted('B'), anAccepted('C')]));
    await madeOld('A');
    const { kek } = await rotation.rotate(BY);
    await running().commit(aBatch([anAccepted('D')]));
    expect(await rotation.status()).toMatchObject([
      { id: FIRST, active: false, usage: { records: 2, oldRecords: 1, oldVersions: 1 } },
      { id: kek, active: true, usage: { records: 1, oldRecords: 0, oldVersions: 0 } },
    ]);
  });
});
