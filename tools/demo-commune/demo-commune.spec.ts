import { readFileSync } from 'node:fs';
import { Client } from 'pg';
import { useDatabase } from '../../test/environment/test-database';
import { expectedCsv } from '../demo-province/generator/generate';
import { readCodes } from '../demo-province/check-ledger/codes';
import { expectedCase } from '../demo-province/check-ledger/expected-bodies';
import { readCommuneCases } from './commune-cases';
import { generateCommune } from './commune-rows';
import { COMMUNE_EXPECTED_CSV } from './expected-file';
import { loadDemoCommune } from './load-demo-commune';

describe('the demo commune', () => {
  const database = useDatabase();
  const commune = generateCommune();
  let client: Client;

  beforeEach(async () => {
    client = new Client({ connectionString: database.url });
    await client.connect();
  });
  afterEach(async () => {
    await client.end();
  });

  it('has thirty petitions to deliver, and a committed list of the others', () => {
    expect(commune.rows.length - commune.expectations.length).toBe(30);
    expect(readFileSync(COMMUNE_EXPECTED_CSV, 'utf8')).toBe(expectedCsv(commune.expectations));
    expect(JSON.stringify(generateCommune())).toBe(JSON.stringify(commune));
  });

  it('uses keys that the demo province uses as well', () => {
    expect(commune.rows.map(({ row }) => row['so_ho_so'])).toContain('HS-2025-00001');
  });

  it('loads once into three registers', async () => {
    expect(await loadDemoCommune(client)).toBe('loaded');
    expect(await loadDemoCommune(client)).toBe('present');
    const { rows } = await client.query(
      'select loai, count(*)::int as n from so_theo_doi.tat_ca group by 1 order by 1',
    );
    expect(rows.reduce((sum: number, row: { n: number }) => sum + row.n, 0)).toBe(36);
  });

  it('has a national counterpart for every word of what must be delivered', async () => {
    await loadDemoCommune(client);
    const codes = readCodes('demo-commune');
    const unsent = new Set(commune.expectations.map(({ key }) => key));
    const cases = (await readCommuneCases(client)).filter(({ key }) => !unsent.has(key));
    const decisions = cases.flatMap((local) => expectedCase(local, 'BDI-0000000000000', codes).decisions);
    expect(cases).toHaveLength(30);
    expect(decisions.filter(({ round }) => round === 2)).toHaveLength(3);
  });
});
