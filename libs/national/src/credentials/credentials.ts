import { type Clock, dateInVietnam, GatewayError } from '@kntc/domain';
import type { CredentialGroup } from '../settings/credential-settings';

export interface Account {
  readonly username: string;
  readonly password: string;
}

/** Value of a named secret as it is now; `undefined` when nobody has put it there. Never cached by the caller. */
export type SecretReader = (name: string) => Account | undefined;

/** `missing`: nobody has put the secret there, or what stands there is no account. */
export type CredentialTrouble = 'missing' | 'not-yet-valid' | 'expired';

/** What may be shown of a group's account: names and dates, never a value. */
export interface CredentialState {
  readonly group: string;
  readonly agencies: CredentialGroup['agencies'];
  /** The secret in force today, or the one that would be. */
  readonly secret: string;
  /** Last day of its validity; `undefined` = no limit. */
  readonly until: string | undefined;
  readonly trouble: CredentialTrouble | undefined;
}

type Secret = CredentialGroup['secrets'][number];

/** The one group of a profile without groups: the account of the environment, for every agency. */
export const DEFAULT_GROUP = 'mặc định';
const ENVIRONMENT_SECRET = 'NATIONAL_USERNAME';

/**
 * Which account speaks for which agency today. Validity is judged by the day in Vietnam at every call, and values are
 * read at every call, so that a rotation needs no restart.
 */
export class Credentials {
  readonly #groups: readonly CredentialGroup[];
  readonly #read: SecretReader;

  /** @param fallback the account of the environment, for a profile without groups */
  constructor(
    groups: readonly CredentialGroup[],
    read: SecretReader,
    private readonly clock: Clock,
    fallback?: Account,
  ) {
    const whole: CredentialGroup = {
      group: DEFAULT_GROUP,
      agencies: '*',
      secrets: [{ name: ENVIRONMENT_SECRET, from: '', until: '' }],
    };
    this.#groups = groups.length > 0 ? groups : [whole];
    this.#read = groups.length > 0 ? read : () => fallback;
  }

  get groups(): readonly string[] {
    return this.#groups.map(({ group }) => group);
  }

  /** Group of an agency. Throws `GW_P401` for one that no group names: start checks all of them. */
  groupOf(agencyId: string): string {
    const named = this.#groups.find(({ agencies }) => agencies !== '*' && agencies.includes(agencyId));
    const group = named ?? this.#groups.find(({ agencies }) => agencies === '*');
    if (group === undefined)
      throw new GatewayError('GW_P401', `credentials: no group for the agency ${agencyId}`);
    return group.group;
  }

  /** The Basic header of a group's account, or why there is none today. */
  authorization(group: string): { readonly header: string } | { readonly trouble: CredentialTrouble } {
    const today = dateInVietnam(this.clock.now());
    const found = this.#find(group);
    const valid = found.secrets.filter((secret) => isValid(secret, today)).toSorted(newestFirst);
    for (const secret of valid) {
      const account = this.#read(secret.name);
      const header = account === undefined ? undefined : basic(account);
      if (header !== undefined) return { header };
    }
    return { trouble: valid.length > 0 ? 'missing' : outside(found.secrets, today) };
  }

  /** What `kntc doctor` shows. */
  states(): readonly CredentialState[] {
    const today = dateInVietnam(this.clock.now());
    return this.#groups.map(({ group, agencies, secrets }) => {
      const result = this.authorization(group);
      const valid = secrets.filter((secret) => isValid(secret, today)).toSorted(newestFirst);
      const shown =
        valid.find(({ name }) => this.#read(name) !== undefined) ?? valid[0] ?? nearestTo(secrets, today);
      return {
        group,
        agencies,
        secret: shown?.name ?? '',
        until: shown === undefined || shown.until === '' ? undefined : shown.until,
        trouble: 'trouble' in result ? result.trouble : undefined,
      };
    });
  }

  /**
   * What a database is bound to: the set of groups and names, never a value. For one account its user name, which a
   * petition's receipt shows as well.
   */
  binding(): string {
    const [only] = this.#groups;
    if (only?.group === DEFAULT_GROUP) return this.#read(ENVIRONMENT_SECRET)?.username ?? '';
    return this.#groups
      .map(
        ({ group, secrets }) =>
          `${group}=${secrets
            .map(({ name }) => name)
            .toSorted()
            .join('+')}`,
      )
      .toSorted()
      .join(';');
  }

  /** Throws `GW_P401` with every agency that no group names and every id that is no agency. */
  checkAgencies(agencyIds: readonly string[]): void {
    const hasRest = this.#groups.some(({ agencies }) => agencies === '*');
    const named = this.#groups.flatMap(({ agencies }) => (agencies === '*' ? [] : agencies));
    const problems = [
      ...named
        .filter((id) => !agencyIds.includes(id))
        .map((id) => `credentials: no agency ${id} in agencies.yaml`),
      ...(hasRest ? [] : agencyIds.filter((id) => !named.includes(id))).map(
        (id) => `credentials: the agency ${id} is in no group; add it, or a group with agencies: '*'`,
      ),
    ];
    if (problems.length > 0) throw new GatewayError('GW_P401', problems.join('\n'));
  }

  #find(group: string): CredentialGroup {
    const found = this.#groups.find((one) => one.group === group);
    if (found === undefined) throw new Error(`no credential group ${group}`);
    return found;
  }
}

function isValid({ from, until }: Secret, today: string): boolean {
  return (from === '' || from <= today) && (until === '' || today <= until);
}

/** Where periods overlap, as they do while accounts are exchanged, the one that began last counts. */
function newestFirst(a: Secret, b: Secret): number {
  return a.from < b.from ? 1 : a.from > b.from ? -1 : 0;
}

function outside(secrets: readonly Secret[], today: string): CredentialTrouble {
  return secrets.some(({ from }) => from > today) ? 'not-yet-valid' : 'expired';
}

/** The next one to come, or else the last that was. */
function nearestTo(secrets: readonly Secret[], today: string): Secret | undefined {
  const sorted = secrets.toSorted(newestFirst);
  return sorted.findLast(({ from }) => from > today) ?? sorted[0];
}

/** RFC 7617: a colon in the user name would move the border to the password, so such an account is none. */
function basic({ username, password }: Account): string | undefined {
  if (username === '' || username.includes(':')) return undefined;
  return `Basic ${Buffer.from(`${username}:${password}`, 'utf8').toString('base64')}`;
}
