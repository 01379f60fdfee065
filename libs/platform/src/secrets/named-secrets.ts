import { readFileSync, statSync } from 'node:fs';
import { parse } from 'yaml';

export interface NamedAccount {
  readonly username: string;
  readonly password: string;
}

interface LoadedFile {
  readonly stamp: string;
  readonly accounts: ReadonlyMap<string, NamedAccount>;
}

/**
 * Accounts by name: from a secrets file (`NAME: { username: …, password: … }`), or else from the variables
 * `NATIONAL_USERNAME_<NAME>` and `NATIONAL_PASSWORD_<NAME>`. The file is read again whenever it changed, so that an
 * account is exchanged without a restart; one that is not there, or cannot be read, holds no account. Values leave
 * this object only through the returned function.
 */
export function namedSecrets(
  file: string | undefined,
  variables: Readonly<Record<string, string | undefined>>,
): (name: string) => NamedAccount | undefined {
  let loaded: LoadedFile = { stamp: '', accounts: new Map() };
  return (name) => {
    if (file !== undefined) {
      const stamp = stampOf(file);
      if (stamp !== loaded.stamp) loaded = { stamp, accounts: stamp === '' ? new Map() : readAccounts(file) };
    }
    return loaded.accounts.get(name) ?? fromVariables(name, variables);
  };
}

/** Changes with the file; empty when there is none. */
function stampOf(file: string): string {
  const stat = statSync(file, { bigint: true, throwIfNoEntry: false });
  return stat === undefined ? '' : `${stat.ino}/${stat.size}/${stat.mtimeNs}`;
}

function readAccounts(file: string): ReadonlyMap<string, NamedAccount> {
  try {
    const content: unknown = parse(readFileSync(file, 'utf8'), { logLevel: 'silent' });
    if (typeof content !== 'object' || content === null) return new Map();
    return new Map(Object.entries(content).flatMap(([name, value]) => toEntry(name, value)));
  } catch {
    // The message of the reader may quote the file: nothing of it goes on. `kntc doctor` shows what is missing.
    return new Map();
  }
}

function toEntry(name: string, value: unknown): readonly (readonly [string, NamedAccount])[] {
  if (typeof value !== 'object' || value === null) return [];
  const { username, password } = value as { username?: unknown; password?: unknown };
  return typeof username === 'string' && typeof password === 'string' ? [[name, { username, password }]] : [];
}

function fromVariables(
  name: string,
  variables: Readonly<Record<string, string | undefined>>,
): NamedAccount | undefined {
  const username = variables[`NATIONAL_USERNAME_${name}`];
  const password = variables[`NATIONAL_PASSWORD_${name}`];
  return username === undefined || password === undefined ? undefined : { username, password };
}
