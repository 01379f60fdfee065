import { aBatch, anAccepted, aStanding, SOURCE } from '../builders';
import { eventually, inLane, LANE, LaneSetup, referenceOf } from './lane-setup';
import { aWrite, CASE_STEP, DIGESTS } from './lane-writes';
import type { MakeStores } from './stores-under-test';

const DONE = { state: 'done' } as const;
const RELEASED_WITHIN_MS = 1_000;

/** What every {@link LaneStore} promises of lanes and of what it hands out. */
export function laneStoreContract(make: MakeStores): void {
  const setup = new LaneSetup(make);

  describe('lanes', () => {
    it('belong to one session at a time', async () => {
      const first = await setup.owner([1, 2]);
      const second = await setup.open();
      expect(await second.acquire([1, 2, 3])).toEqual([3]);
      await first.release([1]);
      expect(await second.acquire([1, 2])).toEqual([1]);
    });

    it('may be taken twice by the same session and are free after one release', async () => {
      const first = await setup.owner([1]);
      expect(await first.acquire([1])).toEqual([1]);
      await first.release([1]);
      expect(await (await setup.open()).acquire([1])).toEqual([1]);
    });

    it('are free when the session closes', async () => {
      const first = await setup.owner([1]);
      await first.close();
      await eventually(async () => expect(await (await setup.open()).acquire([1])).toEqual([1]));
      expect(first.lost.aborted).toBe(true);
    });

    it('are free within a second when the connection breaks, and its owner knows', async () => {
      const first = await setup.owner([1]);
      const second = await setup.open();
      await setup.stores.window.kill(1);
      await eventually(async () => expect(await second.acquire([1])).toEqual([1]), RELEASED_WITHIN_MS);
      await eventually(async () => expect(first.lost.aborted).toBe(true));
    });
  });

  describe('an owner that shows no life', () => {
    it('is ended: it knows, it can write nothing, and its lanes are free', async () => {
      const { session: frozen, due } = await setup.inFlight();
      expect(await setup.stores.lanes.endFrozen(0)).toBeGreaterThanOrEqual(1);
      await eventually(async () => expect(frozen.lost.aborted).toBe(true));
      const close = { attemptNo: 1, outcome: 'confirmed', reason: '' } as const;
      await expect(
        frozen.commit(aWrite(due, { expectedAttempt: 1, close, next: { state: 'done' } })),
      ).rejects.toThrow();
      const next = await setup.open();
      await eventually(async () => expect(await next.acquire([LANE])).toEqual([LANE]));
      expect(await setup.onlyDue(next)).toMatchObject({ state: 'in_flight', attemptNo: 1 });
    });

    it('is told from one that lives but has nothing to do', async () => {
      const session = await setup.owner();
      await new Promise((resolve) => setTimeout(resolve, 2_500));
      expect(await setup.stores.lanes.endFrozen(2_400)).toBe(0);
      expect(session.lost.aborted).toBe(false);
    });
  });

  it('refuses to write, take or release anything once the connection is lost', async () => {
    const { session, due } = await setup.inFlight();
    await setup.stores.window.kill(LANE);
    await eventually(async () => expect(session.lost.aborted).toBe(true));
    await expect(session.commit(aWrite(due, { expectedAttempt: 1, next: DONE }))).rejects.toThrow('lost');
    await expect(session.acquire([99])).rejects.toThrow('lost');
    expect(await setup.outbox()).toMatchObject({ state: 'in_flight' });
  });

  it('survives being closed twice', async () => {
    const session = await setup.owner();
    await session.close();
    await session.close();
    expect(session.lost.aborted).toBe(true);
  });

  describe('fetching', () => {
    it('gives the whole record: case, policy, steps and what is open', async () => {
      await setup.accept('A', inLane(LANE, { accepted: { identityPolicy: 'withheld' } }));
      const session = await setup.owner();
      const due = await setup.onlyDue(session);
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
        barred: false,
      });
      const original = anAccepted('A').accepted?.case;
      expect(due.case.petition.narrative.open()).toEqual(original?.petition.narrative.open());
      expect(due.case.petitioners.identity.open()).toEqual(original?.petitioners.identity.open());
    });

    it('gives the oldest first and no more of a lane than asked for', async () => {
      for (const key of ['A', 'B', 'C']) await setup.accept(key);
      await setup.stores.window.age(referenceOf('C'), 3_000);
      await setup.stores.window.age(referenceOf('A'), 2_000);
      const session = await setup.owner();
      const references = (await session.fetch([LANE], 2)).map((due) => due.reference);
      expect(references).toEqual([referenceOf('C'), referenceOf('A')]);
    });

    it('gives only the lanes asked for', async () => {
      await setup.accept('A', inLane(1));
      await setup.accept('B', inLane(2));
      const session = await setup.owner([1, 2]);
      expect((await session.fetch([2], 10)).map((due) => due.reference)).toEqual([referenceOf('B')]);
      expect(await session.fetch([], 10)).toEqual([]);
    });

    it('gives nothing before its time, and names no lane for it', async () => {
      await setup.accept('A');
      const session = await setup.owner();
      const due = await setup.onlyDue(session);
      await session.commit(aWrite(due, { next: { state: 'due', delayMs: 60_000, retryCount: 3 } }));
      expect(await session.fetch([LANE], 10)).toEqual([]);
      expect(await session.dueLanes(10)).toEqual([]);
      expect(await setup.outbox()).toMatchObject({ state: 'due', retryCount: 3 });

      await setup.stores.window.age(due.reference, 61_000);

      expect(await setup.onlyDue(session)).toMatchObject({ retryCount: 3 });
      expect(await session.dueLanes(10)).toEqual([LANE]);
    });

    it('names due lanes oldest first, within the limit', async () => {
      await setup.accept('A', inLane(1));
      await setup.accept('B', inLane(2));
      await setup.accept('C', inLane(3));
      await setup.stores.window.age(referenceOf('B'), 5_000);
      await setup.stores.window.age(referenceOf('C'), 9_000);
      const session = await setup.open();
      expect(await session.dueLanes(2)).toEqual([3, 2]);
    });

    it('gives nothing that is held or done', async () => {
      await setup.accept('A');
      const session = await setup.owner();
      const due = await setup.onlyDue(session);
      await session.commit(aWrite(due, { next: DONE }));
      expect(await session.fetch([LANE], 10)).toEqual([]);
    });

    it('gives what somebody else left in flight, with the open attempt', async () => {
      const { session } = await setup.inFlight();
      await session.close();
      await eventually(async () => expect(await (await setup.open()).acquire([LANE])).toEqual([LANE]));
      const taken = await setup.onlyDue(await setup.open());
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
      await setup.accept('A');
      const known = (await setup.stores.intake.known(SOURCE, ['A'])).get('A');
      const secret = [{ code: 'SECRET_RECORD', field: 'confidentiality' }] as const;
      await setup.stores.intake.commit(aBatch([aStanding('A', 'quarantined', { known, reasons: secret })]));
      await setup.accept('B');
      const session = await setup.owner();
      expect((await session.fetch([LANE], 1)).map((due) => due.reference)).toEqual([referenceOf('B')]);

      await setup.accept('A');

      expect((await session.fetch([LANE], 10)).map((due) => due.reference)).toContain(referenceOf('A'));
    });

    it('still gives what was sent before the record stopped counting', async () => {
      const { session, due } = await setup.inFlight();
      const next = { state: 'unknown', delayMs: 0, negativeLookUps: 0, fresh: true } as const;
      await session.commit(aWrite(due, { expectedAttempt: 1, next }));
      const known = (await setup.stores.intake.known(SOURCE, ['A'])).get('A');
      await setup.stores.intake.commit(aBatch([aStanding('A', 'outOfScope', { known })]));
      expect(await setup.onlyDue(session)).toMatchObject({ state: 'unknown', barred: true });
    });

    it('puts a record aside that cannot be read back, and the lane goes on', async () => {
      await setup.accept('A');
      await setup.accept('B');
      await setup.stores.window.damage(referenceOf('A'));
      const session = await setup.owner();
      expect((await session.fetch([LANE], 10)).map((due) => due.reference)).toEqual([referenceOf('B')]);
      expect((await setup.outbox('A')).dueInMs).toBeGreaterThan(60_000);
      expect(session.lost.aborted).toBe(false);
    });
  });
}
