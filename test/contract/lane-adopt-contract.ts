import type { Adoption, DueRecord, LaneSession } from '@kntc/domain';
import { inLane, LANE, LaneSetup, referenceOf } from './lane-setup';
import { aWrite, CASE_STEP, confirmedCase, DIGESTS, movedTo, openedCase } from './lane-writes';
import type { MakeStores } from './stores-under-test';

const HANDLING_STEP = { kind: 'handling', ordinal: 1 } as const;

/** What every {@link LaneStore} promises of records that stand at the far side already. */
export function laneAdoptContract(make: MakeStores): void {
  const setup = new LaneSetup(make);
  const adoption = (due: DueRecord, changes: Partial<Adoption> = {}): Adoption => ({
    recordId: due.recordId,
    expectedAttempt: due.attemptNo,
    caseVersion: due.caseVersion,
    mappingVersion: due.mappingVersion,
    reference: due.reference,
    caseId: 'QG-1',
    reason: 'adopted-from-source',
    steps: [CASE_STEP, HANDLING_STEP].map((key) => ({ key, ...DIGESTS })),
    ...changes,
  });
  const claimed = (caseId: string) =>
    inLane(LANE, { accepted: { claim: { caseId, steps: ['handling'] as const } } });
  const dueOf = async (session: LaneSession, key: string, caseId: string): Promise<DueRecord> => {
    await setup.accept(key, claimed(caseId));
    const due = (await session.fetch([LANE], 10)).find(({ reference }) => reference === referenceOf(key));
    if (due === undefined) throw new Error(`${key} is not due`);
    return due;
  };

  describe('adopting', () => {
    it('shows what the source claims until an id is ours', async () => {
      const session = await setup.owner();
      const due = await dueOf(session, 'A', 'QG-1');
      expect(due.claim).toEqual({ caseId: 'QG-1', steps: ['handling'], isShared: false, isByPerson: false });
      expect(await session.adopt(adoption(due))).toBe('written');
      const [after] = await session.fetch([LANE], 10);
      expect(after).toMatchObject({ nationalId: 'QG-1', attemptNo: 2, claim: undefined });
      expect(after?.steps).toEqual(
        expect.arrayContaining([
          { key: CASE_STEP, resultId: 'QG-1', ...DIGESTS },
          { key: HANDLING_STEP, resultId: 'QG-1', ...DIGESTS },
        ]),
      );
      expect(await setup.stores.window.attempts(due.reference)).toEqual([
        [1, 'case', 'confirmed'],
        [2, 'handling', 'confirmed'],
      ]);
    });

    it('takes a confirmed step as it stands there now, under the id it has', async () => {
      await setup.accept('A');
      const session = await setup.owner();
      const due = await setup.onlyDue(session);
      await movedTo('done', due, session);
      const changed = {
        contentDigest: 'taken',
        protectedDigest: 'taken',
        identityDigest: DIGESTS.identityDigest,
      };
      const steps = [{ key: CASE_STEP, resultId: due.nationalId ?? `QG-${due.reference}`, ...changed }];
      const caseId = (await setup.outbox()).nationalId ?? '';
      const taken = adoption(due, { expectedAttempt: 1, caseId, reason: 'taken-by-people', steps });
      expect(await session.adopt(taken)).toBe('written');
      expect(await setup.stores.window.steps(due.reference)).toMatchObject([
        { key: CASE_STEP, resultId: caseId },
      ]);
      expect(await setup.stores.window.attempts(due.reference)).toEqual([
        [1, 'case', 'confirmed'],
        [2, 'case', 'confirmed'],
      ]);
    });

    it('leaves no trace when another owner went on', async () => {
      const session = await setup.owner();
      const due = await dueOf(session, 'A', 'QG-1');
      expect(await session.adopt(adoption(due, { expectedAttempt: 7 }))).toBe('stale');
      expect(await setup.stores.window.attempts(due.reference)).toEqual([]);
      expect(await setup.stores.window.steps(due.reference)).toEqual([]);
      expect(await setup.outbox()).toMatchObject({ state: 'due', nationalId: undefined, attemptNo: 0 });
    });

    it('refuses an id that belongs to another record', async () => {
      const session = await setup.owner();
      const due = await dueOf(session, 'A', 'QG-1');
      await session.commit(aWrite(due, { confirm: confirmedCase(due, 'QG-1'), next: { state: 'done' } }));
      const other = await dueOf(session, 'B', 'QG-2');
      expect(await session.adopt(adoption(other))).toBe('id-taken');
      expect(await setup.stores.window.steps(other.reference)).toEqual([]);
    });

    it('says when another record claims or has the same id', async () => {
      const session = await setup.owner();
      const due = await dueOf(session, 'A', 'QG-1');
      const other = await dueOf(session, 'B', 'QG-1');
      expect(other.claim).toMatchObject({ isShared: true });
      await session.adopt(adoption(due, { caseId: 'QG-3' }));
      const third = await dueOf(session, 'C', 'QG-3');
      expect(third.claim).toMatchObject({ isShared: true });
    });
  });

  describe('a record that stands for certain', () => {
    const created = async (key: string, id: string): Promise<{ session: LaneSession; due: DueRecord }> => {
      await setup.accept(key);
      const session = await setup.owner();
      const due = (await session.fetch([LANE], 10)).find(({ reference }) => reference === referenceOf(key));
      if (due === undefined) throw new Error(`${key} is not due`);
      await session.commit(aWrite(due, { open: openedCase(due), next: { state: 'in_flight' } }));
      await session.commit(
        aWrite(due, {
          expectedAttempt: 1,
          close: { attemptNo: 1, outcome: 'confirmed', reason: '' },
          confirm: confirmedCase(due, id),
          next: { state: 'done' },
        }),
      );
      return { session, due };
    };
    const NOBODY = '00000000-0000-4000-8000-000000000000';

    it('is one that we created, with its id', async () => {
      const { session, due } = await created('A', 'QG-1');
      const { reference, agencyId } = due;
      expect(await session.standing(NOBODY, 0)).toEqual({ reference, agencyId, nationalId: 'QG-1' });
    });

    it('is never the record that asks, nor one that was created just now', async () => {
      const { session, due } = await created('A', 'QG-1');
      expect(await session.standing(due.recordId, 0)).toBeUndefined();
      expect(await session.standing(NOBODY, 60_000)).toBeUndefined();
    });

    it('is none that was adopted: its text may not carry our reference', async () => {
      const session = await setup.owner();
      await session.adopt(adoption(await dueOf(session, 'A', 'QG-1')));
      expect(await session.standing(NOBODY, 0)).toBeUndefined();
    });
  });
}
