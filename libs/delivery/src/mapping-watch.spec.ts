import { aCase, aCaseUpTo } from '../../../test/builders';
import { DeliveryBench } from '../../../test/fakes';

const keys = (count: number): readonly string[] => Array.from({ length: count }, (_, index) => `W${index}`);

describe('after a change of the mapping', () => {
  let bench: DeliveryBench;
  beforeEach(() => {
    bench = new DeliveryBench({}, { concurrency: 8 });
  });
  afterEach(() => bench.end());

  const watch = () => {
    bench.tables.watch = { seen: 0, refused: 0, changed: 0, state: 'watching' };
  };
  const acceptAll = async (count: number): Promise<void> => {
    for (const key of keys(count)) await bench.accept(key, aCase({ registerNo: key }));
  };

  it('delivery pauses itself within twenty pushes when the far side refuses, and only people let it go on', async () => {
    watch();
    bench.far.script(
      'case',
      ...Array.from({ length: 60 }, () => ({ kind: 'refuse', message: 'sai mã' }) as const),
    );
    await acceptAll(60);
    const deliver = bench.start();
    await bench.until(() => deliver.gateState.pausedCode === 'GW_N209');
    const pushed = bench.far.requests.length;
    expect(pushed).toBeLessThanOrEqual(5 + 1);
    await bench.pass(600_000);
    expect(bench.far.requests).toHaveLength(pushed);
    expect(deliver.gateState.pausedCode).toBe('GW_N209');

    bench.far.heal('case');
    bench.tables.watch.state = 'passed';
    await bench.converged();
    expect(bench.far.ledger).toHaveLength(60 - pushed);
  });

  it('delivery pauses itself when what is confirmed would change', async () => {
    await acceptAll(30);
    const deliver = bench.start();
    await bench.converged();
    watch();
    for (const key of keys(30)) await bench.accept(key, aCase({ registerNo: key, content: 'khác' }));
    await bench.until(() => deliver.gateState.pausedCode === 'GW_N209');
    const held = keys(30).filter((key) => bench.state(key).startsWith('held'));
    expect(held.length).toBeLessThanOrEqual(5 + 1);
  });

  it('new work is sent as always when nothing is refused', async () => {
    watch();
    await acceptAll(25);
    const deliver = bench.start();
    await bench.converged();
    for (const key of keys(25)) await bench.accept(key, aCaseUpTo('acceptance', { registerNo: key }));
    await bench.converged();
    expect([bench.tables.watch.state, bench.tables.watch.seen]).toEqual(['passed', 20]);
    expect(deliver.gateState.pausedCode).toBeUndefined();
    expect(bench.far.ledger).toHaveLength(25 * 3);
  });
});

describe('a record that breaks everything it touches', () => {
  it('stops only itself, in its own lane too', async () => {
    const bench = new DeliveryBench({}, { concurrency: 1 });
    const inOneLane = { accepted: { lane: 3 } };
    bench.far.poison(bench.reference('P'));
    await bench.accept('P', aCase({ registerNo: 'P' }), inOneLane);
    for (const key of keys(5)) await bench.accept(key, aCase({ registerNo: key }), inOneLane);
    const deliver = bench.start();
    await bench.until(() => keys(5).every((key) => bench.state(key) === 'done'));
    expect([bench.state('P'), deliver.gateState.pausedCode]).toEqual(['due', undefined]);
    await bench.end();
  });
});
