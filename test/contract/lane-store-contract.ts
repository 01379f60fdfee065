import type { DueRecord, LaneSession, NextState } from '@kntc/domain';
import { aBatch, aCaseUpTo, anAccepted, aStanding, knownAs, SOURCE } from '../builders';
import type { AcceptedWords } from '../builders';
import { aWrite, CASE_STEP, confirmedCase, DIGESTS, openedCase } from './lane-writes';
import { Sessions } from './stores-under-test';
import type { MakeStores, Stores } from './stores-under-test';

const LANE = 7;
const IN_FLIGHT = { state: 'in_flight' } as const;
const DONE = { state: 'done' } as const;
const RELEASED_WITHIN_MS = 1_000;

/** What every {@link LaneStore} promises. */
export function laneStoreContract(make: MakeStores): void {
  let stores: Stores;
  const sessions = new Sessions(() => stores);
  beforeEach(async () => {
    stores = await make();
  });
  afterEach(async () => {
    await sessions.closeAll();
    await stores.end();
  });

  const inLane = (lane: number, words: AcceptedWords = {}): AcceptedWords => ({
    ...words,
    accepted: { lane, ...words.accepted },
  });
  const accept = async (key: string, words: AcceptedWords = inLane(LANE)): Promise<void> => {
    const known = (await stores.intake.known(SOURCE, [key])).get(key);
    await stores.intake.commit(aBatch([knownAs(anAccepted(key, words), known)]));
  };
  const owner = async (lanes: readonly number[] = [LANE]): Promise<LaneSession> => {
    const session = await sessions.open();
    expect(await session.acquire(lanes)).toEqual(lanes);
    return session;
  };
  const onlyDue = async (session: LaneSession): Promise<DueRecord> => {
    const [due, ...others] = await session.fetch([LANE], 10);
    if (due === undefined || others.length > 0) throw new Error('not exactly one record is due');
    return due;
  };
  /** One accepted record with its intent committed. */
  const inFlight = async (): Promise<{ session: LaneSession; due: DueRecord }> => {
    await accept('A');
    const session = await owner();
    const due = await onlyDue(session);
    await session.commit(aWrite(due, { open: openedCase(due), next: IN_FLIGHT }));
    return { session, due };
  };
  const outbox = (key = 'A') => stores.window.outbox(referenceOf(key));

  describe('lanes', () => {
    it('belong to one session at a time', async () => {
      const first = await owner([1, 2]);
      const second = await sessions.open();
      expect(await second.acquire([1, 2, 3])).toEqual([3]);
      await first.release([1]);
      expect(await second.acquire([1, 2])).toEqual([1]);
    });

    it('may be taken twice by the same session and are free after one release', async () => {
      const first = await owner([1]);
      expect(await first.acquire([1])).toEqual([1]);
      await first.release([1]);
      expect(await (await sessions.open()).acquire([1])).toEqual([1]);
    });

    it('are free when the session closes', async () => {
      const first = await owner([1]);
      await first.close();
      await eventually(async () => expect(await (await sessions.open()).acquire([1])).toEqual([1]));
      expect(first.lost.aborted).toBe(true);
    });

    it('are free within a second when the connection breaks, and its owner knows', async () => {
      const first = await owner([1]);
      const second = await sessions.open();
      await stores.window.kill(1);
      await eventually(async () => expect(await second.acquire([1])).toEqual([1]), RELEASED_WITHIN_MS);
      await eventually(async () => expect(first.lost.aborted).toBe(true));
    });
  });

  it('refuses to write, take or release anything once the connection is lost', async () => {
    const { session, due } = await inFlight();
    await stores.window.kill(LANE);
    await eventually(async () => expect(session.lost.aborted).toBe(true));
    await expect(session.commit(aWrite(due, { expectedAttempt: 1, next: DONE }))).rejects.toThrow('lost');
    await expect(session.acquire([99])).rejects.toThrow('lost');
    expect(await outbox()).toMatchObject({ state: 'in_flight' });
  });

  it('survives being closed twice', async () => {
    const session = await owner();
    await session.close();
    await session.close();
    expect(session.lost.aborted).toBe(true);
  });

  describe('fetching', () => {
    it('gives the whole record: case, policy, steps and what is open', async () => {
      await accept('A', inLane(LANE, { accepted: { identityPolicy: 'withheld' } }));
      const session = await owner();
      const due = await onlyDue(session);
      expect(due).toMatchObject({
        reference: referenceOf('A'),
        lane: LANE,
        state: 'due',
        attemptNo: 0,
        retryCount: 0,
        caseVersion: 1,
        mappingVersion: 'mapping-1',
        identityPolicy: 'withheld',
        nationalId: undefined,
        approvedVersion: undefined,
        steps: [],
        openAttempt: undefined,
        unknownForMs: undefined,
        negativeLookUps: 0,
      });
      const original = anAccepted('A').accepted?.case;
      expect(due.case.petition.narrative.open()).toEqual(original?.petition.narrative.open());
      expect(due.case.petitioners.identity.open()).toEqual(original?.petitioners.identity.open());
    });

    it('gives the oldest first and no more of a lane than asked for', async () => {
      for (const key of ['A', 'B', 'C']) await accept(key);
      await stores.window.age(referenceOf('C'), 3_000);
      await stores.window.age(referenceOf('A'), 2_000);
      const session = await owner();
      const references = (await session.fetch([LANE], 2)).map((due) => due.reference);
      expect(references).toEqual([referenceOf('C'), referenceOf('A')]);
    });

    it('gives only the lanes asked for', async () => {
      await accept('A', inLane(1));
      await accept('B', inLane(2));
      const session = await owner([1, 2]);
      expect((await session.fetch([2], 10)).map((due) => due.reference)).toEqual([referenceOf('B')]);
      expect(await session.fetch([], 10)).toEqual([]);
    });

    it('gives nothing before its time, and names no lane for it', async () => {
      await accept('A');
      const session = await owner();
      const due = await onlyDue(session);
      await session.commit(aWrite(due, { next: { state: 'due', delayMs: 60_000, retryCount: 3 } }));
      expect(await session.fetch([LANE], 10)).toEqual([]);
      expect(await session.dueLanes(10)).toEqual([]);
      expect(await outbox()).toMatchObject({ state: 'due', retryCount: 3 });

      await stores.window.age(due.reference, 61_000);

      expect(await onlyDue(session)).toMatchObject({ retryCount: 3 });
      expect(await session.dueLanes(10)).toEqual([LANE]);
    });

    it('names due lanes oldest first, within the limit', async () => {
      await accept('A', inLane(1));
      await accept('B', inLane(2));
      await accept('C', inLane(3));
      await stores.window.age(referenceOf('B'), 5_000);
      await stores.window.age(referenceOf('C'), 9_000);
      const session = await sessions.open();
      expect(await session.dueLanes(2)).toEqual([3, 2]);
    });

    it('gives nothing that is held or done', async () => {
      await accept('A');
      const session = await owner();
      const due = await onlyDue(session);
      await session.commit(aWrite(due, { next: DONE }));
      expect(await session.fetch([LANE], 10)).toEqual([]);
    });

    it('gives what somebody else left in flight, with the open attempt', async () => {
      const { session } = await inFlight();
      await session.close();
      await eventually(async () => expect(await (await sessions.open()).acquire([LANE])).toEqual([LANE]));
      const taken = await onlyDue(await sessions.open());
      expect(taken).toMatchObject({ state: 'in_flight', attemptNo: 1 });
      expect(taken.openAttempt).toMatchObject({
        attemptNo: 1,
        key: CASE_STEP,
        bodySha256: 'body-1',
        caseVersion: 1,
        ...DIGESTS,
      });
    });

    it('keeps back what was accepted once and is not any more, until it is again', async () => {
      await accept('A');
      const known = (await stores.intake.known(SOURCE, ['A'])).get('A');
      const secret = [{ code: 'SECRET_RECORD', field: 'confidentiality' }] as const;
      await stores.intake.commit(aBatch([aStanding('A', 'quarantined', { known, reasons: secret })]));
      await accept('B');
      const session = await owner();
      expect((await session.fetch([LANE], 1)).map((due) => due.reference)).toEqual([referenceOf('B')]);

      await accept('A');

      expect((await session.fetch([LANE], 10)).map((due) => due.reference)).toContain(referenceOf('A'));
    });

    it('still gives what was sent before the record stopped counting', async () => {
      const { session, due } = await inFlight();
      const next = { state: 'unknown', delayMs: 0, negativeLookUps: 0, fresh: true } as const;
      await session.commit(aWrite(due, { expectedAttempt: 1, next }));
      const known = (await stores.intake.known(SOURCE, ['A'])).get('A');
      await stores.intake.commit(aBatch([aStanding('A', 'outOfScope', { known })]));
      expect(await onlyDue(session)).toMatchObject({ state: 'unknown' });
    });

    it('puts a record aside that cannot be read back, and the lane goes on', async () => {
      await accept('A');
      await accept('B');
      await stores.window.damage(referenceOf('A'));
      const session = await owner();
      expect((await session.fetch([LANE], 10)).map((due) => due.reference)).toEqual([referenceOf('B')]);
      expect((await outbox('A')).dueInMs).toBeGreaterThan(60_000);
      expect(session.lost.aborted).toBe(false);
    });
  });

  describe('committing', () => {
    it('writes intent, then outcome with the step and the national id', async () => {
      const { session, due } = await inFlight();
      expect(await stores.window.attempts(due.reference)).toEqual([[1, 'case', null]]);

      const result = await session.commit(
        aWrite(due, {
          expectedAttempt: 1,
          close: { attemptNo: 1, outcome: 'confirmed', reason: '' },
          confirm: confirmedCase(due, 'QG-1'),
          next: DONE,
        }),
      );

      expect(result).toBe('written');
      expect(await stores.window.attempts(due.reference)).toEqual([[1, 'case', 'confirmed']]);
      expect(await stores.window.steps(due.reference)).toMatchObject([{ key: CASE_STEP, resultId: 'QG-1' }]);
      expect(await outbox()).toMatchObject({ state: 'done', nationalId: 'QG-1', attemptNo: 1 });
    });

    it('confirms one step and opens the next in the same write', async () => {
      const { session, due } = await inFlight();
      const second = { ...openedCase(due), attemptNo: 2, key: { kind: 'handling', ordinal: 1 } } as const;
      await session.commit(
        aWrite(due, {
          expectedAttempt: 1,
          close: { attemptNo: 1, outcome: 'confirmed', reason: '' },
          confirm: confirmedCase(due, 'QG-1'),
          open: second,
          next: IN_FLIGHT,
        }),
      );
      expect(await stores.window.attempts(due.reference)).toEqual([
        [1, 'case', 'confirmed'],
        [2, 'handling', null],
      ]);
      const [taken] = await session.fetch([LANE], 1);
      expect(taken).toMatchObject({
        nationalId: 'QG-1',
        steps: [{ key: CASE_STEP, resultId: 'QG-1', ...DIGESTS }],
        openAttempt: { attemptNo: 2, key: { kind: 'handling', ordinal: 1 } },
      });
    });

    it('drops a write whole when another owner went on', async () => {
      const { session, due } = await inFlight();
      const result = await session.commit(
        aWrite(due, {
          expectedAttempt: 0,
          close: { attemptNo: 1, outcome: 'confirmed', reason: '' },
          confirm: confirmedCase(due, 'QG-1'),
          open: openedCase(due),
          next: DONE,
        }),
      );
      expect(result).toBe('stale');
      expect(await stores.window.attempts(due.reference)).toEqual([[1, 'case', null]]);
      expect(await stores.window.steps(due.reference)).toEqual([]);
      expect(await outbox()).toMatchObject({ state: 'in_flight', nationalId: undefined });
    });

    it('keeps a stale write of one record from touching the others of its group', async () => {
      await accept('A');
      await accept('B');
      const session = await owner();
      const dues = await session.fetch([LANE], 10);
      const results = await Promise.all(
        dues.map((due, index) => session.commit(aWrite(due, { expectedAttempt: index, next: DONE }))),
      );
      expect(results).toEqual(['written', 'stale']);
    });

    it('answers every writer of a large burst for itself', async () => {
      const keys = Array.from({ length: 30 }, (_unused, index) => `K${index}`);
      await stores.intake.commit(aBatch(keys.map((key) => anAccepted(key, inLane(LANE)))));
      const session = await owner();
      const dues = await session.fetch([LANE], 100);
      const results = await Promise.all(
        dues.map((due) => session.commit(aWrite(due, { open: openedCase(due), next: IN_FLIGHT }))),
      );
      expect(results).toEqual(keys.map(() => 'written'));
      expect(await session.fetch([LANE], 100)).toHaveLength(30);
    });

    it('refuses a national id that belongs to another record, and only that record', async () => {
      for (const key of ['A', 'B', 'C']) await accept(key);
      const session = await owner();
      const dues = await session.fetch([LANE], 10);
      const ids = new Map([
        [referenceOf('A'), 'QG-1'],
        [referenceOf('B'), 'QG-1'],
        [referenceOf('C'), 'QG-2'],
      ]);
      const results = await Promise.all(
        dues.map((due) =>
          session.commit(
            aWrite(due, { confirm: confirmedCase(due, ids.get(due.reference) ?? ''), next: DONE }),
          ),
        ),
      );
      const [a, b, c] = ['A', 'B', 'C'].map(
        (key) => results[dues.findIndex((due) => due.reference === referenceOf(key))],
      );
      expect([a, b].toSorted()).toEqual(['id-taken', 'written']);
      expect(c).toBe('written');
      const loser = a === 'written' ? 'B' : 'A';
      expect(await outbox(loser)).toMatchObject({ state: 'due', nationalId: undefined });
      expect(await stores.window.steps(referenceOf(loser))).toEqual([]);
    });

    it('takes the same national id for the same record again', async () => {
      const { session, due } = await inFlight();
      const confirm = confirmedCase(due, 'QG-1');
      await session.commit(aWrite(due, { expectedAttempt: 1, confirm, next: DONE }));
      expect(await session.commit(aWrite(due, { expectedAttempt: 1, confirm, next: DONE }))).toBe('written');
    });

    it('stores a message with characters that no text column takes', async () => {
      const { session, due } = await inFlight();
      const detail = 'a\u0000b\ud800c';
      const next = { state: 'held', code: 'REJECTED', detail, key: CASE_STEP } as const;
      const close = { attemptNo: 1, outcome: 'rejected', reason: detail } as const;
      expect(await session.commit(aWrite(due, { expectedAttempt: 1, close, next }))).toBe('written');
      expect(await outbox()).toMatchObject({ state: 'held', holdCode: 'REJECTED', holdStep: 'case' });
    });
  });

  describe('a case version that came in meanwhile', () => {
    const newer = async (): Promise<{ session: LaneSession; due: DueRecord }> => {
      const open = await inFlight();
      await accept('A', inLane(LANE, { case: aCaseUpTo('handling') }));
      return open;
    };
    const held = (code: 'REJECTED' | 'UNKNOWN_OUTCOME' | 'WRONG_ANSWER'): NextState => ({
      state: 'held',
      code,
      detail: 'why',
      key: CASE_STEP,
    });

    it('turns done into due', async () => {
      const { session, due } = await newer();
      await session.commit(aWrite(due, { expectedAttempt: 1, next: DONE }));
      expect(await onlyDue(session)).toMatchObject({ state: 'due', caseVersion: 2 });
    });

    it('turns a refusal of the older version into due, without a trace of the hold', async () => {
      const { session, due } = await newer();
      await session.commit(aWrite(due, { expectedAttempt: 1, next: held('REJECTED') }));
      expect(await outbox()).toMatchObject({
        state: 'due',
        caseVersion: 2,
        holdCode: undefined,
        holdDetail: undefined,
        holdStep: undefined,
      });
    });

    it.each(['UNKNOWN_OUTCOME', 'WRONG_ANSWER'] as const)('leaves %s held', async (code) => {
      const { session, due } = await newer();
      await session.commit(aWrite(due, { expectedAttempt: 1, next: held(code) }));
      expect(await outbox()).toMatchObject({ state: 'held', holdCode: code, holdDetail: 'why' });
    });
  });

  describe('an unknown outcome', () => {
    const unknown = (delayMs: number, negativeLookUps: number, fresh: boolean): NextState => ({
      state: 'unknown',
      delayMs,
      negativeLookUps,
      fresh,
    });

    it('counts its age from the first doubt, not from the last look-up', async () => {
      const { session, due } = await inFlight();
      await session.commit(aWrite(due, { expectedAttempt: 1, next: unknown(0, 0, true) }));
      await stores.window.age(due.reference, 40_000);
      await session.commit(aWrite(due, { expectedAttempt: 1, next: unknown(0, 1, false) }));
      const later = await onlyDue(session);
      expect(later).toMatchObject({ state: 'unknown', negativeLookUps: 1 });
      expect(later.unknownForMs).toBeGreaterThanOrEqual(40_000);
      expect(later.unknownForMs).toBeLessThan(50_000);
    });

    it('starts again with a new attempt', async () => {
      const { session, due } = await inFlight();
      await session.commit(aWrite(due, { expectedAttempt: 1, next: unknown(0, 1, true) }));
      await stores.window.age(due.reference, 40_000);
      await session.commit(aWrite(due, { expectedAttempt: 1, next: unknown(0, 0, true) }));
      const again = await onlyDue(session);
      expect(again.unknownForMs).toBeLessThan(10_000);
      expect(again.negativeLookUps).toBe(0);
    });

    it('shows why it is open', async () => {
      const { session, due } = await inFlight();
      const close = { attemptNo: 1, outcome: 'unknown', reason: 'answer-unverified' } as const;
      await session.commit(aWrite(due, { expectedAttempt: 1, close, next: unknown(0, 0, true) }));
      expect((await onlyDue(session)).openAttempt).toMatchObject({ reason: 'answer-unverified' });
    });
  });
}

function referenceOf(key: string): string {
  return anAccepted(key).accepted?.reference ?? '';
}

/** Tries until it holds; fails with the last failure when it never does. */
async function eventually(holds: () => Promise<void>, withinMs = 4_000): Promise<void> {
  const end = performance.now() + withinMs;
  for (;;) {
    try {
      await holds();
      return;
    } catch (err) {
      if (performance.now() > end) throw err;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }
}
