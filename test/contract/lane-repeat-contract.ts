import type { AttemptOutcome, DueRecord, LaneSession } from '@kntc/domain';
import { LaneSetup } from './lane-setup';
import { aWrite, openedCase } from './lane-writes';
import type { MakeStores } from './stores-under-test';

/** What every {@link LaneStore} promises of the keys under which a far side acts once. */
export function laneRepeatContract(make: MakeStores): void {
  const setup = new LaneSetup(make);

  /** One attempt under a key, and what nobody knows of it afterwards. */
  const tried = async (
    session: LaneSession,
    due: DueRecord,
    repeatKey: string | undefined,
    outcome: AttemptOutcome = 'unknown',
  ): Promise<DueRecord> => {
    await session.commit(
      aWrite(due, { open: { ...openedCase(due), repeatKey }, next: { state: 'in_flight' } }),
    );
    const attemptNo = due.attemptNo + 1;
    await session.commit(
      aWrite(due, {
        expectedAttempt: attemptNo,
        close: { attemptNo, outcome, reason: 'timeout' },
        next: { state: 'unknown', delayMs: 0, negativeLookUps: 0, fresh: true },
      }),
    );
    return setup.onlyDue(session);
  };

  describe('keys of repeats', () => {
    it('come back with the age of the first attempt under them', async () => {
      await setup.accept('A');
      const session = await setup.owner();
      const first = await tried(session, await setup.onlyDue(session), 'key-1');
      expect(first.openAttempt).toMatchObject({ repeatKey: 'key-1' });
      expect(first.openAttempt?.sentForMs).toBeLessThan(30_000);
      await setup.stores.window.age(first.reference, 60_000);
      const second = await tried(session, await setup.onlyDue(session), 'key-1');
      expect(second.openAttempt).toMatchObject({ attemptNo: 2, repeatKey: 'key-1' });
      expect(second.openAttempt?.sentForMs).toBeGreaterThanOrEqual(60_000);
      expect(second.unknownForMs).toBeLessThan(30_000);
    });

    it('count neither other keys nor what certainly never left', async () => {
      await setup.accept('A');
      const session = await setup.owner();
      const other = await tried(session, await setup.onlyDue(session), 'key-0');
      const unsent = await tried(session, other, 'key-1', 'not-sent');
      expect(unsent.openAttempt).toMatchObject({ repeatKey: 'key-1', sentForMs: undefined });
      await setup.stores.window.age(unsent.reference, 60_000);
      const sent = await tried(session, await setup.onlyDue(session), 'key-1');
      expect(sent.openAttempt?.sentForMs).toBeLessThan(30_000);
    });

    it('are absent where none was used', async () => {
      await setup.accept('A');
      const session = await setup.owner();
      const due = await tried(session, await setup.onlyDue(session), undefined);
      expect(due.openAttempt).toMatchObject({ repeatKey: undefined, sentForMs: undefined });
    });
  });
}
