import { readFileSync } from 'node:fs';
import { EXPECTED_CSV } from '../expected-file';
import type { SqlClient } from '../store/insert-rows';
import type { CheckedSource } from './check-ledger';
import { readCodes } from './codes';
import { readRecords } from './expected-class';
import { readProvinceCases } from './province-cases';

/** The demo province as it stands in its database now. */
export async function provinceSource(client: SqlClient): Promise<CheckedSource> {
  return {
    cases: await readProvinceCases(client),
    codes: readCodes('demo-province'),
    listed: readRecords(readFileSync(EXPECTED_CSV, 'utf8')),
  };
}
