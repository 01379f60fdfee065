import type { JudgedRecord, LaneSession } from '@kntc/domain';
import { aBatch, aCase, anAccepted, aStanding, knownAs, SOURCE } from '../../../../test/builders';
import { movedTo } from '../../../../test/contract/lane-writes';
import type { Place } from '../../../../test/contract/lane-writes';
import { pgStores, Sessions, usePool } from '../../../../test/contract/stores-under-test';
import type { PgStores } from '../../../../test/contract/stores-under-test';
import { PgSweep } from '../lanes/pg-sweep';
import { PgReports } from './pg-reports';

const referenceOf = (key: string): string => anAccepted(key).accepted?.reference ?? '';

describe('what the reports say', () => {
  const pool = usePool();
  let stores: PgStores;
  let reports: PgReports;
  let session: LaneSession;
  const sessions = new Sessions(() => stores);
  beforeEach(async () => {
    stores = await pgStores(pool.dataSource, pool.url);
    reports = new PgReports(pool.dataSource);
    session = await sessions.open();
  });
  afterEach(() => sessions.closeAll());

  const commit = (...records: readonly JudgedRecord[]) => stores.intake.commit(aBatch(records));
  const move = async (key: string, place: Place): Promise<void> => {
    const lane = anAccepted(key).accepted?.lane ?? -1;
    await session.acquire([lane]);
    const due = (await session.fetch([lane], 10)).find((one) => one.reference === referenceOf(key));
    if (due !== undefined) await movedTo(place, due, session);
  };
  const standing = async (key: string) => (await reports.standings(SOURCE, [key]))[0]?.class;

  describe('where a record stands', () => {
    it.each<[Place, string]>([
      ['done', 'confirmed'],
      ['in_flight', 'waiting'],
      ['unknown', 'unknown'],
      ['REJECTED', 'held'],
    ])('%s is %s', async (place, expected) => {
      await commit(anAccepted('A'));
      await move('A', place);
      expect(await standing('A')).toBe(expected);
    });

    it.each(['waiting', 'quarantined', 'outOfScope'] as const)(
      '%s without a case is %s',
      async (recordClass) => {
        await commit(aStanding('A', recordClass));
        expect(await standing('A')).toBe(recordClass);
      },
    );

    it('accepted and due is waiting', async () => {
      await commit(anAccepted('A'));
      expect(await standing('A')).toBe('waiting');
    });

    it.each<[Place, string]>([
      ['done', 'quarantined'],
      ['unknown', 'unknown'],
      ['UNKNOWN_OUTCOME', 'held'],
    ])('quarantined after it was %s is %s', async (place, expected) => {
      await commit(anAccepted('A'));
      await move('A', place);
      const known = (await stores.intake.known(SOURCE, ['A'])).get('A');
      await commit(aStanding('A', 'quarantined', { known }));
      expect(await standing('A')).toBe(expected);
    });

    it('accepted without an outbox row is unaccounted, not anything else', async () => {
      await commit(anAccepted('A'), anAccepted('B'));
      await pool.dataSource.query(
        'delete from outbox where national_record_id = (select id from national_record where reference = $1)',
        [referenceOf('A')],
      );
      expect(await reports.standings(SOURCE, ['A', 'B'])).toMatchObject([
        { localKey: 'A', class: null },
        { localKey: 'B', class: 'waiting' },
      ]);
      expect(await reports.classes()).toEqual(
        new Map([
          ['unaccounted', 1],
          ['waiting', 1],
        ]),
      );
    });

    it('accepted without a case is unaccounted too', async () => {
      await commit(anAccepted('A'));
      await pool.dataSource.query('update source_record set case_id = null');
      expect(await standing('A')).toBeNull();
    });

    it('a key that nobody took in is absent', async () => {
      expect(await reports.standings(SOURCE, ['nobody'])).toEqual([]);
    });
  });

  it('counts queue, steps and holds', async () => {
    await commit(...['A', 'B', 'C', 'D', 'E'].map((key) => anAccepted(key)));
    await move('A', 'done');
    await move('B', 'in_flight');
    await move('C', 'unknown');
    await move('D', 'REJECTED');
    await stores.window.age(referenceOf('E'), 90_000);
    const depth = await reports.queueDepth();
    expect(depth).toMatchObject({ due: 1, inFlight: 1, unknown: 1 });
    expect(depth.oldestDueSeconds).toBeGreaterThan(89);
    expect(Object.fromEntries(await reports.confirmedSteps())).toEqual({ case: 1 });
    expect(Object.fromEntries(await reports.holdCounts())).toEqual({ REJECTED: 1 });
  });

  it('does not count as queue what may not be sent any more', async () => {
    await commit(anAccepted('A'));
    const known = (await stores.intake.known(SOURCE, ['A'])).get('A');
    await commit(aStanding('A', 'outOfScope', { known }));
    expect(await reports.queueDepth()).toMatchObject({ due: 0, oldestDueSeconds: 0, oldestDueAt: undefined });
    expect(await new PgSweep(pool.dataSource).takeUnrung(10, -1)).toEqual([]);
  });

  it('gathers many records under one cause', async () => {
    const cause = { code: 'UNKNOWN_CODE', list: 5, localCode: 'la' } as const;
    await commit(
      aStanding('A', 'quarantined', { reasons: [{ ...cause, field: 'petitioners[0].ward' }] }),
      aStanding('B', 'quarantined', { reasons: [{ ...cause, field: 'petitioners[12].ward' }] }),
      aStanding('C', 'waiting', { reasons: [{ code: 'NOT_CLASSIFIED', field: 'kind' }] }),
      anAccepted('D'),
    );
    await move('D', 'REJECTED');
    const causes = await reports.causes(10);
    expect(causes[0]).toMatchObject({
      class: 'quarantined',
      code: 'UNKNOWN_CODE',
      field: 'petitioners[].ward',
      list: 5,
      localCode: 'la',
      source: SOURCE,
      records: 2,
    });
    expect(
      causes
        .slice(1)
        .map((one) => one.code)
        .toSorted(),
    ).toEqual(['NOT_CLASSIFIED', 'REJECTED']);
    expect(await reports.causes(1)).toHaveLength(1);
    expect(Object.fromEntries(await reports.quarantineCounts())).toEqual({ UNKNOWN_CODE: 2 });
  });

  it('counts records that are gone at the source apart, by source, and in no class', async () => {
    await commit(...['A', 'B', 'C'].map((key) => aStanding(key, 'quarantined')));
    await pool.dataSource.query("update source_record set gone_at = now() where local_key = 'B'");
    expect([...(await reports.goneBySource())]).toEqual([[SOURCE, 1]]);
    expect((await reports.classes()).get('quarantined')).toBe(2);
    expect([...(await reports.quarantineCounts()).values()]).toEqual([2]);
  });

  it('shows a paused source, and since when it is open again', async () => {
    await stores.intake.notePaused(SOURCE, 'GW_S101', 'db:5432');
    expect(await reports.sources()).toMatchObject([
      { id: SOURCE, pausedCode: 'GW_S101', pausedDetail: 'db:5432' },
    ]);
    await stores.intake.notePaused(SOURCE, undefined, '');
    expect(await reports.sources()).toMatchObject([{ pausedCode: undefined, pausedDetail: undefined }]);
  });

  it('keeps people and content out of every plain column', async () => {
    const content = 'Nội dung canary chỉ có ở đây.';
    await commit(anAccepted('A', { case: aCase({ content }) }));
    const known = (await stores.intake.known(SOURCE, ['A'])).get('A');
    await commit(knownAs(anAccepted('A', { case: aCase({ content: `${content} Hai.` }) }), known));
    await move('A', 'done');
    const tables: { table_name: string }[] = await pool.dataSource.query(
      "select table_name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'",
    );
    for (const { table_name: table } of tables) {
      const rows: { text: string }[] = await pool.dataSource.query(
        `select t::text as text from "${table}" t`,
      );
      const text = rows.map((row) => row.text).join('\n');
      expect(text).not.toMatch(/canary|Bưởi|037081000123/);
      for (const secret of ['canary', 'Bưởi', '037081000123'])
        expect(text).not.toContain(Buffer.from(secret).toString('hex'));
    }
  });

  describe('the sweep', () => {
    const sweep = (limit = 10) => new PgSweep(pool.dataSource).takeUnrung(limit, 30_000);
    const unring = (key: string) =>
      pool.dataSource.query(
        `update outbox set rung_at = clock_timestamp() - interval '31 s'
         where national_record_id = (select id from national_record where reference = $1)`,
        [referenceOf(key)],
      );

    it('rings what was not rung for a while, once', async () => {
      await commit(anAccepted('A'), anAccepted('B'));
      expect(await sweep()).toEqual([]);
      await unring('A');
      expect(await sweep()).toEqual([anAccepted('A').accepted?.lane]);
      expect(await sweep()).toEqual([]);
    });

    it('rings what is in flight or unknown as well, and nothing before its time', async () => {
      await commit(anAccepted('A'), anAccepted('B'));
      await move('A', 'in_flight');
      await move('B', 'unknown');
      await unring('A');
      await unring('B');
      expect(await sweep()).toEqual([anAccepted('A').accepted?.lane]);
      await stores.window.age(referenceOf('B'), 61_000);
      expect(await sweep()).toEqual([anAccepted('B').accepted?.lane]);
    });
  });
});
