import {
  APPROVAL_KINDS,
  dateInVietnam,
  mayApprove,
  mayAsk,
  needsSecondPerson,
  refusedFor,
} from '@kntc/domain';
import type { AccessDecision, ApprovalKind, Clock, Decider } from '@kntc/domain';
import type { DataSource } from 'typeorm';
import { readCase, readPeople, type CaseStanding, type KnownPerson } from './decider-rows';
import type { PgApprovals } from './pg-approvals';
import { visibleCase } from './visible-case';

/** What an account may have to do with one kind of decision; `approves` absent where one person is enough. */
export interface ExplainedDecision {
  readonly of: ApprovalKind;
  readonly asks: AccessDecision;
  readonly approves?: AccessDecision;
}

/** How an account stands, to the gateway and – where one was named – to a case. Nothing of what the case says. */
export interface Explanation {
  /** As long as typed names decide, roles of accounts count for the API only. */
  readonly isByAccounts: boolean;
  readonly person: KnownPerson;
  readonly decisions: readonly ExplainedDecision[];
  readonly seen?: 'seen' | 'excluded' | 'other-agency' | 'no-such-case';
}

/** Answers why somebody may or may not see or decide something, by the same rules that decide it. */
export class PgExplanations {
  constructor(
    private readonly dataSource: DataSource,
    private readonly approvals: PgApprovals,
    private readonly clock: Clock,
  ) {}

  /** `undefined`: there is no such account, or it is disabled. */
  async explain(login: string, reference: string | undefined): Promise<Explanation | undefined> {
    const { manager } = this.dataSource;
    const standing = reference === undefined ? undefined : await readCase(manager, reference);
    const [person] = await readPeople(manager, [login], standing?.caseId);
    if (person === undefined) return undefined;
    const context = this.#contextOf(standing);
    return {
      isByAccounts: await this.approvals.isByAccounts(manager),
      person,
      decisions: APPROVAL_KINDS.map((of) => explained(of, person, context)),
      ...(reference !== undefined && { seen: await this.#seen(reference, person, standing) }),
    };
  }

  async #seen(
    reference: string,
    { accountId, agencies, isExcluded }: KnownPerson,
    standing: CaseStanding | undefined,
  ): Promise<NonNullable<Explanation['seen']>> {
    if (standing === undefined) return 'no-such-case';
    if (isExcluded) return 'excluded';
    const seen = await visibleCase(this.dataSource, reference, { accountId, agencies });
    return seen === undefined ? 'other-agency' : 'seen';
  }

  #contextOf(standing: CaseStanding | undefined): Parameters<typeof mayAsk>[2] {
    return {
      on: dateInVietnam(this.clock.now()),
      ...(standing !== undefined && { agencyId: standing.agencyId }),
      ...(standing?.isBarred === true && { superiorInstead: standing.routedTo }),
    };
  }
}

function explained(
  of: ApprovalKind,
  person: KnownPerson,
  context: Parameters<typeof mayAsk>[2],
): ExplainedDecision {
  const awaited = person.awaits && refusedFor(person.awaits);
  const asks = awaited ?? mayAsk(of, person, context);
  if (!needsSecondPerson(of)) return { of, asks };
  if (awaited !== undefined) return { of, asks, approves: awaited };
  return { of, asks, approves: mayApprove(of, person, { ...context, requester: somebodyElse(person) }) };
}

/** Who could have asked: an account of the other side, which is no one in particular. */
function somebodyElse({ roles }: Decider): Pick<Decider, 'account' | 'roles'> {
  return { account: '', roles: [roles.includes('approver') ? 'config-admin' : 'approver'] };
}
