import { dateInVietnam, ENTERED_BY_HAND, judgeEntries, MAY_STAND_ALREADY, returnedRows } from '@kntc/domain';
import type { ApprovalKind, EntryAnswer, EntryState, Ids, JudgedEntries, ReadSheet } from '@kntc/domain';
import type { DataSource, EntityManager } from 'typeorm';
import type { PgApprovals } from '../access/pg-approvals';
import { scopeOfNamed } from '../access/named-scope';
import type { AccountScope, RowScope } from '../access/row-scope';
import type { PgAudit } from '../audit/pg-audit';
import { HANDED_OUT } from '../lanes/lane-statements';
import { allowedOnly } from '../operations/allowed-only';
import { isByTwo } from '../operations/named-id';
import { once } from '../operations/once';
import type { Command, OperationResult } from '../operations/operation';
import { toJsonb } from '../rows/to-jsonb';
import { unlessTaken } from '../rows/unless-taken';
import { chooseEntries, kindOf, type ChosenEntries, type WantedBatch } from './choose-entries';
import {
  agenciesOf,
  cellsOf,
  toRow,
  wholeOf,
  type BatchView,
  type BookTools,
  type StoredRow,
  type Whole,
  type WorkbookRow,
} from './entry-book';
import { handOut, readRecords } from './entry-records';
import { objectionToHandingOut } from './may-hand-out';
import { batches, CANCEL, ENTERED, LEAVE_BATCH, NOT_ENTERED, OWNERS } from './entry-statements';

export interface EntryTools extends BookTools {
  readonly dataSource: DataSource;
  readonly ids: Ids;
  readonly audit: PgAudit;
  readonly approvals: PgApprovals;
}

export interface ExportedBatch {
  readonly result: OperationResult;
  /** Absent where nothing was chosen: refused, or done before. */
  readonly leftOut?: ChosenEntries['leftOut'] | undefined;
}

/** Answers of a workbook that came back. */
export interface ReturnedAnswers {
  readonly answers: readonly EntryAnswer[];
  /** Of the file they were read from. */
  readonly workbookSha256: string;
}

interface OnBatch {
  readonly name: string;
  readonly command: Command;
  /** Default: what handing the batch out takes. */
  readonly kind?: ApprovalKind;
}

/**
 * Batches of steps that people type on the national web. A step is handed out once: from then on its record is unknown until
 * the batch is back, and nothing sends it. Nothing of what is handed out is stored; workbooks are made anew.
 */
export class PgEntryBatches {
  #scope: RowScope = 'everything';

  constructor(private readonly tools: EntryTools) {}

  /** The same for somebody who is signed in. @param proved who else proved who they are */
  signedIn(account: AccountScope & { readonly login: string }, proved: readonly string[]): PgEntryBatches {
    const approvals = this.tools.approvals.signedIn([account.login, ...proved]);
    const theirs = new PgEntryBatches({ ...this.tools, approvals });
    theirs.#scope = { accountId: account.accountId, agencies: account.agencies };
    return theirs;
  }

  /** The same for whoever is named at the command line: what that account must not know of is not there either. */
  async named(actor: string | undefined): Promise<PgEntryBatches> {
    const { dataSource, approvals } = this.tools;
    const theirs = new PgEntryBatches(this.tools);
    theirs.#scope = await scopeOfNamed(dataSource.manager, approvals, actor);
    return theirs;
  }

  /** Hands out what is due of an agency that enters by hand; denunciations only by two people. */
  async export(wanted: WantedBatch, command: Command): Promise<ExportedBatch> {
    const { agency, withDenunciations } = wanted;
    const kind = kindOf(withDenunciations);
    let leftOut: ExportedBatch['leftOut'];
    const result = await once(this.tools, { name: 'batch export', target: agency, command }, (manager) =>
      allowedOnly({ ...this.tools, manager }, { kind, command, agencyId: agency }, async () => {
        if (withDenunciations && !isByTwo(command)) return { kind: 'refused', why: 'needs-approver' };
        const why = await objectionToHandingOut(manager, agency);
        if (why !== undefined) return { kind: 'refused', why };
        const chosen = await chooseEntries({ ...this.tools, manager }, wanted, command);
        ({ leftOut } = chosen);
        if (chosen.records.length === 0) return { kind: 'refused', why: 'nothing-to-enter' };
        const [made]: { id: string }[] = await manager.query(
          `insert into entry_batch (agency_id, with_denunciations, made_by, reason) values ($1, $2, $3, $4)
           returning id::text as id`,
          [agency, withDenunciations, command.actor, command.reason],
        );
        const id = made?.id ?? '';
        await handOut(manager, { id, agency }, chosen.records);
        return { kind: 'done', id };
      }),
    );
    return { result, leftOut };
  }

  /** Batches, newest first, of the agencies the reader works for. */
  list(scope: RowScope = this.#scope): Promise<readonly BatchView[]> {
    const where = '$1::text[] is null or b.agency_id = any($1)';
    return this.tools.dataSource.query(batches(where), [agenciesOf(scope)]);
  }

  async view(id: string, scope: RowScope = this.#scope): Promise<BatchView | undefined> {
    return (await wholeOf(this.tools.dataSource.manager, id, scope))?.view;
  }

  /** The rows of a batch for a file; those that cannot be made again as they were come without cells. */
  async workbook(
    id: string,
    command: Command,
  ): Promise<{ readonly result: OperationResult; readonly rows: readonly WorkbookRow[] }> {
    const result = await this.#onBatch(id, { name: 'batch workbook', command }, async (_manager, { view }) =>
      view.withDenunciations && !isByTwo(command)
        ? { kind: 'refused', why: 'needs-approver' }
        : { kind: 'done', id },
    );
    const done = result.kind === 'repeated' ? result.before : result;
    const { manager } = this.tools.dataSource;
    const whole = done?.kind === 'done' ? await wholeOf(manager, id, this.#scope) : undefined;
    return { result, rows: whole === undefined ? [] : await cellsOf(manager, whole, this.tools) };
  }

  /**
   * What a workbook that came back says of a batch, row by row; changes nothing. `undefined`: there is no such batch for this
   * reader; `not-a-batch`: it is no workbook of any.
   */
  async judge(
    id: string,
    sheets: readonly ReadSheet[],
    now: Date,
  ): Promise<JudgedEntries | 'not-a-batch' | undefined> {
    const { dataSource, keyedDigest: keyed, planning } = this.tools;
    const whole = await wholeOf(dataSource.manager, id, this.#scope);
    if (whole === undefined) return undefined;
    const rows = whole.rows.map(toRow);
    const returned = returnedRows(sheets, { batch: id, rows, keyed });
    if (returned === undefined) return 'not-a-batch';
    return judgeEntries(rows, returned, {
      isId: (text) => planning.isId(text),
      owners: await this.#owners(returned.map((one) => one.id.trim()).filter((one) => one !== '')),
      madeOn: dateInVietnam(new Date(whole.view.madeAt)),
      today: dateInVietnam(now),
    });
  }

  /** Records of ours that ids stand for, by id in lower case. */
  async #owners(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const wanted = [...new Set(ids.flatMap((one) => [one, one.toLowerCase(), one.toUpperCase()]))];
    const rows: { id: string; reference: string }[] = await this.tools.dataSource.query(OWNERS, [wanted]);
    return new Map(rows.map(({ id, reference }) => [id, reference]));
  }

  /**
   * Records what came back, by two people: under an id that is named go all later steps. Read twice it changes nothing. An id that
   * another record got since the workbook was judged refuses the whole; judged anew, its row says so and the others are recorded.
   */
  read(id: string, returned: ReturnedAnswers, command: Command): Promise<OperationResult> {
    const how = { name: 'batch read', command, kind: 'content' as const };
    return this.#onBatch(id, how, async (manager, whole) => {
      if (!isByTwo(command)) return { kind: 'refused', why: 'needs-approver' };
      if (whole.view.cancelledAt !== null) return { kind: 'refused', why: 'batch-cancelled' };
      const settled = await this.#settle(manager, whole, { ...returned, actor: command.actor });
      if (settled === 'id-taken') return { kind: 'refused', why: 'id-taken' };
      await this.#onRecord(manager, whole, { ...returned, command });
      return { kind: 'done', id };
    });
  }

  /** Takes a batch back. What of it was typed nobody knows: people find out, and nothing goes out before. */
  cancel(id: string, command: Command): Promise<OperationResult> {
    return this.#onBatch(id, { name: 'batch cancel', command }, async (manager, { view }) => {
      if (view.cancelledAt !== null) return { kind: 'refused', why: 'batch-cancelled' };
      if (view.rows.open === undefined) return { kind: 'refused', why: 'batch-ended' };
      await manager.query(CANCEL, [id, command.actor, ENTERED_BY_HAND, MAY_STAND_ALREADY]);
      await manager.query(
        `update entry_batch set cancelled_at = clock_timestamp(), cancelled_by = $2, cancel_reason = $3 where id = $1::bigint`,
        [id, command.actor, command.reason],
      );
      return { kind: 'done', id };
    });
  }

  #onBatch(
    id: string,
    { name, command, kind }: OnBatch,
    act: (manager: EntityManager, whole: Whole) => Promise<OperationResult>,
  ): Promise<OperationResult> {
    return once(this.tools, { name, target: id, command }, async (manager) => {
      await manager.query('select 1 from entry_batch where id = $1::bigint for update', [id]);
      const whole = await wholeOf(manager, id, this.#scope);
      if (whole === undefined) return { result: { kind: 'not-found' }, agencyId: '' };
      const { agency: agencyId, withDenunciations } = whole.view;
      const asked = { kind: kind ?? kindOf(withDenunciations), command, agencyId };
      return allowedOnly({ ...this.tools, manager }, asked, () => act(manager, whole));
    });
  }

  async #settle(
    manager: EntityManager,
    whole: Whole,
    { answers, workbookSha256, actor }: ReturnedAnswers & { readonly actor: string },
  ): Promise<'settled' | 'id-taken'> {
    const { id } = whole.view;
    const entered = answers.flatMap((one) => (one.kind === 'entered' ? [toEntered(one)] : []));
    const values = [id, toJsonb(entered), workbookSha256, actor, 'two-persons'];
    if ((await unlessTaken(manager, (within) => within.query(ENTERED, values))) === 'id-taken')
      return 'id-taken';
    const others = await this.#masked(manager, whole, answers);
    await manager.query(NOT_ENTERED, [id, toJsonb(others), workbookSha256, actor]);
    await manager.query(LEAVE_BATCH, [id]);
    return 'settled';
  }

  /** Each record tells who had its steps acknowledged, and by which file. */
  async #onRecord(
    manager: EntityManager,
    { view, rows }: Whole,
    { answers, workbookSha256, command }: ReturnedAnswers & { readonly command: Command },
  ): Promise<void> {
    const { actor, approver } = command;
    const references = new Set(answers.flatMap(({ position }) => referenceAt(rows, position) ?? []));
    for (const target of references) {
      const reason = `đợt ${view.id}, tệp SHA-256 ${workbookSha256}`;
      const entry = { agencyId: view.agency, actor, approver, action: 'batch read', target, reason };
      await this.tools.audit.append(manager, { ...entry, result: 'done' });
    }
  }

  /** What may be kept of refusals: codes and names of fields, nothing of the case. */
  async #masked(
    manager: EntityManager,
    { view, rows }: Whole,
    answers: readonly EntryAnswer[],
  ): Promise<readonly { readonly position: number; readonly state: EntryState; readonly reason: string }[]> {
    const others = answers.filter((one) => one.kind !== 'entered');
    if (others.length === 0) return [];
    const found = await readRecords(manager, this.tools, [HANDED_OUT, [view.id]]);
    const records = new Map(found.map((record) => [record.reference, record]));
    return others.map((one) => {
      if (one.kind === 'not-entered')
        return { position: one.position, state: one.kind, reason: 'not-entered' };
      const record = records.get(referenceAt(rows, one.position) ?? '');
      const said = record === undefined ? '' : this.tools.planning.withoutPeople(record, one.note);
      return { position: one.position, state: one.kind, reason: said.slice(0, LONGEST_REASON) };
    });
  }
}

const LONGEST_REASON = 500;

function toEntered(
  one: Extract<EntryAnswer, { readonly kind: 'entered' }>,
): Readonly<Record<string, unknown>> {
  const { position, resultId, enteredOn, enteredBy } = one;
  return { position, result_id: resultId, entered_on: enteredOn, entered_by: enteredBy };
}

function referenceAt(rows: readonly StoredRow[], position: number): string | undefined {
  return rows.find((row) => row.position === position)?.reference;
}
