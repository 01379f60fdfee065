import fc from 'fast-check';
import type { PartialDate } from '../case/partial-date';
import { backfillPerDay, createsPerDay, isBackfill, median, slotFor, withSlot } from './create-brake';
import type { CreateCount } from './create-brake';

const counts = fc.array(fc.nat(5_000), { maxLength: 60 });
const day = (text: string) => text as PartialDate;

describe('the median', () => {
  it.each([
    [[], 0],
    [[7], 7],
    [[9, 1, 5], 5],
    [[4, 1, 3, 2], 2.5],
  ])('of %j is %d', (numbers, expected) => {
    expect(median(numbers)).toBe(expected);
  });

  it('has as many numbers on either side, in whatever order they come', () => {
    fc.assert(
      fc.property(fc.array(fc.integer(), { minLength: 1 }), (numbers) => {
        const middle = median(numbers);
        const half = numbers.length / 2;
        expect(numbers.filter((one) => one < middle).length).toBeLessThanOrEqual(half);
        expect(numbers.filter((one) => one > middle).length).toBeLessThanOrEqual(half);
        expect(median(numbers.toReversed())).toBe(middle);
      }),
    );
  });
});

describe('how many records a day may create', () => {
  it('is three times the usual day, and never below fifty', () => {
    expect(createsPerDay('auto', [])).toBe(50);
    expect(createsPerDay('auto', Array<number>(30).fill(16))).toBe(50);
    expect(createsPerDay('auto', Array<number>(30).fill(40))).toBe(120);
  });

  it('takes days that are missing for days without creates', () => {
    expect(createsPerDay('auto', Array<number>(14).fill(1_000))).toBe(50);
    expect(createsPerDay('auto', Array<number>(16).fill(1_000))).toBe(3_000);
  });

  it('is what a rule says', () => {
    expect([createsPerDay(7, [900]), createsPerDay('unlimited', [])]).toEqual([7, Number.POSITIVE_INFINITY]);
  });

  it('is not moved by a few wild days, and grows with what is usual', () => {
    fc.assert(
      fc.property(counts, fc.nat(5_000), (usual, wild) => {
        const limit = createsPerDay('auto', usual);
        expect(limit).toBeGreaterThanOrEqual(50);
        expect(
          createsPerDay(
            'auto',
            usual.map((one) => one + wild),
          ),
        ).toBeGreaterThanOrEqual(limit);
      }),
    );
    expect(createsPerDay('auto', [...Array<number>(26).fill(20), 9_999, 9_999, 9_999, 9_999])).toBe(60);
  });

  it('keeps at least a third for petitions that come in', () => {
    fc.assert(
      fc.property(fc.nat(100_000), (limit) => {
        expect(backfillPerDay(limit) * 3).toBeLessThanOrEqual(limit * 2);
        expect(backfillPerDay(limit)).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

describe('back-fill', () => {
  it.each([
    ['2026-07-01', false],
    ['2026-06-01', false],
    ['2026-05-31', true],
    ['2026-06', false],
    ['2026-05', true],
    ['2026', false],
    ['2025', true],
  ])('received %s, on 01/07/2026: %s', (received, expected) => {
    expect(isBackfill(day(received), day('2026-07-01'))).toBe(expected);
  });
});

describe('the slot of a create', () => {
  const count = (changes: Partial<CreateCount> = {}): CreateCount => ({
    limit: 6,
    live: 0,
    backfill: 0,
    campaigns: [],
    ...changes,
  });

  it('is one of the day, of which back-fill gets two thirds', () => {
    expect(slotFor(true, count({ backfill: 3 }))).toEqual({ kind: 'day' });
    expect(slotFor(true, count({ backfill: 4 }))).toEqual({ kind: 'none' });
    expect(slotFor(false, count({ backfill: 4 }))).toEqual({ kind: 'day' });
    expect(slotFor(false, count({ backfill: 4, live: 2 }))).toEqual({ kind: 'none' });
  });

  it('is one of a campaign for back-fill first, for live work last', () => {
    const campaigns = [
      { id: 'used-up', left: 0 },
      { id: 'open', left: 1 },
    ];
    expect(slotFor(true, count({ campaigns }))).toEqual({ kind: 'campaign', id: 'open' });
    expect(slotFor(false, count({ campaigns }))).toEqual({ kind: 'day' });
    expect(slotFor(false, count({ campaigns, live: 6 }))).toEqual({ kind: 'campaign', id: 'open' });
  });

  it('never exceeds the day and its campaigns, however the work comes, and never starves live work for back-fill', () => {
    const work = fc.array(fc.boolean(), { maxLength: 200 });
    fc.assert(
      fc.property(fc.nat(60), fc.nat(40), work, (limit, quota, coming) => {
        let state = count({ limit, campaigns: [{ id: 'c', left: quota }] });
        for (const isOld of coming) {
          const slot = slotFor(isOld, state);
          const isStarved = slot.kind === 'none' && !isOld;
          expect(isStarved && state.live + state.backfill < limit).toBe(false);
          state = withSlot(isOld, slot, state);
        }
        expect(state.live + state.backfill).toBeLessThanOrEqual(limit);
        expect(state.backfill).toBeLessThanOrEqual(backfillPerDay(limit));
        expect(state.campaigns[0]?.left).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});
