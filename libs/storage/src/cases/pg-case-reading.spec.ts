import { GatewayError, referenceOf } from '@kntc/domain';
import type { Principal } from '@kntc/domain';
import { aBatch, aCase, anAccepted } from '../../../../test/builders';
import { anAccess, anAudit, pgStores, testSeals, usePool } from '../../../../test/contract/stores-under-test';
import { FakeWitness } from '../../../../test/fakes';
import { PgCaseReading } from './pg-case-reading';
import { PgCaseViews } from './pg-case-views';

const AGENCY = 'xa-a';
const REFERENCE = referenceOf({
  prefix: 'BDI',
  province: 'H507',
  sourceId: 'mini',
  localKey: 'A',
  agencyId: AGENCY,
});
const ABSENT = 'BDI-0000000000000';

describe('a look at a case', () => {
  const pool = usePool();
  let witness: FakeWitness;
  let reading: PgCaseReading;
  beforeEach(async () => {
    const stores = await pgStores(pool.dataSource, pool.url);
    await stores.intake.commit(
      aBatch([
        anAccepted('A', {
          case: aCase({ registerNo: 'A' }),
          accepted: { agencyId: AGENCY, reference: REFERENCE },
        }),
      ]),
    );
    witness = new FakeWitness();
    reading = new PgCaseReading({
      dataSource: pool.dataSource,
      audit: anAudit(pool.dataSource, witness),
      views: new PgCaseViews(pool.dataSource, testSeals()),
      provinceId: 'H507',
    });
  });

  const account = (login: string, roles: Principal['roles'], number: number): Principal => ({
    accountId: `00000000-0000-4000-8000-00000000000${number}`,
    login,
    roles,
    agencies: [AGENCY],
    via: 'local',
    authenticatedAt: '2026-11-26T00:00:00.000Z',
  });
  const lan = account('lan.tt', ['inspector'], 1);
  const said = async () =>
    (await anAudit(pool.dataSource).newest(10))
      .toReversed()
      .map(({ agencyId, actor, action, target, reason, result }) => [
        agencyId,
        actor,
        action,
        target,
        reason,
        result,
      ]);

  it('is on record: who, which case, and nothing of what it says', async () => {
    const read = await reading.one(REFERENCE, lan);
    expect(read?.view.reference).toBe(REFERENCE);
    expect(read?.parties).toBeDefined();
    expect(await said()).toEqual([[AGENCY, 'lan.tt', 'case read', REFERENCE, '', 'done']]);
  });

  it('by a role that does not see the parties opens nothing', async () => {
    expect((await reading.one(REFERENCE, account('van.hanh', ['operator'], 2)))?.parties).toBeUndefined();
  });

  it('that must not be there is on record as one that is not', async () => {
    const access = anAccess(pool.dataSource, anAudit(pool.dataSource));
    const by = { recordedBy: 'Lan', secondPerson: 'Minh', reason: 'xung đột lợi ích' };
    await access.exclude(REFERENCE, { account: lan }, by);
    expect(await reading.one(REFERENCE, lan)).toBeUndefined();
    expect(await reading.one(ABSENT, lan)).toBeUndefined();
    expect((await said()).slice(1)).toEqual([
      ['H507', 'lan.tt', 'case read', REFERENCE, '', 'not-there'],
      ['H507', 'lan.tt', 'case read', ABSENT, '', 'not-there'],
    ]);
  });

  it('of a list is one entry with how many, however many there are', async () => {
    expect(await reading.page('records held', lan, async () => ['a', 'b', 'c'])).toHaveLength(3);
    expect(await said()).toEqual([['H507', 'lan.tt', 'list read', 'records held', '3', 'done']]);
  });

  /** Every statement that a look takes, without its values. */
  const statementsOf = async (look: () => Promise<unknown>): Promise<readonly string[]> => {
    const statements: string[] = [];
    const { dataSource } = pool;
    const { createQueryRunner } = dataSource;
    dataSource.createQueryRunner = (mode) => {
      const runner = createQueryRunner.call(dataSource, mode);
      const query = runner.query.bind(runner);
      runner.query = ((sql: string, ...rest: []) => {
        statements.push(sql);
        return query(sql, ...rest) as unknown;
      }) as typeof runner.query;
      return runner;
    };
    try {
      await look();
    } finally {
      dataSource.createQueryRunner = createQueryRunner;
    }
    return statements;
  };

  it('costs one statement of the audit', async () => {
    await reading.one(REFERENCE, lan);
    const statements = await statementsOf(() => reading.one(REFERENCE, lan));
    expect(statements.filter((sql) => sql.includes('insert into audit_entry'))).toHaveLength(1);
  });

  it('does the same for a case that is not there and one that must not be there', async () => {
    const ofOthers = { ...lan, agencies: ['xa-b'] };
    await reading.one(ABSENT, ofOthers);
    const absent = await statementsOf(() => reading.one(ABSENT, ofOthers));
    expect(await statementsOf(() => reading.one(REFERENCE, ofOthers))).toEqual(absent);
    expect(absent.some((sql) => sql.includes('is_own_barrier'))).toBe(true);
  });

  it('is refused while it cannot be put on record', async () => {
    witness.isAway = true;
    await expect(reading.one(REFERENCE, lan)).rejects.toBeInstanceOf(GatewayError);
    await expect(reading.page('records held', lan, async () => ['a'])).rejects.toMatchObject({
      code: 'GW_T304',
    });
  });
});
