import { aBatch, aCase, aCaseUpTo, anAccepted } from '../../../test/builders';
import { DeliveryBench } from '../../../test/fakes';

const DAY_MS = 86_400_000;
const REQUEST_EVERY_MS = 200;

describe('the brake on creates', () => {
  let bench: DeliveryBench;
  afterEach(() => bench.end());

  const old = (count: number): readonly string[] => Array.from({ length: count }, (_, index) => `O${index}`);
  const takeIn = async (keys: readonly string[]): Promise<void> => {
    const records = keys.map((key) =>
      anAccepted(key, {
        case: aCaseUpTo('acceptance', { registerNo: key }),
        accepted: { isBackfill: true },
      }),
    );
    await bench.intake.commit(aBatch(records));
  };
  const created = (): number => bench.far.ledger.filter(({ step }) => step === 'case').length;

  it('creates what the day may see and goes on the next day, without asking the far side meanwhile', async () => {
    bench = new DeliveryBench();
    bench.tables.brake.rule = 6;
    await takeIn(old(10));
    bench.start();
    await bench.pass(60_000);
    expect(created()).toBe(4);
    const [fetched, asked] = [bench.lanes.fetched, bench.far.calls.length];
    await bench.pass(600_000);
    expect([bench.lanes.fetched, bench.far.calls.length]).toEqual([fetched, asked]);

    bench.clock.freeze(DAY_MS); // nothing is asked for a whole night: ten minutes of it were looked at
    await bench.pass(60_000);
    expect(created()).toBe(8);
  });

  it('lets later steps and changes of what stands there pass whatever the day has seen', async () => {
    bench = new DeliveryBench();
    bench.tables.brake.rule = 1;
    await bench.accept('A', aCase());
    bench.start();
    await bench.pass(10_000);
    await bench.accept('B', aCase());
    await bench.accept('A', aCaseUpTo('acceptance'));
    await bench.pass(10_000);
    expect(bench.delivered('A')).toEqual(['case:1', 'handling:1', 'acceptance:1']);
    expect([bench.delivered('B'), bench.state('B')]).toEqual([[], 'due']);
  });

  it('stops only the creates of a lane: the others behind them go on', async () => {
    bench = new DeliveryBench({}, { concurrency: 1 });
    bench.tables.brake.rule = 3;
    const words = (lane: number, isBackfill: boolean) => ({ accepted: { lane, isBackfill } });
    for (const key of old(5)) await bench.accept(key, aCase({ registerNo: key }), words(7, true));
    bench.start();
    await bench.pass(10_000);
    expect(created()).toBe(2);
    await bench.accept('N', aCase({ registerNo: 'N' }), words(7, false));
    await bench.pass(10_000);
    expect(bench.delivered('N')).toEqual(['case:1']);
  });

  it('does not count a create twice whose outcome was unknown, and never holds its repeat back', async () => {
    bench = new DeliveryBench();
    bench.tables.brake.rule = 1;
    bench.far.script('case', { kind: 'never-arrived' });
    await bench.accept('A', aCase());
    bench.start();
    await bench.converged();
    expect(bench.delivered('A')).toEqual(['case:1']);
  });

  it('lets a fresh acceptance pass within five minutes while a long back-fill runs at five requests a second', async () => {
    bench = new DeliveryBench({}, { concurrency: 8 });
    await takeIn(old(1_500));
    slowDown();
    bench.start();
    await bench.accept('A', aCase({ registerNo: 'A' }));
    await bench.until(() => bench.delivered('A').length === 1, 300_000);
    await bench.pass(120_000);
    await bench.accept('A', aCaseUpTo('acceptance', { registerNo: 'A' }));
    await bench.until(() => bench.delivered('A').length === 3, 300_000);
    expect(created()).toBeLessThan(1_500);
  }, 60_000);

  /** The far side takes one request every 200 ms, in the order in which they came. */
  function slowDown(): void {
    const send = bench.far.send.bind(bench.far);
    let nextMs = 0;
    bench.far.send = async (...request) => {
      const now = bench.clock.monotonicMs();
      const at = Math.max(now, nextMs);
      nextMs = at + REQUEST_EVERY_MS;
      if (at > now) await bench.clock.sleep(at - now);
      return send(...request);
    };
  }
});
