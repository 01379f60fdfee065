import { aCaseUpTo } from '../../../test/builders';
import { DeliveryBench, FakeClock } from '../../../test/fakes';
import { AdaptiveLanes } from './adaptive-lanes';

const MOST = 100;

let clock: FakeClock;
let lanes: AdaptiveLanes;
beforeEach(() => {
  clock = new FakeClock();
  lanes = new AdaptiveLanes(clock, MOST);
});

/** Windows in which every answer takes so long. */
const windows = (count: number, tookMs: number): void => {
  for (let at = 0; at < count; at += 1) {
    clock.freeze(1_000);
    lanes.noteAnswered(tookMs);
  }
};

describe('the number of lanes that send at once', () => {
  it('is the most from the beginning, and stays there while answers take what they usually take', () => {
    windows(20, 50);
    windows(20, 150);
    expect(lanes.lanes).toBe(MOST);
  });

  it('is halved in trouble, once for each window however many requests fail', () => {
    for (let failed = 0; failed < 30; failed += 1) lanes.noteTrouble();
    expect(lanes.lanes).toBe(50);
    clock.freeze(1_000);
    lanes.noteTrouble();
    lanes.noteTrouble();
    expect(lanes.lanes).toBe(25);
  });

  it('never falls below one, and grows back by a tenth a window', () => {
    for (let at = 0; at < 50; at += 1) {
      clock.freeze(1_000);
      lanes.noteTrouble();
    }
    expect(lanes.lanes).toBe(1);
    windows(5, 50);
    expect(lanes.lanes).toBeGreaterThanOrEqual(5);
    expect(lanes.lanes).toBeLessThan(10);
    windows(60, 50);
    expect(lanes.lanes).toBe(MOST);
  });

  it('is cut while answers take several times as long as usual', () => {
    windows(5, 50);
    windows(3, 2_000);
    expect(lanes.lanes).toBe(51);
  });

  it('does not mind answers that are slower by little, however much slower than very fast ones', () => {
    windows(5, 2);
    windows(20, 120);
    expect(lanes.lanes).toBe(MOST);
  });

  it('takes a far side that has become slow for good as it is', () => {
    windows(5, 100);
    windows(200, 700);
    expect(lanes.lanes).toBe(MOST);
  });
});

describe('a far side that answers worse the more is asked at once', () => {
  it('is asked less at once by delivery', async () => {
    const bench = new DeliveryBench({}, { concurrency: 64 });
    try {
      const deliver = bench.start();
      bench.far.script('case', ...Array.from({ length: 6 }, () => ({ kind: 'never-arrived' }) as const));
      for (let at = 0; at < 6; at += 1) await bench.accept(`P-${at}`, aCaseUpTo('case'));
      await bench.pass(2_000);
      expect(deliver.gates.lanes).toBeLessThan(64);
      await bench.converged();
    } finally {
      await bench.end();
    }
  });
});
