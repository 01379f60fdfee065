import type { DueRecord, EntryPlan, EntryPlanning, UserRole } from '@kntc/domain';
import { Client } from 'pg';
import { day } from '../../../../test/builders';
import { emptyTables } from '../../../../test/contract/empty-tables';
import { inLane, LANE, LaneSetup, referenceOf } from '../../../../test/contract/lane-setup';
import {
  anAudit,
  pgStores,
  testHouse,
  testSeals,
  TYPED_NAMES,
  usePool,
  waitingForLocks,
} from '../../../../test/contract/stores-under-test';
import { CountingIds, fakeDigest } from '../../../../test/fakes';
import { PgAccounts } from '../access/pg-accounts';
import { PgOperations } from '../operations/pg-operations';
import type { Command } from '../operations/operation';
import { PgEntryBatches } from './pg-entry-batches';
import { PgHandAgencies } from './pg-hand-agencies';

const AGENCY = 'thanh-tra-tinh';
const WANTED = { agency: AGENCY, limit: 100, withDenunciations: false };
const DIGESTS = { contentDigest: 'content', protectedDigest: 'protected', identityDigest: 'identity' };
const CELLS = new Map([['Nội dung đơn', 'Đề nghị xem xét.']]);
const ID = '0a000000-0000-4000-8000-000000000001';

/** Hands out the first step of each record; what people named is taken at their word. */
const planning: EntryPlanning = {
  plan: ({ claim }: DueRecord): EntryPlan =>
    claim === undefined
      ? {
          kind: 'rows',
          isWhole: true,
          rows: [{ key: { kind: 'case', ordinal: 1 }, digests: DIGESTS, act: 'new', cells: CELLS }],
        }
      : {
          kind: 'adopt',
          caseId: claim.caseId,
          reason: 'adopted-by-person',
          steps: [{ key: { kind: 'case', ordinal: 1 }, ...DIGESTS }],
        },
  cellsAgain: () => CELLS,
  withoutPeople: (_record, message) => message,
  isId: () => true,
};

describe('batches of manual entry', () => {
  const pool = usePool();
  const setup = new LaneSetup(() => pgStores(pool.dataSource, pool.url));
  const ids = new CountingIds();
  const sql = <T>(statement: string, values: readonly unknown[] = []): Promise<T[]> =>
    pool.dataSource.query(statement, [...values]);
  const tools = () => ({
    dataSource: pool.dataSource,
    audit: anAudit(pool.dataSource),
    approvals: TYPED_NAMES,
    ids,
    seals: testSeals(),
    house: testHouse,
    keyedDigest: fakeDigest,
    planning,
  });
  const batches = (): PgEntryBatches => new PgEntryBatches(tools());
  let keys = 0;
  const command = (changes: Partial<Command> = {}): Command => {
    keys += 1;
    return { actor: 'Lan', reason: 'công văn 12', idempotencyKey: `key-${keys}`, ...changes };
  };
  const TWO = { approver: 'Hùng' };
  const exported = async (): Promise<string> => {
    const { result } = await batches().export(WANTED, command());
    if (result.kind !== 'done' || result.id === undefined) throw new Error(JSON.stringify(result));
    return result.id;
  };
  const standing = (key: string): Promise<unknown> =>
    sql(
      `select o.state, o.hold_code, n.national_id from outbox o join national_record n on n.id = o.national_record_id
       where n.reference = $1`,
      [referenceOf(key)],
    ).then(([row]) => row);
  const entered = (resultId: string) => ({
    answers: [
      {
        kind: 'entered' as const,
        position: 1,
        resultId,
        enteredOn: day('2026-11-20'),
        enteredBy: 'Lan',
      },
    ],
    workbookSha256: 'a'.repeat(64),
  });
  /** Another session writes the id down for another record, and commits once the other one waits for it. */
  const meanwhile = async <T>(key: string, act: () => Promise<T>): Promise<T> => {
    const other = new Client({ connectionString: pool.url });
    await other.connect();
    try {
      await other.query('begin');
      await other.query('update national_record set national_id = $2 where reference = $1', [
        referenceOf(key),
        ID,
      ]);
      const acting = act();
      await waitingForLocks(other, 1);
      await other.query('commit');
      return await acting;
    } finally {
      await other.end();
    }
  };

  beforeEach(async () => {
    await emptyTables(pool.dataSource, [
      'restoration',
      'delivery_pause',
      'queue_pause',
      'account',
      'access_rule',
    ]);
    await new PgHandAgencies(tools()).begin({ agency: AGENCY, actor: 'Lan', reason: 'thử' });
  });

  describe('handing out', () => {
    beforeEach(() => setup.accept('A', inLane(LANE)));
    const refused = async (): Promise<unknown> => (await batches().export(WANTED, command())).result;

    it('hands out nothing while a restoration is open', async () => {
      await sql(`insert into restoration (agency_id, side, detail) values ('H507', 'gateway', '')`);
      expect(await refused()).toEqual({ kind: 'refused', why: 'restoration-open' });
      await sql('update restoration set signed_at = clock_timestamp()');
      expect(await refused()).toMatchObject({ kind: 'done' });
    });

    it('hands out nothing while delivery paused itself', async () => {
      await sql(`insert into delivery_pause (agency_id, code, detail) values ('H507', 'GW_N209', '')`);
      expect(await refused()).toEqual({ kind: 'refused', why: 'delivery-paused' });
    });

    it.each([AGENCY, '*'])('hands out nothing while people paused the queue of %s', async (target) => {
      const pause = `insert into queue_pause (agency_id, side, target, paused_by, reason) values ('H507', $1, $2, 'Lan', 'thử')`;
      await sql(pause, ['source', 'mini']);
      await sql(pause, ['destination', 'another']);
      await sql(pause, ['destination', target]);
      expect(await refused()).toEqual({ kind: 'refused', why: 'queue-paused' });
      await sql(
        `update queue_pause set resumed_at = clock_timestamp(), resumed_by = 'Lan' where target = $1`,
        [target],
      );
      expect(await refused()).toMatchObject({ kind: 'done' });
    });

    it('leaves out what was not compared with other cases yet, and says how many', async () => {
      await setup.accept('B', inLane(LANE));
      await sql(
        `update outbox set check_by = clock_timestamp() + interval '5 minutes' where national_record_id =
           (select id from national_record where reference = $1)`,
        [referenceOf('B')],
      );
      const { result, leftOut } = await batches().export(WANTED, command());
      expect(result).toMatchObject({ kind: 'done' });
      expect(leftOut).toMatchObject({ 'not-checked': 1, 'not-planned': 0 });
      expect(await standing('A')).toMatchObject({ state: 'unknown' });
      expect(await standing('B')).toMatchObject({ state: 'due' });
    });
  });

  describe('the same id in the same moment', () => {
    beforeEach(() => setup.accept('A', inLane(LANE)));

    it('refuses a workbook whose id another record got since it was judged, and nothing of it is recorded', async () => {
      const id = await exported();
      await setup.accept('B', inLane(LANE));
      const read = () => batches().read(id, entered(ID), command(TWO));
      expect(await meanwhile('B', read)).toEqual({ kind: 'refused', why: 'id-taken' });
      expect(await standing('A')).toMatchObject({ state: 'unknown', national_id: null });
      expect(await sql('select result from operation where command = $1', ['batch read'])).toEqual([
        { result: 'refused' },
      ]);
      expect(await batches().read(id, entered(`${ID}0`), command(TWO))).toMatchObject({ kind: 'done' });
    });

    it('lets one of two workbooks have it', async () => {
      const first = await exported();
      await setup.accept('B', inLane(LANE));
      const second = await exported();
      const both = await Promise.all(
        [first, second].map((id) => batches().read(id, entered(ID), command(TWO))),
      );
      expect(both.map(({ kind }) => kind).toSorted()).toEqual(['done', 'refused']);
      expect(await sql('select 1 from national_record where national_id = $1', [ID])).toHaveLength(1);
    });

    it('holds a record whose named id another one got while a batch was made', async () => {
      await sql('update national_record set claimed_id = $1, claim_decided = true', [ID]);
      await setup.accept('B', inLane(LANE));
      const { result } = await meanwhile('B', () => batches().export({ ...WANTED, limit: 1 }, command()));
      expect(result).toEqual({ kind: 'refused', why: 'nothing-to-enter' });
      expect(await standing('A')).toMatchObject({
        state: 'held',
        hold_code: 'ADOPTION_TAKEN',
        national_id: null,
      });
    });

    it('refuses what people found for a hold', async () => {
      const id = await exported();
      await setup.accept('B', inLane(LANE));
      await batches().cancel(id, command());
      await sql(`update outbox set hold_detail = 'asked' where hold_code = 'UNKNOWN_OUTCOME'`);
      const operations = new PgOperations(pool.dataSource, ids, tools().audit, TYPED_NAMES);
      const resolve = () => operations.resolveWithId(referenceOf('A'), ID, command(TWO));
      expect(await meanwhile('B', resolve)).toEqual({ kind: 'refused', why: 'id-taken' });
      expect(await standing('A')).toMatchObject({ state: 'held', national_id: null });
    });
  });

  describe('who is named at the command line', () => {
    const account = async (
      login: string,
      roles: readonly UserRole[],
      agencies: 'all' | string[],
    ): Promise<string> => {
      const accounts = new PgAccounts({ ...tools(), provinceId: 'H507' });
      const made = { login, roles, agencies, passwordHash: 'x', mustChange: false, needsCode: false };
      await accounts.create(made, command());
      return (await accounts.idOf(login)) ?? '';
    };
    let id: string;
    let barred: string;
    beforeEach(async () => {
      await setup.accept('A', inLane(LANE));
      id = await exported();
      barred = await account('canbo', ['inspector', 'operator'], [AGENCY]);
      await account('noikhac', ['inspector'], ['xa-a']);
      await account('truong', ['approver'], [AGENCY]);
      await account('cntt', ['config-admin'], 'all');
    });
    const seen = async (name: string): Promise<boolean> =>
      (await (await batches().named(name)).view(id)) !== undefined;

    it('sees the batches of their agency', async () => {
      expect([await seen('canbo'), await seen('noikhac')]).toEqual([true, false]);
    });

    it('gets nothing done without an account', async () => {
      const theirs = await batches().named('ai do');
      const result = { kind: 'refused', why: 'no-account', of: 'judgement' };
      expect(await theirs.workbook(id, command({ actor: 'ai do' }))).toEqual({ result, rows: [] });
    });

    it('gets no file of a batch with a case they must not know of', async () => {
      const fetched = async () => {
        const theirs = await batches().named('canbo');
        return theirs.workbook(id, command({ actor: 'canbo' }));
      };
      expect((await fetched()).rows).toHaveLength(1);
      await sql(
        `insert into case_exclusion (id, case_id, agency_id, account_id, recorded_by, second_person, reason)
         select gen_random_uuid(), id, agency_id, $1, 'Lan', 'Minh', 'thử' from case_file`,
        [barred],
      );
      expect(await fetched()).toEqual({ result: { kind: 'not-found' }, rows: [] });
    });
  });
});
