import { GatewayError } from '@kntc/domain';
import { aCase } from '../../../test/builders';
import { DeliveryBench, FakeClock } from '../../../test/fakes';
import { Ramp } from './ramp';

const MINUTES = 60_000;
const NEVER = new AbortController().signal;

describe('the ramp', () => {
  const clock = new FakeClock();
  const fresh = (perMinute: number | 'unlimited' = 'unlimited', rampMs = 10 * MINUTES): Ramp =>
    new Ramp(clock, { rampMs, perMinute });

  it('does nothing at a start without an outage before it', async () => {
    const ramp = fresh(60);
    const before = clock.monotonicMs();
    await Promise.all([ramp.turn(NEVER), ramp.turn(NEVER), ramp.turn(NEVER)]);
    expect([ramp.share, ramp.lanes(128), clock.monotonicMs() - before]).toEqual([undefined, 128, 0]);
  });

  it('rises from a tenth to the limit, never below one lane', async () => {
    const ramp = fresh();
    ramp.begin();
    const seen: (readonly [number | undefined, number, number])[] = [];
    for (let minute = 0; minute <= 9; minute += 1) {
      seen.push([ramp.share, ramp.lanes(128), ramp.lanes(4)]);
      await clock.advance(MINUTES);
    }
    expect(seen.map(([share]) => share)).toEqual([0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, undefined]);
    expect(seen.map(([, many]) => many)).toEqual([12, 25, 38, 51, 64, 76, 89, 102, 115, 128]);
    expect(seen.map(([, , few]) => few)).toEqual([1, 1, 1, 1, 2, 2, 2, 3, 3, 4]);
  });

  it('falls to half at a failure on the way, and not at all once it is over', async () => {
    const ramp = fresh();
    ramp.begin();
    await clock.advance(7 * MINUTES);
    ramp.noteFailure();
    expect(ramp.share).toBe(0.4);
    ramp.noteFailure();
    ramp.noteFailure();
    ramp.noteFailure();
    expect(ramp.share).toBe(0.1);
    await clock.advance(9 * MINUTES);
    ramp.noteFailure();
    expect(ramp.share).toBeUndefined();
  });

  it('spreads steps by the part of the rate that is in use', async () => {
    const ramp = fresh(60);
    ramp.begin();
    const from = clock.monotonicMs();
    const at: number[] = [];
    const asking = Promise.all(
      [1, 2, 3].map(async () => {
        await ramp.turn(NEVER);
        at.push(clock.monotonicMs() - from);
      }),
    );
    await clock.advance(MINUTES);
    await asking;
    expect(at).toEqual([0, 10_000, 20_000]);
  });

  it('of no length is none', () => {
    const ramp = fresh(60, 0);
    ramp.begin();
    expect(ramp.share).toBeUndefined();
  });
});

describe('delivery after an outage', () => {
  const LANES = 8;
  const keys = Array.from({ length: 80 }, (_, index) => `R${index}`);
  let bench: DeliveryBench;
  beforeEach(async () => {
    bench = new DeliveryBench({}, { concurrency: LANES, rampMs: 5 * MINUTES, perLane: 1 });
    for (const key of keys) await bench.accept(key, aCase({ content: key }));
  });
  afterEach(() => bench.end());

  it('sends in few lanes first and in all of them at the end, and everything once', async () => {
    bench.far.failure = new GatewayError('GW_N202');
    bench.far.script('case', { kind: 'not-sent', reason: 'refused', pause: 'GW_N202' });
    const deliver = bench.start();
    await bench.until(() => deliver.gateState.failedProbes >= 3);
    const asked = bench.far.requests.length;
    const release = new AbortController();
    bench.far.script('case', ...keys.map(() => ({ kind: 'hang', until: release.signal }) as const));
    bench.far.failure = undefined;
    await bench.until(() => !deliver.gates.isShut);
    const openedAtMs = bench.clock.monotonicMs();
    const onTheirWay: number[] = [];
    for (const minutes of [0.25, 2.75, 5.25]) {
      await bench.pass(openedAtMs + minutes * MINUTES - bench.clock.monotonicMs());
      onTheirWay.push(bench.far.requests.length - asked);
    }
    expect(onTheirWay).toEqual([1, 4, LANES]);
    bench.far.heal('case');
    release.abort();
    await bench.converged(20 * MINUTES);
    expect(bench.far.ledger).toHaveLength(keys.length);
  });

  it('sends in all lanes at once after a connection that broke for a moment', async () => {
    bench.far.script('case', { kind: 'not-sent', reason: 'reset', pause: 'GW_N202' });
    const deliver = bench.start();
    await bench.until(() => deliver.gates.isShut);
    await bench.until(() => !deliver.gates.isShut);
    expect(deliver.gates.ramp.share).toBeUndefined();
    await bench.converged();
  });
});
