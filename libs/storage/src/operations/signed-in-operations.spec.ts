import { aBatch, anAccepted } from '../../../../test/builders';
import { emptyTables } from '../../../../test/contract/empty-tables';
import { anAudit, pgStores, TYPED_NAMES, usePool } from '../../../../test/contract/stores-under-test';
import type { PgStores } from '../../../../test/contract/stores-under-test';
import { CountingIds, FakeClock } from '../../../../test/fakes';
import { PgApprovals } from '../access/pg-approvals';
import { PgLists } from '../lists/pg-lists';
import type { Command } from './operation';
import { PgOperations } from './pg-operations';

const reference = anAccepted('A').accepted?.reference ?? '';
const agency = anAccepted('A').accepted?.agencyId ?? '';
const LAN = { accountId: '00000000-0000-4000-8000-000000000001', login: 'lan', agencies: [agency] };
const MINH = { accountId: '00000000-0000-4000-8000-000000000002', login: 'minh', agencies: ['khac'] };
/** What counts on the command line here: typed names. */
const RULES = { requireAccounts: 'both-sides-exist', requireProof: false } as const;

describe('an operation of somebody who is signed in', () => {
  const pool = usePool();
  let stores: PgStores;
  let lan: PgOperations;
  let minh: PgOperations;
  beforeEach(async () => {
    stores = await pgStores(pool.dataSource, pool.url);
    await emptyTables(pool.dataSource, ['account']);
    for (const { accountId, login, agencies } of [LAN, MINH])
      await pool.dataSource.query(
        `insert into account (id, agency_id, login, roles, agencies, password_hash, must_change, needs_code)
         values ($1, 'H507', $2, '{operator}', $3, 'x', false, false)`,
        [accountId, login, agencies],
      );
    const approvals = new PgApprovals(new FakeClock(), RULES);
    const core = new PgOperations(pool.dataSource, new CountingIds(), anAudit(pool.dataSource), approvals);
    [lan, minh] = [core.signedIn(LAN, []), core.signedIn(MINH, [])];
    await stores.intake.commit(aBatch([anAccepted('A')]));
  });
  afterEach(() => emptyTables(pool.dataSource, ['account']));

  const command = (changes: Partial<Command> = {}): Command => ({
    actor: 'lan',
    reason: 'đã kiểm tra',
    idempotencyKey: 'lan:key-0001',
    requested: 'digest of the request',
    ...changes,
  });
  const hold = (code: string) =>
    pool.dataSource.query(
      "update outbox set state = 'held', hold_code = $1, held_at = clock_timestamp(), hold_detail = null",
      [code],
    );
  const acts = async (): Promise<readonly string[]> => {
    const rows: { result: string }[] = await pool.dataSource.query('select result from operation');
    return rows.map(({ result }) => result);
  };

  it('acts once when it is asked for twice at the same moment, and both hear the same', async () => {
    await hold('EXACT_DUPLICATE');
    const both = await Promise.all([lan.release(reference, command()), lan.release(reference, command())]);
    const done = { kind: 'done', lane: anAccepted('A').accepted?.lane };
    expect(both).toEqual(expect.arrayContaining([done, { kind: 'repeated', before: done }]));
    expect(await acts()).toEqual(['done']);
  });

  it('repeats a refusal as it was, although it would be done now', async () => {
    const first = await lan.resolveWithId(reference, 'x', command());
    await hold('EXACT_DUPLICATE');
    expect(first).toMatchObject({ kind: 'refused' });
    expect(await lan.keep(reference, command())).toEqual({ kind: 'repeated', before: first });
    expect(await lan.keep(reference, command({ idempotencyKey: 'lan:key-0002' }))).toEqual({ kind: 'done' });
  });

  it('refuses the key for another request and does nothing', async () => {
    await hold('EXACT_DUPLICATE');
    await lan.keep(reference, command());
    expect(await lan.release(reference, command({ requested: 'another' }))).toEqual({
      kind: 'refused',
      why: 'key-reused',
    });
    expect(await acts()).toEqual(['done']);
  });

  it('is about no record the account may not know of, and says what it says of one that is not there', async () => {
    await hold('EXACT_DUPLICATE');
    expect(await minh.keep(reference, command({ actor: 'minh' }))).toEqual({ kind: 'not-found' });
    expect(await minh.keep('MINI-0000000000000', command({ actor: 'minh', idempotencyKey: 'x' }))).toEqual({
      kind: 'not-found',
    });
  });

  it('takes no typed name for a second person, although the command line still does', async () => {
    await hold('REJECTED');
    await pool.dataSource.query('update outbox set case_version = 2');
    expect(await lan.release(reference, command({ approver: 'Trưởng phòng' }))).toMatchObject({
      kind: 'refused',
      why: 'no-account',
    });
  });

  it('that a record stays counts for this hold and not for the next one', async () => {
    const kept = async (isKept: boolean) =>
      (
        await new PgLists(pool.dataSource).holds(
          { filter: { isKept }, limit: 9, after: undefined },
          'everything',
        )
      ).items.length;
    await hold('EXACT_DUPLICATE');
    await lan.keep(reference, command());
    expect([await kept(true), await kept(false)]).toEqual([1, 0]);
    await hold('REJECTED');
    expect([await kept(true), await kept(false)]).toEqual([0, 1]);
  });

  it.each(['UNKNOWN_OUTCOME', 'WRONG_ANSWER'])(
    'what is held as %s is not left open for good',
    async (code) => {
      await hold(code);
      const typed = new PgOperations(
        pool.dataSource,
        new CountingIds(),
        anAudit(pool.dataSource),
        TYPED_NAMES,
      );
      const byTwo = command({ approver: 'minh' });
      expect(await typed.keep(reference, byTwo)).toEqual({ kind: 'refused', why: 'wrong-hold' });
      expect(await pool.dataSource.query('select kept_at from outbox')).toEqual([{ kept_at: null }]);
    },
  );
});
