import { aFarSide } from './far-side';
import { aCase } from './sample-bodies';

describe('a far side that takes so many requests a second', () => {
  const START = Date.parse('2026-03-02T03:00:00Z');

  it('answers 429 with a Retry-After to what comes faster, and stores nothing of it', async () => {
    let now = START;
    const far = await aFarSide({ settings: { requestsPerSecond: 3 }, now: () => now });
    const statuses = async (count: number): Promise<number[]> => {
      const seen: number[] = [];
      for (let nth = 0; nth < count; nth += 1) seen.push((await far.raw('CapNhatVuViec', aCase())).status);
      return seen;
    };
    expect(await statuses(4)).toEqual([200, 200, 200, 429]);
    now += 700; // two thirds of a second fill two of three places
    expect(await statuses(3)).toEqual([200, 200, 429]);
    now += 60_000; // waiting long saves up no more than one second
    expect(await statuses(4)).toEqual([200, 200, 200, 429]);

    expect((await far.raw('CapNhatVuViec', aCase())).headers.get('retry-after')).toBe('1');
    expect(await far.ledger()).toHaveLength(8);
    const { methods } = await far.controlJson<{ methods: Record<string, unknown> }>('GET', 'statistics');
    expect(methods['CapNhatVuViec']).toEqual({ created: 8, 'too-many': 4 });
    await far.stop();
  });

  it('is a setting like the others: changed while it runs, refused when it is none', async () => {
    const far = await aFarSide();
    expect((await far.control('PUT', 'settings', { requestsPerSecond: 0 })).status).toBe(400);
    expect((await far.control('PUT', 'settings', { requestsPerSecond: 1 })).status).toBe(200);
    const statuses = [
      await far.raw('TraDanhMuc', { LoaiDanhMuc: 1 }),
      await far.raw('TraDanhMuc', { LoaiDanhMuc: 1 }),
    ];
    expect(statuses.map(({ status }) => status)).toEqual([200, 429]);
    await far.control('PUT', 'settings', { requestsPerSecond: null });
    expect((await far.raw('TraDanhMuc', { LoaiDanhMuc: 1 })).status).toBe(200);
    await far.stop();
  });
});
