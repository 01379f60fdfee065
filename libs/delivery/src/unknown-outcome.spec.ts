import { GatewayError } from '@kntc/domain';
import type { RepeatSemantics } from '@kntc/domain';
import { aCase, aCaseUpTo, aHandling } from '../../../test/builders';
import { DeliveryBench } from '../../../test/fakes';

const SETTLE_MS = 45_000;
const repeat = (kind: RepeatSemantics) => ({
  capabilities: {
    repeat: { case: kind, handling: kind, acceptance: kind, resolution: kind, enforcement: kind },
  },
});

let bench: DeliveryBench;
function open(...options: ConstructorParameters<typeof DeliveryBench>): DeliveryBench {
  bench = new DeliveryBench(...options);
  bench.start();
  return bench;
}
afterEach(async () => {
  await bench.end();
  const references = [...bench.tables.rows.nationalRecords.values()].map((row) => row.reference);
  const doubled = references.filter((reference) => bench.far.casesOf(reference).length > 1);
  if (doubled.length > 0) throw new Error(`created twice: ${doubled.join(', ')}`);
});

describe('a create without an answer', () => {
  it('is looked up and adopted, and the later steps go to that case', async () => {
    open();
    bench.far.script('case', { kind: 'lost-answer' });
    await bench.accept('A', aCaseUpTo('acceptance'));
    await bench.converged();
    expect(bench.delivered('A')).toEqual(['case:1', 'handling:1', 'acceptance:1']);
    expect(bench.row('A')).toMatchObject({ nationalId: 'QG-1', outbox: { state: 'done' } });
    expect(bench.row('A').attempts[0]).toMatchObject({ outcome: 'confirmed', reason: 'adopted-by-lookup' });
  });

  it('is sent a second time only after it settled and was absent twice', async () => {
    open();
    bench.far.script('case', { kind: 'never-arrived' });
    await bench.accept('A', aCase());
    await bench.converged();
    const [created] = bench.far.ledger;
    expect(bench.far.requests).toHaveLength(2);
    expect(created?.atMs).toBeGreaterThanOrEqual(SETTLE_MS + 10_000);
    expect(bench.row('A').attempts.map((one) => one.outcome)).toEqual(['unknown', 'confirmed']);
  });

  it('that lands late is adopted, not doubled', async () => {
    open();
    bench.far.script('case', { kind: 'late-commit', afterMs: SETTLE_MS - 1_000 });
    await bench.accept('A', aCase());
    await bench.converged();
    expect(bench.far.requests).toHaveLength(1);
    expect(bench.row('A').nationalId).toBe('QG-1');
  });

  it('is held when absence proves nothing', async () => {
    open({ capabilities: { lookupByReference: 'assumed' } });
    bench.far.script('case', { kind: 'never-arrived' });
    await bench.accept('A', aCase());
    await bench.converged();
    expect(bench.state('A')).toBe('held UNKNOWN_OUTCOME lookup-not-proven');
    expect(bench.far.requests).toHaveLength(1);
  });

  it('is held when several cases carry the reference', async () => {
    open();
    bench.far.script('case', { kind: 'lost-answer' });
    bench.far.scriptLookUp({ kind: 'several', count: 2 });
    await bench.accept('A', aCase());
    await bench.converged();
    expect(bench.state('A')).toBe('held UNKNOWN_OUTCOME lookup-several:2');
  });

  it('waits while look-ups fail, and pauses the destination when they are refused', async () => {
    open();
    bench.far.script('case', { kind: 'lost-answer' });
    bench.far.failure = new GatewayError('GW_N201');
    const failed = { kind: 'failed', reason: 'http-500' } as const;
    bench.far.scriptLookUp({ kind: 'absent' }, failed, failed, { ...failed, pause: { code: 'GW_N201' } });
    await bench.accept('A', aCase());
    await bench.pass(120_000);
    expect(bench.state('A')).toBe('unknown');
    expect(bench.far.lookUps).toBe(4);

    bench.far.failure = undefined;
    await bench.converged();

    expect(bench.state('A')).toBe('done');
    expect(bench.far.requests).toHaveLength(1);
  });

  it('does not count two look-ups as two when a new version comes in between', async () => {
    open();
    bench.far.script('case', { kind: 'never-arrived' });
    await bench.accept('A', aCase());
    await bench.until(() => bench.row('A').outbox.negativeLookUps === 1);
    const { lookUps } = bench.far;
    await bench.accept('A', aCase({ registerNo: 'mới' }));
    await bench.pass(5_000);
    expect(bench.far.lookUps).toBe(lookUps);
    await bench.converged();
    expect(bench.delivered('A')).toEqual(['case:1']);
  });

  it('delivers the version that came in meanwhile after adopting the older one', async () => {
    open();
    bench.far.script('case', { kind: 'lost-answer' });
    await bench.accept('A', aCase());
    await bench.until(() => bench.state('A') === 'unknown');
    await bench.accept('A', aCaseUpTo('handling'));
    await bench.converged();
    expect(bench.delivered('A')).toEqual(['case:1', 'handling:1']);
    expect(bench.row('A').outbox).toMatchObject({ state: 'done', caseVersion: 2 });
  });
});

describe('a later step without an answer', () => {
  it.each<[RepeatSemantics]>([['add'], ['reject'], ['unknown']])(
    'is held when a repeat means %s',
    async (kind) => {
      open(repeat(kind));
      bench.far.script('handling', { kind: 'lost-answer' });
      await bench.accept('A', aCaseUpTo('acceptance'));
      await bench.converged();
      expect(bench.state('A')).toBe(`held UNKNOWN_OUTCOME repeat-${kind}`);
      expect(bench.row('A').outbox.holdKey).toEqual({ kind: 'handling', ordinal: 1 });
      expect(bench.delivered('A')).toEqual(['case:1', 'handling:1']);
    },
  );

  it('is repeated when that replaces, after the first can no longer land', async () => {
    open();
    bench.far.script('handling', { kind: 'lost-answer' });
    await bench.accept('A', aCaseUpTo('handling'));
    await bench.converged();
    const [, first, second] = bench.far.ledger;
    expect(bench.delivered('A')).toEqual(['case:1', 'handling:1', 'handling:1']);
    expect((second?.atMs ?? 0) - (first?.atMs ?? 0)).toBeGreaterThanOrEqual(35_000);
    expect(bench.state('A')).toBe('done');
  });

  it('is a person’s when it changed meanwhile in what it is recognised by', async () => {
    open();
    bench.far.script('handling', { kind: 'never-arrived' });
    await bench.accept('A', aCaseUpTo('handling'));
    await bench.until(() => bench.state('A') === 'unknown');
    await bench.accept('A', aCaseUpTo('handling', { handling: aHandling({ documentNo: '9/PXL' }) }));
    await bench.converged();
    expect(bench.state('A')).toBe('held UNKNOWN_OUTCOME changed-while-unknown');
  });
});

describe('taking over what somebody left in flight', () => {
  /** A process that died between intent and outcome; `stored`: the far side has it all the same. */
  async function died(step: 'case' | 'handling', stored: boolean): Promise<void> {
    bench = new DeliveryBench();
    const first = bench.start();
    bench.far.script(step, { kind: 'hang', until: new AbortController().signal });
    await bench.accept('A', aCaseUpTo('acceptance'));
    await bench.until(
      () => bench.row('A').outbox.state === 'in_flight' && bench.far.ledger.at(-1)?.step === step,
    );
    if (!stored) bench.far.ledger.pop();
    const [session] = bench.lanes.sessions;
    if (session !== undefined) bench.lanes.kill(session);
    bench.lanes.isDown = true;
    await bench.clock.until(() => bench.lanes.openSessions === 0);
    const stopping = first.stop();
    await bench.clock.advance(10_000);
    await stopping;
    bench.lanes.isDown = false;
  }

  it('never sends before it looked', async () => {
    await died('case', true);
    const { length } = bench.far.calls;
    bench.start();
    await bench.converged();
    expect(bench.far.calls.slice(length)).toEqual(['look-up', 'send handling:1', 'send acceptance:1']);
    expect(bench.row('A').attempts[0]).toMatchObject({ outcome: 'confirmed', reason: 'adopted-by-lookup' });
  });

  it('creates again only after the settle time of its own look', async () => {
    await died('case', false);
    const takenOverAtMs = bench.clock.monotonicMs();
    bench.start();
    await bench.converged();
    expect(bench.far.ledger[0]?.atMs).toBeGreaterThanOrEqual(takenOverAtMs + SETTLE_MS);
    expect(bench.delivered('A')).toEqual(['case:1', 'handling:1', 'acceptance:1']);
  });

  it('leaves a later step to its repeat semantics', async () => {
    await died('handling', true);
    bench.start();
    await bench.converged();
    expect(bench.row('A').attempts[1]).toMatchObject({ outcome: 'unknown', reason: 'taken-over' });
    expect(bench.delivered('A')).toEqual(['case:1', 'handling:1', 'handling:1', 'acceptance:1']);
  });
});

describe('an answer that is not ours', () => {
  it('for another case holds the record and nothing else goes there', async () => {
    open();
    bench.far.script('handling', { kind: 'wrong-answer', reason: 'case-id-differs' });
    await bench.accept('A', aCaseUpTo('acceptance'));
    await bench.converged();
    expect(bench.state('A')).toBe('held WRONG_ANSWER case-id-differs');
    expect(bench.row('A').outbox.holdKey).toEqual({ kind: 'handling', ordinal: 1 });
  });

  it('with an id another record has is held, and that other record keeps it', async () => {
    open();
    await bench.accept('A', aCase());
    await bench.converged();
    bench.far.script('case', { kind: 'wrong-id', id: 'QG-1' });
    await bench.accept('B', aCaseUpTo('handling', { registerNo: 'B' }));
    await bench.converged();
    expect(bench.state('B')).toBe('held WRONG_ANSWER id-taken');
    expect(bench.row('B')).toMatchObject({ nationalId: undefined });
    expect(bench.row('A')).toMatchObject({ nationalId: 'QG-1', outbox: { state: 'done' } });
    expect(bench.delivered('B')).toEqual(['case:1']);
    expect(bench.row('B').attempts.map((one) => one.outcome)).toEqual(['unknown']);
  });

  it('is noticed before step 2 when creates are verified', async () => {
    open({ capabilities: { verifyCreate: true } });
    bench.far.script('case', { kind: 'wrong-id', id: 'QG-99' });
    await bench.accept('A', aCaseUpTo('handling'));
    await bench.converged();
    expect(bench.row('A').nationalId).toBe('QG-1');
    expect(new Set(bench.far.ledger.map((entry) => entry.caseId))).toEqual(new Set(['QG-1']));
  });

  it('whose case nobody finds is held after it settled', async () => {
    open({ capabilities: { verifyCreate: true } });
    const absent = { kind: 'absent' } as const;
    bench.far.scriptLookUp(...Array.from({ length: 20 }, () => absent));
    await bench.accept('A', aCase());
    await bench.converged();
    expect(bench.state('A')).toBe('held WRONG_ANSWER answered-id-not-found');
    expect(bench.far.requests).toHaveLength(1);
  });

  it('is no doubt when the index only lags', async () => {
    open({ capabilities: { verifyCreate: true } });
    bench.far.scriptLookUp({ kind: 'absent' }, { kind: 'absent' });
    await bench.accept('A', aCaseUpTo('handling'));
    await bench.converged();
    expect(bench.delivered('A')).toEqual(['case:1', 'handling:1']);
    expect(bench.state('A')).toBe('done');
  });
});
