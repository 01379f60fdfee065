import { Client } from 'pg';
import { useDatabase } from '../../../test/environment/test-database';
import { generatedClient } from '../check-ledger/generated-client';
import { readProvinceCases } from '../check-ledger/province-cases';
import { generateDemoProvince } from '../generator/generate';
import { loadDemoProvince, resetDemoProvince } from './load-demo-province';
import { nextTick, tick } from './tick';

describe('the demo province in its database', () => {
  const database = useDatabase();
  let client: Client;

  beforeEach(async () => {
    client = new Client({ connectionString: database.url });
    await client.connect();
  });
  afterEach(async () => {
    await client.end();
  });

  async function count(table: string): Promise<number> {
    const { rows } = await client.query<{ n: number }>(`select count(*)::int as n from donthu.${table}`);
    return rows[0]?.n ?? 0;
  }

  it('loads once and then finds everything present', async () => {
    expect(await loadDemoProvince(client)).toBe('loaded');
    expect(await count('don')).toBeGreaterThan(639);
    expect(await loadDemoProvince(client)).toBe('present');
  });

  it('lets two loaders start at the same moment', async () => {
    const other = new Client({ connectionString: database.url });
    await other.connect();
    await client.query('drop schema donthu cascade');
    const results = await Promise.all([loadDemoProvince(client), loadDemoProvince(other)]);
    await other.end();
    expect(results.toSorted()).toEqual(['loaded', 'present']);
  });

  it('leaves nothing behind when it breaks half-way', async () => {
    await client.query('drop schema donthu cascade');
    const breaking = {
      query: async (text: string, values?: readonly unknown[]) => {
        if (text.includes('insert into donthu.thi_hanh')) throw new Error('cable pulled');
        return client.query(text, values as unknown[]);
      },
    };
    await expect(loadDemoProvince(breaking)).rejects.toThrow('cable pulled');
    const { rows } = await client.query(`select to_regclass('donthu.don') as don`);
    expect(rows).toEqual([{ don: null }]);
    await loadDemoProvince(client);
  });

  it('holds exactly the generated rows', async () => {
    await resetDemoProvince(client);
    const plain = (cases: Awaited<ReturnType<typeof readProvinceCases>>): unknown =>
      cases.map((one) => ({
        ...one,
        rounds: one.rounds.map((round) => ({
          ...round,
          figures: {},
          enforcements: round.enforcements.length,
        })),
      }));
    const generated = await readProvinceCases(generatedClient(generateDemoProvince().petitions));
    const byKey = generated.toSorted((a, b) => (a.key < b.key ? -1 : 1));
    expect(plain(await readProvinceCases(client))).toEqual(plain(byKey));
  });

  it('stamps a petition that somebody edits with plain SQL', async () => {
    await client.query(`update donthu.don set dia_chi_to_chuc = 'x' where id = 7`);
    const { rows } = await client.query('select sua_luc is not null as stamped from donthu.don where id = 7');
    expect(rows).toEqual([{ stamped: true }]);
  });

  it('moves two older petitions on and adds one at every tick, and does nothing for a tick that has passed', async () => {
    const before = await count('don');
    const first = await tick(client, 1);
    expect(first?.moved).toHaveLength(2);
    expect(await tick(client, 1)).toBeUndefined();
    expect(await count('don')).toBe(before + 1);
    expect(await nextTick(client)).toBe(2);
  });

  it('ticks the same way after every reset, through all milestones', async () => {
    const run = async (): Promise<unknown[]> => {
      await resetDemoProvince(client);
      const results = [];
      for (let number = 1; number <= 12; number += 1) results.push(await tick(client, number));
      expect(JSON.stringify(results)).toMatch(/xu_ly_don.*thu_ly.*quyet_dinh_giai_quyet.*thi_hanh/);
      const { rows } = await client.query(
        'select don_id, ngay_xu_ly::text, huong_xu_ly, can_bo from donthu.xu_ly_don where ngay_xu_ly = $1 order by 1',
        ['2026-11-20'],
      );
      return [results, rows];
    };
    expect(await run()).toEqual(await run());
  });
});
