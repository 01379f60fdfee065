import {
  resultOf as resultOfItem,
  type ResyncCause,
  type ResyncResult,
  type ResyncStore,
} from '@kntc/domain';
import { readPeople } from '../access/decider-rows';
import type { RowScope } from '../access/row-scope';
import type { OperationResult } from '../operations/operation';
import type { ResyncTools } from './pg-resyncs';
import { releaseRecord, type Released, type ReleaseTools } from './release-item';
import { STANDING_COLUMNS, STANDING_TABLES, toStanding, type StandingRow } from './standing-rows';

const TAKE = `
  with free as (
    select p.id from resync_operation p where p.state = 'running'
      and (p.taken_by = $1::uuid or p.taken_until is null or p.taken_until < clock_timestamp())
    order by p.begun_at limit 1 for update skip locked)
  update resync_operation p set taken_by = $1::uuid, taken_until = clock_timestamp() + make_interval(secs => $2::float8 / 1000)
  from free where p.id = free.id returning p.id`;

const NEXT = `
  select i.position, i.source_record_id::text as record, i.national_record_id as national, i.attempt_no as attempt
  from resync_item i join resync_operation p on p.id = i.operation_id and p.state = 'running'
  where i.operation_id = $1 and i.state = 'chosen' order by i.position limit $2`;

/** Nothing is left whose turn has not come. */
const END = `
  update resync_operation p set state = 'done', ended_at = clock_timestamp(), taken_until = null
  where p.id = $1 and p.state = 'running'
    and not exists (select from resync_item i where i.operation_id = p.id and i.state = 'chosen')`;

/** It was made due although a person stopped the rest meanwhile: then that is what it is. */
const NOTE = `
  update resync_item set state = $3, how = $4, why = $5,
    released_at = case when $3 = 'released' then clock_timestamp() end
  where operation_id = $1 and position = $2 and state in ('chosen', 'stopped')`;

/** How long a bad result is looked at again: who judged it may not yet have known what a person had mended. */
const LOOK_AGAIN = `interval '60 seconds'`;

const PENDING = `
  select i.operation_id, i.position, i.cause, i.attempt_no as chosen_attempt, i.result as known_result,
    i.result_code as known_code, ${STANDING_COLUMNS}
  from resync_item i join ${STANDING_TABLES} on true
  where i.source_record_id = s.id and (i.national_record_id is null or i.national_record_id = s.national_record_id)
    and i.state = 'released' and (i.result is null
      or (i.result in ('failing', 'new-cause') and i.released_at > clock_timestamp() - ${LOOK_AGAIN}))
  order by i.released_at limit $1`;

const SETTLE = `
  update resync_item i set result = w.result, result_code = w.code, settled_at = clock_timestamp()
  from unnest($1::uuid[], $2::int[], $3::text[], $4::text[]) as w(operation, position, result, code)
  where i.operation_id = w.operation and i.position = w.position`;

interface PendingRow extends StandingRow {
  readonly operation_id: string;
  readonly position: number;
  readonly cause: ResyncCause | null;
  readonly chosen_attempt: number | null;
  readonly known_result: ResyncResult['kind'] | null;
  readonly known_code: string | null;
}

interface OperationRow {
  readonly actor: string;
  readonly approver: string | null;
  readonly account_id: string | null;
  readonly proved: readonly string[];
  readonly reason: string;
}

interface NextRow {
  readonly position: number;
  readonly record: string;
  readonly national: string | null;
  readonly attempt: number | null;
}

/** {@link ResyncStore} in PostgreSQL. */
export class PgResyncStore implements ResyncStore {
  constructor(private readonly tools: ResyncTools) {}

  async take(process: string, leaseMs: number): Promise<string | undefined> {
    const [rows]: [{ id: string }[], number] = await this.tools.dataSource.query(TAKE, [process, leaseMs]);
    return rows[0]?.id;
  }

  async release(id: string, limit: number): Promise<number> {
    const { dataSource } = this.tools;
    const rows: NextRow[] = await dataSource.query(NEXT, [id, limit]);
    const [operation]: OperationRow[] = await dataSource.query(
      'select actor, approver, account_id, proved, reason from resync_operation where id = $1',
      [id],
    );
    if (operation === undefined) return 0;
    let released = 0;
    for (const row of rows) {
      // A person may stop it in the middle: what was not made due yet stays.
      if (!(await this.#isRunning(id))) return released;
      await this.#release(id, row, await this.#behind(operation), operation);
      released += 1;
    }
    if (rows.length < limit) await dataSource.query(END, [id]);
    return released;
  }

  async #isRunning(id: string): Promise<boolean> {
    const rows: unknown[] = await this.tools.dataSource.query(
      "select 1 from resync_operation where id = $1 and state = 'running'",
      [id],
    );
    return rows.length > 0;
  }

  async settle(limit: number): Promise<number> {
    const { dataSource } = this.tools;
    const rows: PendingRow[] = await dataSource.query(PENDING, [limit]);
    const settled = rows.flatMap((row) => {
      const chosen = { cause: row.cause ?? undefined, attemptNo: row.chosen_attempt ?? undefined };
      const result = resultOfItem(toStanding(row), chosen);
      const code = result !== undefined && 'code' in result ? (result.code ?? null) : null;
      const isNews = result !== undefined && (result.kind !== row.known_result || code !== row.known_code);
      return isNews ? [{ row, kind: result.kind, code }] : [];
    });
    if (settled.length === 0) return 0;
    await dataSource.query(SETTLE, [
      settled.map(({ row }) => row.operation_id),
      settled.map(({ row }) => row.position),
      settled.map(({ kind }) => kind),
      settled.map(({ code }) => code),
    ]);
    return settled.length;
  }

  /** Each by itself: what one of them is refused stops none of the others. */
  async #release(id: string, row: NextRow, tools: ReleaseTools, operation: OperationRow): Promise<void> {
    const { actor, approver, reason } = operation;
    const command = {
      actor,
      approver: approver ?? undefined,
      reason,
      idempotencyKey: `${id}:${row.position}`,
    };
    const record = {
      id: row.record,
      nationalRecordId: row.national ?? undefined,
      attemptNo: row.attempt ?? undefined,
    };
    const { state, how, why } = noteOf(await releaseRecord(tools, record, command));
    await this.tools.dataSource.query(NOTE, [id, row.position, state, how, why]);
  }

  /** The word of whoever began it counts as it did then; what that account may see now counts today. */
  async #behind({ actor, account_id: account, proved }: OperationRow): Promise<ReleaseTools> {
    const { dataSource, approvals } = this.tools;
    if (account === null) return { ...this.tools, scope: 'everything' };
    const [person] = await readPeople(dataSource.manager, [actor], undefined);
    const scope: RowScope = { accountId: account, agencies: person?.agencies ?? [] };
    return { ...this.tools, approvals: approvals.signedIn(proved), scope };
  }
}

function noteOf({ result, how }: Released): {
  readonly state: 'released' | 'skipped';
  readonly how: 'due' | 'judge' | null;
  readonly why: string | null;
} {
  const first: OperationResult =
    result.kind === 'repeated' ? (result.before ?? { kind: 'not-found' }) : result;
  if (first.kind === 'done') return { state: 'released', how: how ?? null, why: null };
  return { state: 'skipped', how: null, why: first.kind === 'refused' ? first.why : 'not-found' };
}
