import { toLogin } from '../access/login-name';
import type { DutyRule, FormDuty, Rights } from './duties';
import { rightsOfDuties, sameRights } from './duties';
import { findOffice } from './find-office';
import type { Office } from './office';
import type { BareAccount, User, UserDetails, UserLine } from './user';
import { ownUserProblems } from './user-line-problems';
import type { UserProblem } from './user-problems';

/** `attached`: an account that was made by hand becomes that of this person, and keeps what it may. */
export const USER_STATES = ['new', 'attached', 'changed', 'unchanged', 'refused'] as const;
export type UserState = (typeof USER_STATES)[number];
export const USER_FIELDS = ['fullName', 'email', 'position', 'phone', 'office', 'duties', 'rights'] as const;
export type UserField = (typeof USER_FIELDS)[number];

export interface PlannedUser {
  readonly line: UserLine;
  readonly state: UserState;
  readonly problems: readonly UserProblem[];
  /** Absent where none could be made. */
  readonly login: string | undefined;
  /** Of an account there is. */
  readonly accountId: string | undefined;
  readonly changes: readonly UserField[];
  readonly office: Office | undefined;
  readonly duties: readonly FormDuty[];
  /** What the account may afterwards. */
  readonly rights: Rights | undefined;
  /** What it may now. */
  readonly before: Rights | undefined;
  /** Somebody gave the account rights by hand: these stay, whatever the form says. */
  readonly isByHand: boolean;
}

export interface UserGround {
  readonly users: readonly User[];
  /** Accounts that no form knows. */
  readonly accounts: readonly BareAccount[];
  readonly isRetired: (login: string) => boolean;
  readonly offices: readonly Office[];
  /** Agency of `agencies.yaml` an office belongs to; `undefined`: none. */
  readonly agencyOf: (office: Office) => string | undefined;
  readonly rules: readonly DutyRule[];
  readonly superiors: ReadonlyMap<string, string>;
  /** `yyyy-MM-dd`. */
  readonly on: string;
}

/** What Biểu số 2 would change, line by line; nothing is decided or stored. People the form does not name stay as they are. */
export function planUsers(lines: readonly UserLine[], ground: UserGround): readonly PlannedUser[] {
  const logins = lines.map((line) => loginOf(line, ground));
  return lines.map((line, at) => {
    const login = logins[at];
    const isDoubled = login !== undefined && logins.filter((one) => one === login).length > 1;
    return plannedUser(line, { login, isDoubled, lines, ground });
  });
}

/** By our own column; else of whoever has that address; else the part of it before `@`. */
function loginOf({ login, details: { email } }: UserLine, { users }: UserGround): string | undefined {
  if (login !== '') return toLogin(login);
  return users.find((one) => one.details.email === email)?.login ?? toLogin(email.split('@')[0] ?? '');
}

interface LineGround {
  readonly login: string | undefined;
  readonly isDoubled: boolean;
  readonly lines: readonly UserLine[];
  readonly ground: UserGround;
}

function plannedUser(line: UserLine, { login, isDoubled, lines, ground }: LineGround): PlannedUser {
  const user = ground.users.find((one) => one.login === login);
  const bare = user === undefined ? ground.accounts.find((one) => one.login === login) : undefined;
  const account = user ?? bare;
  const { office, rights, problems: ofPlace } = placeOf(line, ground);
  const problems: readonly UserProblem[] = [
    ...ownUserProblems(line, lines),
    ...(login === undefined ? (['no-login'] as const) : []),
    ...(isDoubled ? (['login-doubled'] as const) : []),
    ...ofPlace,
    ...accountProblems(line, { login, user, bare, ground }),
  ];
  const base = {
    line,
    login,
    accountId: account?.accountId,
    office,
    duties: line.duties ?? [],
    before: account?.rights,
  };
  if (problems.length > 0 || rights === undefined)
    return { ...base, state: 'refused', problems, changes: [], rights: undefined, isByHand: false };
  return { ...base, problems: [], ...changed(line, { user, bare, office, rights }) };
}

/** Where a line says that somebody works, and what the duties give there. */
function placeOf(
  { office: text, duties = [] }: UserLine,
  ground: UserGround,
): Pick<PlannedUser, 'office' | 'rights' | 'problems'> {
  const found = findOffice(text, ground.offices, ground.on);
  if (found.kind !== 'found')
    return { office: undefined, rights: undefined, problems: [`office-${found.kind}`] };
  const { office } = found;
  const agencyId = ground.agencyOf(office);
  if (agencyId === undefined) return { office, rights: undefined, problems: ['office-without-agency'] };
  const given = rightsOfDuties(duties, { ...ground, agencyId });
  return given.kind === 'rights'
    ? { office, rights: given.rights, problems: [] }
    : { office, rights: undefined, problems: ['no-rule'] };
}

interface Changing {
  readonly user: User | undefined;
  readonly bare: BareAccount | undefined;
  readonly office: Office | undefined;
  readonly rights: Rights;
}

function changed(
  { details, duties = [] }: UserLine,
  { user, bare, office, rights }: Changing,
): Pick<PlannedUser, 'state' | 'changes' | 'rights' | 'isByHand'> {
  if (bare !== undefined) return { state: 'attached', changes: [], rights: bare.rights, isByHand: true };
  if (user === undefined) return { state: 'new', changes: [], rights, isByHand: false };
  // A form goes on with what a form gave; what people gave since is theirs.
  const isByHand = user.given === undefined || !sameRights(user.given, user.rights);
  const after = isByHand ? user.rights : rights;
  const same: Readonly<Record<UserField, boolean>> = {
    ...sameDetails(user.details, details),
    office: user.officeId === office?.id,
    duties: user.duties.join() === duties.join(),
    rights: sameRights(user.rights, after),
  };
  const changes = USER_FIELDS.filter((field) => !same[field]);
  return { state: changes.length > 0 ? 'changed' : 'unchanged', changes, rights: after, isByHand };
}

function sameDetails(one: UserDetails, other: UserDetails) {
  return {
    fullName: one.fullName === other.fullName,
    email: one.email === other.email,
    position: one.position === other.position,
    phone: one.phone === other.phone,
  };
}

interface AccountOf {
  readonly login: string | undefined;
  readonly user: User | undefined;
  readonly bare: BareAccount | undefined;
  readonly ground: UserGround;
}

/** What stands in the way at the account of that name, and at that address. */
function accountProblems(
  line: UserLine,
  { login, user, bare, ground: { users, isRetired } }: AccountOf,
): readonly UserProblem[] {
  const { email } = line.details;
  const isAnother = user !== undefined && user.details.email !== email && line.login === '';
  const owner = users.find((one) => one.details.email === email);
  const found: readonly (readonly [UserProblem, boolean])[] = [
    ['login-taken', isAnother],
    ['email-taken', owner !== undefined && owner.login !== login],
    ['login-retired', user === undefined && bare === undefined && login !== undefined && isRetired(login)],
    ['is-machine', bare?.isMachine === true],
    ['is-disabled', (user ?? bare)?.isDisabled === true],
  ];
  return found.flatMap(([problem, isThere]) => (isThere ? [problem] : []));
}
