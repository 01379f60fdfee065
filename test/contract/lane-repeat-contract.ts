import type { AttemptOutcome, DueRecord, LaneSession } from '@kntc/domain';
import { LaneSetup } from './lane-setup';
import { aWrite, confirmedCase, openedCase } from './lane-writes';
import type { MakeStores } from './stores-under-test';

/** What every {@link LaneStore} promises of attempts whose outcome nobody knows. */
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

  describe('what was sent of an acknowledged step, and may have been taken', () => {
    /** The first step once more, with other content. */
    const sent = async (
      session: LaneSession,
      due: DueRecord,
      contentDigest: string,
      outcome: AttemptOutcome = 'unknown',
    ): Promise<DueRecord> => {
      const attemptNo = due.attemptNo + 1;
      await session.commit(
        aWrite(due, { open: { ...openedCase(due), contentDigest }, next: { state: 'in_flight' } }),
      );
      const isConfirmed = outcome === 'confirmed';
      await session.commit(
        aWrite(due, {
          expectedAttempt: attemptNo,
          close: { attemptNo, outcome, reason: '' },
          confirm: isConfirmed ? { ...confirmedCase(due, 'QG-1'), contentDigest } : undefined,
          next: { state: 'due', delayMs: 0, retryCount: 0 },
        }),
      );
      return setup.onlyDue(session);
    };
    const unsettled = (due: DueRecord): readonly string[] =>
      due.unsettled.map(({ contentDigest }) => contentDigest).toSorted();

    it('is known in every state of the record, until something newer of the step is acknowledged', async () => {
      await setup.accept('A');
      const session = await setup.owner();
      const created = await sent(session, await setup.onlyDue(session), 'one', 'confirmed');
      expect(unsettled(created)).toEqual([]);
      const changed = await sent(session, created, 'two');
      expect(changed).toMatchObject({ state: 'due', openAttempt: undefined });
      const again = await sent(session, changed, 'three');
      expect(unsettled(again)).toEqual(['three', 'two']);
      expect(unsettled(await sent(session, again, 'one', 'rejected'))).toEqual(['three', 'two']);
      expect(unsettled(await sent(session, await setup.onlyDue(session), 'one', 'confirmed'))).toEqual([]);
    });
  });
}
