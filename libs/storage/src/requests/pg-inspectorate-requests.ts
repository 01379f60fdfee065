import type { Ids, PartialDate } from '@kntc/domain';
import type { DataSource, EntityManager } from 'typeorm';
import { mayKnowOf } from '../access/may-know-of';
import type { PgApprovals } from '../access/pg-approvals';
import type { AccountScope, RowScope } from '../access/row-scope';
import type { PgAudit } from '../audit/pg-audit';
import { allowedOnly } from '../operations/allowed-only';
import { once, type Acted } from '../operations/once';
import type { Command, OperationResult } from '../operations/operation';

export interface RequestTools {
  readonly dataSource: DataSource;
  readonly ids: Ids;
  readonly audit: PgAudit;
  readonly approvals: PgApprovals;
}

/** A request as it came in. */
export interface NewInspectorateRequest {
  /** Agency that has to answer. */
  readonly agency: string;
  readonly documentNo: string;
  readonly receivedOn: PartialDate;
  readonly dueOn: PartialDate;
  /** Who answers for the reply: an account, a post, a unit. */
  readonly owner: string;
  /** A case it is about. */
  readonly reference?: string | undefined;
}

/** How it was answered. */
export interface RequestReply {
  readonly replyNo: string;
  readonly repliedOn: PartialDate;
}

interface RequestRow {
  readonly agency_id: string;
  readonly reference: string | null;
  readonly received_on: string;
  readonly is_replied: boolean;
}

/**
 * Requests of the inspectorate for data, from the document to its reply (NĐ 55/2022 Đ8(3)); every act, refused ones too, is on
 * record with the number of the document. A crash leaves an act undone, or done and on record.
 */
export class PgInspectorateRequests {
  #scope: RowScope = 'everything';

  constructor(private readonly tools: RequestTools) {}

  /** The same for somebody who is signed in: what that account may not know of is not there, and only accounts decide. */
  signedIn(
    account: AccountScope & { readonly login: string },
    proved: readonly string[],
  ): PgInspectorateRequests {
    const approvals = this.tools.approvals.signedIn([account.login, ...proved]);
    const theirs = new PgInspectorateRequests({ ...this.tools, approvals });
    theirs.#scope = { accountId: account.accountId, agencies: account.agencies };
    return theirs;
  }

  /** @returns `not-found` for a case that is not there; refused: `request-recorded` already, or a day before it came in */
  record(request: NewInspectorateRequest, command: Command): Promise<OperationResult> {
    const { agency, documentNo, reference } = request;
    return this.#once('requests record', `${agency} ${documentNo}`, command, async (manager) => {
      const caseId = reference === undefined ? null : await this.#caseOf(manager, reference);
      if (caseId === undefined) return { result: { kind: 'not-found' }, agencyId: '' };
      const asked = { kind: 'judgement', command, agencyId: agency, reference } as const;
      return allowedOnly({ ...this.tools, manager }, asked, () =>
        this.#insert(manager, { ...request, caseId }, command.actor),
      );
    });
  }

  reply(id: string, { replyNo, repliedOn }: RequestReply, command: Command): Promise<OperationResult> {
    return this.#once('requests reply', id, command, async (manager) => {
      const row = await this.#locked(manager, id);
      if (row === undefined) return { result: { kind: 'not-found' }, agencyId: '' };
      const { agency_id: agencyId, reference } = row;
      const asked = { kind: 'judgement', command, agencyId, reference: reference ?? undefined } as const;
      return allowedOnly({ ...this.tools, manager }, asked, async () => {
        if (row.is_replied) return { kind: 'refused', why: 'request-replied' };
        if (repliedOn < row.received_on) return { kind: 'refused', why: 'day-before' };
        await manager.query(
          `update inspectorate_request set reply_no = $2, replied_on = $3, replied_by = $4, replied_at = clock_timestamp()
           where id = $1`,
          [id, replyNo, repliedOn, command.actor],
        );
        return { kind: 'done' };
      });
    });
  }

  async #insert(
    manager: EntityManager,
    request: NewInspectorateRequest & { readonly caseId: string | null },
    actor: string,
  ): Promise<OperationResult> {
    const { agency, documentNo, receivedOn, dueOn, owner, reference, caseId } = request;
    if (dueOn < receivedOn) return { kind: 'refused', why: 'day-before' };
    const rows: unknown[] = await manager.query(
      `insert into inspectorate_request (id, agency_id, case_id, reference, document_no, received_on, due_on, owner, recorded_by)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (agency_id, document_no, received_on) do nothing returning id`,
      [this.tools.ids.uuid(), agency, caseId, reference ?? null, documentNo, receivedOn, dueOn, owner, actor],
    );
    return rows.length === 0 ? { kind: 'refused', why: 'request-recorded' } : { kind: 'done' };
  }

  /** `undefined`: there is none, or whoever asks must not know of it. */
  async #caseOf(manager: EntityManager, reference: string): Promise<string | undefined> {
    const rows: { case_id: string }[] = await manager.query(
      'select case_id from national_record where reference = $1',
      [reference],
    );
    const id = rows[0]?.case_id;
    return id !== undefined && (await mayKnowOf(manager, this.#scope, { reference })) ? id : undefined;
  }

  async #locked(manager: EntityManager, id: string): Promise<RequestRow | undefined> {
    const rows: RequestRow[] = await manager.query(
      `select agency_id, reference, received_on::text, replied_on is not null as is_replied
       from inspectorate_request where id = $1 for update`,
      [id],
    );
    const [row] = rows;
    if (row === undefined || !this.#isOfTheirs(row)) return undefined;
    const { reference } = row;
    return reference === null || (await mayKnowOf(manager, this.#scope, { reference })) ? row : undefined;
  }

  #isOfTheirs({ agency_id: agency }: RequestRow): boolean {
    const scope = this.#scope;
    return scope === 'everything' || scope.agencies === 'all' || scope.agencies.includes(agency);
  }

  #once(
    name: string,
    target: string,
    command: Command,
    act: (manager: EntityManager) => Promise<Acted>,
  ): Promise<OperationResult> {
    return once(this.tools, { name, target, command }, act);
  }
}
