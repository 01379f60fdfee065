import { type ConfirmedStep, digest128, type DueRecord, type LaneSession, LANES } from '@kntc/domain';
import { aBatch, anAccepted } from '../../../../test/builders';
import { digestSideContract } from '../../../../test/contract/digest-side-contract';
import { aWrite, confirmedCase, openedCase } from '../../../../test/contract/lane-writes';
import { pgStores, type PgStores, usePool } from '../../../../test/contract/stores-under-test';
import { PgRecordDigests } from './pg-record-digests';

const EVERY_LANE = Array.from({ length: LANES }, (_, lane) => lane);

describe('digests of records, stored', () => {
  const pool = usePool();
  let stores: PgStores;
  let session: LaneSession;
  let digests: PgRecordDigests;
  beforeEach(async () => {
    stores = await pgStores(pool.dataSource, pool.url);
    session = await stores.lanes.open();
    await session.acquire(EVERY_LANE);
    digests = new PgRecordDigests(pool.dataSource);
  });
  afterEach(() => session.close());

  async function due(...keys: readonly string[]): Promise<readonly DueRecord[]> {
    await stores.intake.commit(aBatch(keys.map((key) => anAccepted(key))));
    return session.fetch(EVERY_LANE, 1_000);
  }

  const idOf = (record: DueRecord): string => `id-of-${record.reference.toLowerCase()}`;
  const written = (record: DueRecord, content = 'first'): string =>
    digest128(`${record.reference} ${content}`);

  /** Acknowledged with its first step, as delivery writes it. */
  async function acknowledged(record: DueRecord): Promise<void> {
    const comparableDigest = digest128(record.reference);
    const nationalId = idOf(record);
    await session.commit(
      aWrite(record, { open: { ...openedCase(record), comparableDigest }, next: { state: 'in_flight' } }),
    );
    await session.commit(
      aWrite(record, {
        expectedAttempt: 1,
        close: { attemptNo: 1, outcome: 'confirmed', reason: '' },
        confirm: { ...confirmedCase(record, nationalId), comparableDigest },
        digested: { nationalId, digest: written(record) },
        next: { state: 'done' },
      }),
    );
  }

  digestSideContract('the database', async (records) => {
    const keys = Array.from({ length: records }, (_, n) => `K${n}`);
    if (records > 0) for (const record of await due(...keys)) await acknowledged(record);
    return digests.side();
  });

  it('come with the acknowledgement, and name the reference', async () => {
    const [record] = await due('A');
    if (record === undefined) throw new Error('nothing is due');
    await acknowledged(record);
    const rows = [{ id: idOf(record), digest: written(record), reference: record.reference }];
    expect(await digests.side().look([''], 'rows')).toMatchObject({ looks: [{ count: 1, rows }] });
  });

  it('are replaced by what the record comes to later, and leave no second row', async () => {
    const [record] = await due('A');
    if (record === undefined) throw new Error('nothing is due');
    await acknowledged(record);
    const digested = { nationalId: idOf(record), digest: written(record, 'second') };
    await session.commit(aWrite(record, { expectedAttempt: 1, digested, next: { state: 'done' } }));
    const rows = [{ digest: written(record, 'second') }];
    expect(await digests.side().look([''], 'rows')).toMatchObject({ looks: [{ count: 1, rows }] });
  });

  it('are of nobody else when a write is stale', async () => {
    const [record] = await due('A');
    if (record === undefined) throw new Error('nothing is due');
    const digested = { nationalId: idOf(record), digest: written(record) };
    await session.commit(aWrite(record, { expectedAttempt: 7, digested, next: { state: 'done' } }));
    expect(await digests.side().look([''], 'rows')).toMatchObject({ looks: [{ count: 0 }] });
  });

  it('come back with the steps they were made of, and with an attempt that is open', async () => {
    const [record] = await due('A');
    if (record === undefined) throw new Error('nothing is due');
    const comparableDigest = digest128('step');
    await session.commit(
      aWrite(record, { open: { ...openedCase(record), comparableDigest }, next: { state: 'in_flight' } }),
    );
    const [taken] = await session.fetch(EVERY_LANE, 9);
    expect(taken?.openAttempt?.comparableDigest).toBe(comparableDigest);
    const second = { ...openedCase(record), attemptNo: 2, key: { kind: 'handling', ordinal: 1 } } as const;
    await session.commit(
      aWrite(record, {
        expectedAttempt: 1,
        confirm: { ...confirmedCase(record, 'QG-1'), comparableDigest },
        open: second,
        next: { state: 'in_flight' },
      }),
    );
    const [later] = await session.fetch(EVERY_LANE, 9);
    expect(later?.steps.map((step: ConfirmedStep) => step.comparableDigest)).toEqual([comparableDigest]);
    expect(later?.openAttempt?.comparableDigest).toBeUndefined();
  });

  it('show the records of some agencies only, where that is asked', async () => {
    for (const record of await due('A', 'B')) await acknowledged(record);
    await pool.dataSource.query(
      `update record_digest set agency_id = 'other' where national_record_id = (select national_record_id from record_digest limit 1)`,
    );
    expect(await digests.side(['other']).look([''], { parts: 3 })).toMatchObject({ looks: [{ count: 1 }] });
    expect(await digests.side(['other']).look([''], 'rows')).toMatchObject({ looks: [{ count: 1 }] });
    expect(await digests.side().look([''], { parts: 3 })).toMatchObject({ looks: [{ count: 2 }] });
  });

  it('are known by their national ids, and so is whether something of them is on its way', async () => {
    const [one, other] = await due('A', 'B');
    if (one === undefined || other === undefined) throw new Error('nothing is due');
    await acknowledged(one);
    await acknowledged(other);
    await pool.dataSource.query("update outbox set state = 'due' where national_record_id = $1", [
      other.recordId,
    ]);
    const known = await digests.known([idOf(one).toUpperCase(), idOf(other), 'nobody']);
    expect(known.toSorted((a, b) => (a.id === idOf(one) ? -1 : b.id === idOf(one) ? 1 : 0))).toEqual([
      { id: idOf(one), reference: one.reference, isOnItsWay: false },
      { id: idOf(other), reference: other.reference, isOnItsWay: true },
    ]);
  });
});
