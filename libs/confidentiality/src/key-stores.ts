import type { Http } from '@kntc/domain';
import { keptInFile } from './file-key-wrapper';
import type { SealingOptions } from './sealing';
import { readTokenFile } from './vault/token-file';

/** What the environment says of where keys live. */
export interface KeyStoreSettings {
  readonly keyFile: string;
  readonly use: 'file' | 'vault';
  readonly vault:
    | {
        readonly address: string;
        readonly tokenFile: string;
        readonly mount: string;
        readonly key: string;
        readonly namespace: string | undefined;
      }
    | undefined;
}

/** Key file and Vault as {@link createSealing} takes them. @param http asked for only where a Vault is named */
export function keyStores(
  { keyFile, use, vault }: KeyStoreSettings,
  http: () => Http,
): Pick<SealingOptions, 'kept' | 'use' | 'vault'> {
  const token = (): string => readTokenFile(vault?.tokenFile ?? '');
  return { kept: keptInFile(keyFile), use, vault: vault && { ...vault, http: http(), token } };
}
