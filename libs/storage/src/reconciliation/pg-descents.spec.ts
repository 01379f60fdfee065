import type { ReconciliationRun } from '@kntc/domain';
import { referenceOf } from '../../../../test/contract/lane-setup';
import { NOW, useReconciliation } from '../../../../test/contract/reconciliation-bench';
import { PgDescents } from './pg-descents';

const FOUND_NOTHING = { requests: 4, onlyNational: 0 };

describe('runs that find by digests what differs', () => {
  const { pool, store, sql, ask, confirmed, taken, full, outbox, open, noted, resultOf, loaded } =
    useReconciliation();
  const descents = (): PgDescents => new PgDescents(pool.dataSource, 'H507');

  /** As delivery notes it with an acknowledgement. */
  const digested = (...keys: readonly string[]): Promise<unknown> =>
    sql(
      `insert into record_digest (national_record_id, agency_id, position, digest)
       select id, agency_id, row_number() over (), decode(md5(reference), 'hex') from national_record where reference = any($1)`,
      [keys.map(referenceOf)],
    );
  const read = async (run: ReconciliationRun): Promise<readonly string[]> =>
    (await store().page({ ...run, way: 'digests' }, 10, NOW)).records
      .map(({ reference }) => reference)
      .toSorted();
  const counts = async (): Promise<unknown> =>
    (
      await sql(
        'select way, compared, by_digest, matching, requests, only_national from reconciliation_run order by id desc limit 1',
      )
    )[0];

  it('read whole what was picked, and count everything else as the same', async () => {
    await confirmed('A', 'B', 'C');
    await digested('A', 'B', 'C');
    const run = await full();
    expect(await descents().pick(run, [referenceOf('B'), 'BDI-NOBODYSXXXXXX'])).toBe(1);
    // Ours it is also when it was picked before.
    expect(await descents().pick(run, [referenceOf('B')])).toBe(1);
    await descents().descended(run, { requests: 4, onlyNational: 2 });
    expect(await taken()).toMatchObject({ id: run.id, way: 'digests' });
    expect(await read(run)).toEqual([referenceOf('B')]);
    expect(await counts()).toEqual({
      way: 'digests',
      compared: 2,
      by_digest: 2,
      matching: 2,
      requests: 4,
      only_national: 2,
    });
  });

  it('read whole as well what differed before: it may agree now', async () => {
    await confirmed('A', 'B');
    await digested('A', 'B');
    const first = await full();
    await noted(first, resultOf(await loaded(first), 'FIELDS_DIFFER'));
    await sql('update reconciliation_run set finished_at = clock_timestamp()');
    const second = await full();
    await descents().descended(second, FOUND_NOTHING);
    expect(await read(second)).toEqual([(await loaded(first)).reference]);
  });

  it('make due what nobody noted a digest of, once it rests, and read it whole', async () => {
    await confirmed('A', 'B');
    await digested('A');
    const run = await full();
    await descents().descended(run, FOUND_NOTHING);
    expect([await outbox('A'), await outbox('B')]).toEqual(['done', 'due']);
    expect(await read(run)).toEqual([referenceOf('B')]);
  });

  it('leave alone what is not accepted any more: it would wait for ever', async () => {
    await confirmed('A');
    await sql("update source_record set class = 'outOfScope'");
    await descents().descended(await full(), FOUND_NOTHING);
    expect(await outbox('A')).toBe('done');
  });

  it('leave alone what belongs to an agency that enters by hand: due it would wait, and be confirmed no more', async () => {
    await confirmed('A');
    await sql(
      "insert into hand_agency (agency_id, begun_by, reason) select agency_id, 'Lan', 'thử' from national_record",
    );
    await descents().descended(await full(), FOUND_NOTHING);
    expect(await outbox('A')).toBe('done');
  });

  it('count nothing as agreeing of an agency that enters by hand: nobody asked about it', async () => {
    await confirmed('A');
    await digested('A');
    await sql(
      "insert into hand_agency (agency_id, begun_by, reason) select agency_id, 'Lan', 'thử' from national_record",
    );
    await descents().descended(await full(), FOUND_NOTHING);
    const counted = await sql("select compared, by_digest from reconciliation_run where kind = 'full'");
    expect(counted).toEqual([{ compared: 0, by_digest: 0 }]);
  });

  it('read a share of all whole by night, and go on with it the next night', async () => {
    await confirmed('A', 'B');
    await digested('A', 'B');
    await ask('nightly', '2026-11-27');
    const run = await taken();
    if (run === undefined) throw new Error('no run');
    await descents().descended(run, FOUND_NOTHING);
    expect(await read(run)).toEqual([referenceOf('A'), referenceOf('B')].toSorted());
    const place = await sql("select round_place from reconciliation_run where kind = 'nightly'");
    expect(place).toEqual([{ round_place: null }]);
  });

  it('look up every record where digests contradict themselves, and say so until a run finds them right', async () => {
    await confirmed('A', 'B');
    await digested('A', 'B');
    const run = await full();
    await descents().lookUpAll(run, ['TraTomTat a3f*: wrong-total (national)'], 3);
    expect(await taken()).toMatchObject({ way: 'records' });
    expect((await store().page({ ...run, way: 'records' }, 10, NOW)).records).toHaveLength(2);
    expect(await open()).toEqual(['DIGESTS_WRONG']);
    const end = { results: [], requests: 0, place: undefined, isFinished: true };
    await store().note(run, end);
    expect(await open()).toEqual(['DIGESTS_WRONG']);
    const right = await full();
    await descents().descended(right, FOUND_NOTHING);
    await store().note(right, end);
    expect(await open()).toEqual([]);
    expect(await sql('select 1 from reconciliation_pick')).toEqual([]);
  });
});
