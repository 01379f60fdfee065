import { fieldDigest } from '@kntc/domain';
import type {
  NationalProfile,
  ReadBack,
  ReadBackOutcome,
  ReconciliationStore,
  RecordToReconcile,
} from '@kntc/domain';
import { aCaseUpTo, aCodeBook, aDenunciation } from '../../../test/builders';
import {
  FakeClock,
  fakeDigest,
  FakeNationalProfile,
  NOTHING,
  RecordingLogger,
  RunsInMemory,
  settled,
  Shown,
} from '../../../test/fakes';
import { Reconcile } from './reconcile';

const NIGHT = { from: '22:00', until: '05:00' };

const clock = new FakeClock();
const far = new FakeNationalProfile({ clock });
const TIMEOUT: ReadBackOutcome = { kind: 'failed', reason: 'timeout' };

function record(name: string, changes: Partial<RecordToReconcile> = {}): RecordToReconcile {
  const kase = changes.case ?? aCaseUpTo('handling');
  const context = { reference: name, identityPolicy: undefined, codeBook: aCodeBook() };
  const steps = far.plan(kase, context).steps.map((step) => ({ ...step, resultId: `QG-${name}` }));
  return {
    recordId: name,
    agencyId: 'H507.02',
    reference: name,
    nationalId: `QG-${name}`,
    attemptNo: 1,
    case: kase,
    caseVersion: 1,
    steps,
    renditions: [],
    isAdopted: false,
    agreed: new Map(),
    ...changes,
  };
}

let suspicions = 0;

function reconciling(store: ReconciliationStore, readBack: ReadBack, perMinute = 60): Reconcile {
  const profile: NationalProfile = Object.assign(new FakeNationalProfile({ clock }), { readBack });
  return new Reconcile(
    {
      store,
      profile,
      codeBook: aCodeBook,
      keyedDigest: fakeDigest,
      clock,
      logger: new RecordingLogger(),
      suspectFarSide: () => void (suspicions += 1),
    },
    { process: 'one', perMinute, night: NIGHT },
  );
}

const signal = new AbortController().signal;
/** Lets the turn take the time its pace needs. */
async function turned(reconcile: Reconcile, ms = 60_000): Promise<number> {
  const turning = reconcile.turn(signal);
  await settled();
  await clock.advance(ms);
  return turning;
}

describe('a turn of reconciliation', () => {
  it('asks once for each record both sides agree on, at its rate, and ends the run', async () => {
    const [store, shown] = [new RunsInMemory(['A', 'B', 'C'].map((name) => record(name))), new Shown()];
    const turning = reconciling(store, shown).turn(signal);
    await settled();
    expect(shown.asked).toEqual(['A']);
    await clock.advance(1_000);
    expect(shown.asked).toEqual(['A', 'B']);
    await clock.advance(1_000);
    expect(await turning).toBe(3);
    expect(store.noted).toMatchObject([{ requests: 3, place: 'C', isFinished: true }]);
  });

  it('asks five times as slowly while something waits to be sent', async () => {
    const [store, shown] = [new RunsInMemory(['A', 'B'].map((name) => record(name))), new Shown()];
    store.run = { id: '1', kind: 'full', isDeliveryBusy: true };
    const turning = reconciling(store, shown).turn(signal);
    await settled();
    await clock.advance(4_900);
    expect(shown.asked).toEqual(['A']);
    await clock.advance(200);
    expect(await turning).toBe(2);
  });

  it('stops where the far side does not answer, keeps what it has, and goes on from there', async () => {
    const [store, shown] = [new RunsInMemory(['A', 'B', 'C'].map((name) => record(name))), new Shown()];
    const reconcile = reconciling(store, shown);
    const answer = shown.answer;
    shown.answer = (reference) => (reference === 'B' ? TIMEOUT : answer(reference));
    expect(await turned(reconcile)).toBe(1);
    expect(store.noted).toMatchObject([{ place: 'A', isFinished: false }]);
    shown.answer = answer;
    expect(await turned(reconcile)).toBe(2);
    expect(store.compared).toEqual(['A compared', 'B compared', 'C compared']);
  });

  it('passes over a record the far side never answers about, so that the others have their turn', async () => {
    const [store, shown] = [new RunsInMemory(['A', 'B'].map((name) => record(name))), new Shown()];
    const reconcile = reconciling(store, shown);
    const answer = shown.answer;
    shown.answer = (reference) => (reference === 'A' ? TIMEOUT : answer(reference));
    for (let turn = 0; turn < 3; turn += 1) await turned(reconcile);
    expect(store.compared).toEqual(['A unanswered', 'B compared']);
  });

  it('rests ever longer when the account is refused', async () => {
    const [store, shown] = [new RunsInMemory([record('A')]), new Shown()];
    const reconcile = reconciling(store, shown);
    shown.answer = () => ({ kind: 'failed', reason: 'http-401', pause: { code: 'GW_N201' } });
    await turned(reconcile, 0);
    for (const restMs of [30_000, 60_000, 120_000]) {
      const before = shown.asked.length;
      await turned(reconcile, restMs - 1);
      expect(shown.asked).toHaveLength(before);
      await clock.advance(1);
      await turned(reconcile, 0);
      expect(shown.asked).toHaveLength(before + 1);
    }
  });

  it('ends at the next record when the process wants to end', async () => {
    const [store, shown] = [new RunsInMemory(['A', 'B'].map((name) => record(name))), new Shown()];
    const ending = new AbortController();
    const turning = reconciling(store, shown).turn(ending.signal);
    await settled();
    ending.abort();
    await turning;
    expect(store.compared).toEqual(['A compared']);
  });

  it('shows that it goes on while a page takes long, and lets go of the runs at the end of its turn', async () => {
    const store = new RunsInMemory(Array.from({ length: 40 }, (_one, index) => record(`R${index}`)));
    await turned(reconciling(store, new Shown()));
    expect(store.leases).toEqual(['renewed', 'released']);
  });

  it('has the far side looked at when what it acknowledged is gone, and for nothing less', async () => {
    suspicions = 0;
    await turned(reconciling(new RunsInMemory([record('A')]), new Shown()));
    const shown = new Shown();
    shown.answer = () => NOTHING;
    expect(suspicions).toBe(0);
    await turned(reconciling(new RunsInMemory([record('A')]), shown));
    expect(suspicions).toBe(1);
  });

  it('opens the run of the night by night, and none by day', async () => {
    const store = new RunsInMemory([]);
    await turned(reconciling(store, new Shown()));
    expect(store.schedules).toMatchObject([{ perMinute: 60, day: expect.stringMatching(/^\d{4}-/) }]);
  });

  it('does nothing where the profile does not read back', async () => {
    const store = new RunsInMemory([record('A')]);
    const { logger, profile } = { logger: new RecordingLogger(), profile: far };
    const reconcile = new Reconcile(
      { store, profile, codeBook: aCodeBook, keyedDigest: fakeDigest, clock, logger },
      { process: 'one', perMinute: 60, night: NIGHT },
    );
    expect(await turned(reconcile)).toBe(0);
    expect(store.schedules).toEqual([]);
  });
});

describe('what a record is compared with', () => {
  it('is what was provably sent: made again, it has the digest that was acknowledged', async () => {
    const sent = record('A');
    const [store, shown] = [new RunsInMemory([sent]), new Shown()];
    await turned(reconciling(store, shown));
    expect(shown.expectedOf).toEqual([sent.steps[0]?.contentDigest]);
  });

  it('is nothing when it cannot be made again', async () => {
    const [first, ...others] = record('A').steps;
    if (first === undefined) throw new Error('a case step');
    const other = record('A', { steps: [{ ...first, contentDigest: 'another' }, ...others] });
    const [store, shown] = [new RunsInMemory([other]), new Shown()];
    await turned(reconciling(store, shown));
    expect(shown.expectedOf).toEqual([]);
    expect(store.compared).toEqual(['A compared']);
  });

  it('opens nothing of a denunciation', async () => {
    const [store, shown] = [new RunsInMemory([record('A', { case: aDenunciation() })]), new Shown()];
    await turned(reconciling(store, shown));
    expect(store.compared).toEqual(['A compared']);
  });

  it('is asked for by its id alone when it was adopted', async () => {
    const [store, shown] = [new RunsInMemory([record('A', { isAdopted: true })]), new Shown()];
    await turned(reconciling(store, shown));
    expect(shown.asked).toEqual(['id']);
  });

  it('says of each differing field who changed it, a local change that waits included', async () => {
    const kase = aCaseUpTo('handling');
    const [store, shown] = [new RunsInMemory([record('A', { present: kase })]), new Shown()];
    const field = { name: 'handling.decidedDate', kind: 'date', value: '2026-03-01' } as const;
    shown.fields = ['2026-03-01', '2026-03-02'].map((value) => ({ ...field, value }));
    shown.answer = (reference) => ({
      kind: 'shown',
      records: [{ caseId: `QG-${reference}`, reference, fields: [{ ...field, value: '2026-03-03' }] }],
      foreign: 0,
      isWhole: true,
    });
    store.records = store.records.map((one) => ({
      ...one,
      agreed: new Map([[field.name, fieldDigest(fakeDigest)(field.name, '2026-03-01')]]),
    }));
    await turned(reconciling(store, shown));
    expect(store.noted[0]?.results[0]?.verdict).toMatchObject({
      findings: [{ code: 'FIELDS_DIFFER', fields: [{ field: field.name, way: 'conflict', owner: 'local' }] }],
    });
  });
});
