import { randomBytes } from 'node:crypto';
import { FileKeyWrapper, Keys } from '@kntc/confidentiality';
import { encodeRawRecord, freezeCase } from '@kntc/domain';
import {
  aBatch,
  aCase,
  anAccepted,
  aStanding,
  JUDGED_WITH,
  knownAs,
  SOURCE,
} from '../../../../test/builders';
import {
  pgStores,
  testKeys,
  testSeals,
  testWrapper,
  usePool,
  type PgStores,
} from '../../../../test/contract/stores-under-test';
import { CountingIds, fakeDigest, KeysInMemory, sealedTheOldWay } from '../../../../test/fakes';
import { PgIntakeStore } from '../intake/pg-intake-store';
import { KeyRegister } from './key-register';

const WANTED = { judgedWith: 'newer', datesBefore: '2026-01-01T00:00:00Z' };

describe('the key of a record', () => {
  const pool = usePool();
  let stores: PgStores;
  beforeEach(async () => {
    stores = await pgStores(pool.dataSource, pool.url);
  });

  const rows = (): Promise<{ local_key: string; data_key: Buffer; kek: string; raw: Buffer }[]> =>
    pool.dataSource.query('select local_key, data_key, kek, raw from source_record order by id');
  const store = async (key: string, words = {}): Promise<void> => {
    const known = (await stores.intake.known(SOURCE, [key])).get(key);
    await stores.intake.commit(aBatch([knownAs(anAccepted(key, words), known)]));
  };
  const fetched = async (key: string) => {
    const lane = anAccepted(key).accepted?.lane ?? 0;
    const session = await stores.lanes.open();
    await session.acquire([lane]);
    const due = await session.fetch([lane], 9);
    await session.close();
    return due;
  };
  /** As a gateway before data keys left it. */
  const madeOld = async (key: string, kase = aCase({ registerNo: key })): Promise<void> => {
    const [file]: { id: string }[] = await pool.dataSource.query(
      'select id from case_file where local_key = $1',
      [key],
    );
    const frozen = freezeCase(kase);
    const sealed = (value: unknown, context: string) =>
      sealedTheOldWay(testKeys, Buffer.from(JSON.stringify(value)), context);
    await pool.dataSource.query('update case_version set plain = $2, secret = $3 where case_id = $1', [
      file?.id,
      sealed(frozen.plain, `case_version.plain|${file?.id}|1`),
      sealed(frozen.secret, `case_version.secret|${file?.id}|1`),
    ]);
    await pool.dataSource.query(
      'update source_record set data_key = null, kek = null, raw = $2 where local_key = $1',
      [
        key,
        sealedTheOldWay(testKeys, encodeRawRecord(anAccepted(key).raw), `source_record.raw|${SOURCE}|${key}`),
      ],
    );
  };

  it('is its own, stored wrapped under the active key-encryption key', async () => {
    await stores.intake.commit(aBatch([anAccepted('A'), aStanding('B', 'quarantined')]));
    const [a, b] = await rows();
    expect([a?.kek, b?.kek]).toEqual([`file:${testKeys.id}`, `file:${testKeys.id}`]);
    expect(a?.data_key.equals(b?.data_key ?? Buffer.alloc(0))).toBe(false);
    expect(a?.raw[0]).toBe(2);
  });

  it('stays when the record changes, so that every version of the case opens', async () => {
    await store('A');
    const [first] = await rows();
    await store('A', { case: aCase({ registerNo: 'changed' }), accepted: { digest: 'another' } });
    const [second] = await rows();
    expect(second?.data_key).toEqual(first?.data_key);
    expect(second?.raw.equals(first?.raw ?? Buffer.alloc(0))).toBe(false);
    expect(await fetched('A')).toMatchObject([
      { caseVersion: 2, case: { petition: { registerNo: 'changed' } } },
    ]);
    await pool.dataSource.query('update outbox set case_version = 1');
    expect(await fetched('A')).toMatchObject([{ caseVersion: 1, case: { petition: { registerNo: 'A' } } }]);
  });

  it('opens in another process', async () => {
    await stores.intake.commit(aBatch([anAccepted('A'), aStanding('B', 'quarantined')]));
    const other = new PgIntakeStore(pool.dataSource, testSeals(), new CountingIds(), fakeDigest);
    const stale = await other.stale(SOURCE, WANTED, '0', 9);
    expect(stale.map(({ raw }) => raw.localKey)).toEqual(['A', 'B']);
  });

  it('comes to a record from before there were data keys with its next change; until then it opens as it is', async () => {
    await store('A');
    await madeOld('A');
    const [due] = await fetched('A');
    expect(due?.case.petitioners.identity.open()).toEqual(aCase().petitioners.identity.open());
    expect(await stores.intake.stale(SOURCE, WANTED, '0', 9)).toHaveLength(1);

    await store('A', { case: aCase({ registerNo: 'changed' }), accepted: { digest: 'another' } });
    expect((await rows())[0]).toMatchObject({ kek: `file:${testKeys.id}` });
    expect(await fetched('A')).toMatchObject([{ case: { petition: { registerNo: 'changed' } } }]);
    await pool.dataSource.query('update outbox set case_version = 1');
    expect(await fetched('A')).toMatchObject([{ case: { petition: { registerNo: 'A' } } }]);
  });

  it('that was exchanged with the key of another record opens neither', async () => {
    await stores.intake.commit(aBatch([anAccepted('A'), anAccepted('B')]));
    await pool.dataSource.query(
      'update source_record r set data_key = o.data_key from source_record o where o.id <> r.id',
    );
    await expect(stores.intake.stale(SOURCE, WANTED, '0', 9)).rejects.toMatchObject({ code: 'GW_T303' });
    expect(await fetched('A')).toEqual([]);
    expect(stores.logger.lines.some(({ message }) => message.includes('cannot be read'))).toBe(true);
  });

  it('is not replaced when it does not unwrap: the batch fails and nothing is lost', async () => {
    await store('A');
    await pool.dataSource.query("update source_record set kek = 'file:ffffffffffffffff'");
    const before = await rows();
    await expect(store('A', { judgedWith: `${JUDGED_WITH}-b` })).rejects.toMatchObject({ code: 'GW_T308' });
    expect(await rows()).toEqual(before);
  });
});

describe('the register of key-encryption keys', () => {
  const pool = usePool();
  beforeEach(() => pool.dataSource.query('truncate key_encryption_key'));

  const another = Keys.of({
    id: 'ffffffffffffffff',
    sealingKey: randomBytes(32),
    digestKey: randomBytes(32),
  });
  const register = (wrapper = testWrapper) => new KeyRegister(pool.dataSource, wrapper, 'H507');

  it('begins with the newest key, once, however many processes start', async () => {
    await Promise.all([register().start(), register().start()]);
    expect(await pool.dataSource.query('select id, active from key_encryption_key')).toEqual([
      { id: `file:${testKeys.id}`, active: true },
    ]);
    await register().start();
  });

  it('refuses to start when a key in use is lost, and names it', async () => {
    await register().start();
    const lost = register(new FileKeyWrapper(another, new KeysInMemory(another))).start();
    await expect(lost).rejects.toMatchObject({ code: 'GW_T308', detail: `file:${testKeys.id}` });
  });

  it('refuses a key of the right id that is not the key', async () => {
    await register().start();
    const forged = Keys.of({
      id: testKeys.id,
      sealingKey: randomBytes(32),
      digestKey: randomBytes(32),
    });
    await expect(
      register(new FileKeyWrapper(forged, new KeysInMemory(forged))).start(),
    ).rejects.toMatchObject({
      code: 'GW_T308',
    });
  });

  it('does not miss a key that was retired', async () => {
    await register().start();
    await pool.dataSource.query(
      `insert into key_encryption_key (id, agency_id, active, probe, retired_at)
       values ('file:0000000000000000', 'H507', false, '', now())`,
    );
    await expect(register().start()).resolves.toBeUndefined();
  });
});
