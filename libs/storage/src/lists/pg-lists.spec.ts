import { aBatch, anAccepted, aStanding, SOURCE } from '../../../../test/builders';
import { pgStores, usePool, type PgStores } from '../../../../test/contract/stores-under-test';
import type { RowScope } from '../access/row-scope';
import type { PageOf } from './listing';
import { PgLists } from './pg-lists';
import type { HoldFilter, RecordFilter } from './record-list';

const ACCOUNT = '00000000-0000-4000-8000-000000000001';

describe('the lists of the admin API', () => {
  const pool = usePool();
  let stores: PgStores;
  let lists: PgLists;
  beforeEach(async () => {
    stores = await pgStores(pool.dataSource, pool.url);
    lists = new PgLists(pool.dataSource);
    await stores.intake.commit(
      aBatch([
        ...['A', 'B', 'C'].map((key) => anAccepted(key)),
        ...['Q1', 'Q2', 'Q3'].map((key) => aStanding(key, 'quarantined')),
        aStanding('W', 'waiting'),
      ]),
    );
  });

  const page = <F extends object>(filter: F, more: Partial<PageOf<F>> = {}): PageOf<F> => ({
    filter,
    limit: 50,
    after: undefined,
    ...more,
  });
  const keysOf = async (filter: RecordFilter, scope: RowScope = 'everything') =>
    (await lists.records(page(filter), scope)).items.map(({ localKey }) => localKey);
  const hold = (key: string, code: string, heldAt: string) =>
    pool.dataSource.query(
      `update outbox o set state = 'held', hold_code = $2, held_at = $3 from record_standing s
       where s.national_record_id = o.national_record_id and s.local_key = $1`,
      [key, code, heldAt],
    );
  const because = (key: string, ...reasons: readonly object[]) =>
    pool.dataSource.query('update source_record set reasons = $2 where local_key = $1', [
      key,
      JSON.stringify(reasons),
    ]);

  it('page through every record once, in the order in which they were first read', async () => {
    const seen: string[] = [];
    let after: readonly string[] | undefined;
    do {
      const { items, next } = await lists.records(page({}, { limit: 3, after }), 'everything');
      seen.push(...items.map(({ localKey }) => localKey));
      after = next;
    } while (after !== undefined);
    expect(seen).toEqual(['A', 'B', 'C', 'Q1', 'Q2', 'Q3', 'W']);
  });

  it('find each class, where a class is two states as well', async () => {
    await hold('B', 'REJECTED', '2026-03-01');
    expect(await keysOf({ class: 'waiting' })).toEqual(['A', 'C', 'W']);
    expect(await keysOf({ class: 'held' })).toEqual(['B']);
    expect(await keysOf({ class: 'quarantined' })).toEqual(['Q1', 'Q2', 'Q3']);
    expect(await keysOf({ class: 'confirmed' })).toEqual([]);
  });

  it('agree with the summary on the class of every record, whatever stands in its outbox', async () => {
    const states = ['due', 'in_flight', 'unknown', 'held', 'done'];
    for (const state of states)
      for (const recordClass of ['accepted', 'waiting', 'quarantined', 'outOfScope']) {
        await pool.dataSource.query("update source_record set class = $1 where local_key = 'A'", [
          recordClass,
        ]);
        await pool.dataSource.query(
          `update outbox o set state = $1, hold_code = case when $1 = 'held' then 'REJECTED' end from record_standing s
           where s.national_record_id = o.national_record_id and s.local_key = 'A'`,
          [state],
        );
        const [{ class: standing }] = (await pool.dataSource.query(
          "select class from record_standing where local_key = 'A'",
        )) as [{ class: NonNullable<RecordFilter['class']> }];
        expect(await keysOf({ class: standing, localKey: 'A', source: SOURCE })).toEqual(['A']);
      }
  });

  it('find a record by its key at the source, its reference and its national id, however that is written', async () => {
    await pool.dataSource.query(
      "update national_record set national_id = 'AB00CDEF-0000-4000-8000-000000000001' where reference = $1",
      [anAccepted('B').accepted?.reference],
    );
    expect(await keysOf({ source: SOURCE, localKey: 'Q2' })).toEqual(['Q2']);
    expect(await keysOf({ reference: anAccepted('C').accepted?.reference })).toEqual(['C']);
    expect(await keysOf({ nationalId: 'ab00cdef-0000-4000-8000-000000000001' })).toEqual(['B']);
  });

  it('find what stands for one cause: code, field without its place, list and local code of the same reason', async () => {
    await because('Q1', { code: 'UNKNOWN_CODE', field: 'persons[2].ward', list: 1, localCode: 'X' });
    await because(
      'Q2',
      { code: 'UNKNOWN_CODE', field: 'channel', list: 5, localCode: 'X' },
      { code: 'UNKNOWN_CODE', field: 'persons[0].ward', list: 1, localCode: 'Y' },
    );
    const cause = { code: 'UNKNOWN_CODE', list: 1, localCode: 'X' } as const;
    expect(await keysOf({ cause: { code: 'UNKNOWN_CODE' } })).toEqual(['Q1', 'Q2']);
    expect(await keysOf({ cause })).toEqual(['Q1']);
    expect(await keysOf({ cause: { ...cause, field: 'persons[].ward' } })).toEqual(['Q1']);
    expect(await keysOf({ cause: { ...cause, field: 'channel' } })).toEqual([]);
  });

  it('hold back what the scope does not see, by agency as by exclusion', async () => {
    const agency = anAccepted('A').accepted?.agencyId ?? '';
    await pool.dataSource.query("update national_record set agency_id = 'khac' where reference = $1", [
      anAccepted('B').accepted?.reference,
    ]);
    await pool.dataSource.query(
      `insert into case_exclusion (id, agency_id, case_id, account_id, reason, recorded_by, second_person)
       select gen_random_uuid(), agency_id, case_id, $1, 'x', 'a', 'b' from record_standing where local_key = 'C'`,
      [ACCOUNT],
    );
    const scope = { accountId: ACCOUNT, agencies: [agency] };
    expect((await keysOf({ class: 'waiting' }, scope)).includes('A')).toBe(true);
    expect(await keysOf({}, { accountId: ACCOUNT, agencies: ['khac'] })).toEqual(['B']);
    expect(await keysOf({ agency: 'khac' })).toEqual(['B']);
    for (const key of ['B', 'C']) expect(await keysOf({}, scope)).not.toContain(key);
  });

  it('give holds longest first, page by page', async () => {
    await hold('A', 'REJECTED', '2026-03-03 08:00:00.000001+07');
    await hold('B', 'REJECTED', '2026-03-03 08:00:00.000002+07');
    await hold('C', 'UNKNOWN_OUTCOME', '2026-03-01');
    const read = async (filter: HoldFilter, after?: readonly string[]) =>
      lists.holds(page(filter, { limit: 1, after }), 'everything');
    const first = await read({});
    const second = await read({}, first.next);
    const third = await read({}, second.next);
    expect([first, second, third].map(({ items }) => items[0]?.localKey)).toEqual(['C', 'A', 'B']);
    expect(third.next).toBeUndefined();
    expect((await read({ code: 'UNKNOWN_OUTCOME' })).items).toHaveLength(1);
  });

  it('gather causes, the one that has waited longest first, with their records', async () => {
    for (const key of ['Q1', 'Q2'])
      await because(key, {
        code: 'UNKNOWN_CODE',
        field: `persons[${key.length}].ward`,
        list: 1,
        localCode: 'X',
      });
    await because('Q3', { code: 'MISSING_MANDATORY', field: 'subject' });
    await pool.dataSource.query("update source_record set judged_at = '2026-01-01' where local_key = 'Q3'");
    const first = await lists.causes(page({ class: 'quarantined' as const }, { limit: 1 }), 'everything');
    expect(first.items).toMatchObject([{ code: 'MISSING_MANDATORY', records: 1 }]);
    const second = await lists.causes(
      page({ class: 'quarantined' as const }, { limit: 1, after: first.next }),
      'everything',
    );
    expect(second.items).toMatchObject([
      { code: 'UNKNOWN_CODE', field: 'persons[].ward', list: 1, localCode: 'X', records: 2 },
    ]);
    expect(second.next).toBeUndefined();
  });
});
