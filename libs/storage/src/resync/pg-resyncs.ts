import { afterAct, causeOf, needsApprover, type Ids, type ResyncAct, type ResyncState } from '@kntc/domain';
import type { DataSource, EntityManager } from 'typeorm';
import type { PgApprovals } from '../access/pg-approvals';
import type { AccountScope, RowScope } from '../access/row-scope';
import type { PgAudit } from '../audit/pg-audit';
import { resultOf } from '../operations/allowed-only';
import { isByTwo } from '../operations/named-id';
import { once } from '../operations/once';
import type { Command, OperationResult } from '../operations/operation';
import { chooseRecords, MOST_RECORDS, type ResyncSubject } from './choose-records';
import { ofReader } from './resync-lists';
import { RESYNC_COLUMNS, type ResyncView, type StoredSubject } from './resync-rows';
import { toStanding, type StandingRow } from './standing-rows';

export interface ResyncTools {
  readonly dataSource: DataSource;
  readonly ids: Ids;
  readonly audit: PgAudit;
  readonly approvals: PgApprovals;
  readonly provinceId: string;
}

/** Who is behind it, beyond the names of the command. */
interface Behind {
  readonly account: AccountScope | undefined;
  /** Logins of those who proved who they are. */
  readonly proved: readonly string[];
}

/** What a subject comes to now. */
export interface ChosenSet {
  readonly rows: readonly StandingRow[];
  readonly denunciations: number;
  /** Why a second person is needed; `undefined`: one is enough. */
  readonly needsApprover: 'many' | 'denunciations' | undefined;
}

/**
 * Re-syncs of many records as one operation: begun once for its key, with the set of its records frozen, then paused, gone on
 * with or stopped. Nothing here makes a record due: that does the one who carries it out, record by record. Every act, refused
 * ones too, is on record. A crash leaves an operation there with all of its records, or not at all.
 */
export class PgResyncs {
  #behind: Behind = { account: undefined, proved: [] };

  constructor(private readonly tools: ResyncTools) {}

  /** The same for somebody who is signed in: records that account may not know of are not there, and only accounts decide. */
  signedIn(account: AccountScope & { readonly login: string }, proved: readonly string[]): PgResyncs {
    const all = [account.login, ...proved];
    const theirs = new PgResyncs({ ...this.tools, approvals: this.tools.approvals.signedIn(all) });
    theirs.#behind = { account: { accountId: account.accountId, agencies: account.agencies }, proved: all };
    return theirs;
  }

  /** The records of a subject as they stand now, at most one more than an operation may have. Reads only. */
  async choose(subject: ResyncSubject): Promise<ChosenSet> {
    return this.#chosen(this.tools.dataSource.manager, subject);
  }

  /**
   * Freezes the set and begins, or waits for `go-on` where it is begun paused. Refused: `nothing-chosen`, `too-many-records`,
   * `needs-approver`, or what these people may not. Done: the id of the operation.
   */
  start(subject: ResyncSubject, isPaused: boolean, command: Command): Promise<OperationResult> {
    const { provinceId } = this.tools;
    return once(this.tools, { name: 'resync start', target: targetOf(subject), command }, async (manager) => {
      const chosen = await this.#chosen(manager, subject);
      const { actor, approver } = command;
      // One person where one is enough; each record is asked about once more by itself.
      const isBulk = chosen.needsApprover !== undefined && isByTwo(command);
      const kind = isBulk ? 'bulk-resend' : 'technical-resend';
      const verdict = await this.tools.approvals.check(manager, { kind, actor, approver });
      const { onRecord } = verdict;
      const agencyId = provinceId;
      const refused = resultOf(verdict, kind) ?? objectionTo(chosen, command);
      if (refused !== undefined) return { result: refused, agencyId, onRecord };
      const id = await this.#insert(manager, { subject, chosen, isPaused, command });
      return { result: { kind: 'done', id }, agencyId, onRecord };
    });
  }

  /** @returns refused `resync-ended`: not possible in the state it is in; records that were made due before go on anyway */
  act(id: string, act: Exclude<ResyncAct, 'end'>, command: Command): Promise<OperationResult> {
    const { provinceId: agencyId } = this.tools;
    return once(this.tools, { name: `resync ${act}`, target: id, command }, async (manager) => {
      const { actor, approver } = command;
      const asked = { kind: 'technical-resend', actor, approver } as const;
      const verdict = await this.tools.approvals.check(manager, asked);
      const { onRecord } = verdict;
      const refused = resultOf(verdict, 'technical-resend');
      if (refused !== undefined) return { result: refused, agencyId, onRecord };
      const state = await this.#locked(manager, id);
      if (state === undefined) return { result: { kind: 'not-found' }, agencyId, onRecord };
      return {
        result: await change(manager, { id, next: afterAct(state, act) }, command),
        agencyId,
        onRecord,
      };
    });
  }

  async find(id: string): Promise<ResyncView | undefined> {
    const rows: ResyncView[] = await this.#select(RESYNC_COLUMNS, id);
    return rows[0];
  }

  /**
   * Records that match the filter or the cause of an operation now and are no part of it: they came after it began. Counted up to
   * what an operation may have.
   */
  async newcomers(id: string, subject: StoredSubject): Promise<number> {
    if (subject.kind === 'records') return 0;
    const { manager } = this.tools.dataSource;
    const rows = await chooseRecords(manager, subject, this.#scope);
    const known: { id: string }[] = await manager.query(
      'select source_record_id::text as id from resync_item where operation_id = $1 and source_record_id = any($2::bigint[])',
      [id, rows.map((row) => row.id)],
    );
    const those = new Set(known.map((one) => one.id));
    return rows.filter((row) => !those.has(row.id)).length;
  }

  get #scope(): RowScope {
    return this.#behind.account ?? 'everything';
  }

  async #chosen(on: Pick<EntityManager, 'query'>, subject: ResyncSubject): Promise<ChosenSet> {
    const rows = await chooseRecords(on, subject, this.#scope);
    const denunciations = rows.filter(({ kind }) => kind === 'TC').length;
    const count = { records: rows.length, denunciations };
    return { rows, denunciations, needsApprover: needsApprover(count, this.tools.approvals.resyncAlone) };
  }

  async #insert(manager: EntityManager, { subject, chosen, isPaused, command }: Starting): Promise<string> {
    const id = this.tools.ids.uuid();
    const { account, proved } = this.#behind;
    const agencies = account === undefined || account.agencies === 'all' ? null : account.agencies;
    await manager.query(
      `insert into resync_operation (id, agency_id, agencies, subject, state, records, denunciations, actor, approver, account_id,
         proved, reason) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
      [
        id,
        this.tools.provinceId,
        agencies,
        JSON.stringify(storedOf(subject)),
        isPaused ? 'paused' : 'running',
        chosen.rows.length,
        chosen.denunciations,
        command.actor,
        command.approver ?? null,
        account?.accountId ?? null,
        proved,
        command.reason,
      ],
    );
    await insertItems(manager, id, chosen.rows);
    return id;
  }

  async #locked(manager: EntityManager, id: string): Promise<ResyncState | undefined> {
    const rows: { state: ResyncState }[] = await this.#select('p.state', id, manager, 'for update of p');
    return rows[0]?.state;
  }

  /** An operation of people of other agencies is not there. */
  #select<Row>(
    columns: string,
    id: string,
    on: Pick<EntityManager, 'query'> = this.tools.dataSource.manager,
    lock = '',
  ): Promise<Row[]> {
    const { seenBy } = ofReader(this.#scope);
    const mine = seenBy === undefined ? 'true' : '(p.account_id = $2::uuid or p.agencies <@ $3::text[])';
    const values = seenBy === undefined ? [] : [seenBy.accountId, seenBy.agencies];
    return on.query(`select ${columns} from resync_operation p where p.id = $1::uuid and ${mine} ${lock}`, [
      id,
      ...values,
    ]);
  }
}

interface Starting {
  readonly subject: ResyncSubject;
  readonly chosen: ChosenSet;
  readonly isPaused: boolean;
  readonly command: Command;
}

function objectionTo({ rows, needsApprover: why }: ChosenSet, command: Command): OperationResult | undefined {
  if (rows.length === 0) return { kind: 'refused', why: 'nothing-chosen' };
  if (rows.length > MOST_RECORDS) return { kind: 'refused', why: 'too-many-records' };
  return why !== undefined && !isByTwo(command) ? { kind: 'refused', why: 'needs-approver' } : undefined;
}

/** In the words of the audit: never a key of a record, which may say who somebody is. */
function targetOf(subject: ResyncSubject): string {
  switch (subject.kind) {
    case 'records':
      return `${subject.references.length + subject.keys.length} hồ sơ`;
    case 'filter':
      return 'theo bộ lọc';
    case 'cause':
      return `nguyên nhân ${subject.cause}`;
  }
}

function storedOf(subject: ResyncSubject): StoredSubject {
  return subject.kind === 'records' ? { kind: 'records' } : subject;
}

async function insertItems(manager: EntityManager, id: string, rows: readonly StandingRow[]): Promise<void> {
  const causes = rows.map((row) => causeOf(toStanding(row)));
  await manager.query(
    `insert into resync_item (operation_id, position, agency_id, source_record_id, national_record_id, cause, attempt_no)
     select $1, w.position, w.agency, w.record, w.national, w.cause, w.attempt
     from unnest($2::int[], $3::text[], $4::bigint[], $5::uuid[], $6::jsonb[], $7::int[])
       as w(position, agency, record, national, cause, attempt)`,
    [
      id,
      rows.map((_row, at) => at + 1),
      rows.map((row) => row.owner_id),
      rows.map((row) => row.id),
      rows.map((row) => row.national_record_id),
      causes.map((cause) => (cause === undefined ? null : JSON.stringify(cause))),
      rows.map((row) => row.attempt_no),
    ],
  );
}

async function change(
  manager: EntityManager,
  { id, next }: { readonly id: string; readonly next: ResyncState | undefined },
  { actor, reason }: Command,
): Promise<OperationResult> {
  if (next === undefined) return { kind: 'refused', why: 'resync-ended' };
  await manager.query(
    `update resync_operation set state = $2, changed_at = clock_timestamp(), changed_by = $3, change_reason = $4,
       ended_at = case when $2 = 'stopped' then clock_timestamp() end, taken_until = null where id = $1`,
    [id, next, actor, reason],
  );
  if (next === 'stopped')
    await manager.query(
      "update resync_item set state = 'stopped' where operation_id = $1 and state = 'chosen'",
      [id],
    );
  return { kind: 'done', id };
}
