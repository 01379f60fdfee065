import { join } from 'node:path';
import type { Environment } from './environment';

/** Where the audit's witness remembers for the database of an address: `<folder>/<database>.jsonl`. */
export function witnessFile({ auditWitnessDir }: Environment, databaseUrl: string): string {
  const database = decodeURIComponent(new URL(databaseUrl).pathname.slice(1));
  return join(auditWitnessDir, `${database.replaceAll(/[^\w.-]/g, '_')}.jsonl`);
}

/** The key file; without KNTC_KEY_FILE the one the gateway makes for itself. */
export function keyFileOf({ keyFile, dataDir }: Environment): string {
  return keyFile ?? join(dataDir, 'keys', 'kntc-key.json');
}
