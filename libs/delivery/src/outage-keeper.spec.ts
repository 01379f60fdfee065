import { GatewayError } from '@kntc/domain';
import { aCase } from '../../../test/builders';
import { DeliveryBench, InMemoryOutages } from '../../../test/fakes';
import type { Deliver } from './deliver';
import { OutageKeeper } from './outage-keeper';

const REFUSED = { kind: 'not-sent', reason: 'refused', pause: 'GW_N202' } as const;

describe('the keeper of outages', () => {
  let bench: DeliveryBench;
  let store: InMemoryOutages;
  beforeEach(() => {
    bench = new DeliveryBench({}, { concurrency: 2, rampMs: 60_000 });
    store = new InMemoryOutages();
  });
  afterEach(() => bench.end());

  const keeperOf = (deliver: Deliver, processId = 'one'): OutageKeeper =>
    new OutageKeeper(deliver.gates, { store, processId, clock: bench.clock, logger: bench.logger });
  const began = (): number => bench.logger.lines.filter(({ message }) => message === 'outage began').length;
  /** The far side is gone, and one record has found out. */
  const down = async (): Promise<Deliver> => {
    bench.far.failure = new GatewayError('GW_N202');
    bench.far.script('case', REFUSED);
    await bench.accept('A', aCase());
    const deliver = bench.start();
    await bench.until(() => deliver.gates.isShut);
    return deliver;
  };
  const back = async (deliver: Deliver): Promise<void> => {
    bench.far.failure = undefined;
    await bench.until(() => !deliver.gates.isShut);
  };

  it('makes nothing of a connection that was away for a moment', async () => {
    const deliver = await down();
    const keeper = keeperOf(deliver);
    await keeper.turn();
    await back(deliver);
    await keeper.turn();
    expect([store.rows, began()]).toEqual([[], 0]);
  });

  it('begins one outage for one alarm, however long it lasts, and counts every question in vain once', async () => {
    const deliver = await down();
    const keeper = keeperOf(deliver);
    for (let turn = 0; turn < 30; turn += 1) {
      await bench.pass(2_000);
      await keeper.turn();
    }
    expect(store.rows).toMatchObject([{ scope: '', code: 'GW_N202', isOver: false }]);
    expect([began(), store.rows[0]?.failedProbes]).toEqual([1, deliver.gateState.failedProbes]);
    expect(store.listings.length).toBeLessThanOrEqual(7);
    await back(deliver);
  });

  it('says what stands in the way now', async () => {
    const deliver = await down();
    const keeper = keeperOf(deliver);
    await bench.pass(4_000);
    await keeper.turn();
    bench.far.failure = new GatewayError('GW_N206');
    await bench.pass(30_000);
    await keeper.turn();
    expect(store.rows).toMatchObject([{ code: 'GW_N206' }]);
    await back(deliver);
  });

  it('ends it when a record was delivered, not when the far side merely answers', async () => {
    const deliver = await down();
    const keeper = keeperOf(deliver);
    await bench.pass(4_000);
    await keeper.turn();
    bench.far.script('case', { kind: 'never-arrived' });
    await back(deliver);
    await bench.pass(1_000);
    await keeper.turn();
    expect(store.rows).toMatchObject([{ isOver: false }]);
    await bench.converged();
    await keeper.turn();
    expect(store.rows).toMatchObject([{ isOver: true }]);
    expect(bench.logger.lines.filter(({ message }) => message === 'outage ended')).toHaveLength(1);
  });

  it('ends it when the far side answers and nothing waits', async () => {
    const deliver = await down();
    const keeper = keeperOf(deliver);
    await bench.pass(4_000);
    await keeper.turn();
    store.isWaiting = false;
    bench.far.script('case', ...Array.from({ length: 5 }, () => ({ kind: 'never-arrived' }) as const));
    await back(deliver);
    await keeper.turn();
    expect(store.rows).toMatchObject([{ isOver: true }]);
  });

  it('joins the outage of another process, and ends it for both only when both are through', async () => {
    const [deliver, other] = [await down(), bench.start()];
    const [keeper, second] = [keeperOf(deliver), keeperOf(other, 'two')];
    other.pause('GW_N202');
    await bench.pass(4_000);
    await keeper.turn();
    await second.turn();
    expect([store.rows.length, began()]).toEqual([1, 1]);
    store.isWaiting = false;
    bench.far.failure = undefined;
    await bench.until(() => !deliver.gates.isShut && !other.gates.isShut);
    await keeper.turn();
    expect(store.rows).toMatchObject([{ isOver: false }]);
    await second.turn();
    expect(store.rows).toMatchObject([{ isOver: true }]);
  });

  it('of a new process goes on with an outage it finds: asks first, and sends little at first', async () => {
    const deliver = await down();
    await bench.pass(4_000);
    await keeperOf(deliver).turn();
    await deliver.stop();
    store.rows[0]?.shut.clear();
    bench.far.failure = undefined;
    const next = bench.start();
    const keeper = keeperOf(next, 'next');
    await keeper.resume();
    expect(next.gateState.pausedCode).toBe('GW_N202');
    await bench.until(() => !next.gates.isShut);
    expect(next.gates.ramp.share).toBe(0.1);
    await bench.converged();
    await keeper.turn();
    expect([store.rows.length, store.rows[0]?.isOver, store.shares]).toEqual([1, true, [0.1]]);
  });

  it('counts what is done, for the estimate of later outages, and how much of the limits is used', async () => {
    await bench.accept('A', aCase());
    const deliver = bench.start();
    await bench.converged();
    await keeperOf(deliver).turn();
    expect([store.work.done, store.work.asked >= 1, store.shares]).toEqual([1, true, []]);
  });
});
