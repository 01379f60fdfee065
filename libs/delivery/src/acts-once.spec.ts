import type { ActsOnce, DueRecord, PlannedStep } from '@kntc/domain';
import { aCase, aCaseUpTo } from '../../../test/builders';
import { DeliveryBench } from '../../../test/fakes';
import type { Habits } from '../../../test/fakes/far-side-behaviour';
import { mayRepeatAtOnce, repeatKeyOf, restMs } from './acts-once';

const HOUR = 3_600_000;
const SETTLE_MS = 45_000;
const BY_KEY: ActsOnce = { by: 'key', windowMs: 24 * HOUR };
const BY_REFERENCE: ActsOnce = { by: 'reference' };

let bench: DeliveryBench;
function open(actsOnce: ActsOnce, habits: Partial<Habits> = {}): DeliveryBench {
  const repeat = {
    case: 'unknown',
    handling: 'unknown',
    acceptance: 'unknown',
    resolution: 'unknown',
    enforcement: 'unknown',
  } as const;
  bench = new DeliveryBench({
    // Nothing but acting once could ever allow a second request here.
    capabilities: { actsOnce, lookupByReference: 'assumed', repeat },
    habits: {
      ...(actsOnce.by !== 'nothing' && { once: actsOnce.by }),
      keyWindowMs: 24 * HOUR,
      ...habits,
    },
  });
  bench.start();
  return bench;
}
afterEach(async () => {
  await bench.end();
  const references = [...bench.tables.rows.nationalRecords.values()].map((row) => row.reference);
  const doubled = references.filter((reference) => bench.far.casesOf(reference).length > 1);
  if (doubled.length > 0) throw new Error(`created twice: ${doubled.join(', ')}`);
});

const LEVELS: readonly (readonly [string, ActsOnce])[] = [
  ['one key', BY_KEY],
  ['one reference', BY_REFERENCE],
];

describe.each(LEVELS)('a create nobody answered, where the far side acts once for %s', (_level, actsOnce) => {
  it('that was taken is sent again at once, without a look-up or a wait, and adopted', async () => {
    open(actsOnce);
    bench.far.script('case', { kind: 'lost-answer' });
    await bench.accept('A', aCaseUpTo('handling'));
    await bench.converged();
    expect(bench.delivered('A')).toEqual(['case:1', 'handling:1']);
    expect(bench.state('A')).toBe('done');
    expect(bench.row('A').nationalId).toBe('QG-1');
    expect(bench.far.calls).toEqual(['look-up', 'send case:1', 'send case:1', 'send handling:1']);
    expect(bench.clock.monotonicMs()).toBeLessThan(10_000);
  });

  it('that never arrived is sent again at once', async () => {
    open(actsOnce);
    bench.far.script('case', { kind: 'never-arrived' });
    await bench.accept('A', aCase());
    await bench.converged();
    expect(bench.delivered('A')).toEqual(['case:1']);
    expect(bench.far.ledger[0]?.atMs).toBeLessThan(10_000);
  });

  it('that lands after its repeat makes no second case', async () => {
    open(actsOnce);
    bench.far.script('case', { kind: 'late-commit', afterMs: 10 * SETTLE_MS });
    await bench.accept('A', aCase());
    await bench.converged();
    await bench.pass(11 * SETTLE_MS);
    expect(bench.far.requests).toHaveLength(2);
    expect(bench.far.casesOf(bench.reference('A'))).toHaveLength(1);
  });

  it('is looked up after all when the petition says something else by now', async () => {
    open(actsOnce);
    bench.far.script('case', { kind: 'lost-answer' });
    bench.far.onSend = () => {
      bench.far.onSend = () => undefined;
      void bench.accept('A', aCase({ registerNo: 'mới' }));
    };
    await bench.accept('A', aCase());
    await bench.converged();
    expect(bench.far.calls.slice(1, 3)).toEqual(['send case:1', 'look-up']);
    expect(bench.row('A').attempts[0]).toMatchObject({ outcome: 'confirmed', reason: 'adopted-by-lookup' });
  });

  it('and then refused is a person’s question: the first may have been taken', async () => {
    open(actsOnce);
    bench.far.script('case', { kind: 'never-arrived' }, { kind: 'refuse', message: 'Không nhận.' });
    await bench.accept('A', aCase());
    await bench.converged();
    expect(bench.state('A')).toBe('held UNKNOWN_OUTCOME rejected-while-unknown');
    expect(bench.row('A').attempts[1]).toMatchObject({ outcome: 'rejected', reason: 'Không nhận.' });
  });

  it('stays unknown while its repeats do not leave', async () => {
    open(actsOnce);
    bench.far.script('case', { kind: 'lost-answer' }, { kind: 'not-sent', reason: 'refused' });
    await bench.accept('A', aCase());
    await bench.until(() => bench.row('A').attempts.length === 2);
    expect(bench.state('A')).toBe('unknown');
    await bench.converged();
    expect(bench.row('A').attempts.map((one) => one.outcome)).toEqual(['unknown', 'not-sent', 'confirmed']);
    expect(bench.far.requests).toHaveLength(2);
  });

  it('is sent again by whoever takes over', async () => {
    open(actsOnce);
    bench.far.script('case', { kind: 'hang', until: new AbortController().signal });
    await bench.accept('A', aCase());
    await bench.until(() => bench.row('A').outbox.state === 'in_flight' && bench.far.ledger.length === 1);
    const [session] = bench.lanes.sessions;
    if (session !== undefined) bench.lanes.kill(session);
    await bench.converged();
    expect(bench.row('A').attempts.map((one) => one.outcome)).toEqual(['unknown', 'confirmed']);
    expect(bench.state('A')).toBe('done');
  });
});

describe('a far side that acts once for one key', () => {
  it('gets the reference as the key of a create, and the same one with every repeat', async () => {
    open(BY_KEY);
    bench.far.script('case', { kind: 'never-arrived' }, { kind: 'never-arrived' });
    await bench.accept('A', aCase());
    await bench.converged();
    expect(bench.far.keys).toEqual(Array.from({ length: 3 }, () => bench.reference('A')));
  });

  it.each(['handling', 'resolution', 'enforcement'] as const)(
    'has %s repeated at once, its own id included, whatever repeats mean otherwise',
    async (step) => {
      open(BY_KEY);
      bench.far.script(step, { kind: 'lost-answer' });
      await bench.accept('A', aCaseUpTo('enforcement'));
      await bench.converged();
      expect(bench.state('A')).toBe('done');
      expect(bench.delivered('A')).toEqual([
        'case:1',
        'handling:1',
        'acceptance:1',
        'resolution:1',
        'enforcement:1001',
      ]);
      expect(new Set(bench.far.keys).size).toBe(5);
    },
  );

  it.each([
    ['case', 'lookup-not-proven'],
    ['handling', 'repeat-unknown'],
  ] as const)(
    'is not trusted with a key older than half of its window: %s goes on as if it had none',
    async (step, why) => {
      open({ by: 'key', windowMs: 20_000 });
      bench.far.script(step, ...Array.from({ length: 99 }, () => ({ kind: 'never-arrived' }) as const));
      await bench.accept('A', aCaseUpTo('handling'));
      await bench.converged();
      const tried = bench.row('A').attempts.filter(({ key }) => key.kind === step);
      const ages = tried.map(({ intentAtMs }) => intentAtMs - (tried[0]?.intentAtMs ?? 0));
      expect(bench.state('A')).toBe(`held UNKNOWN_OUTCOME ${why}`);
      expect(ages.length).toBeGreaterThan(3);
      expect(Math.max(...ages)).toBeGreaterThan(3_000);
      expect(Math.max(...ages)).toBeLessThanOrEqual(10_000);
    },
  );
});

describe('a far side that holds one case per reference', () => {
  it('naming another reference for what stands there is not believed', async () => {
    open(BY_REFERENCE);
    bench.far.namesReference = 'BDI-OTHER';
    bench.far.script('case', { kind: 'lost-answer' });
    await bench.accept('A', aCase());
    await bench.converged();
    expect(bench.state('A')).toBe('held WRONG_ANSWER reference-of-another-record');
    expect(bench.row('A').nationalId).toBeUndefined();
  });

  it('that holds what this database never sent leaves it to a person, and every create is looked up from then on', async () => {
    open(BY_REFERENCE, { search: 'exact' });
    bench.far.script('case', { kind: 'lost-answer' });
    await bench.accept('A', aCase());
    await bench.until(() => bench.far.ledger.length === 1);
    await bench.converged();
    bench.row('A').steps.clear();
    Object.assign(bench.row('A'), { nationalId: undefined });
    Object.assign(bench.row('A').outbox, { state: 'due', dueAtMs: 0 });
    await bench.converged();
    expect(bench.state('A')).toBe('held UNKNOWN_OUTCOME found-before-create:QG-1');
    expect(bench.logger.lines.some(({ level }) => level === 'error')).toBe(true);
  });

  it('leaves steps 2–5 to their repeat semantics', async () => {
    open(BY_REFERENCE);
    bench.far.script('handling', { kind: 'lost-answer' });
    await bench.accept('A', aCaseUpTo('handling'));
    await bench.converged();
    expect(bench.state('A')).toBe('held UNKNOWN_OUTCOME repeat-unknown');
  });
});

describe('the age of a key', () => {
  const step = { key: { kind: 'case', ordinal: 1 } } as PlannedStep;
  const record = (sentForMs: number): DueRecord =>
    ({
      state: 'unknown',
      openAttempt: { key: step.key, bodySha256: 'b', repeatKey: 'k', sentForMs },
    }) as DueRecord;

  it.each([
    [12 * HOUR, 0, true],
    [12 * HOUR, 1, false],
    [HOUR, 11 * HOUR, true],
    [HOUR, 11 * HOUR + 1, false],
  ])('counts a freeze of the process too: sent for %d, fetched for %d', (sentForMs, fetchedForMs, may) => {
    const again = { step, bodySha256: 'b', fetchedForMs };
    expect(mayRepeatAtOnce(record(sentForMs), again, BY_KEY)).toBe(may);
  });
});

describe('a repeat', () => {
  const half = { next: () => 0.5 };
  const step = { key: { kind: 'handling', ordinal: 1 } } as Parameters<typeof repeatKeyOf>[1];

  it('rests the longer the longer it goes on, fifteen minutes at most', () => {
    expect([undefined, 0, 10_000, 24 * HOUR].map((sentForMs) => restMs(sentForMs, half))).toEqual([
      0, 500, 5_000, 450_000,
    ]);
  });

  it('of content that came back after a change is none: it has another key', () => {
    let thrown = 0;
    const random = { next: () => (thrown++ % 36) / 36 };
    const keys = [1, 2].map(() => repeatKeyOf({ reference: 'BDI-1' }, step, false, random));
    expect(new Set(keys).size).toBe(2);
    expect(keys[0]).toMatch(/^BDI-1\.handling\.1\./);
  });

  it('of a create has the key of the first, until people say that its case is gone', () => {
    const keyOf = (timesGone?: number): string =>
      repeatKeyOf({ reference: 'BDI-1', timesGone }, step, true, { next: () => 0.5 });
    expect([keyOf(), keyOf(0), keyOf(1), keyOf(2)]).toEqual(['BDI-1', 'BDI-1', 'BDI-1.1', 'BDI-1.2']);
  });
});
