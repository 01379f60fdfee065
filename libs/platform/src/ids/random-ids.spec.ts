import { setTimeout as wait } from 'node:timers/promises';
import { randomIds } from './random-ids';

describe('random ids', () => {
  it('are UUIDs of version 7 that never repeat', () => {
    const ids = Array.from({ length: 10_000 }, () => randomIds.uuid());
    expect(new Set(ids).size).toBe(10_000);
    for (const id of ids)
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it('sort by the time they were made, which they tell', async () => {
    const before = Date.now();
    const first = randomIds.uuid();
    await wait(5);
    const second = randomIds.uuid();
    expect(first < second).toBe(true);
    const told = Number.parseInt(first.replace('-', '').slice(0, 12), 16);
    expect(told).toBeGreaterThanOrEqual(before);
    expect(told).toBeLessThanOrEqual(Date.now());
  });
});
