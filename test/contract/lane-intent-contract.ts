import type { DueRecord, LaneSession, LaneWrite } from '@kntc/domain';
import { aBatch, aCaseUpTo, aStanding, SOURCE } from '../builders';
import { inLane, LANE, LaneSetup } from './lane-setup';
import { aWrite, CASE_STEP, confirmedCase, openedCase } from './lane-writes';
import type { MakeStores } from './stores-under-test';

const IN_FLIGHT = { state: 'in_flight' } as const;

/** What every {@link LaneStore} promises of records that changed between their fetch and their intent. */
export function laneIntentContract(make: MakeStores): void {
  const setup = new LaneSetup(make);

  const quarantine = async (): Promise<void> => {
    const known = (await setup.stores.intake.known(SOURCE, ['A'])).get('A');
    const record = aStanding('A', 'quarantined', { known, reasons: [{ code: 'SECRET_RECORD', field: '' }] });
    await setup.stores.intake.commit(aBatch([record]));
  };
  const CHANGES: readonly (readonly [string, () => Promise<void>])[] = [
    ['is not accepted any more', quarantine],
    ['vanished at its source', () => setup.stores.window.vanish('A')],
    ['has another version', () => setup.accept('A', inLane(LANE, { case: aCaseUpTo('handling') }))],
  ];
  const opening = (due: DueRecord, changes: Partial<LaneWrite> = {}): LaneWrite =>
    aWrite(due, { open: openedCase(due), next: IN_FLIGHT, ...changes });

  describe.each(CHANGES)('an intent for a record that %s', (_what, change) => {
    it('is not opened, and the record is due', async () => {
      await setup.accept('A');
      const session = await setup.owner();
      const due = await setup.onlyDue(session);
      await change();
      expect(await session.commit(opening(due))).toBe('not-opened');
      expect(await setup.stores.window.attempts(due.reference)).toEqual([]);
      expect(await setup.outbox()).toMatchObject({ state: 'due', attemptNo: 0 });
    });

    it('loses nothing of the step before it', async () => {
      const { session, due } = await setup.inFlight();
      await change();
      const result = await session.commit(secondStep(due));
      expect(result).toBe('not-opened');
      expect(await setup.stores.window.attempts(due.reference)).toEqual([[1, 'case', 'confirmed']]);
      expect(await setup.stores.window.steps(due.reference)).toMatchObject([
        { key: CASE_STEP, resultId: 'QG-1' },
      ]);
      expect(await setup.outbox()).toMatchObject({ state: 'due', nationalId: 'QG-1', attemptNo: 1 });
    });

    it('leaves an unknown outcome unknown, with its age and its look-ups', async () => {
      const { session, due } = await setup.inFlight();
      await session.commit(
        aWrite(due, {
          expectedAttempt: 1,
          close: { attemptNo: 1, outcome: 'unknown', reason: 'timeout' },
          next: { state: 'unknown', delayMs: 0, negativeLookUps: 1, fresh: true },
        }),
      );
      await setup.stores.window.age(due.reference, 40_000);
      await change();
      const again = { ...openedCase(due), attemptNo: 2 };
      expect(await session.commit(opening(due, { expectedAttempt: 1, open: again }))).toBe('not-opened');
      const unknown = await setup.onlyDue(session);
      expect(unknown).toMatchObject({ state: 'unknown', attemptNo: 1, negativeLookUps: 1 });
      expect(unknown.unknownForMs).toBeGreaterThanOrEqual(40_000);
    });
  });

  it('opens the intents of the others in the same group', async () => {
    for (const key of ['A', 'B']) await setup.accept(key);
    const session: LaneSession = await setup.owner();
    const dues = await session.fetch([LANE], 10);
    await quarantine();
    const results = await Promise.all(dues.map((due) => session.commit(opening(due))));
    expect(results.toSorted()).toEqual(['not-opened', 'written']);
    expect(await setup.outbox('B')).toMatchObject({ state: 'in_flight', attemptNo: 1 });
  });
}

/** Confirms the first step and opens the second in one write. */
function secondStep(due: DueRecord): LaneWrite {
  return aWrite(due, {
    expectedAttempt: 1,
    close: { attemptNo: 1, outcome: 'confirmed', reason: '' },
    confirm: confirmedCase(due, 'QG-1'),
    open: { ...openedCase(due), attemptNo: 2, key: { kind: 'handling', ordinal: 1 } },
    next: IN_FLIGHT,
  });
}
