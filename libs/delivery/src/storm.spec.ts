import { aCase } from '../../../test/builders';
import { DeliveryBench, FakeClock } from '../../../test/fakes';
import { StormWatch } from './storm-watch';

const keys = (count: number): readonly string[] => Array.from({ length: count }, (_, index) => `S${index}`);

describe('the watch for storms', () => {
  const clock = new FakeClock();
  const many = (watch: StormWatch, count: number, reason = 'http-500') =>
    keys(count).map(() => watch.noteUnknown(reason));

  it('calls ten unknown outcomes in a row a storm, nine not', () => {
    const watch = new StormWatch(clock);
    expect(many(watch, 9)).toEqual(Array<undefined>(9).fill(undefined));
    expect(watch.noteUnknown('timeout')).toEqual({ code: 'GW_N207', retryAfterMs: 5_000 });
  });

  it('begins anew with every answer, and forgets what is a minute old', async () => {
    const watch = new StormWatch(clock);
    many(watch, 9);
    watch.noteAnswered();
    many(watch, 9);
    await clock.advance(60_000);
    expect(watch.noteUnknown('timeout')).toBeUndefined();
  });

  it('counts nothing that we made unknown ourselves', () => {
    expect(many(new StormWatch(clock), 50, 'answer-unverified')).toEqual(
      Array<undefined>(50).fill(undefined),
    );
  });

  it('needs one more to pause again, twice as long, at most five minutes, until somebody answers', () => {
    const watch = new StormWatch(clock);
    many(watch, 10);
    const waits = many(watch, 8).map((pause) => pause?.retryAfterMs);
    expect(waits).toEqual([10_000, 20_000, 40_000, 80_000, 160_000, 300_000, 300_000, 300_000]);
    watch.noteAnswered();
    expect(watch.noteUnknown('http-503')).toBeUndefined();
  });
});

describe('a far side that answers 500 to everything for ten minutes', () => {
  it('is asked a few times instead of for every record, and gets everything once afterwards', async () => {
    const bench = new DeliveryBench({}, { concurrency: 4 });
    bench.far.script('case', ...Array.from({ length: 200 }, () => ({ kind: 'never-arrived' }) as const));
    for (const key of keys(60)) await bench.accept(key, aCase());
    const deliver = bench.start();
    await bench.until(() => deliver.gateState.pausedCode === 'GW_N207');
    const before = bench.far.requests.length;
    expect(before).toBeLessThanOrEqual(10 + 4);
    await bench.pass(600_000);
    // Pauses of 5, 10, 20 … 300 s: each ends with no more requests than run at once.
    expect(bench.far.requests.length - before).toBeLessThanOrEqual(8 * 4);

    bench.far.heal('case');
    await bench.converged(3_600_000);
    expect(keys(60).map((key) => bench.delivered(key))).toEqual(keys(60).map(() => ['case:1']));
    expect(bench.far.ledger).toHaveLength(60);
    await bench.end();
  });
});
