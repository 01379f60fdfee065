import type { Preset, PresetPerson } from '@kntc/domain';
import { loadAccess, loadProvince, randomIds } from '@kntc/platform';
import type { AccountListing, Command, OperationResult } from '@kntc/storage';
import { oneOf } from '../arguments';
import { refusedLines } from '../operation-answer';
import { Refusal, wrongUsage } from '../refusal';
import type { Shell } from '../shell';
import type { ExitCode } from '../terminal';
import { checkTwo, peopleOf, type By } from './change-access';
import { knownAgency, withAccess, type OpenAccess } from './open-access';

export type Applying = By & { readonly agency: string; readonly as: readonly string[] };

interface Given {
  readonly person: PresetPerson;
  readonly login: string;
}

/**
 * Gives existing accounts the roles of a preset for one agency. Each account is an act of its own; whoever has the roles
 * already keeps the agencies they work for. Positions and delegations need a person and a document: they are named.
 */
export async function applyPreset(shell: Shell, id: string, options: Applying): Promise<ExitCode> {
  checkTwo(options);
  const place = shell.place();
  const { presets } = loadAccess(place.environment.configDir);
  const preset = presets.find(
    (one) =>
      one.id ===
      oneOf(
        presets.map((each) => each.id),
        id,
      ),
  );
  const agency = knownAgency(place, options.agency);
  const given = accountsFor(preset, options.as);
  const results = await withAccess(place, peopleOf(options), (open) =>
    grantAll(open, given, { options, agency, provinceId: loadProvince(place.environment.configDir).id }),
  );
  shell.answer(options.json, { preset: id, agency, results }, () => [
    ...results.map(({ login, roles, result }) => `${login}: ${roles.join(', ')} – ${RESULTS[result]}`),
    ...given.flatMap((one) => nextStep(one, agency)),
  ]);
  return 0;
}

/** `can-bo=lan.tt`. @throws Refusal unless every person of the preset gets exactly one account */
function accountsFor(preset: Preset | undefined, words: readonly string[]): readonly Given[] {
  const people = preset?.people ?? [];
  const pairs = new Map(
    words.map((word) => {
      const [person = '', login = ''] = word.split('=').map((part) => part.trim());
      return [
        oneOf(
          people.map(({ id }) => id),
          person,
        ),
        login,
      ];
    }),
  );
  const missing = people.filter(({ id }) => (pairs.get(id) ?? '') === '');
  if (missing.length > 0)
    throw wrongUsage(
      `Chưa rõ tài khoản của: ${missing.map(({ id, name }) => `${id} (${name})`).join('; ')}.`,
      'Thêm --as <người trong bộ>=<tên đăng nhập> cho từng người.',
    );
  const logins = [...pairs.values()];
  if (new Set(logins).size < logins.length)
    throw wrongUsage('Một tài khoản đứng ở hai vị trí của bộ.', 'Mỗi người một tài khoản.');
  return people.map((person) => ({ person, login: pairs.get(person.id) ?? '' }));
}

interface Wanted {
  readonly options: Applying;
  readonly agency: string;
  readonly provinceId: string;
}

async function grantAll({ accounts, named }: OpenAccess, given: readonly Given[], wanted: Wanted) {
  const known = new Map((await accounts.list()).map((one) => [one.login, one]));
  // Nothing is given to anybody before all of them are known.
  for (const { login } of given) await named(login);
  const results: { login: string; roles: PresetPerson['roles']; result: keyof typeof RESULTS }[] = [];
  for (const { person, login } of bothSidesLast(given)) {
    const { roles } = person;
    const agencies = agenciesOf(person, known.get(login), wanted.agency);
    if (isGiven(known.get(login), roles, agencies)) results.push({ login, roles, result: 'kept' });
    else {
      refuse(await accounts.grant(login, { roles, agencies }, commandOf(wanted.options)));
      results.push({ login, roles, result: 'granted' });
    }
  }
  return results;
}

/** The administrator last: with both sides there accounts decide, and whoever typed these names could not go on. */
function bothSidesLast(given: readonly Given[]): readonly Given[] {
  const isAdmin = ({ person }: Given): boolean => person.roles.includes('config-admin');
  return [...given.filter((one) => !isAdmin(one)), ...given.filter(isAdmin)];
}

function agenciesOf(
  { at, roles }: PresetPerson,
  account: AccountListing | undefined,
  agency: string,
): 'all' | readonly string[] {
  if (at === 'province') return 'all';
  const before = account !== undefined && isSame(account.roles, roles) ? (account.agencies ?? []) : [];
  return [...new Set([...before, agency])];
}

function isGiven(
  account: AccountListing | undefined,
  roles: PresetPerson['roles'],
  agencies: 'all' | readonly string[],
): boolean {
  if (account === undefined || !isSame(account.roles, roles)) return false;
  return agencies === 'all' ? account.agencies === null : isSame(account.agencies ?? [], agencies);
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((each) => other.includes(each));
}

function commandOf({ recordedBy, secondPerson, reason }: Applying): Command {
  return { actor: recordedBy, approver: secondPerson, reason, idempotencyKey: randomIds.uuid() };
}

function refuse(result: OperationResult): void {
  if (result.kind === 'refused') throw new Refusal(refusedLines(result));
}

function nextStep({ person: { decides, name }, login }: Given, agency: string): readonly string[] {
  if (decides === 'head')
    return [`Còn lại: gắn ${login} là người đứng đầu (${name}): kntc access link --position head …`];
  if (decides === 'delegate')
    return [`Còn lại: ghi văn bản uỷ quyền của ${agency} cho ${login}: kntc access delegate …`];
  return [];
}

const RESULTS = { granted: 'đã cấp', kept: 'đã có từ trước' } as const;
