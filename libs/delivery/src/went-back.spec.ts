import { BothSides, StillThereWatch } from '@kntc/delivery';
import { aCaseUpTo } from '../../../test/builders';
import { DeliveryBench, InMemoryRestorations, settled } from '../../../test/fakes';
import { SOURCE } from '../../../test/builders/a-code-book';

const ONLY_ADDS = {
  case: 'replace',
  handling: 'unknown',
  acceptance: 'unknown',
  resolution: 'unknown',
  enforcement: 'unknown',
} as const;
const ADDING = { capabilities: { repeat: ONLY_ADDS } };

let bench: DeliveryBench;
let restorations: InMemoryRestorations;
const given = (...options: ConstructorParameters<typeof DeliveryBench>): void => {
  bench = new DeliveryBench(...options);
  restorations = new InMemoryRestorations(bench.tables);
};
afterEach(() => bench.end());

const signal = new AbortController().signal;
const comparing = (process = 'one'): BothSides => {
  const { far: profile, clock, logger } = bench;
  return new BothSides({ store: restorations, profile, clock, logger, concurrency: 3, process });
};
const watch = (): StillThereWatch => {
  const { far: profile, clock, logger } = bench;
  return new StillThereWatch({ store: restorations, profile, clock, logger });
};
const delivered = async (...keys: readonly string[]): Promise<void> => {
  for (const key of keys) await bench.accept(key, aCaseUpTo('handling'));
  await bench.converged();
};
/** The outside is as it was, our database is the copy; nobody delivers on it before it was accepted. */
const putBack = async (rows: typeof bench.tables.rows): Promise<void> => {
  bench.isTrusted = false;
  bench.putBack(structuredClone(rows));
  await bench.pass(30_000);
};
const accepted = async (): Promise<void> => {
  await restorations.begin('gateway');
  bench.isTrusted = true;
  await comparing().turn(signal);
  await bench.intake.noteComplete(SOURCE);
};

describe('a database that is older than what is remembered of it outside', () => {
  it('is not delivered from, whenever it was put back, and is again once it is trusted', async () => {
    given();
    bench.start();
    const before = structuredClone(bench.tables.rows);
    await delivered('A');
    const sent = bench.far.requests.length;
    await putBack(before);
    await bench.accept('A', aCaseUpTo('handling'));
    await bench.pass(60_000);
    expect(bench.far.requests).toHaveLength(sent);
    expect(bench.lanes.openSessions).toBe(0);
    bench.isTrusted = true;
    await bench.converged();
    expect(bench.state('A')).toContain('held UNKNOWN_OUTCOME found-before-create');
  });

  it('creates nothing twice: what stands there is adopted and brought up to date', async () => {
    given();
    bench.start();
    const before = structuredClone(bench.tables.rows);
    await delivered('A', 'B');
    await putBack(before);
    await bench.accept('A', aCaseUpTo('handling'));
    await bench.accept('B', aCaseUpTo('handling'));
    await bench.accept('C', aCaseUpTo('handling'));
    await accepted();
    await bench.pass(30_000);
    expect(bench.delivered('C')).toEqual([]);
    restorations.signOff();
    await bench.converged();
    for (const key of ['A', 'B', 'C'])
      expect([key, bench.state(key), bench.far.casesOf(bench.reference(key)).length]).toEqual([
        key,
        'done',
        1,
      ]);
  });

  it('asks about a step that would be added, believes a person, and needs nobody for later ones', async () => {
    given(ADDING);
    bench.start();
    await bench.accept('A', aCaseUpTo('case'));
    await bench.converged();
    const before = structuredClone(bench.tables.rows);
    await delivered('A');
    expect(bench.delivered('A')).toEqual(['case:1', 'handling:1']);
    await putBack(before);
    await bench.accept('A', aCaseUpTo('handling'));
    await accepted();
    restorations.signOff();
    await bench.converged();
    expect(bench.state('A')).toBe('held UNKNOWN_OUTCOME may-stand-already');

    const row = bench.row('A');
    row.unknownBase = { seen: { 'handling:1': row.nationalId ?? null } };
    row.outbox.state = 'due';
    row.outbox.holdCode = undefined;
    await bench.converged();
    expect(bench.state('A')).toBe('done');
    expect(bench.row('A').unknownBase).toBeUndefined();
    await bench.accept('A', aCaseUpTo('acceptance'));
    await bench.converged();
    expect(bench.delivered('A')).toEqual(['case:1', 'handling:1', 'acceptance:1']);
  });

  it('sends such a step when a person saw that it does not stand there', async () => {
    given(ADDING);
    bench.start();
    const before = structuredClone(bench.tables.rows);
    await bench.accept('A', aCaseUpTo('case'));
    await bench.converged();
    await putBack(before);
    await bench.accept('A', aCaseUpTo('handling'));
    await accepted();
    restorations.signOff();
    await bench.converged();
    expect(bench.delivered('A')).not.toContain('handling:1');
    const row = bench.row('A');
    row.unknownBase = { seen: { 'handling:1': null } };
    row.outbox.state = 'due';
    row.outbox.holdCode = undefined;
    await bench.converged();
    expect(bench.delivered('A').filter((step) => step === 'handling:1')).toHaveLength(1);
  });
});

describe('a version from a source that went back', () => {
  const doubtful = async (): Promise<void> => {
    given();
    bench.start();
    await delivered('A');
    const words = { handling: { ...aCaseUpTo('handling').handling, summary: 'Tóm tắt cũ' } };
    await bench.accept('A', aCaseUpTo('handling', words as never));
    bench.row('A').outbox.isDoubtful = true;
  };

  it('changes nothing confirmed before a person decided, however little it is', async () => {
    await doubtful();
    await bench.converged();
    expect(bench.state('A')).toContain('held CORRECTION_NEEDS_DECISION');
    expect(bench.delivered('A')).toEqual(['case:1', 'handling:1']);
  });

  it('replaces, once people released it, what was sent before and may have been taken', async () => {
    given();
    bench.start();
    await delivered('A');
    bench.far.script('case', { kind: 'lost-answer' });
    await bench.accept('A', aCaseUpTo('handling', { registerNo: '18/KN' }));
    await bench.until(() => bench.row('A').outbox.state === 'unknown');
    await bench.accept('A', aCaseUpTo('handling'));
    const { outbox } = bench.row('A');
    outbox.isDoubtful = true;
    await bench.converged();
    expect(bench.state('A')).toContain('held CORRECTION_NEEDS_DECISION');
    Object.assign(outbox, { approvedVersion: outbox.caseVersion, state: 'due', holdCode: undefined });
    await bench.converged();
    expect(bench.state('A')).toBe('done');
    const [first, ...later] = bench.far.ledger.filter(({ step }) => step === 'case');
    expect(later).toHaveLength(2);
    expect(later.at(-1)?.content).toEqual(first?.content);
  });

  it('is believed again once it shows nothing else than what was confirmed', async () => {
    await doubtful();
    await bench.converged();
    await bench.accept('A', aCaseUpTo('handling'));
    await bench.converged();
    expect(bench.state('A')).toBe('done');
    expect(bench.row('A').outbox.isDoubtful).toBe(false);
  });
});

describe('comparing both sides', () => {
  beforeEach(async () => {
    given();
    bench.start();
    await delivered('A', 'B', 'C');
    await restorations.begin('gateway');
  });

  it('notes each record once and asks again only what the far side did not answer', async () => {
    bench.far.scriptLookUp({ kind: 'failed', reason: 'timeout' });
    const first = await comparing().turn(signal);
    expect(first).toBeLessThan(3);
    expect(restorations.isReady).toBe(false);
    expect(first + (await comparing().turn(signal))).toBe(3);
    const asked = bench.far.lookUps;
    expect(await comparing().turn(signal)).toBe(0);
    expect(bench.far.lookUps).toBe(asked);
  });

  it('is done by one process at a time, and by none that wants to end', async () => {
    await comparing('one').turn(signal);
    await bench.accept('D', aCaseUpTo('case'));
    expect(await comparing('two').turn(signal)).toBe(0);
    expect(await comparing('one').turn(AbortSignal.abort())).toBe(0);
    expect(await comparing('one').turn(signal)).toBe(1);
  });
});

describe('the look whether the far side still has what it acknowledged', () => {
  const KEYS = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'];
  /** Waits out the index lag of the closer look. */
  const looked = async (one: StillThereWatch) => {
    const looking = one.look(signal);
    await settled();
    await bench.clock.advance(60_000);
    return looking;
  };
  const forget = (keys: readonly string[]): void => {
    const lost = new Set(keys.map((key) => bench.reference(key)));
    const kept = bench.far.ledger.filter(({ reference }) => !lost.has(reference));
    bench.far.ledger.splice(0, Number.POSITIVE_INFINITY, ...kept);
  };
  const settledFar = async (...options: ConstructorParameters<typeof DeliveryBench>): Promise<void> => {
    given(...options);
    bench.start();
    await delivered(...KEYS);
    await bench.pass(120_000);
  };

  it('finds everything, and looks again after ten minutes only', async () => {
    await settledFar();
    const one = watch();
    expect(await one.look(signal)).toEqual({ looked: 8, lost: 0, isFrozen: false });
    expect(await one.look(signal)).toBeUndefined();
    await bench.pass(600_000);
    expect(await one.look(signal)).toMatchObject({ lost: 0 });
  });

  it('stops everything when more than five are gone', async () => {
    await settledFar();
    forget(KEYS.slice(0, 6));
    expect(await looked(watch())).toMatchObject({ lost: 6, isFrozen: true });
    await bench.accept('NEW', aCaseUpTo('case'));
    await bench.pass(60_000);
    expect(bench.delivered('NEW')).toEqual([]);
    expect(bench.logger.messages('error')).toContain('the far side went back: nothing is sent');
  });

  it('only raises an alarm for five', async () => {
    await settledFar();
    forget(KEYS.slice(0, 5));
    expect(await looked(watch())).toMatchObject({ lost: 5, isFrozen: false });
    expect(bench.logger.messages('error')).toContain('the far side lost what it acknowledged');
    expect(bench.tables.restoration.open).toBeUndefined();
  });

  it('believes an index that hiccuped the second time', async () => {
    await settledFar();
    bench.far.scriptLookUp(...KEYS.map(() => ({ kind: 'absent' }) as const));
    expect(await looked(watch())).toMatchObject({ lost: 0, isFrozen: false });
  });

  it('asks again after a minute when the far side did not answer', async () => {
    await settledFar();
    const one = watch();
    bench.far.scriptLookUp({ kind: 'failed', reason: 'timeout' });
    expect(await one.look(signal)).toMatchObject({ looked: 0, lost: 0 });
    expect(await one.look(signal)).toBeUndefined();
    await bench.pass(60_000);
    expect(await one.look(signal)).toMatchObject({ looked: 8 });
  });

  it('asks nothing where absence proves nothing', async () => {
    await settledFar({ capabilities: { lookupByReference: 'assumed' } });
    const asked = bench.far.lookUps;
    expect(await watch().look(signal)).toBeUndefined();
    expect(bench.far.lookUps).toBe(asked);
  });

  it('looks when delivery suspects something, and once a minute at most however often that is', async () => {
    await settledFar();
    const one = watch();
    await one.look(signal);
    one.suspect();
    expect(await one.look(signal)).toBeUndefined();
    await bench.pass(60_000);
    forget(KEYS.slice(0, 6));
    one.suspect();
    expect(await looked(one)).toMatchObject({ lost: 6, isFrozen: true });
  });
});
