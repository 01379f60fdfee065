import { join } from 'node:path';
import { GatewayError } from '@kntc/domain';
import { ENVIRONMENT_VARIABLES, type LOG_LEVELS, ROLES } from './environment-variables';
import type { EnvironmentVariables, VariableName } from './environment-variables';
import { isLoopback } from './is-loopback';
import { oidcOf, oidcProblems, type OidcEnvironment } from './oidc-environment';
import { VARIABLE_GUIDE } from './variable-guide';
import { isWitnessList } from './witness-form';

export type Role = (typeof ROLES)[number];
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Everything the outside tells a process, checked. Paths are as written: relative to the working directory. */
export interface Environment {
  /** Unset: the embedded PostgreSQL below {@link Environment.dataDir}. */
  readonly databaseUrl: string | undefined;
  /** Unset: the queue lives in PostgreSQL. */
  readonly redisUrl: string | undefined;
  readonly dataDir: string;
  readonly configDir: string;
  /** Holds one drop folder per source of kind `file`. */
  readonly inboxDir: string;
  readonly keyFile: string | undefined;
  /** Who remembers the audit outside the database: folders, `http(s)://` and `syslog://` addresses. At least one. */
  readonly auditWitnesses: readonly string[];
  /** Where new key-encryption keys come from. */
  readonly keyStore: 'file' | 'vault';
  /** Unset: all key-encryption keys are in the key file. */
  readonly vault: VaultEnvironment | undefined;
  /** The demo local system, set by `npm start`. */
  readonly demoUrl: string | undefined;
  readonly embeddedPg: 'package' | 'system';
  readonly nationalProfile: string;
  /** Unset: the bundled simulator. */
  readonly nationalBaseUrl: string | undefined;
  /** Unset only for a loopback far side: the demo account. */
  readonly nationalAccount: { readonly username: string; readonly password: string } | undefined;
  /** Accounts of groups of agencies by name; unset: only variables `NATIONAL_USERNAME_<NAME>` … */
  readonly nationalSecretsFile: string | undefined;
  /** Hosts and ranges the gateway may connect to; unset: exactly those that the configuration names. */
  readonly allowedAddresses: readonly string[] | undefined;
  readonly port: number;
  /** Personal token that proves whoever runs `kntc`; unset: people are only named. */
  readonly tokenFile: string | undefined;
  /** Where browsers reach the gateway from elsewhere; unset: only on this machine. No slash at the end. */
  readonly publicUrl: string | undefined;
  /** Unset: people sign in with accounts of the gateway only. */
  readonly oidc: OidcEnvironment | undefined;
  readonly roles: readonly Role[];
  readonly logLevel: LogLevel;
}

export interface VaultEnvironment {
  readonly address: string;
  readonly tokenFile: string;
  readonly mount: string;
  readonly key: string;
  readonly namespace: string | undefined;
}

export interface EnvironmentProblem {
  readonly key: VariableName;
  /** As written, or masked when it may hold a secret; `undefined` when the variable is missing. */
  readonly shown: string | undefined;
  readonly expected: string;
}

/** All problems of the environment at once, one line each. */
export class EnvironmentError extends GatewayError {
  constructor(readonly problems: readonly EnvironmentProblem[]) {
    super('GW_P401', `\n${problems.map(toLine).join('\n')}`);
    this.name = 'EnvironmentError';
  }
}

/**
 * Reads and checks the environment. An empty variable counts as unset (compose files pass unset ones as empty).
 * @param env usually `process.env`, handed over by a `main.ts`: nothing else reads it
 * @throws EnvironmentError naming every wrong variable
 */
export function loadEnvironment(env: Readonly<Record<string, string | undefined>>): Environment {
  const given = pick(env);
  const port = 'PORT' in given ? { PORT: toInteger(given['PORT']) } : {};
  // With whatever is wrong in it: what depends on several variables is told in the same breath.
  const variables: EnvironmentVariables = Object.assign(ENVIRONMENT_VARIABLES.parse({}), given, port);
  const { error } = ENVIRONMENT_VARIABLES.safeParse(variables);
  const wrong = error?.issues.map(({ path }) => path[0] as VariableName) ?? [];
  const problems = [...new Set(wrong)].map((key) => toProblem(key, given[key]));
  problems.push(...crossProblems(variables, new Set(wrong), hasNamedAccounts(env)));
  problems.push(...vaultProblems(variables, new Set(wrong)));
  problems.push(...oidcProblems(variables, new Set(wrong)).map((key) => toProblem(key, given[key])));
  if (problems.length > 0) throw new EnvironmentError(problems);
  return toEnvironment(variables);
}

function pick(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const keys = Object.keys(VARIABLE_GUIDE);
  return Object.fromEntries(keys.flatMap((key) => (env[key] ? [[key, env[key]]] : [])));
}

function toInteger(text: string | undefined): number {
  return /^\d{1,5}$/.test(text ?? '') ? Number(text) : Number.NaN;
}

function toProblem(key: VariableName, value: string | undefined): EnvironmentProblem {
  const { expected, secret } = VARIABLE_GUIDE[key];
  return { key, expected, shown: value === undefined ? undefined : secret ? '***' : value.slice(0, 80) };
}

/** Whether accounts of groups are given: which of them are needed only the national settings know. */
function hasNamedAccounts(env: Readonly<Record<string, string | undefined>>): boolean {
  if (env['NATIONAL_SECRETS_FILE']) return true;
  return Object.keys(env).some((key) => key.startsWith('NATIONAL_USERNAME_'));
}

function crossProblems(
  variables: EnvironmentVariables,
  wrong: ReadonlySet<string>,
  hasNamed: boolean,
): EnvironmentProblem[] {
  const { NATIONAL_BASE_URL: url, NATIONAL_USERNAME: name, NATIONAL_PASSWORD: password } = variables;
  const isFar = url !== undefined && !wrong.has('NATIONAL_BASE_URL') && !isLoopback(url);
  const needsAccount = isFar && !hasNamed;
  const missing: EnvironmentProblem[] = [];
  // The built-in demo account is for loopback addresses only.
  if (name === undefined && (needsAccount || password !== undefined))
    missing.push(toProblem('NATIONAL_USERNAME', name));
  if (password === undefined && (needsAccount || name !== undefined)) {
    missing.push(toProblem('NATIONAL_PASSWORD', password));
  }
  const { KNTC_AUDIT_WITNESS: witnesses } = variables;
  if (witnesses !== undefined && !isWitnessList(witnesses))
    missing.push(toProblem('KNTC_AUDIT_WITNESS', witnesses));
  return missing;
}

function vaultProblems(variables: EnvironmentVariables, wrong: ReadonlySet<string>): EnvironmentProblem[] {
  const { KNTC_VAULT_ADDR: address, KNTC_VAULT_TOKEN_FILE: tokenFile, KNTC_KEY_STORE: store } = variables;
  const problems: EnvironmentProblem[] = [];
  const isUnfit = address !== undefined && !wrong.has('KNTC_VAULT_ADDR') && !isVaultAddress(address);
  if (isUnfit || (address === undefined && tokenFile !== undefined))
    problems.push(toProblem('KNTC_VAULT_ADDR', address));
  if (address !== undefined && tokenFile === undefined)
    problems.push(toProblem('KNTC_VAULT_TOKEN_FILE', tokenFile));
  if (store === 'vault' && address === undefined) problems.push(toProblem('KNTC_KEY_STORE', store));
  return problems;
}

/** A token crosses the network with every call: in the clear only on this very machine. */
function isVaultAddress(address: string): boolean {
  const { protocol, pathname, search } = new URL(address);
  return /^\/*$/.test(pathname) && search === '' && (protocol === 'https:' || isLoopback(address));
}

function toEnvironment(variables: EnvironmentVariables): Environment {
  const { NATIONAL_USERNAME: username, NATIONAL_PASSWORD: password } = variables;
  return {
    databaseUrl: variables.DATABASE_URL,
    redisUrl: variables.REDIS_URL,
    dataDir: variables.KNTC_DATA_DIR,
    configDir: variables.KNTC_CONFIG_DIR,
    inboxDir: variables.KNTC_INBOX_DIR ?? join(variables.KNTC_DATA_DIR, 'inbox'),
    keyFile: variables.KNTC_KEY_FILE,
    auditWitnesses: (variables.KNTC_AUDIT_WITNESS ?? join(variables.KNTC_DATA_DIR, 'audit'))
      .split(',')
      .map((one) => one.trim()),
    ...keyStoreOf(variables),
    demoUrl: variables.KNTC_DEMO_URL,
    embeddedPg: variables.EMBEDDED_PG,
    nationalProfile: variables.NATIONAL_PROFILE,
    nationalBaseUrl: variables.NATIONAL_BASE_URL?.replace(/\/+$/, ''),
    nationalAccount: username !== undefined && password !== undefined ? { username, password } : undefined,
    nationalSecretsFile: variables.NATIONAL_SECRETS_FILE,
    allowedAddresses: variables.KNTC_ALLOWED_ADDRESSES?.split(/[\s,]+/).filter((entry) => entry !== ''),
    port: variables.PORT,
    tokenFile: variables.KNTC_TOKEN_FILE,
    publicUrl: variables.KNTC_PUBLIC_URL?.replace(/\/$/, ''),
    oidc: oidcOf(variables),
    roles: ROLES.filter((role) => variables.ROLES.split(',').some((name) => name.trim() === role)),
    logLevel: variables.LOG_LEVEL,
  };
}

function keyStoreOf(variables: EnvironmentVariables): Pick<Environment, 'keyStore' | 'vault'> {
  const { KNTC_VAULT_ADDR: address, KNTC_VAULT_TOKEN_FILE: tokenFile, KNTC_KEY_STORE: store } = variables;
  if (address === undefined || tokenFile === undefined) return { keyStore: 'file', vault: undefined };
  return {
    keyStore: store === 'file' ? 'file' : 'vault',
    vault: {
      address: address.replace(/\/+$/, ''),
      tokenFile,
      mount: variables.KNTC_VAULT_MOUNT,
      key: variables.KNTC_VAULT_KEY,
      namespace: variables.KNTC_VAULT_NAMESPACE,
    },
  };
}

function toLine({ key, shown, expected }: EnvironmentProblem): string {
  return `  ${key} = ${shown === undefined ? '(chưa đặt)' : JSON.stringify(shown)} – cần: ${expected}`;
}
