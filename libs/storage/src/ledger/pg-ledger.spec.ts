import {
  addsUp,
  daysBetween,
  ledgerOf,
  ledgerTotal,
  type JudgedRecord,
  type LaneSession,
} from '@kntc/domain';
import {
  aBatch,
  aCase,
  aCaseUpTo,
  anAccepted,
  aStanding,
  aVisit,
  day,
  HANDLED,
  knownAs,
  SOURCE,
} from '../../../../test/builders';
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
      aVisit('V'),
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
      noChannel: 1,
      outOfScope: 1,
    });
    expect([all.records, all.unaccounted, addsUp(all)]).toEqual([10, 0, true]);
    // Neither what waits for its release point nor what is out of scope is due by law.
    expect(all.legallyDue).toBe(8);
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

  it('tells visits without a petition from those somebody typed in by hand, in one class', async () => {
    await commit(aVisit('V'), aVisit('W', { people: 6 }));
    await pool.dataSource.query(
      `insert into reception_entry (id, agency_id, record_id, entered_on, entered_by, evidence, reason)
       select gen_random_uuid(), agency_id, record_id, '2026-03-20', 'Lan', 'x', 'x' from reception limit 1`,
    );
    const all = await total();
    expect(all.classes.noChannel).toBe(2);
    expect(all.causes).toEqual([
      { class: 'noChannel', code: 'RECEPTION_ENTERED', records: 1 },
      { class: 'noChannel', code: 'RECEPTION_WITHOUT_PETITION', records: 1 },
    ]);
    expect(all.units.noChannel).toEqual({ cases: 2, visits: 2, people: 7, crowds: 1 });
  });

  it('counts milestones without a channel beside the sum, by case, people and crowd', async () => {
    const kase = aCase({
      dialogues: [{ date: day('2026-04-10') }, { date: day('2026-04-20') }],
      suspensions: [{ date: day('2026-04-11') }],
    });
    await commit(anAccepted('A', { case: kase, people: 6 }));
    expect(await ledger.noChannelMilestones({})).toEqual([
      {
        agency: 'thanh-tra-tinh',
        milestone: 'dialogue',
        items: 2,
        cases: 1,
        people: 6,
        crowds: 1,
        entered: 0,
      },
      {
        agency: 'thanh-tra-tinh',
        milestone: 'suspension',
        items: 1,
        cases: 1,
        people: 6,
        crowds: 1,
        entered: 0,
      },
    ]);
    expect((await total()).records).toBe(1);
  });

  it('forgets a milestone that a new version no longer says, and keeps since when the others are known', async () => {
    const known = { case: aCaseUpTo('acceptance') };
    await commit(anAccepted('A', known));
    await pool.dataSource.query("update case_milestone set learnt_at = now() - interval '3 days'");
    const next = aCaseUpTo('handling', { dialogues: [{ date: day('2026-04-10') }] });
    const stored = (await stores.intake.known(SOURCE, ['A'])).get('A');
    await commit(knownAs(anAccepted('A', { case: next }), stored));
    const rows: { milestone: string; old: boolean }[] = await pool.dataSource.query(
      "select milestone, learnt_at < now() - interval '1 day' as old from case_milestone order by 1",
    );
    expect(rows).toEqual([
      { milestone: 'dialogue', old: false },
      { milestone: 'handling', old: true },
    ]);
  });

  it('tells how long each step took, from its milestone and from when it was learnt', async () => {
    await commit(anAccepted('A', { case: aCaseUpTo('handling'), receivedOn: day('2026-03-02') }));
    await moved('A', 'done');
    await pool.dataSource.query(
      `insert into step (national_record_id, kind, ordinal, agency_id, result_id, content_digest, protected_digest,
         identity_digest, case_version, body_sha256, confirmed_at, first_confirmed_at)
       select id, 'handling', 1, agency_id, '', '', '', '', 1, '', '2026-05-30T03:00:00Z', '2026-03-15T03:00:00Z' from national_record`,
    );
    await pool.dataSource.query("update case_milestone set learnt_at = '2026-03-14T21:00:00Z'");
    const times = await ledger.stepTimes('2026-01-01');
    expect(times.find(({ step }) => step === 'handling')).toMatchObject({
      agency: 'thanh-tra-tinh',
      confirmed: 1,
      dated: 1,
      medianDays: daysBetween(HANDLED, day('2026-03-15')),
      medianHours: 6,
    });
  });
});
