import { toLogin } from '@kntc/domain';
import type { AccessRefusal, ApprovalKind } from '@kntc/domain';
import type { DataSource } from 'typeorm';
import { audited } from '../audit/audited';
import type { PgAudit } from '../audit/pg-audit';
import { readPeople } from './decider-rows';
import type { PgApprovals } from './pg-approvals';
import type { RowScope } from './row-scope';

export interface ListReadingTools {
  readonly dataSource: DataSource;
  readonly approvals: PgApprovals;
  readonly audit: PgAudit;
  readonly provinceId: string;
}

/** A list somebody asks for. */
export interface WantedList {
  /** As the audit calls it; of a single case its reference. */
  readonly what: string;
  readonly isCase?: boolean;
  /** Whoever may have such a thing done, or begin it, may read the list. */
  readonly kind: ApprovalKind;
  readonly actor: string | undefined;
}

export type ListRead<T> =
  | { readonly kind: 'read'; readonly rows: readonly T[] }
  /** Accounts decide, and nobody was named. */
  | { readonly kind: 'nobody-named' }
  | { readonly kind: 'refused'; readonly why: AccessRefusal };

/**
 * Lists of records at the command line. As long as typed names count, whoever has the machine reads all of them. Once
 * accounts decide, a person reads them: what that person must not know of, or what is of other agencies, is left out as if
 * there were none, and the look is on record before the answer leaves.
 */
export class PgListReading {
  constructor(private readonly tools: ListReadingTools) {}

  async read<T>(wanted: WantedList, read: (scope: RowScope) => Promise<readonly T[]>): Promise<ListRead<T>> {
    const { dataSource, approvals } = this.tools;
    const { kind, actor } = wanted;
    if (!(await approvals.isByAccounts(dataSource.manager)))
      return { kind: 'read', rows: await read('everything') };
    if (actor === undefined) return { kind: 'nobody-named' };
    const verdict = await approvals.firstAct(dataSource.manager, { kind }, actor);
    const [person] = await readPeople(dataSource.manager, [toLogin(actor) ?? ''], undefined);
    const why = verdict.kind === 'refused' ? verdict.why : 'no-account';
    const rows =
      verdict.kind === 'refused' || person === undefined
        ? undefined
        : await read({ accountId: person.accountId, agencies: person.agencies });
    await this.#note(wanted, verdict.onRecord.actor, rows?.length);
    return rows === undefined ? { kind: 'refused', why } : { kind: 'read', rows };
  }

  #note({ what, isCase }: WantedList, actor: string, count: number | undefined): Promise<void> {
    const entry = {
      agencyId: this.tools.provinceId,
      actor,
      action: isCase === true ? 'case read' : 'list read',
      target: what,
      reason: isCase === true || count === undefined ? '' : `${count}`,
      result: count === undefined ? 'refused' : isCase === true && count === 0 ? 'not-there' : 'done',
    };
    return audited(this.tools, async () => ({ result: undefined, entry }));
  }
}
