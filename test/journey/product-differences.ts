import { readFileSync } from 'node:fs';
import { Client } from 'pg';
import { checkLedger } from '../../tools/demo-province/check-ledger/check-ledger';
import { readCodes } from '../../tools/demo-province/check-ledger/codes';
import { readRecords } from '../../tools/demo-province/check-ledger/expected-class';
import { fetchLedger } from '../../tools/demo-province/check-ledger/ledger';
import { readProvinceCases } from '../../tools/demo-province/check-ledger/province-cases';
import { EXPECTED_CSV } from '../../tools/demo-province/expected-file';
import type { FarSide } from './far-side';
import type { Product, Summary } from './product';

/** Checks far side, classes and summary against the demo database; returns the differences as text. */
export async function differences(
  product: Product,
  far: FarSide,
  summary: Summary,
): Promise<readonly string[]> {
  const classes = await product.withDatabase((urlOf) => classesOf(urlOf));
  return product.withDatabase(async (urlOf) => {
    const client = new Client({ connectionString: urlOf('demo_province') });
    await client.connect();
    const cases = await readProvinceCases(client);
    await client.end();
    const result = checkLedger({
      sources: [
        { cases, codes: readCodes('demo-province'), listed: readRecords(readFileSync(EXPECTED_CSV, 'utf8')) },
      ],
      ledger: await fetchLedger(far.baseUrl.replace('/KNTC', '')),
      summary: summary as unknown as Record<string, unknown>,
      classes: readRecords(classes),
    });
    expect(result.comparedCases).toBe(639);
    return result.differences.slice(0, 10).map((difference) => JSON.stringify(difference));
  });
}

/** `key,class,code` of every record, from the gateway's own database. */
async function classesOf(urlOf: (database: string) => string): Promise<string> {
  const admin = new Client({ connectionString: urlOf('postgres') });
  await admin.connect();
  const { rows } = await admin.query<{ datname: string }>(
    "select datname from pg_database where datname like 'kntc\\_%'",
  );
  await admin.end();
  const client = new Client({ connectionString: urlOf(rows[0]?.datname ?? '') });
  await client.connect();
  const standing = await client.query<{ line: string }>(
    `select local_key || ',' || class || ',' || coalesce(hold_code, reasons -> 0 ->> 'code', '') as line from record_standing order by 1`,
  );
  await client.end();
  return ['key,class,code', ...standing.rows.map((row) => row.line)].join('\n');
}
