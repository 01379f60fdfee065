import { MAY_STAND_ALREADY } from '@kntc/domain';
import type { ApprovalKind, Ids } from '@kntc/domain';
import type { DataSource, EntityManager } from 'typeorm';
import { mayKnowOf } from '../access/may-know-of';
import type { PgApprovals } from '../access/pg-approvals';
import type { AccountScope, RowScope } from '../access/row-scope';
import type { PgAudit } from '../audit/pg-audit';
import { allowedOnly, resultOf } from './allowed-only';
import { keepKind, linkKind, notThereKind, releaseKind, resyncKind } from './decision-kinds';
import {
  openReconciliation,
  whoseReconciliation,
  type WantedReconciliation,
} from '../reconciliation/ask-reconciliation';
import { HELD_ROW } from './held-row';
import {
  isAdoption,
  isByTwo,
  isClaim,
  isResolved,
  isRestored,
  LEAVES_OPEN,
  objectionTo,
  whyNot,
} from './named-id';
import { unlessTaken } from '../rows/unless-taken';
import { once, type Acted } from './once';
import type { Command, HeldRow, OperationResult } from './operation';
import {
  adopt,
  closeAttempt,
  decideClaim,
  makeDue,
  noteFound,
  noteSeen,
  settleFindings,
} from './resolutions';
import { decideScope, lockRecord, type ScopeDecision } from './scope-decision';

/** Holds that end by sending once more what the record now says. */
const SENT_AGAIN: readonly string[] = ['REJECTED', 'ATTACHMENT_CHANGED'];

interface OnOneRecord {
  readonly name: string;
  readonly reference: string;
  readonly command: Command;
  readonly kindOf: (row: HeldRow) => ApprovalKind;
}

/**
 * What a person may do to a standing record. Every command leaves an `operation` row and a link of the audit chain in the
 * same transaction, refused ones too, and none of them sends anything: they make the record due, and delivery does the
 * rest on the ordinary road.
 */
export class PgOperations {
  /** Whose records are there at all. */
  #scope: RowScope = 'everything';

  constructor(
    private readonly dataSource: DataSource,
    private readonly ids: Ids,
    private readonly audit: PgAudit,
    private readonly approvals: PgApprovals,
  ) {}

  /**
   * The same for somebody who is signed in: a record that account may not know of is not there, and only accounts decide.
   * @param proved who else proved who they are
   */
  signedIn(account: AccountScope & { readonly login: string }, proved: readonly string[]): PgOperations {
    const approvals = this.approvals.signedIn([account.login, ...proved]);
    const { accountId, agencies } = account;
    const theirs = new PgOperations(this.dataSource, this.ids, this.audit, approvals);
    theirs.#scope = { accountId, agencies };
    return theirs;
  }

  /**
   * Whether these people may have so many records sent again at once; each record is asked about once more by itself.
   * `undefined`: they may.
   */
  async objectionToMany(count: number, command: Command): Promise<OperationResult | undefined> {
    if (count <= this.approvals.resyncAlone) return undefined;
    if (!isByTwo(command)) return { kind: 'refused', why: 'needs-approver' };
    const { actor, approver } = command;
    const verdict = await this.approvals.check(this.dataSource.manager, {
      kind: 'bulk-resend',
      actor,
      approver,
    });
    return resultOf(verdict, 'bulk-resend');
  }

  /** Begins something with many records, under the key of the whole; each has an operation and a key of its own. */
  beginMany(name: string, count: number, command: Command): Promise<OperationResult> {
    return this.#once(name, `${count} hồ sơ`, command, async () => ({
      result: (await this.objectionToMany(count, command)) ?? { kind: 'done' },
      agencyId: '',
    }));
  }

  /** Lets a held record go on: a duplicate is its own case, a refusal is tried again, a correction is approved. */
  release(reference: string, command: Command): Promise<OperationResult> {
    const asked = { name: 'holds release', reference, command, kindOf: releaseKind };
    return this.#onRecord(asked, async (manager, row) => {
      if (row.state !== 'held' || row.hold_code === null) return { kind: 'refused', why: 'not-held' };
      if (row.hold_code === 'CORRECTION_NEEDS_DECISION') {
        if (!isByTwo(command)) return { kind: 'refused', why: 'needs-approver' };
        await manager.query(
          'update outbox set approved_version = case_version, is_doubtful = false where national_record_id = $1',
          [row.id],
        );
      } else if (row.hold_code === 'EXACT_DUPLICATE') {
        await manager.query("update source_record set decision = 'not-duplicate' where id = $1", [
          row.source_record_id,
        ]);
        await manager.query(
          'update case_file set duplicate_of = null where id = (select case_id from source_record where id = $1)',
          [row.source_record_id],
        );
      } else if (!SENT_AGAIN.includes(row.hold_code) && !isAdoption(row.hold_code)) {
        return { kind: 'refused', why: 'wrong-hold' };
      }
      return makeDue(manager, row);
    });
  }

  /**
   * Records that a held one stays where it is and is not sent: a duplicate by one person's word, anything else by two. Not
   * where nobody knows yet what stands at the far side. A new hold asks anew.
   */
  keep(reference: string, command: Command): Promise<OperationResult> {
    const asked = { name: 'holds keep', reference, command, kindOf: keepKind };
    return this.#onRecord(asked, async (manager, row) => {
      if (row.state !== 'held' || row.hold_code === null) return { kind: 'refused', why: 'not-held' };
      if (LEAVES_OPEN.includes(row.hold_code)) return { kind: 'refused', why: 'wrong-hold' };
      if (row.hold_code !== 'EXACT_DUPLICATE' && !isByTwo(command))
        return { kind: 'refused', why: 'needs-approver' };
      await manager.query('update outbox set kept_at = clock_timestamp() where national_record_id = $1', [
        row.id,
      ]);
      return { kind: 'done' };
    });
  }

  /**
   * Records what a person found at the far side for an open attempt: the id it stands under. An id under which all later
   * steps would go takes two people: a slip of the hand would put them into a stranger's case.
   */
  resolveWithId(reference: string, nationalId: string, command: Command): Promise<OperationResult> {
    const asked = { name: 'holds resolve', reference, command, kindOf: linkKind };
    return this.#onRecord(asked, async (manager, row) => {
      if (!isResolved(row.hold_code)) return { kind: 'refused', why: whyNot(row) };
      const taken: unknown[] = await manager.query(
        `select 1 from national_record where national_id = $1 and id <> $2
           and id is distinct from (select attach_to from national_record where id = $2)`,
        [nationalId, row.id],
      );
      if (taken.length > 0) return { kind: 'refused', why: 'id-taken' };
      const objection = objectionTo(nationalId, row, command);
      if (objection !== undefined) return { kind: 'refused', why: objection };
      const noted = await unlessTaken(manager, (within) => noteFound(within, row, { nationalId, command }));
      return noted === 'id-taken' ? { kind: 'refused', why: 'id-taken' } : noted;
    });
  }

  /** Records that a person looked and the open attempt left nothing at the far side: it may be sent again. */
  resolveNotThere(reference: string, command: Command): Promise<OperationResult> {
    const asked = { name: 'holds resolve', reference, command, kindOf: notThereKind };
    return this.#onRecord(asked, async (manager, row) => {
      if (!isResolved(row.hold_code)) return { kind: 'refused', why: whyNot(row) };
      if (!isByTwo(command)) return { kind: 'refused', why: 'needs-approver' };
      await settleFindings(manager, row, command.actor);
      if (isClaim(row)) return decideClaim(manager, row, null);
      if (row.hold_detail === MAY_STAND_ALREADY) return noteSeen(manager, row, null);
      if (isRestored(row) && row.national_id !== null) return adopt(manager, row, null);
      await closeAttempt(manager, row, 'not-sent');
      // Two people have looked where a look-up cannot: the first create of this version may go out without one.
      await manager.query(
        `update outbox b set approved_version = b.case_version from national_record n
         where n.id = b.national_record_id and n.id = $1 and n.national_id is null`,
        [row.id],
      );
      return makeDue(manager, row);
    });
  }

  /** Asks for a re-sync: the record becomes due and delivery decides whether anything differs. Never sends. */
  resync(reference: string, command: Command): Promise<OperationResult> {
    const asked = { name: 'resync', reference, command, kindOf: resyncKind };
    return this.#onRecord(asked, async (manager, row) => {
      if (row.state === 'in_flight' || row.state === 'unknown') return { kind: 'refused', why: 'in-flight' };
      if (row.state === 'held' && !SENT_AGAIN.includes(row.hold_code ?? ''))
        return { kind: 'refused', why: 'wrong-hold' };
      return makeDue(manager, row);
    });
  }

  /** Asks for a comparison of all records, or of one agency's, with the far side. Only reads; an open run of the same goes on. */
  reconcile(wanted: WantedReconciliation, command: Command): Promise<OperationResult> {
    const target = wanted.agency ?? 'all records';
    return this.#once('reconcile', target, command, async (manager) => {
      const agencyId = await whoseReconciliation(manager, wanted);
      if (agencyId === undefined) return { result: { kind: 'not-found' }, agencyId: '' };
      return this.#allowed({ kind: 'judgement', command, agencyId }, manager, () =>
        openReconciliation(manager, wanted, agencyId),
      );
    });
  }

  /**
   * A person decides about a record a rule could not: include or exclude what came before the start date, exclude a row
   * that is no petition (no content, or nobody's name), take an exclusion back, or, being two, call somebody who is named in
   * an open field of a denunciation a namesake of the denouncer.
   */
  async decide(
    sourceId: string,
    localKey: string,
    decision: ScopeDecision,
    command: Command,
  ): Promise<OperationResult> {
    const name = decision === 'undecided' ? 'quarantine take-back' : 'quarantine decide';
    return this.#once(name, `${sourceId}/${localKey}`, command, async (manager) => {
      const row = await lockRecord(manager, sourceId, localKey);
      if (row === undefined || !(await mayKnowOf(manager, this.#scope, { sourceId, localKey })))
        return { result: { kind: 'not-found' }, agencyId: '' };
      const { agency_id: agencyId, reference } = row;
      // Whoever is called a namesake stays readable in what leaves.
      const kind = decision === 'namesake' ? 'content' : 'judgement';
      return this.#allowed({ kind, command, agencyId, reference }, manager, () =>
        decideScope(manager, row, { wanted: decision, isDecidedByTwo: isByTwo(command) }),
      );
    });
  }

  /**
   * A person says that what the last key pass missed is really gone. The next pass, due at once, flags up to as many;
   * more would be news and waits again.
   */
  async confirmGone(sourceId: string, command: Command): Promise<OperationResult> {
    return this.#once('sources confirm-gone', sourceId, command, async (manager) => {
      const rows: { agency_id: string; gone_missing: number | null }[] = await manager.query(
        'select agency_id, gone_missing from source where id = $1 for update',
        [sourceId],
      );
      const row = rows[0];
      if (row === undefined) return { result: { kind: 'not-found' }, agencyId: '' };
      const { agency_id: agencyId } = row;
      return this.#allowed({ kind: 'judgement', command, agencyId }, manager, async () => {
        if (row.gone_missing === null) return { kind: 'refused', why: 'nothing-missing' };
        await manager.query(
          `update source set gone_confirmed = gone_missing, gone_missing = null, gone_stood = null, key_pass_at = null
           where id = $1`,
          [sourceId],
        );
        return { kind: 'done' };
      });
    });
  }

  #onRecord(
    { name, reference, command, kindOf }: OnOneRecord,
    act: (manager: EntityManager, row: HeldRow) => Promise<OperationResult>,
  ): Promise<OperationResult> {
    return this.#once(name, reference, command, async (manager) => {
      const rows: HeldRow[] = await manager.query(HELD_ROW, [reference]);
      const row = rows[0];
      if (row === undefined || !(await mayKnowOf(manager, this.#scope, { reference })))
        return { result: { kind: 'not-found' }, agencyId: '' };
      const asked = { kind: kindOf(row), command, agencyId: row.agency_id, reference };
      return this.#allowed(asked, manager, () => act(manager, row));
    });
  }

  #allowed(
    asked: Parameters<typeof allowedOnly>[1],
    manager: EntityManager,
    act: () => Promise<OperationResult>,
  ): Promise<Acted> {
    return allowedOnly({ approvals: this.approvals, manager }, asked, act);
  }

  #once(
    name: string,
    target: string,
    command: Command,
    act: (manager: EntityManager) => Promise<Acted>,
  ): Promise<OperationResult> {
    return once(
      { dataSource: this.dataSource, ids: this.ids, audit: this.audit },
      { name, target, command },
      act,
    );
  }
}
