import { addsUp, ledgerOf, ledgerTotal, type JudgedRecord, type LaneSession } from '@kntc/domain';
import { aBatch, anAccepted, aStanding } from '../../../../test/builders';
import { movedTo, type Place } from '../../../../test/contract/lane-writes';
import { pgStores, Sessions, usePool, type PgStores } from '../../../../test/contract/stores-under-test';
import { PgLedger } from './pg-ledger';

describe('the ledger on PostgreSQL', () => {
  const pool = usePool();
  let stores: PgStores;
  let ledger: PgLedger;
  let session: LaneSession;
  const sessions = new Sessions(() => stores);
  beforeEach(async () => {
    stores = await pgStores(pool.dataSource, pool.url);
    ledger = new PgLedger(pool.dataSource);
    session = await sessions.open();
  });
  afterEach(() => sessions.closeAll());

  const commit = (...records: readonly JudgedRecord[]) => stores.intake.commit(aBatch(records));
  const moved = async (key: string, place: Place): Promise<void> => {
    const { lane = -1, reference } = anAccepted(key).accepted ?? {};
    await session.acquire([lane]);
    const due = (await session.fetch([lane], 10)).find((one) => one.reference === reference);
    if (due === undefined) throw new Error(`${key} is not due`);
    await movedTo(place, due, session);
  };
  const compared = (key: string, as: string) =>
    pool.dataSource.query(
      `insert into comparison (national_record_id, agency_id, class, case_version, agreed, not_compared)
       select n.id, n.agency_id, $2, 1, '{}', '[]' from national_record n join case_file f on f.id = n.case_id
       where f.local_key = $1`,
      [key, as],
    );
  const total = async () => ledgerTotal(await ledger.lines({}));

  it('puts every record into exactly one class, and they add up', async () => {
    await commit(
      ...['A', 'B', 'C', 'D', 'E', 'F'].map((key) => anAccepted(key)),
      aStanding('Q', 'quarantined'),
      aStanding('W', 'waiting'),
      aStanding('O', 'outOfScope'),
    );
    await moved('A', 'done');
    await moved('B', 'done');
    await compared('B', 'matching');
    await moved('C', 'done');
    await compared('C', 'different');
    await moved('D', 'unknown');
    await moved('E', 'REJECTED');
    const all = await total();
    expect(all.classes).toEqual({
      confirmed: 2,
      diverged: 1,
      waiting: 2,
      shadow: 0,
      unknown: 1,
      held: 1,
      quarantined: 1,
      outOfScope: 1,
    });
    expect([all.records, all.unaccounted, addsUp(all)]).toEqual([9, 0, true]);
    // Neither what waits for its release point nor what is out of scope is due by law.
    expect(all.legallyDue).toBe(7);
    expect(all.causes.map(({ class: standing, code }) => `${standing} ${code}`)).toEqual(
      expect.arrayContaining([
        'held REJECTED',
        'unknown UNKNOWN_OUTCOME',
        'waiting SENDING',
        'diverged different',
      ]),
    );
  });

  it('shows a record whose outbox row is lost as unaccounted', async () => {
    await commit(anAccepted('A'), anAccepted('B'));
    await pool.dataSource.query(
      'delete from outbox where national_record_id = (select id from national_record limit 1)',
    );
    const all = await total();
    expect([all.records, all.unaccounted, addsUp(all)]).toEqual([2, 1, true]);
    expect(await ledger.unaccounted()).toBe(1);
  });

  it('tells months and types apart, and says where the month is not known', async () => {
    const on = (key: string, receivedOn: string | undefined): JudgedRecord =>
      ({ ...aStanding(key, 'quarantined'), receivedOn, petitionKind: 'TC' }) as JudgedRecord;
    await commit(on('A', '2026-03-31'), on('B', '2026-04-01'), on('C', undefined));
    const rows = ledgerOf(await ledger.lines({}));
    expect(rows.map(({ period, kind, records }) => [period, kind, records])).toEqual([
      ['2026-03', 'TC', 1],
      ['2026-04', 'TC', 1],
      [undefined, 'TC', 1],
    ]);
    expect(ledgerTotal(await ledger.lines({ period: 'unknown' })).records).toBe(1);
    expect(ledgerTotal(await ledger.lines({ kind: 'KN' })).records).toBe(0);
  });

  it('counts state secrets and nothing of them', async () => {
    await pool.dataSource.query(
      "insert into secret_record (source_id, key_digest, agency_id, first_day, last_day) values ('mini', 'x', 'H507', now(), now())",
    );
    const all = await total();
    expect([all.classes.outOfScope, all.causes]).toEqual([
      1,
      [{ class: 'outOfScope', code: 'SECRET_RECORD', records: 1 }],
    ]);
  });

  it('names who lets records wait for data, from the moment they stood in quarantine', async () => {
    await commit(aStanding('A', 'waiting'), aStanding('B', 'quarantined'));
    await pool.dataSource.query("update source_record set class_since = now() - interval '20 days'");
    // Judged again: B is where it was, A only now.
    await commit(aStanding('A', 'quarantined'), aStanding('B', 'quarantined'));
    const waits = await ledger.longWaits(new Date(Date.now() - 86_400_000));
    expect(waits.map(({ records }) => records)).toEqual([1]);
  });

  it('gives an agency what is no case yet, as far as the record says whose it is', async () => {
    await commit({ ...aStanding('Q', 'quarantined'), ownerId: 'xa-1' }, aStanding('P', 'quarantined'));
    expect((await ledger.lines({})).map(({ agency }) => agency).toSorted()).toEqual(['H507', 'xa-1']);
    const accountId = '00000000-0000-4000-8000-000000000000';
    expect(ledgerTotal(await ledger.lines({}, { accountId, agencies: ['xa-1'] })).records).toBe(1);
  });

  it('leaves out what an account must not know of', async () => {
    await commit(anAccepted('A'), aStanding('Q', 'quarantined'));
    const accountId = '00000000-0000-4000-8000-000000000000';
    expect(ledgerTotal(await ledger.lines({}, { accountId, agencies: ['nobody'] })).records).toBe(0);
    expect(ledgerTotal(await ledger.lines({}, { accountId, agencies: 'all' })).records).toBe(2);
  });
});
