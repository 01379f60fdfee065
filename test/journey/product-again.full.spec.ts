import { describeWith, startRedis } from '../environment';
import { startFarSide, type FarSide } from './far-side';
import { Product, until } from './product';
import { differences } from './product-differences';

jest.setTimeout(240_000);

describe('everything killed in the middle of deliveries', () => {
  let far: FarSide;
  let product: Product;
  beforeAll(async () => {
    far = await startFarSide();
    product = new Product({ NATIONAL_BASE_URL: far.baseUrl });
  });
  afterAll(async () => {
    await product.dispose();
    await far.stop();
  });

  it('goes on where it was: no second create, and the same ledger as a run without a kill', async () => {
    for (const entries of [150, 700, 1300]) {
      product.begin();
      await until(async () => (await far.ledger()).length >= entries, 90_000, `${entries} ledger entries`);
      await Promise.all([product.killEverything(), far.kill()]);
      await far.startAgain();
    }
    const { code, summary, stderr } = await product.once();
    expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });
    expect(summary).toMatchObject({ confirmed: 639, unknown: 0, unaccounted: 0 });
    const created = (await far.ledger()).filter((entry) => entry.decision === 'created');
    expect(created.length).toBe(new Set(created.map((entry) => entry.reference)).size);
    expect(await differences(product, far, summary)).toEqual([]);
  });
});

describeWith('redis', 'the queue on Redis', () => {
  it('gives the same summary and ledger', async () => {
    const [far, redis] = await Promise.all([startFarSide(), startRedis()]);
    const product = new Product({ NATIONAL_BASE_URL: far.baseUrl, REDIS_URL: redis.url });
    try {
      const { code, summary } = await product.once();
      expect(code).toBe(0);
      expect(summary).toMatchObject({
        confirmed: 639,
        unknown: 0,
        unaccounted: 0,
        byType: { KN: 280, TC: 42, KNPA: 317 },
      });
      expect(await differences(product, far, summary)).toEqual([]);
    } finally {
      await product.dispose();
      await redis.stop();
      await far.stop();
    }
  });
});
