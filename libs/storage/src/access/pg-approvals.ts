import {
  dateInVietnam,
  isAmong,
  isSamePerson,
  mayAsk,
  mayDecide,
  mayHandleToken,
  onRecord,
  refusedFor,
  RESYNC_ALONE,
  toLogin,
} from '@kntc/domain';
import type {
  AccessDecision,
  AccessRefusal,
  AccessRules,
  ApprovalKind,
  Clock,
  Proof,
  TokenHandled,
} from '@kntc/domain';
import type { EntityManager } from 'typeorm';
import { ACCOUNTS_REQUIRED, readCase, readPeople, readRecords } from './decider-rows';
import type { CaseStanding, KnownPerson, RecordStanding } from './decider-rows';
import { isOrphaned } from './is-orphaned';

/** What a province decides about who counts as a person who decides: what is in force (`PgAccessSettings`), not what a file says. */
export type ApprovalRules = Pick<AccessRules, 'requireAccounts' | 'requireProof'> &
  Partial<Pick<AccessRules, 'resyncAlone'>>;

/** Something that is about to be decided, by the names under which people stand behind it. */
export interface Asked {
  readonly kind: ApprovalKind;
  readonly actor: string;
  readonly approver?: string | undefined;
  /** Whose case; without it, and without `agencyId`, it is about no case. */
  readonly reference?: string | undefined;
  /** Of something that has no reference yet. */
  readonly agencyId?: string | undefined;
  /** Login of whose power or view grows by it: that one takes no part. */
  readonly inFavourOf?: string | undefined;
  /** Of kind `tokens`. */
  readonly token?: TokenHandled | undefined;
}

/** Who stands behind it, as the audit writes them. */
export interface OnRecord {
  readonly actor: string;
  readonly approver: string | undefined;
}

/** Something of which one person does the first part and another one the second, later. */
export type TwoActs = Pick<Asked, 'kind' | 'reference'>;

/** The people of something that is judged case by case. */
export type Together = Pick<Asked, 'kind' | 'actor' | 'approver'>;

export type Verdict =
  | { readonly kind: 'allowed'; readonly onRecord: OnRecord }
  | { readonly kind: 'refused'; readonly why: AccessRefusal; readonly onRecord: OnRecord };

/**
 * The one place that answers who may have something done: names become accounts with their roles, agencies, position,
 * delegations of the day and exclusions, and `mayDecide` judges them. Asked inside the transaction of what is decided,
 * so that nothing changes in between. As long as no accounts decide here, names that were typed are taken as they are –
 * and stand in the audit as typed; the rules of each act about two different people hold anyway.
 */
export class PgApprovals {
  constructor(
    private readonly clock: Clock,
    private readonly rules: ApprovalRules,
    private readonly verified: readonly string[] = [],
  ) {}

  /** The same, where these people have proved who they are: by session or by a token of their own. */
  knowing(logins: readonly string[]): PgApprovals {
    return new PgApprovals(this.clock, this.rules, logins);
  }

  /** The same among people of whom one is signed in: names that were typed count for nothing there. */
  signedIn(logins: readonly string[]): PgApprovals {
    return new PgApprovals(this.clock, { ...this.rules, requireAccounts: 'always' }, logins);
  }

  /** How many records one person may have re-synced at once. */
  get resyncAlone(): number {
    return this.rules.resyncAlone ?? RESYNC_ALONE;
  }

  /** Whether only accounts decide. */
  async isByAccounts(manager: Queries): Promise<boolean> {
    if (this.rules.requireAccounts === 'always') return true;
    const rows: { required: boolean }[] = await manager.query(`select ${ACCOUNTS_REQUIRED} as required`);
    return rows[0]?.required === true;
  }

  /** Whether these people together may have it done now. */
  check(manager: Queries, asked: Asked): Promise<Verdict> {
    return this.#judge(manager, asked, (people, context) => mayDecide(asked.kind, people, context));
  }

  /** Whether somebody may begin what another person will decide, or look at it. */
  firstAct(manager: Queries, { kind, reference }: TwoActs, actor: string): Promise<Verdict> {
    return this.#judge(manager, { kind, reference, actor }, (people, context) =>
      mayAsk(kind, people.actor, context),
    );
  }

  /** Whether the second person may decide what the first one began; the first one's account must still be good for it. */
  async secondAct(
    manager: Queries,
    acts: TwoActs,
    [actor, approver]: readonly [string, string],
  ): Promise<Verdict> {
    if (!isSamePerson(actor, approver)) {
      const verdict = await this.#judge(
        manager,
        { ...acts, actor, approver, proves: [approver] },
        (people, context) => mayDecide(acts.kind, people, context),
      );
      // How the first person was known stands with the first act.
      return { ...verdict, onRecord: { ...verdict.onRecord, actor } };
    }
    const { onRecord: names } = await this.firstAct(manager, acts, approver);
    return { kind: 'refused', why: 'same-person', onRecord: names };
  }

  /** Whether somebody may do what another person gave their word for earlier; whoever gave it must still be good for it. */
  async onWordOf(
    manager: Queries,
    acts: TwoActs,
    { actor, approver }: { readonly actor: string; readonly approver: string },
  ): Promise<Verdict> {
    const asked = { ...acts, actor, approver, proves: [actor] };
    const verdict = await this.#judge(manager, asked, (people, context) =>
      mayDecide(acts.kind, people, context),
    );
    return { ...verdict, onRecord: { ...verdict.onRecord, approver } };
  }

  /**
   * References of those records of some cases that these people may have it done about, judged one by one; what one of
   * them must not know of is not among them. `all` where typed names count. Whether they may at all says {@link check}.
   */
  async among(
    manager: Queries,
    asked: Together,
    caseIds: readonly string[],
  ): Promise<'all' | ReadonlySet<string>> {
    const records = await this.#recordsAmong(manager, asked, caseIds);
    return records === undefined ? 'all' : new Set(records.map(({ reference }) => reference));
  }

  /** The same by case: those of which they may have it done about a record. */
  async casesAmong(
    manager: Queries,
    asked: Together,
    caseIds: readonly string[],
  ): Promise<ReadonlySet<string>> {
    const records = await this.#recordsAmong(manager, asked, caseIds);
    return new Set(records?.map(({ caseId }) => caseId) ?? caseIds);
  }

  /** The same of what is no case: agencies about whose own they may have it done. */
  async agenciesAmong(
    manager: Queries,
    { kind, actor, approver }: Together,
    agencyIds: readonly string[],
  ): Promise<ReadonlySet<string>> {
    if (!(await this.isByAccounts(manager))) return new Set(agencyIds);
    const { find, context } = await this.#people(manager, { kind, actor, approver });
    const [first, second] = [find(actor), find(approver ?? '')];
    if (first === undefined || isAwaited(first) || isAwaited(second)) return new Set();
    const people = { actor: first, approver: second };
    const isTheirs = (agencyId: string): boolean =>
      mayDecide(kind, people, contextOf({ agencyId }, undefined, context.on)).kind === 'allowed';
    return new Set(agencyIds.filter(isTheirs));
  }

  /** `undefined`: typed names count, so all. */
  async #recordsAmong(
    manager: Queries,
    { kind, actor, approver }: Together,
    caseIds: readonly string[],
  ): Promise<readonly RecordStanding[] | undefined> {
    if (!(await this.isByAccounts(manager))) return undefined;
    const { find, context } = await this.#people(manager, { kind, actor, approver });
    const [first, second] = [find(actor), find(approver ?? '')];
    if (isAwaited(first) || isAwaited(second)) return [];
    const logins = [first, second].flatMap((one) => one?.account ?? []);
    const records = await readRecords(manager, caseIds, logins);
    return records.filter((record) => {
      const about = <T extends KnownPerson | undefined>(one: T) =>
        one && { ...one, isExcluded: record.excluded.includes(one.account) };
      const by = about(first);
      const people = by && { actor: by, approver: about(second) };
      return people && mayDecide(kind, people, contextOf({}, record, context.on)).kind === 'allowed';
    });
  }

  async #judge(manager: Queries, asked: Asked & Proving, judge: Judge): Promise<Verdict> {
    if (!(await this.isByAccounts(manager)) || (await isOrphaned(manager, asked.kind)))
      return { kind: 'allowed', onRecord: this.#onRecord(asked, () => 'typed') };
    const people = await this.#people(manager, asked);
    const decision = this.#decide(asked, people, judge);
    const names = this.#onRecord(asked, (name) =>
      people.find(name) === undefined ? 'typed' : this.#isVerified(name) ? 'verified' : 'named',
    );
    return { ...decision, onRecord: names };
  }

  #decide(asked: Asked & Proving, { find, context }: People, judge: Judge): AccessDecision {
    const { actor, approver, inFavourOf, token } = asked;
    const first = find(actor);
    const second = approver === undefined ? undefined : find(approver);
    if (first === undefined || (approver !== undefined && second === undefined))
      return refusedFor('no-account');
    const both = second === undefined ? [first] : [first, second];
    const awaited = both.find(isAwaited)?.awaits;
    if (awaited !== undefined) return refusedFor(awaited);
    if (both.some((one) => one.account === inFavourOf)) return refusedFor('own-access');
    if (!this.#isProofEnough(asked)) return refusedFor('no-proof');
    if (token !== undefined) return mayHandleToken(first, this.#isVerified(actor), token);
    return judge({ actor: first, approver: second }, context);
  }

  async #people(manager: Queries, asked: Asked): Promise<People> {
    const standing = asked.reference === undefined ? undefined : await readCase(manager, asked.reference);
    const logins = [asked.actor, asked.approver].flatMap((name) => toLogin(name ?? '') ?? []);
    const people = await readPeople(manager, logins, standing?.caseId);
    return {
      find: (name) => people.find(({ account }) => account === toLogin(name)),
      context: contextOf(asked, standing, dateInVietnam(this.clock.now())),
    };
  }

  #isProofEnough({ actor, approver, proves = [actor, approver ?? actor] }: Asked & Proving): boolean {
    return !this.rules.requireProof || proves.every((name) => this.#isVerified(name));
  }

  #isVerified(name: string): boolean {
    return isAmong(this.verified, name);
  }

  #onRecord({ actor, approver }: Asked, proofOf: (name: string) => Proof): OnRecord {
    const written = (name: string): string => onRecord(name, proofOf(name));
    return { actor: written(actor), approver: approver === undefined ? undefined : written(approver) };
  }
}

type Queries = Pick<EntityManager, 'query'>;

function isAwaited(person: KnownPerson | undefined): boolean {
  return person?.awaits !== undefined;
}

type Context = Parameters<typeof mayAsk>[2];
/** Who must prove something now: whoever acts now. */
interface Proving {
  readonly proves?: readonly string[];
}
type Judge = (people: Parameters<typeof mayDecide>[1], context: Context) => AccessDecision;

/** How the audit calls what came of it. */
export function inAudit({ kind }: Verdict): string {
  return kind === 'allowed' ? 'done' : 'refused';
}

interface People {
  readonly find: (name: string) => KnownPerson | undefined;
  readonly context: Context;
}

function contextOf(
  { agencyId }: Pick<Asked, 'agencyId'>,
  standing: CaseStanding | undefined,
  on: string,
): Context {
  const agency = standing?.agencyId ?? agencyId;
  return {
    on,
    ...(agency !== undefined && { agencyId: agency }),
    ...(standing?.isBarred === true && { superiorInstead: standing.routedTo }),
  };
}
