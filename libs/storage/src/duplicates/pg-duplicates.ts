import { approvalOfDuplicate, holdsLater, JOINS, STATE_AFTER, STAYS_HERE } from '@kntc/domain';
import type { DuplicateDecision, Ids, OperationRefusal } from '@kntc/domain';
import type { DataSource, EntityManager } from 'typeorm';
import type { PgApprovals } from '../access/pg-approvals';
import { visible, type AccountScope, type RowScope } from '../access/row-scope';
import type { PgAudit } from '../audit/pg-audit';
import { allowedOnly } from '../operations/allowed-only';
import { isByTwo } from '../operations/named-id';
import { once } from '../operations/once';
import type { Command, OperationResult } from '../operations/operation';
import { joinGroup, leadGroup, leaveGroup } from './case-groups';
import {
  bothSeen,
  DUPLICATE_COLUMNS,
  DUPLICATE_TABLES,
  LOCK_LATER,
  LOCK_PAIR,
  PAIR_SEEN,
  type DecidedLevels,
  type DecidedPair,
  type DuplicateRow,
} from './duplicate-rows';
import { whoseReconciliation } from '../reconciliation/ask-reconciliation';
import {
  openSearch,
  searchesSeen,
  type DuplicateSearch,
  type WantedDuplicateSearch,
} from './duplicate-searches';
import { ATTACH, DETACH, END_HOLD, KEEP, RELEASE, REOPEN_HOLD, SAY } from './pair-statements';

export interface DuplicateTools {
  readonly dataSource: DataSource;
  readonly ids: Ids;
  readonly audit: PgAudit;
  readonly approvals: PgApprovals;
  /** Whether the far side takes `GanVuViec`. */
  readonly mayAttach: boolean;
}

/** A pair as one reader sees it. */
export interface DuplicateView {
  readonly row: DuplicateRow;
  /** References of both, where the reader may know of the case. */
  readonly earlierReference: string | null;
  readonly earlierNationalId: string | null;
  /** The case at the far side that an attachment would go to; `null`: none stands there. */
  readonly headNationalId: string | null;
  readonly levels: Uint8Array | undefined;
  readonly levelsVersion: number | null;
  readonly modelVersion: string | null;
  /** Of the group that it belongs to: how many, and which leads, if the reader may know of it. */
  readonly group: { readonly size: number; readonly head: string | null } | null;
}

/** What is said of a pair. */
export interface WantedDuplicateDecision {
  readonly decision: DuplicateDecision;
  /** With `link`: the later petition leads the group. */
  readonly isLaterHead?: boolean | undefined;
}

/** What people see of pairs that may be one matter, and what they decide. Nothing here sends. */
export class PgDuplicates {
  #scope: RowScope = 'everything';

  constructor(private readonly tools: DuplicateTools) {}

  /**
   * The same for somebody who is signed in: a pair of which one case must not be known is not there, and only accounts decide.
   * @param proved who else proved who they are
   */
  signedIn(account: AccountScope & { readonly login: string }, proved: readonly string[]): PgDuplicates {
    const approvals = this.tools.approvals.signedIn([account.login, ...proved]);
    const { accountId, agencies } = account;
    const theirs = new PgDuplicates({ ...this.tools, approvals });
    theirs.#scope = { accountId, agencies };
    return theirs;
  }

  /** One pair; `undefined`: none that the reader may know of. */
  async view(id: string, scope: RowScope): Promise<DuplicateView | undefined> {
    const seen = visible(scope, 2, PAIR_SEEN);
    const ofEarlier = visible(scope, 2, { caseId: 'x.case_id', agencyId: 'x.agency_id' });
    const ofHead = visible(scope, 2, { caseId: 'g.case_id', agencyId: 'g.agency_id' });
    const rows: (DuplicateRow & Omit<DuplicateView, 'row' | 'group' | 'levels'> & Rest)[] =
      await this.tools.dataSource.query(
        `select ${DUPLICATE_COLUMNS}, p.levels, p.levels_version as "levelsVersion", p.model_version as "modelVersion",
           case when ${ofEarlier.sql} then x.reference end as "earlierReference",
           coalesce(p.earlier_national_id, case when ${ofEarlier.sql} then x.national_id end) as "earlierNationalId",
           coalesce(p.earlier_national_id, x.attach_id, d.national_id) as "headNationalId",
           (select count(*)::int from case_group_member m where m.group_id = k.group_id) as size,
           (select w.reference from case_group_member g join national_record w on w.case_id = g.case_id
             where g.group_id = k.group_id and g.is_head and ${ofHead.sql} limit 1) as head
         from ${DUPLICATE_TABLES}
         left join national_record x on x.case_id = p.earlier_case_id and x.agency_id = e.agency_id
         left join national_record d on d.id = coalesce(x.attach_to, x.id)
         left join case_group_member k on k.case_id = p.case_id
         where p.id = $1 and ${bothSeen(seen.sql)}`,
        [id, ...seen.values],
      );
    const [first] = rows;
    if (first === undefined) return undefined;
    const { levels, levelsVersion, modelVersion, size, head, ...rest } = first;
    const { earlierReference, earlierNationalId, headNationalId, ...row } = rest;
    const about = { levelsVersion, modelVersion, earlierReference, earlierNationalId, headNationalId };
    return { row, ...about, levels: levels ?? undefined, group: size === 0 ? null : { size, head } };
  }

  /**
   * Records what a person says of a pair. An attachment is the word of two and makes the petition due; delivery attaches it. Everything
   * can be taken back until it was sent.
   */
  decide(id: string, wanted: WantedDuplicateDecision, command: Command): Promise<OperationResult> {
    const { decision } = wanted;
    return this.#onPair({ name: `duplicates ${decision}`, id, decision, command }, async (manager, pair) => {
      if (!isUndecided(pair)) return { kind: 'refused', why: 'duplicate-decided' };
      if (decision !== 'attach') return this.#say(manager, { pair, wanted, command });
      const objection = this.#objectionTo(pair, command);
      if (objection !== undefined) return { kind: 'refused', why: objection };
      const [rows]: [{ lane: number }[], number] = await manager.query(ATTACH, [
        pair.record_id,
        pair.head_of_nobody === null ? pair.head_record : null,
        pair.head_of_nobody,
      ]);
      await this.#recorded(manager, { pair, wanted, command });
      return { kind: 'done', lane: rows[0]?.lane };
    });
  }

  /** Takes a decision back as long as nothing was attached for it; a petition that was not sent waits again. */
  undo(id: string, command: Command): Promise<OperationResult> {
    return this.#onPair({ name: 'duplicates undo', id, decision: 'undo', command }, async (manager, pair) => {
      if (isUndecided(pair)) return { kind: 'refused', why: 'duplicate-undecided' };
      if (pair.state === 'attached') {
        if (!isUnsent(pair)) return { kind: 'refused', why: 'attached-already' };
        await manager.query(DETACH, [pair.record_id]);
      }
      if (pair.state === 'attached' || pair.state === 'linked') await leaveGroup(manager, pair);
      await manager.query(SAY, [pair.id, 'open', null, null, null]);
      if (pair.record_id !== null && holdsLater(pair.situation)) {
        await manager.query(KEEP, [pair.record_id, pair.id]);
        await manager.query(REOPEN_HOLD, [pair.record_id]);
      }
      return { kind: 'done' };
    });
  }

  /** Asks for the cases of a period to be compared again with all there are; sends nothing. An open one of the same goes on. */
  search(wanted: WantedDuplicateSearch, command: Command): Promise<OperationResult> {
    const { from, to, agency } = wanted;
    const named = { name: 'duplicates search', target: `${from} ${to} ${agency ?? 'all'}`, command };
    return once(this.tools, named, async (manager) => {
      const agencyId = await whoseReconciliation(manager, wanted);
      if (agencyId === undefined) return { result: { kind: 'not-found' }, agencyId: '' };
      return allowedOnly({ ...this.tools, manager }, { kind: 'judgement', command, agencyId }, () =>
        openSearch(manager, wanted, { id: this.tools.ids.uuid(), agencyId, actor: command.actor }),
      );
    });
  }

  /** What was asked for, and how far it is. */
  searches(scope: RowScope): Promise<readonly DuplicateSearch[]> {
    return searchesSeen(this.tools.dataSource.manager, scope);
  }

  /** Levels of pairs that people decided, to learn from; nothing of what was compared. */
  decidedLevels(levelsVersion: number): Promise<readonly DecidedLevels[]> {
    return this.tools.dataSource.query(
      `select levels, state, band from duplicate_pair where levels is not null and levels_version = $1 and decided_by is not null
       order by decided_at, id`,
      [levelsVersion],
    );
  }

  async #say(manager: EntityManager, { pair, wanted, command }: Saying): Promise<OperationResult> {
    await this.#recorded(manager, { pair, wanted, command });
    if (pair.record_id === null) return { kind: 'done' };
    if (STAYS_HERE.includes(STATE_AFTER[wanted.decision])) {
      await manager.query(KEEP, [pair.record_id, pair.id]);
      return { kind: 'done' };
    }
    const [rows]: [{ lane: number }[], number] = await manager.query(RELEASE, [pair.record_id]);
    return { kind: 'done', lane: rows[0]?.lane };
  }

  async #recorded(manager: EntityManager, { pair, wanted, command }: Saying): Promise<void> {
    const { actor, approver, reason } = command;
    await manager.query(SAY, [pair.id, STATE_AFTER[wanted.decision], actor, approver ?? null, reason]);
    if (!JOINS.includes(wanted.decision) && pair.is_auto_linked) await leaveGroup(manager, pair);
    if (JOINS.includes(wanted.decision)) {
      await joinGroup(manager, pair, this.tools.ids.uuid());
      if (wanted.isLaterHead === true) await leadGroup(manager, pair.case_id);
    }
    await manager.query(END_HOLD, [pair.record_id, 'decided']);
  }

  /** Why a petition cannot be attached. */
  #objectionTo(pair: DecidedPair, command: Command): OperationRefusal | undefined {
    if (!isByTwo(command)) return 'needs-approver';
    if (!this.tools.mayAttach) return 'attach-impossible';
    if (!holdsLater(pair.situation)) return 'not-one-matter';
    if (pair.kind !== pair.earlier_kind) return 'other-kind';
    if (pair.outbox_state === 'in_flight' || pair.outbox_state === 'unknown') return 'in-flight';
    // Only what is held: of anything else delivery may have read already that it is a case of its own.
    if (!isUnsent(pair) || pair.hold_code !== 'PROBABLE_DUPLICATE') return 'sent-alone-already';
    return pair.head_national_id === null ? 'head-not-there' : undefined;
  }

  #onPair(
    { name, id, decision, command }: OnPair,
    act: (manager: EntityManager, pair: DecidedPair) => Promise<OperationResult>,
  ): Promise<OperationResult> {
    return once(this.tools, { name, target: id, command }, async (manager) => {
      const seen = visible(this.#scope, 2, PAIR_SEEN);
      // First the outbox row, so that it is seen as it is once it is ours.
      await manager.query(LOCK_LATER, [id]);
      const rows: DecidedPair[] = await manager.query(LOCK_PAIR(bothSeen(seen.sql)), [id, ...seen.values]);
      const pair = rows[0];
      if (pair === undefined) return { result: { kind: 'not-found' }, agencyId: '' };
      // Of a pair of which nothing can be decided now, whoever may judge it is told so.
      const isToDecide = isUndecided(pair) === (decision !== 'undo');
      const kind = isToDecide ? approvalOfDuplicate(decision, [pair.kind, pair.earlier_kind]) : 'judgement';
      const asked = { kind, command, agencyId: pair.agency_id, reference: pair.reference ?? undefined };
      return allowedOnly({ ...this.tools, manager }, asked, () => act(manager, pair));
    });
  }
}

interface Rest {
  readonly levels: Buffer | null;
  readonly size: number;
  readonly head: string | null;
}

interface Saying {
  readonly pair: DecidedPair;
  readonly wanted: WantedDuplicateDecision;
  readonly command: Command;
}

interface OnPair {
  readonly name: string;
  readonly id: string;
  readonly decision: DuplicateDecision | 'undo';
  readonly command: Command;
}

function isUndecided({ state }: DecidedPair): boolean {
  return state === 'open' || state === 'sent-alone';
}

/** Nothing of it stands at the far side, or may. */
function isUnsent({ national_id, claimed_id, attempt_no, outbox_state, hold_code }: DecidedPair): boolean {
  const waits = outbox_state === 'due' || hold_code === 'PROBABLE_DUPLICATE';
  return national_id === null && claimed_id === null && attempt_no === 0 && waits;
}
