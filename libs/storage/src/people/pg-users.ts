import { accountState, dateInVietnam, grantableUsers, planUsers, sameRights } from '@kntc/domain';
import type {
  AccountState,
  Clock,
  DutyRule,
  Granter,
  Ids,
  KeyedDigest,
  PlannedUser,
  SealBox,
  User,
  UserDetails,
  UserGround,
  UserLine,
} from '@kntc/domain';
import type { DataSource, EntityManager } from 'typeorm';
import { noteBothSides } from '../access/both-sides';
import { readPeople } from '../access/decider-rows';
import type { PgApprovals } from '../access/pg-approvals';
import type { RowScope } from '../access/row-scope';
import type { PgAudit } from '../audit/pg-audit';
import { readPage, type Page, type PageOf } from '../lists/listing';
import { resultOf } from '../operations/allowed-only';
import { once, type Acted } from '../operations/once';
import type { Command } from '../operations/operation';
import { accountCounts, type AccountCounts } from './account-counts';
import { ACCOUNTS, type AccountFilter, type AccountRowListed } from './account-list';
import { formTarget, usersMark, type FormHandedIn, type FormTaken } from './form-import';
import { readOffices, type StoredOffice } from './office-rows';
import { knownPeople, openDetails, rightsOf } from './user-rows';
import { writeUsers } from './write-users';

export interface UserTools {
  readonly dataSource: DataSource;
  readonly ids: Ids;
  readonly audit: PgAudit;
  readonly approvals: PgApprovals;
  readonly clock: Clock;
  readonly provinceId: string;
  readonly house: SealBox;
  readonly keyedDigest: KeyedDigest;
  /** What each duty gives, read anew. */
  readonly dutyRules: () => readonly DutyRule[];
  readonly superiors: ReadonlyMap<string, string>;
}

export interface UserPlan {
  readonly plan: readonly PlannedUser[];
  readonly seen: string;
}

/** An account with what is known of its person. */
export interface ListedUser extends Omit<AccountRowListed, 'sealed' | 'givenRoles' | 'givenAgencies'> {
  /** Absent: no form named anybody for this account, or the person was removed. */
  readonly details: UserDetails | undefined;
  readonly state: AccountState;
  /** Somebody gave it rights by hand: no form changes them. */
  readonly isByHand: boolean;
}

/** People as Biểu số 2 has them, with the offices they work at. */
export interface UserBook {
  readonly users: readonly User[];
  readonly offices: readonly StoredOffice[];
}

/**
 * People from Biểu số 2 and their accounts. What a form gives, two people of two sides give who saw it row by row; nobody gives
 * themselves anything, or anything at an agency they do not work for. Rights that people gave by hand stay. A crash leaves a form
 * carried out and on record, or not at all.
 */
export class PgUsers {
  constructor(
    private readonly tools: UserTools,
    private readonly deciding: PgApprovals = tools.approvals,
  ) {}

  /** The same for somebody who is signed in: only accounts decide. @param proved who else proved who they are */
  signedIn({ login }: { readonly login: string }, proved: readonly string[]): PgUsers {
    return new PgUsers(this.tools, this.tools.approvals.signedIn([login, ...proved]));
  }

  /** Opens what is sealed of the people on the page. @param unusedDays see `accountState` */
  async page(asked: PageOf<AccountFilter>, scope: RowScope, unusedDays: number): Promise<Page<ListedUser>> {
    const { dataSource, house, clock } = this.tools;
    const page = await readPage(dataSource.manager, ACCOUNTS, asked, scope);
    const at = { now: clock.now(), unusedDays };
    const items = page.items.map(({ sealed, givenRoles, givenAgencies, ...row }) => ({
      ...row,
      details: sealed === null ? undefined : openDetails(house, row.id, sealed),
      state: accountState(
        {
          usedAt: row.usedAt ?? undefined,
          disabledAt: row.disabledAt ?? undefined,
          removedAt: row.removedAt ?? undefined,
        },
        at,
      ),
      isByHand:
        givenRoles === null ||
        !sameRights(rightsOf(givenRoles, givenAgencies), rightsOf(row.roles, row.agencies)),
    }));
    return { ...page, items };
  }

  /** How many accounts each agency in scope has. @param since who signed in after that is active */
  counts(scope: RowScope, since: Date): Promise<readonly AccountCounts[]> {
    return accountCounts(this.tools.dataSource.manager, scope, since);
  }

  /** Everybody a form named whose account may sign in, of the offices in scope, by name. */
  async book(scope: RowScope): Promise<UserBook> {
    const { manager } = this.tools.dataSource;
    const offices = await readOffices(manager);
    const agencies = scope === 'everything' ? 'all' : scope.agencies;
    const theirs = new Set(
      offices.filter((one) => agencies === 'all' || agencies.includes(one.agencyId)).map(({ id }) => id),
    );
    const { users } = await knownPeople(manager, this.tools.house);
    const shown = users.filter(({ officeId, isDisabled }) => theirs.has(officeId) && !isDisabled);
    return { users: shown.toSorted(byName), offices };
  }

  /** @param granters who is known already to stand behind it */
  async plan(lines: readonly UserLine[], on: string, granters: readonly Granter[]): Promise<UserPlan> {
    const { manager } = this.tools.dataSource;
    const plan = planUsers(lines, await this.#ground(manager, on));
    return { plan: grantableUsers(plan, granters), seen: usersMark(plan, on) };
  }

  /** @returns refused: `day-ahead`, `form-changed` (another plan than the one seen), `form-nothing`, or not by these people */
  async import(
    lines: readonly UserLine[],
    form: FormHandedIn,
    command: Command,
  ): Promise<FormTaken<PlannedUser>> {
    let plan: readonly PlannedUser[] = [];
    const named = { name: 'users import', target: formTarget('Biểu số 2', form), command };
    const result = await once(this.tools, named, async (manager) => {
      await manager.query('lock table account in share row exclusive mode');
      const ground = await this.#ground(manager, form.on);
      const whole = planUsers(lines, ground);
      const granters = await grantersOf(manager, command);
      plan = grantableUsers(whole, granters);
      return this.#decide(manager, { plan, ground, form, command, seen: usersMark(whole, form.on) });
    });
    if (result.kind === 'repeated') ({ plan } = await this.plan(lines, form.on, []));
    return { result, plan };
  }

  async #decide(manager: EntityManager, { plan, ground, form, command, seen }: Deciding): Promise<Acted> {
    const { provinceId: agencyId, clock } = this.tools;
    const { actor, approver } = command;
    const kind = plan.some(givesRights) ? 'access' : 'accounts';
    const verdict = await this.deciding.check(manager, { kind, actor, approver, agencyId });
    const { onRecord } = verdict;
    const refused = resultOf(verdict, kind);
    if (refused !== undefined) return { result: refused, agencyId, onRecord };
    const why =
      form.on > dateInVietnam(clock.now())
        ? 'day-ahead'
        : seen !== form.seen
          ? 'form-changed'
          : plan.every(({ state }) => state === 'unchanged' || state === 'refused')
            ? 'form-nothing'
            : undefined;
    if (why !== undefined) return { result: { kind: 'refused', why }, agencyId, onRecord };
    await this.#carryOut(manager, { plan, ground, command, onRecord });
    return { result: { kind: 'done' }, agencyId, onRecord };
  }

  async #carryOut(
    manager: EntityManager,
    {
      plan,
      ground,
      command,
      onRecord,
    }: Pick<Deciding, 'plan' | 'ground' | 'command'> & Pick<Acted, 'onRecord'>,
  ): Promise<void> {
    const { house, keyedDigest, provinceId, ids, audit } = this.tools;
    const agencies = new Map(ground.stored.map(({ id, agencyId }) => [id, agencyId]));
    const granted = await writeUsers(manager, plan, {
      house,
      keyedDigest,
      provinceId,
      uuid: () => ids.uuid(),
      agencyOf: (officeId) => agencies.get(officeId) ?? provinceId,
      by: command.actor,
    });
    await noteBothSides(manager, provinceId);
    const { actor, approver, reason } = command;
    for (const { login, rights } of granted) {
      const of = rights.agencies === 'all' ? 'all' : rights.agencies.join(',');
      const target = `${login}: ${rights.roles.join(',')} (${of})`;
      const entry = {
        agencyId: provinceId,
        actor,
        approver,
        action: 'users grant',
        target,
        reason,
        result: 'done',
      };
      await audit.append(manager, { ...entry, ...onRecord });
    }
  }

  async #ground(
    manager: EntityManager,
    on: string,
  ): Promise<UserGround & { readonly stored: readonly StoredOffice[] }> {
    const { house, provinceId, superiors, dutyRules } = this.tools;
    const stored = await readOffices(manager);
    const agencies = new Map(stored.map(({ id, agencyId }) => [id, agencyId]));
    return {
      ...(await knownPeople(manager, house)),
      offices: stored,
      stored,
      agencyOf: ({ id }) => {
        const agency = agencies.get(id);
        return agency === provinceId ? undefined : agency;
      },
      rules: dutyRules(),
      superiors,
      on,
    };
  }
}

interface Deciding {
  readonly plan: readonly PlannedUser[];
  readonly ground: UserGround & { readonly stored: readonly StoredOffice[] };
  readonly form: FormHandedIn;
  readonly command: Command;
  readonly seen: string;
}

function givesRights({ state, before, rights }: PlannedUser): boolean {
  return state !== 'refused' && rights !== undefined && (before === undefined || !sameRights(before, rights));
}

/** The accounts behind the names of a command. */
async function grantersOf(manager: EntityManager, { actor, approver }: Command): Promise<readonly Granter[]> {
  const logins = [actor, approver].flatMap((name) => (name === undefined ? [] : [name.trim().toLowerCase()]));
  const people = await readPeople(manager, logins, undefined);
  return people.map(({ account, agencies }) => ({ login: account, agencies }));
}

function byName(one: User, other: User): number {
  return one.details.fullName < other.details.fullName ? -1 : 1;
}
