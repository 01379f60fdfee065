import type { CauseNote, CauseNoteKind, Ids } from '@kntc/domain';
import type { DataSource, EntityManager } from 'typeorm';
import type { PgApprovals } from '../access/pg-approvals';
import type { AccountScope, RowScope } from '../access/row-scope';
import type { PgAudit } from '../audit/pg-audit';
import { allowedOnly } from '../operations/allowed-only';
import { once } from '../operations/once';
import type { Command, OperationResult } from '../operations/operation';
import { chooseRecords } from '../resync/choose-records';

export interface CauseNoteTools {
  readonly dataSource: DataSource;
  readonly ids: Ids;
  readonly audit: PgAudit;
  readonly approvals: PgApprovals;
  readonly provinceId: string;
}

/** What somebody says of a cause; the command's reason is the note. */
export interface SaidOfCause {
  readonly kind: CauseNoteKind;
  readonly assignee?: string | undefined;
  readonly until?: Date | undefined;
}

interface NoteRow extends Omit<CauseNote, 'assignee' | 'until'> {
  readonly cause: string;
  readonly assignee: string | null;
  readonly until: Date | null;
}

/**
 * What people say of causes, on the audit; nothing of it touches a record. What somebody says who works for some agencies counts
 * for readers of these alone: nobody can quieten a cause for others. A crash leaves a note there or not there.
 */
export class PgCauseNotes {
  #scope: RowScope = 'everything';

  constructor(private readonly tools: CauseNoteTools) {}

  /** The same for somebody who is signed in: a cause of records that account may not know of is not there. */
  signedIn(account: AccountScope & { readonly login: string }, proved: readonly string[]): PgCauseNotes {
    const approvals = this.tools.approvals.signedIn([account.login, ...proved]);
    const theirs = new PgCauseNotes({ ...this.tools, approvals });
    theirs.#scope = { accountId: account.accountId, agencies: account.agencies };
    return theirs;
  }

  /** @returns `not-found` where no record that these people may know of stands still for it */
  say(cause: string, { kind, assignee, until }: SaidOfCause, command: Command): Promise<OperationResult> {
    const { provinceId: agencyId } = this.tools;
    return once(this.tools, { name: `cause ${kind}`, target: cause, command }, async (manager) => {
      if (!(await this.#isThere(manager, cause))) return { result: { kind: 'not-found' }, agencyId: '' };
      const asked = { kind: 'judgement', command, agencyId: this.#agency ?? agencyId } as const;
      return allowedOnly({ ...this.tools, manager }, asked, async () => {
        const { actor, reason } = command;
        await manager.query(
          `insert into cause_note (agency_id, agencies, cause, kind, actor, note, assignee, until_at)
           values ($1, $2, $3, $4, $5, $6, $7, $8)`,
          [agencyId, this.#agencies, cause, kind, actor, reason, assignee ?? null, until ?? null],
        );
        return { kind: 'done' };
      });
    });
  }

  /** Notes of these causes that count for the reader, by cause, in the order they were made. */
  async notes(causes: readonly string[]): Promise<ReadonlyMap<string, readonly CauseNote[]>> {
    const rows: NoteRow[] = await this.tools.dataSource.query(
      `select cause, kind, actor as by, note, assignee, until_at as until, at from cause_note
       where cause = any($1::text[]) and (agencies is null or $2::text[] <@ agencies) order by id`,
      [causes, this.#agencies],
    );
    const notes = new Map<string, CauseNote[]>();
    for (const row of rows) notes.set(row.cause, [...(notes.get(row.cause) ?? []), toNote(row)]);
    return notes;
  }

  get #agencies(): readonly string[] | null {
    const scope = this.#scope;
    return scope === 'everything' || scope.agencies === 'all' ? null : scope.agencies;
  }

  /** Whoever works for some agencies speaks for one of them. */
  get #agency(): string | undefined {
    return this.#agencies?.[0];
  }

  async #isThere(manager: EntityManager, cause: string): Promise<boolean> {
    return (await chooseRecords(manager, { kind: 'cause', cause }, this.#scope)).length > 0;
  }
}

function toNote({ cause: _cause, assignee, until, ...row }: NoteRow): CauseNote {
  return { ...row, assignee: assignee ?? undefined, until: until ?? undefined };
}
