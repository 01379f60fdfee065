import { GatewayError } from '@kntc/domain';
import { PgCreateBrake, PgLaneStore } from '@kntc/storage';
import { Client } from 'pg';
import { aBatch, aCase, anAccepted, knownAs, SOURCE } from '../builders';
import { RecordingLogger } from '../fakes';
import { laneAdoptContract } from './lane-adopt-contract';
import { laneBrakeContract } from './lane-brake-contract';
import { laneUrgencyContract } from './lane-urgency-contract';
import { laneCommitContract } from './lane-commit-contract';
import { laneIntentContract } from './lane-intent-contract';
import { laneRepeatContract } from './lane-repeat-contract';
import { laneStoreContract } from './lane-store-contract';
import { aWrite, openedCase } from './lane-writes';
import { transferContract } from './transfer-contract';
import {
  inMemoryStores,
  pgStores,
  Sessions,
  testHouse,
  testSeals,
  usePool,
  waitingForLocks,
} from './stores-under-test';
import type { PgStores } from './stores-under-test';

const reference = anAccepted('A').accepted?.reference ?? '';
const lane = anAccepted('A').accepted?.lane ?? -1;

describe('the lane store in memory', () => {
  laneStoreContract(inMemoryStores);
  laneCommitContract(inMemoryStores);
  laneAdoptContract(inMemoryStores);
  laneIntentContract(inMemoryStores);
  laneBrakeContract(inMemoryStores);
  laneUrgencyContract(inMemoryStores);
  laneRepeatContract(inMemoryStores);
  transferContract(inMemoryStores);
});

describe('the lane store on PostgreSQL', () => {
  const pool = usePool();
  laneStoreContract(() => pgStores(pool.dataSource, pool.url));
  laneCommitContract(() => pgStores(pool.dataSource, pool.url));
  laneAdoptContract(() => pgStores(pool.dataSource, pool.url));
  laneIntentContract(() => pgStores(pool.dataSource, pool.url));
  laneBrakeContract(() => pgStores(pool.dataSource, pool.url));
  laneUrgencyContract(() => pgStores(pool.dataSource, pool.url));
  laneRepeatContract(() => pgStores(pool.dataSource, pool.url));
  transferContract(() => pgStores(pool.dataSource, pool.url));

  it('is not opened on a database that cannot be reached', async () => {
    const store = new PgLaneStore({
      databaseUrl: 'postgres://nobody@127.0.0.1:1/none',
      dataSource: pool.dataSource,
      seals: testSeals(),
      house: testHouse,
      logger: new RecordingLogger(),
      brake: new PgCreateBrake(pool.dataSource, () => 'unlimited'),
    });
    await expect(store.open()).rejects.toThrow(GatewayError);
    await expect(store.open()).rejects.toMatchObject({ code: 'GW_T301' });
  });

  describe('beside intake', () => {
    let stores: PgStores;
    const sessions = new Sessions(() => stores);
    let other: Client;
    beforeEach(async () => {
      stores = await pgStores(pool.dataSource, pool.url);
      await stores.intake.commit(aBatch([anAccepted('A')]));
      other = new Client({ connectionString: pool.url });
      await other.connect();
    });
    afterEach(async () => {
      await other.end();
      await sessions.closeAll();
    });

    const newVersion = async () => {
      const known = (await stores.intake.known(SOURCE, ['A'])).get('A');
      return aBatch([knownAs(anAccepted('A', { case: aCase({ content: 'mới' }) }), known)]);
    };
    it('a new version does not take an intent back that was committed while it waited', async () => {
      await other.query('begin');
      await other.query("update outbox set state = 'in_flight', attempt_no = 1");
      const batch = await newVersion();
      const committing = stores.intake.commit(batch);
      await waitingForLocks(other, 1);
      await other.query('commit');

      expect(await committing).toMatchObject({ kind: 'stored', lanes: [] });
      expect(await stores.window.outbox(reference)).toMatchObject({ state: 'in_flight', caseVersion: 2 });
    });

    it('an outcome that waited for a new version sees it', async () => {
      const session = await sessions.open();
      await session.acquire([lane]);
      const [due] = await session.fetch([lane], 1);
      if (due === undefined) throw new Error('nothing is due');
      await session.commit(aWrite(due, { open: openedCase(due), next: { state: 'in_flight' } }));
      await other.query('begin');
      await other.query('update outbox set case_version = 2');
      const committing = session.commit(aWrite(due, { expectedAttempt: 1, next: { state: 'done' } }));
      await waitingForLocks(other, 1);
      await other.query('commit');

      expect(await committing).toBe('written');
      expect(await stores.window.outbox(reference)).toMatchObject({ state: 'due', caseVersion: 2 });
    });
  });
});
