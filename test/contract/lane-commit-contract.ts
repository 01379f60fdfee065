import type { DueRecord, LaneSession, NextState } from '@kntc/domain';
import { aBatch, aCaseUpTo, anAccepted } from '../builders';
import { inLane, LANE, LaneSetup, referenceOf } from './lane-setup';
import { aWrite, CASE_STEP, confirmedCase, DIGESTS, openedCase } from './lane-writes';
import type { MakeStores } from './stores-under-test';

const IN_FLIGHT = { state: 'in_flight' } as const;
const DONE = { state: 'done' } as const;

/** What every {@link LaneStore} promises of intents and outcomes. */
export function laneCommitContract(make: MakeStores): void {
  const setup = new LaneSetup(make);

  describe('committing', () => {
    it('writes intent, then outcome with the step and the national id', async () => {
      const { session, due } = await setup.inFlight();
      expect(await setup.stores.window.attempts(due.reference)).toEqual([[1, 'case', null]]);

      const result = await session.commit(
        aWrite(due, {
          expectedAttempt: 1,
          close: { attemptNo: 1, outcome: 'confirmed', reason: '' },
          confirm: confirmedCase(due, 'QG-1'),
          next: DONE,
        }),
      );

      expect(result).toBe('written');
      expect(await setup.stores.window.attempts(due.reference)).toEqual([[1, 'case', 'confirmed']]);
      expect(await setup.stores.window.steps(due.reference)).toMatchObject([
        { key: CASE_STEP, resultId: 'QG-1' },
      ]);
      expect(await setup.outbox()).toMatchObject({ state: 'done', nationalId: 'QG-1', attemptNo: 1 });
    });

    it('confirms one step and opens the next in the same write', async () => {
      const { session, due } = await setup.inFlight();
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
      expect(await setup.stores.window.attempts(due.reference)).toEqual([
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
      const { session, due } = await setup.inFlight();
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
      expect(await setup.stores.window.attempts(due.reference)).toEqual([[1, 'case', null]]);
      expect(await setup.stores.window.steps(due.reference)).toEqual([]);
      expect(await setup.outbox()).toMatchObject({ state: 'in_flight', nationalId: undefined });
    });

    it('keeps a stale write of one record from touching the others of its group', async () => {
      await setup.accept('A');
      await setup.accept('B');
      const session = await setup.owner();
      const dues = await session.fetch([LANE], 10);
      const results = await Promise.all(
        dues.map((due, index) => session.commit(aWrite(due, { expectedAttempt: index, next: DONE }))),
      );
      expect(results).toEqual(['written', 'stale']);
    });

    it('answers every writer of a large burst for itself', async () => {
      const keys = Array.from({ length: 30 }, (_unused, index) => `K${index}`);
      await setup.stores.intake.commit(aBatch(keys.map((key) => anAccepted(key, inLane(LANE)))));
      const session = await setup.owner();
      const dues = await session.fetch([LANE], 100);
      const results = await Promise.all(
        dues.map((due) => session.commit(aWrite(due, { open: openedCase(due), next: IN_FLIGHT }))),
      );
      expect(results).toEqual(keys.map(() => 'written'));
      expect(await session.fetch([LANE], 100)).toHaveLength(30);
    });

    it('refuses a national id that belongs to another record, and only that record', async () => {
      for (const key of ['A', 'B', 'C']) await setup.accept(key);
      const session = await setup.owner();
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
      expect(new Set([a, b])).toEqual(new Set(['id-taken', 'written']));
      expect(c).toBe('written');
      const loser = a === 'written' ? 'B' : 'A';
      expect(await setup.outbox(loser)).toMatchObject({ state: 'due', nationalId: undefined });
      expect(await setup.stores.window.steps(referenceOf(loser))).toEqual([]);
    });

    it('takes the same national id for the same record again', async () => {
      const { session, due } = await setup.inFlight();
      const confirm = confirmedCase(due, 'QG-1');
      await session.commit(aWrite(due, { expectedAttempt: 1, confirm, next: DONE }));
      expect(await session.commit(aWrite(due, { expectedAttempt: 1, confirm, next: DONE }))).toBe('written');
    });

    it('stores a message with characters that no text column takes', async () => {
      const { session, due } = await setup.inFlight();
      const detail = 'a\u0000b\ud800c';
      const next = { state: 'held', code: 'REJECTED', detail, key: CASE_STEP } as const;
      const close = { attemptNo: 1, outcome: 'rejected', reason: detail } as const;
      expect(await session.commit(aWrite(due, { expectedAttempt: 1, close, next }))).toBe('written');
      expect(await setup.outbox()).toMatchObject({ state: 'held', holdCode: 'REJECTED', holdStep: 'case' });
    });
  });

  describe('a case version that came in meanwhile', () => {
    const newer = async (): Promise<{ session: LaneSession; due: DueRecord }> => {
      const open = await setup.inFlight();
      await setup.accept('A', inLane(LANE, { case: aCaseUpTo('handling') }));
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
      expect(await setup.onlyDue(session)).toMatchObject({ state: 'due', caseVersion: 2 });
    });

    it('turns a refusal of the older version into due, without a trace of the hold', async () => {
      const { session, due } = await newer();
      await session.commit(aWrite(due, { expectedAttempt: 1, next: held('REJECTED') }));
      expect(await setup.outbox()).toMatchObject({
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
      expect(await setup.outbox()).toMatchObject({ state: 'held', holdCode: code, holdDetail: 'why' });
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
      const { session, due } = await setup.inFlight();
      await session.commit(aWrite(due, { expectedAttempt: 1, next: unknown(0, 0, true) }));
      await setup.stores.window.age(due.reference, 40_000);
      await session.commit(aWrite(due, { expectedAttempt: 1, next: unknown(0, 1, false) }));
      const later = await setup.onlyDue(session);
      expect(later).toMatchObject({ state: 'unknown', negativeLookUps: 1 });
      expect(later.unknownForMs).toBeGreaterThanOrEqual(40_000);
      expect(later.unknownForMs).toBeLessThan(50_000);
    });

    it('starts again with a new attempt', async () => {
      const { session, due } = await setup.inFlight();
      await session.commit(aWrite(due, { expectedAttempt: 1, next: unknown(0, 1, true) }));
      await setup.stores.window.age(due.reference, 40_000);
      await session.commit(aWrite(due, { expectedAttempt: 1, next: unknown(0, 0, true) }));
      const again = await setup.onlyDue(session);
      expect(again.unknownForMs).toBeLessThan(10_000);
      expect(again.negativeLookUps).toBe(0);
    });

    it('shows why it is open', async () => {
      const { session, due } = await setup.inFlight();
      const close = { attemptNo: 1, outcome: 'unknown', reason: 'answer-unverified' } as const;
      await session.commit(aWrite(due, { expectedAttempt: 1, close, next: unknown(0, 0, true) }));
      expect((await setup.onlyDue(session)).openAttempt).toMatchObject({ reason: 'answer-unverified' });
    });
  });
}
