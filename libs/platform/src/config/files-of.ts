import { join } from 'node:path';
import type { Environment } from './environment';

/** The key file; without KNTC_KEY_FILE the one the gateway makes for itself. */
export function keyFileOf({ keyFile, dataDir }: Environment): string {
  return keyFile ?? join(dataDir, 'keys', 'kntc-key.json');
}
