import type { DueRecord, Finding, LaneSession, RestorationStore, StepKey } from '@kntc/domain';
import { inLane, LANE, referenceOf } from './lane-setup';
import { aWrite, confirmedCase, DIGESTS, openedCase } from './lane-writes';
import type { Stores } from './stores-under-test';
import { aBatch, anAccepted } from '../builders';

const HANDLING: StepKey = { kind: 'handling', ordinal: 1 };
const LEASE_MS = 1_000;

export interface RestorableStores extends Stores {
  readonly restorations: RestorationStore;
  /** Two people sign whatever the difference is. */
  readonly sign: () => Promise<void>;
  /** The source was read to its end. */
  readonly readToTheEnd: () => Promise<void>;
}

/** What every {@link RestorationStore} promises, and what becomes of records once people signed. */
export function restorationContract(make: () => Promise<RestorableStores>): void {
  let stores: RestorableStores;
  let session: LaneSession;
  beforeEach(async () => {
    stores = await make();
    session = await stores.lanes.open();
    await session.acquire([LANE]);
  });
  afterEach(() => session.close());

  const accept = (key: string) => stores.intake.commit(aBatch([anAccepted(key, inLane(LANE))]));
  const due = async (key: string): Promise<DueRecord | undefined> =>
    (await session.fetch([LANE], 20)).find(({ reference }) => reference === referenceOf(key));
  const mustBeDue = async (key: string): Promise<DueRecord> => {
    const record = await due(key);
    if (record === undefined) throw new Error(`${key} is not due`);
    return record;
  };
  /** The first step is on its way. */
  const opened = async (key: string): Promise<DueRecord> => {
    await accept(key);
    const record = await mustBeDue(key);
    await session.commit(aWrite(record, { open: openedCase(record), next: { state: 'in_flight' } }));
    return record;
  };
  const confirmed = async (record: DueRecord, nationalId: string): Promise<void> => {
    const { attemptNo } = openedCase(record);
    const close = { attemptNo, outcome: 'confirmed', reason: '' } as const;
    const confirm = confirmedCase(record, nationalId);
    await session.commit(
      aWrite(record, { expectedAttempt: attemptNo, close, confirm, next: { state: 'done' } }),
    );
  };
  /** The record is created, and its second step confirmed if wanted; then it is done. As it was fetched before. */
  const created = async (key: string, nationalId: string, isHandled = false): Promise<DueRecord> => {
    const record = await opened(key);
    await confirmed(record, nationalId);
    if (isHandled) await handled(record, nationalId, openedCase(record).attemptNo);
    return record;
  };
  const handled = async (record: DueRecord, resultId: string, after: number): Promise<void> => {
    const open = { ...openedCase(record), key: HANDLING, attemptNo: after + 1 };
    await session.commit(aWrite(record, { expectedAttempt: after, open, next: { state: 'in_flight' } }));
    const close = { attemptNo: after + 1, outcome: 'confirmed', reason: '' } as const;
    const confirm = {
      key: HANDLING,
      resultId,
      ...DIGESTS,
      caseVersion: record.caseVersion,
      bodySha256: 'body-2',
    };
    await session.commit(
      aWrite(record, { expectedAttempt: after + 1, close, confirm, next: { state: 'done' } }),
    );
  };
  const outbox = (key: string) => stores.window.outbox(referenceOf(key));
  const stepsOf = async (key: string) =>
    (await stores.window.steps(referenceOf(key))).map((step) => step.key.kind);

  /** Begins, notes what the far side shows of each record, and lets people sign. */
  const restored = async (
    side: 'gateway' | 'national',
    findings: Readonly<Record<string, Finding>>,
  ): Promise<void> => {
    await stores.restorations.begin(side, 'test');
    const open = await stores.restorations.take('one', LEASE_MS);
    const records = await stores.restorations.uncompared(open?.id ?? '', 20);
    const byReference = new Map(
      Object.entries(findings).map(([key, finding]) => [referenceOf(key), finding]),
    );
    await stores.restorations.note(
      open?.id ?? '',
      records.map(({ recordId, agencyId, reference }) => ({
        recordId,
        agencyId,
        finding: byReference.get(reference) ?? { kind: 'nowhere' },
      })),
    );
    await stores.readToTheEnd();
    await stores.sign();
  };

  describe('a restoration', () => {
    it('stops sending for everybody from its beginning to its sign-off, and is begun once', async () => {
      expect((await session.lookAtBrakes()).pausedCode).toBeUndefined();
      expect(await stores.restorations.begin('national', 'test')).toBe(true);
      expect(await stores.restorations.begin('gateway', 'test')).toBe(false);
      expect((await session.lookAtBrakes()).pausedCode).toBe('GW_N210');
      await stores.readToTheEnd();
      await stores.sign();
      expect((await session.lookAtBrakes()).pausedCode).toBeUndefined();
    });

    it('is compared by one process until that one falls silent', async () => {
      await stores.restorations.begin('gateway', 'test');
      expect(await stores.restorations.take('one', LEASE_MS)).toMatchObject({ side: 'gateway' });
      expect(await stores.restorations.take('two', LEASE_MS)).toBeUndefined();
      expect(await stores.restorations.take('one', 0)).toMatchObject({ side: 'gateway' });
      expect(await stores.restorations.take('two', LEASE_MS)).toMatchObject({ side: 'gateway' });
    });

    it('hands out each record until it was noted, also those that come in meanwhile', async () => {
      await created('A', 'QG-1');
      await stores.restorations.begin('gateway', 'test');
      const { id = '' } = (await stores.restorations.take('one', LEASE_MS)) ?? {};
      const [first] = await stores.restorations.uncompared(id, 20);
      expect(first).toMatchObject({ reference: referenceOf('A'), nationalId: 'QG-1' });
      await stores.restorations.note(id, [
        { recordId: first?.recordId ?? '', agencyId: first?.agencyId ?? '', finding: { kind: 'same' } },
      ]);
      expect(await stores.restorations.uncompared(id, 20)).toEqual([]);
      await accept('B');
      expect(await stores.restorations.uncompared(id, 20)).toMatchObject([{ reference: referenceOf('B') }]);
    });

    it('samples what was acknowledged long enough ago', async () => {
      await created('A', 'QG-1');
      await accept('B');
      expect(await stores.restorations.sample(5, 60_000)).toEqual([]);
    });
  });

  describe('the sign-off, when our own database went back', () => {
    it('takes the id the far side shows, and nobody knows which steps stand there', async () => {
      await accept('A');
      await restored('gateway', { A: { kind: 'unknown-here', nationalId: 'QG-9' } });
      expect(await mustBeDue('A')).toMatchObject({
        nationalId: 'QG-9',
        unknownBase: { seen: {} },
        steps: [],
      });
    });

    it('has everything that is acknowledged looked through once more, until it is found complete', async () => {
      await created('A', 'QG-1');
      await restored('gateway', { A: { kind: 'same' } });
      const record = await mustBeDue('A');
      expect(record).toMatchObject({ nationalId: 'QG-1', unknownBase: { seen: {} } });
      await session.settleBase(record.recordId);
      expect((await mustBeDue('A')).unknownBase).toBeUndefined();
    });

    it('holds what contradicts us, and what nobody can see', async () => {
      await created('A', 'QG-1');
      await created('B', 'QG-2');
      await accept('C');
      await restored('gateway', {
        A: { kind: 'other-id', nationalId: 'QG-7' },
        B: { kind: 'lost-there' },
        C: { kind: 'unclear' },
      });
      const holds = await Promise.all(['A', 'B', 'C'].map(outbox));
      expect(holds.map(({ holdCode, holdDetail, nationalId }) => [holdCode, holdDetail, nationalId])).toEqual(
        [
          ['UNKNOWN_OUTCOME', 'restored:other-id', 'QG-1'],
          ['UNKNOWN_OUTCOME', 'restored:lost-there', 'QG-2'],
          ['UNKNOWN_OUTCOME', 'restored:unclear', undefined],
        ],
      );
    });

    it('has what was read before looked up before it is created, but not what comes in later', async () => {
      await accept('A');
      await restored('gateway', {});
      await accept('B');
      expect((await mustBeDue('A')).mayStandAlready).toBe(true);
      expect((await mustBeDue('B')).mayStandAlready).toBe(false);
    });
  });

  describe('the sign-off, when the far side went back', () => {
    it('lets exactly what was lost be created again', async () => {
      await created('A', 'QG-1', true);
      await created('B', 'QG-2', true);
      await restored('national', { A: { kind: 'same' }, B: { kind: 'lost-there' } });
      expect(await mustBeDue('B')).toMatchObject({ nationalId: undefined, steps: [], mayStandAlready: true });
      expect(await stepsOf('A')).toContain('case');
    });

    it('forgets steps confirmed after the newest case that survived', async () => {
      await created('OLD', 'QG-0', true);
      await created('A', 'QG-1', true);
      await created('B', 'QG-2');
      await restored('national', { OLD: { kind: 'same' }, A: { kind: 'same' }, B: { kind: 'lost-there' } });
      // The handling of A came after A's own case, the newest that survived; that of OLD before.
      expect(await stepsOf('OLD')).toEqual(['case', 'handling']);
      expect(await stepsOf('A')).toEqual(['case']);
      expect(await mustBeDue('A')).toMatchObject({ nationalId: 'QG-1', unknownBase: { seen: {} } });
    });

    it('forgets what was confirmed before a surviving case was, when that had been sent before', async () => {
      const record = await created('A', 'QG-1');
      const slow = await opened('SLOW');
      await handled(record, 'QG-1', 1);
      await confirmed(slow, 'QG-2');
      await created('B', 'QG-3');
      await restored('national', {
        A: { kind: 'same' },
        SLOW: { kind: 'same' },
        B: { kind: 'lost-there' },
      });
      // The far side had SLOW when it was copied; its answer came long after.
      expect(await stepsOf('A')).toEqual(['case']);
    });

    it('forgets what was confirmed before a create was sent again that had arrived the first time', async () => {
      const record = await created('A', 'QG-1');
      const first = await opened('TWICE');
      const close = { attemptNo: 1, outcome: 'unknown', reason: 'timeout' } as const;
      const again = { state: 'due', delayMs: 0, retryCount: 0 } as const;
      await session.commit(aWrite(first, { expectedAttempt: 1, close, next: again }));
      await handled(record, 'QG-1', 1);
      const second = await mustBeDue('TWICE');
      await session.commit(aWrite(second, { open: openedCase(second), next: { state: 'in_flight' } }));
      await confirmed(second, 'QG-2');
      await created('B', 'QG-3');
      await restored('national', {
        A: { kind: 'same' },
        TWICE: { kind: 'same' },
        B: { kind: 'lost-there' },
      });
      expect(await stepsOf('A')).toEqual(['case']);
    });

    it('forgets steps of the last days where no case tells since when', async () => {
      await created('A', 'QG-1', true);
      await restored('national', { A: { kind: 'same' } });
      expect(await stepsOf('A')).toEqual(['case']);
      expect(await mustBeDue('A')).toMatchObject({ nationalId: 'QG-1', unknownBase: { seen: {} } });
    });

    it('lets go of what is open of a lost case: its repeat would go to the case of a stranger', async () => {
      const record = await created('A', 'QG-1');
      const open = { ...openedCase(record), key: HANDLING, attemptNo: 2 };
      await session.commit(aWrite(record, { expectedAttempt: 1, open, next: { state: 'in_flight' } }));
      await restored('national', { A: { kind: 'lost-there' } });
      expect(await mustBeDue('A')).toMatchObject({ nationalId: undefined, steps: [], state: 'due' });
      const close = { attemptNo: 2, outcome: 'confirmed', reason: '' } as const;
      const late = await session.commit(
        aWrite(record, { expectedAttempt: 2, close, next: { state: 'done' } }),
      );
      expect(late).toBe('stale');
    });

    it('takes ids that were given anew, even when two records changed places', async () => {
      await created('A', 'QG-1', true);
      await created('B', 'QG-2');
      await restored('national', {
        A: { kind: 'other-id', nationalId: 'QG-2' },
        B: { kind: 'other-id', nationalId: 'QG-1' },
      });
      expect(await mustBeDue('A')).toMatchObject({ nationalId: 'QG-2', steps: [] });
      expect(await mustBeDue('B')).toMatchObject({ nationalId: 'QG-1', steps: [] });
    });

    it('brings back what was held only because its case was lost, and nothing else', async () => {
      const refused = { state: 'held', code: 'REJECTED', detail: 'không có vụ việc', key: HANDLING } as const;
      const held = async (key: string, nationalId: string): Promise<void> => {
        const record = await opened(key);
        const close = { attemptNo: 1, outcome: 'confirmed', reason: '' } as const;
        const confirm = confirmedCase(record, nationalId);
        await session.commit(aWrite(record, { expectedAttempt: 1, close, confirm, next: refused }));
      };
      await held('LOST', 'QG-1');
      await held('MOVED', 'QG-2');
      await held('SAME', 'QG-3');
      const given = await opened('GIVEN');
      await session.commit(
        aWrite(given, {
          expectedAttempt: 1,
          close: { attemptNo: 1, outcome: 'unknown', reason: 'id-taken' },
          next: { state: 'held', code: 'WRONG_ANSWER', detail: 'id-taken', key: HANDLING },
        }),
      );
      await restored('national', {
        LOST: { kind: 'lost-there' },
        MOVED: { kind: 'other-id', nationalId: 'QG-7' },
        SAME: { kind: 'same' },
        GIVEN: { kind: 'unknown-here', nationalId: 'QG-1' },
      });
      expect(await mustBeDue('LOST')).toMatchObject({ nationalId: undefined, steps: [] });
      expect(await mustBeDue('MOVED')).toMatchObject({ nationalId: 'QG-7', steps: [] });
      expect(await mustBeDue('GIVEN')).toMatchObject({ nationalId: 'QG-1', steps: [] });
      expect(await outbox('LOST')).toMatchObject({ holdCode: undefined, holdDetail: undefined });
      expect(await outbox('SAME')).toMatchObject({ state: 'held', holdCode: 'REJECTED' });
    });

    it('leaves alone what is open: it is resolved like after any crash', async () => {
      await accept('A');
      const record = await mustBeDue('A');
      await session.commit(aWrite(record, { open: openedCase(record), next: { state: 'in_flight' } }));
      await restored('national', { A: { kind: 'unknown-here', nationalId: 'QG-1' } });
      expect(await outbox('A')).toMatchObject({ state: 'in_flight', nationalId: undefined });
    });
  });

  it('adopts a step a person saw under its own id', async () => {
    await created('A', 'QG-1');
    await restored('gateway', { A: { kind: 'same' } });
    const record = await mustBeDue('A');
    await session.adopt({
      recordId: record.recordId,
      expectedAttempt: record.attemptNo,
      caseVersion: record.caseVersion,
      mappingVersion: record.mappingVersion,
      reference: record.reference,
      caseId: 'QG-1',
      reason: 'seen-by-people',
      steps: [{ key: HANDLING, resultId: 'QD-5', ...DIGESTS }],
    });
    expect((await mustBeDue('A')).steps).toContainEqual({ key: HANDLING, resultId: 'QD-5', ...DIGESTS });
  });
}
