import type { DuplicateTurn, FoundPair } from '@kntc/domain';
import { aBatch, anAccepted } from '../../../../test/builders';
import { inLane, LANE } from '../../../../test/contract/lane-setup';
import { pgStores, testSeals, usePool, type PgStores } from '../../../../test/contract/stores-under-test';
import { CountingIds } from '../../../../test/fakes';
import { openSearch, searchesSeen, type WantedDuplicateSearch } from './duplicate-searches';
import { PgDuplicateChecks } from './pg-duplicate-checks';

const NOW = new Date('2026-11-26T09:00:00+07:00');
const YEARS: WantedDuplicateSearch = { from: '2024-01-01', to: '2026-12-31', agency: undefined };

describe('comparisons of a period that people ask for', () => {
  const pool = usePool();
  let stores: PgStores;
  let checks: PgDuplicateChecks;
  let asked = 0;
  beforeEach(async () => {
    stores = await pgStores(pool.dataSource, pool.url);
    checks = new PgDuplicateChecks({
      dataSource: pool.dataSource,
      seals: testSeals(),
      ids: new CountingIds(),
    });
  });

  const accept = (...keys: readonly string[]): Promise<unknown> =>
    stores.intake.commit(aBatch(keys.map((key) => anAccepted(key, inLane(LANE)))));
  const received = (day: string, ...keys: readonly string[]): Promise<unknown> =>
    pool.dataSource.query('update source_record set received_on = $1 where local_key = any($2)', [day, keys]);
  const ask = (wanted: WantedDuplicateSearch = YEARS): Promise<unknown> => {
    asked += 1;
    const id = `00000000-0000-4000-8000-${String(asked).padStart(12, '0')}`;
    return openSearch(pool.dataSource.manager, wanted, { id, agencyId: 'BDI', actor: 'Lan' });
  };
  /** One turn of at most so many cases. @returns how many it was given */
  const turn = (
    most: number,
    pairsOf: (ids: readonly string[]) => readonly FoundPair[] = () => [],
    fail?: Error,
  ): Promise<number | undefined> =>
    checks.alone(async (within: DuplicateTurn) => {
      const found = await within.unchecked(1, most);
      await within.put(
        found.map(({ caseId, agencyId, kind, version, receivedOn, arrivedMs }) => ({
          caseId,
          agencyId,
          kind,
          receivedOn,
          arrivedMs,
          caseVersion: version,
          isAfterDecision: false,
          normaliserVersion: 1,
          keys: [],
          prepared: undefined,
        })),
      );
      const pairs = pairsOf(found.map(({ caseId }) => caseId));
      const checked = found.map(({ caseId, version }) => ({ caseId, version, isAccepted: false, pairs }));
      await within.settle(checked, NOW, () => NOW);
      if (fail !== undefined) throw fail;
      return found.length;
    });
  const standing = async (): Promise<readonly (readonly [number, number, number, boolean])[]> =>
    (await searchesSeen(pool.dataSource.manager, 'everything')).map(
      ({ expected, compared, found, finishedAt }) =>
        [expected, compared, found, finishedAt !== null] as const,
    );

  it('take the cases of the period a few at a time, after all that is new, and tell how far they are', async () => {
    await accept('A', 'B', 'C', 'D', 'E');
    await received('2026-05-01', 'A', 'B', 'C', 'D');
    await received('2020-05-01', 'E');
    await ask();
    expect(await turn(10)).toBe(5);
    expect(await standing()).toEqual([[4, 0, 0, false]]);
    expect(await turn(3)).toBe(3);
    expect(await standing()).toEqual([[4, 3, 0, false]]);
    expect([await turn(3), await turn(3)]).toEqual([1, 0]);
    expect(await standing()).toEqual([[4, 4, 0, true]]);
  });

  it('go on where they were when a turn fails, and let what is new go first', async () => {
    await accept('A', 'B', 'C');
    await received('2026-05-01', 'A', 'B', 'C');
    await turn(10);
    await ask();
    expect(await turn(2)).toBe(2);
    await expect(turn(2, () => [], new Error('away'))).rejects.toThrow('away');
    expect(await standing()).toEqual([[3, 2, 0, false]]);
    await accept('NEW');
    expect(await turn(2)).toBe(1);
    expect(await standing()).toEqual([[3, 2, 0, false]]);
    expect(await turn(2)).toBe(1);
    expect(await standing()).toEqual([[3, 3, 0, true]]);
  });

  it('count pairs that nobody had seen, each once', async () => {
    await accept('A', 'B');
    await received('2026-05-01', 'A', 'B');
    const both = ([earlier = '', later = '']: readonly string[]): readonly FoundPair[] => [
      { later, earlier, band: 'review', situation: 'resent' },
    ];
    await turn(10);
    await ask();
    await turn(10, both);
    expect(await standing()).toEqual([[2, 2, 1, true]]);
    await ask();
    await turn(10, both);
    expect((await standing()).map(([, , found]) => found)).toEqual(expect.arrayContaining([0, 1]));
  });

  it('of one agency, and the same once while it is open', async () => {
    await accept('A');
    await received('2026-05-01', 'A');
    await turn(10);
    await ask({ ...YEARS, agency: 'nobody' });
    await ask();
    await ask();
    expect((await standing()).toSorted(([one], [other]) => one - other)).toEqual([
      [0, 0, 0, false],
      [1, 0, 0, false],
    ]);
    await turn(10);
    await turn(10);
    expect((await standing()).every(([, , , isFinished]) => isFinished)).toBe(true);
    const seen = await searchesSeen(pool.dataSource.manager, {
      accountId: '00000000-0000-4000-9000-000000000001',
      agencies: ['nobody'],
    });
    expect(seen.map(({ agency }) => agency)).toEqual(['nobody']);
  });
});
