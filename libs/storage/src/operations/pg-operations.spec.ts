import type { DueRecord, LaneSession } from '@kntc/domain';
import { Client } from 'pg';
import { aBatch, aCase, anAccepted, aStanding, knownAs, SOURCE } from '../../../../test/builders';
import { movedTo } from '../../../../test/contract/lane-writes';
import type { Place } from '../../../../test/contract/lane-writes';
import {
  anAudit,
  pgStores,
  Sessions,
  TYPED_NAMES,
  usePool,
  waitingForLocks,
} from '../../../../test/contract/stores-under-test';
import type { PgStores } from '../../../../test/contract/stores-under-test';
import { CountingIds } from '../../../../test/fakes';
import { PgOperations } from './pg-operations';
import type { Command } from './operation';

const accepted = anAccepted('A').accepted;
const reference = accepted?.reference ?? '';
const lane = accepted?.lane ?? -1;

describe('an operation', () => {
  const pool = usePool();
  let stores: PgStores;
  let operations: PgOperations;
  let session: LaneSession;
  const sessions = new Sessions(() => stores);
  beforeEach(async () => {
    stores = await pgStores(pool.dataSource, pool.url);
    operations = new PgOperations(pool.dataSource, new CountingIds(), anAudit(pool.dataSource), TYPED_NAMES);
    session = await sessions.open();
    await session.acquire([lane]);
  });
  afterEach(() => sessions.closeAll());

  let key = 0;
  const command = (changes: Partial<Command> = {}): Command => {
    key += 1;
    return { actor: 'inspector-one', reason: 'đã kiểm tra', idempotencyKey: `key-${key}`, ...changes };
  };
  const TWO = { approver: 'inspector-two' };
  const due = async (): Promise<DueRecord> => {
    const [record] = await session.fetch([lane], 1);
    if (record === undefined) throw new Error('nothing is due');
    return record;
  };
  const standing = async (place: Place): Promise<void> => {
    await stores.intake.commit(aBatch([anAccepted('A')]));
    await movedTo(place, await due(), session);
  };
  const outbox = () => stores.window.outbox(reference);
  const journal = () =>
    pool.dataSource.query(
      'select command, actor, approver, reason, target, result from operation order by at',
    ) as Promise<Record<string, string>[]>;

  describe('release', () => {
    it('lets a refused record try again', async () => {
      await standing('REJECTED');
      expect(await operations.release(reference, command())).toEqual({ kind: 'done', lane });
      expect(await outbox()).toMatchObject({
        state: 'due',
        holdCode: undefined,
        holdStep: undefined,
        retryCount: 0,
      });
      expect(await journal()).toEqual([
        {
          command: 'holds release',
          actor: 'inspector-one',
          approver: null,
          reason: 'đã kiểm tra',
          target: reference,
          result: 'done',
        },
      ]);
    });

    it('calls a duplicate a case of its own, for good', async () => {
      const twin = anAccepted('B', { accepted: { duplicateOf: `${SOURCE}/A` } });
      await stores.intake.commit(aBatch([anAccepted('A'), twin]));
      const twinReference = twin.accepted?.reference ?? '';
      expect(await operations.release(twinReference, command())).toMatchObject({ kind: 'done' });
      expect(await stores.window.outbox(twinReference)).toMatchObject({ state: 'due', holdCode: undefined });
      expect((await stores.intake.known(SOURCE, ['B'])).get('B')?.decision).toBe('not-duplicate');
      const again = anAccepted('C', { accepted: { fingerprint: twin.accepted?.fingerprint ?? '' } });
      expect(await stores.intake.commit(aBatch([again]))).toMatchObject({ duplicates: ['C'] });
    });

    it('approves a correction only with a second person, and only this version', async () => {
      await standing('CORRECTION_NEEDS_DECISION');
      const refused = { kind: 'refused', why: 'needs-approver' };
      expect(await operations.release(reference, command())).toEqual(refused);
      expect(await operations.release(reference, command({ approver: 'inspector-one' }))).toEqual(refused);
      expect(await outbox()).toMatchObject({ state: 'held' });
      expect(await operations.release(reference, command(TWO))).toMatchObject({ kind: 'done' });
      expect(await due()).toMatchObject({ approvedVersion: 1, caseVersion: 1 });

      const known = (await stores.intake.known(SOURCE, ['A'])).get('A');
      await stores.intake.commit(
        aBatch([knownAs(anAccepted('A', { case: aCase({ content: 'mới' }) }), known)]),
      );

      expect(await due()).toMatchObject({ approvedVersion: 1, caseVersion: 2 });
    });

    it.each<[Place, string]>([
      ['UNKNOWN_OUTCOME', 'wrong-hold'],
      ['WRONG_ANSWER', 'wrong-hold'],
      ['CORRECTION_IMPOSSIBLE', 'wrong-hold'],
      ['done', 'not-held'],
      ['in_flight', 'not-held'],
      ['unknown', 'not-held'],
    ])('refuses a record that is %s', async (place, why) => {
      await standing(place);
      const before = await outbox();
      expect(await operations.release(reference, command(TWO))).toEqual({ kind: 'refused', why });
      expect(await outbox()).toMatchObject({ ...before, dueInMs: expect.any(Number) as number });
    });
  });

  describe('resolve with the id a person found', () => {
    it.each<[Place]>([['UNKNOWN_OUTCOME'], ['WRONG_ANSWER']])(
      'confirms the open attempt of %s',
      async (place) => {
        await standing(place);
        expect(await operations.resolveWithId(reference, 'QG-7', command(TWO))).toEqual({
          kind: 'done',
          lane,
        });
        expect(await outbox()).toMatchObject({ state: 'due', nationalId: 'QG-7' });
        expect(await stores.window.steps(reference)).toMatchObject([{ resultId: 'QG-7' }]);
        expect(await stores.window.attempts(reference)).toEqual([[1, 'case', 'confirmed']]);
        expect(await due()).toMatchObject({ nationalId: 'QG-7', steps: [{ contentDigest: 'content-1' }] });
      },
    );

    it('refuses an id that belongs to another record', async () => {
      await standing('UNKNOWN_OUTCOME');
      await stores.intake.commit(aBatch([anAccepted('B', { accepted: { lane } })]));
      await movedTo('done', await due(), session);
      const taken = `QG-${anAccepted('B').accepted?.reference ?? ''}`;
      expect(await operations.resolveWithId(reference, taken, command(TWO))).toEqual({
        kind: 'refused',
        why: 'id-taken',
      });
      expect(await outbox()).toMatchObject({ state: 'held', nationalId: undefined });
    });

    it('takes two people for the id of a case', async () => {
      await standing('UNKNOWN_OUTCOME');
      for (const changes of [{}, { approver: 'inspector-one' }]) {
        expect(await operations.resolveWithId(reference, 'QG-7', command(changes))).toEqual({
          kind: 'refused',
          why: 'needs-approver',
        });
      }
      expect(await outbox()).toMatchObject({ state: 'held', nationalId: undefined });
    });

    it('refuses another id than the record has', async () => {
      await standing('UNKNOWN_OUTCOME');
      await pool.dataSource.query("update national_record set national_id = 'QG-1'");
      expect(await operations.resolveWithId(reference, 'QG-7', command(TWO))).toEqual({
        kind: 'refused',
        why: 'other-id',
      });
      expect(await outbox()).toMatchObject({ state: 'held', nationalId: 'QG-1' });
      expect(await operations.resolveWithId(reference, 'qg-1', command())).toMatchObject({ kind: 'done' });
    });

    it('refuses another id than the one found under its own reference', async () => {
      await standing('UNKNOWN_OUTCOME');
      await pool.dataSource.query("update outbox set hold_detail = 'found-before-create:QG-1'");
      expect(await operations.resolveWithId(reference, 'QG-7', command(TWO))).toMatchObject({
        why: 'other-id',
      });
      expect(await operations.resolveWithId(reference, 'QG-1', command(TWO))).toMatchObject({ kind: 'done' });
      expect(await outbox()).toMatchObject({ state: 'due', nationalId: 'QG-1' });
    });

    it('refuses a record without an attempt', async () => {
      await standing('UNKNOWN_OUTCOME');
      await pool.dataSource.query('delete from attempt');
      expect(await operations.resolveWithId(reference, 'QG-7', command(TWO))).toEqual({
        kind: 'refused',
        why: 'no-open-attempt',
      });
    });

    it.each<Place>(['REJECTED', 'done', 'unknown'])('refuses a record that is %s', async (place) => {
      await standing(place);
      const why = place === 'REJECTED' ? 'wrong-hold' : 'not-held';
      expect(await operations.resolveWithId(reference, 'QG-7', command(TWO))).toMatchObject({ why });
    });
  });

  describe('resolve as not there', () => {
    it('lets it be sent again, with two people', async () => {
      await standing('UNKNOWN_OUTCOME');
      expect(await operations.resolveNotThere(reference, command())).toMatchObject({ why: 'needs-approver' });
      expect(await operations.resolveNotThere(reference, command(TWO))).toEqual({ kind: 'done', lane });
      expect(await stores.window.attempts(reference)).toEqual([[1, 'case', 'not-sent']]);
      expect(await due()).toMatchObject({ state: 'due', openAttempt: undefined });
    });

    it('refuses a record that is held for something else', async () => {
      await standing('REJECTED');
      expect(await operations.resolveNotThere(reference, command(TWO))).toMatchObject({ why: 'wrong-hold' });
    });
  });

  describe('resync', () => {
    it.each<[Place]>([['done'], ['REJECTED']])('makes due what is %s', async (place) => {
      await standing(place);
      expect(await operations.resync(reference, command())).toEqual({ kind: 'done', lane });
      expect(await outbox()).toMatchObject({ state: 'due' });
    });

    it.each<[Place, string]>([
      ['in_flight', 'in-flight'],
      ['unknown', 'in-flight'],
      ['UNKNOWN_OUTCOME', 'wrong-hold'],
      ['CORRECTION_NEEDS_DECISION', 'wrong-hold'],
    ])('refuses what is %s', async (place, why) => {
      await standing(place);
      expect(await operations.resync(reference, command())).toEqual({ kind: 'refused', why });
    });
  });

  describe('decide', () => {
    const undecided = aStanding('A', 'quarantined', {
      reasons: [{ code: 'BEFORE_START_OPEN', field: 'receivedDate' }],
    });

    it.each(['include', 'exclude'] as const)(
      'stores «%s» and has the record judged again',
      async (decision) => {
        await stores.intake.commit(aBatch([undecided]));
        expect(await operations.decide(SOURCE, 'A', decision, command())).toEqual({ kind: 'done' });
        expect((await stores.intake.known(SOURCE, ['A'])).get('A')).toMatchObject({
          decision,
          judgedWith: '',
        });
        expect(
          await stores.intake.stale(
            SOURCE,
            { judgedWith: undecided.judgedWith, datesBefore: '2000-01-01T00:00:00Z' },
            '0',
            9,
          ),
        ).toHaveLength(1);
      },
    );

    it('refuses what no person has to decide', async () => {
      await stores.intake.commit(aBatch([aStanding('A', 'quarantined')]));
      expect(await operations.decide(SOURCE, 'A', 'include', command())).toMatchObject({
        why: 'not-undecided',
      });
      expect(await operations.decide(SOURCE, 'nobody', 'include', command())).toEqual({ kind: 'not-found' });
    });
  });

  it('on an unknown reference finds nothing', async () => {
    expect(await operations.release('BDI-0000000000000', command())).toEqual({ kind: 'not-found' });
  });

  it('with the same key twice happens once', async () => {
    await standing('REJECTED');
    const once = command();
    expect(await operations.release(reference, once)).toMatchObject({ kind: 'done' });
    await movedTo('in_flight', await due(), session).catch(() => undefined);
    expect(await operations.release(reference, once)).toMatchObject({ kind: 'repeated' });
    expect(await journal()).toHaveLength(1);
  });

  it('with the same key at the same moment happens once', async () => {
    await standing('REJECTED');
    const once = command();
    const other = new Client({ connectionString: pool.url });
    await other.connect();
    await other.query('begin');
    await other.query('select 1 from outbox for update');
    const both = Promise.all([operations.release(reference, once), operations.release(reference, once)]);
    await waitingForLocks(other, 2);
    await other.query('commit');
    await other.end();
    expect((await both).map((result) => result.kind).toSorted()).toEqual(['done', 'repeated']);
    expect(await journal()).toHaveLength(1);
  });

  it('that is refused leaves its trace and nothing else', async () => {
    await standing('done');
    await operations.release(reference, command());
    expect(await journal()).toMatchObject([{ command: 'holds release', result: 'refused' }]);
  });
});
