import { dirname, join } from 'node:path';
import type { Environment } from './environment';

/** The key file; without KNTC_KEY_FILE the one the gateway makes for itself. */
export function keyFileOf({ keyFile, dataDir }: Environment): string {
  return keyFile ?? join(dataDir, 'keys', 'kntc-key.json');
}

/** The keys that sign checkpoints of receipts: beside the key file, to be backed up with it. */
export function receiptKeyFileOf(environment: Environment): string {
  return join(dirname(keyFileOf(environment)), 'receipt-keys.json');
}
