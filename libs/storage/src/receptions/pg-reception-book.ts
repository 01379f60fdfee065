import {
  bookEntryOfCase,
  bookEntryOfReception,
  placeInPeriod,
  type AccessRefusal,
  type BookEntry,
  type BookProof,
  type Ids,
  type RecordSeals,
  type ReportPeriod,
} from '@kntc/domain';
import type { DataSource, EntityManager } from 'typeorm';
import type { PgApprovals } from '../access/pg-approvals';
import { NATIONAL, visible, type AccountScope, type RowScope } from '../access/row-scope';
import { audited } from '../audit/audited';
import type { PgAudit } from '../audit/pg-audit';
import { storedKeyOf, usable, type KeyColumns } from '../keys/stored-key';
import { allowedOnly } from '../operations/allowed-only';
import { once, type Acted } from '../operations/once';
import type { Command, OperationResult } from '../operations/operation';
import { fromSealedRow, type SealedCaseRow } from '../rows/seal-case';
import { openedReceptions, RECEPTION } from './reception-rows';

export interface ReceptionBookTools {
  readonly dataSource: DataSource;
  readonly seals: RecordSeals;
  readonly ids: Ids;
  readonly audit: PgAudit;
  readonly approvals: PgApprovals;
}

export interface BookWanted {
  readonly period: ReportPeriod;
  /** Agency that received; absent: every one. */
  readonly agency?: string | undefined;
}

/** The book of a period, by day. Sealed members open lazily: whoever opens one has asked for it with {@link PgReceptionBook.named}. */
export interface ReceptionBook {
  readonly entries: readonly BookEntry[];
  readonly proofs: ReadonlyMap<string, BookProof>;
}

export type NamedBook =
  | { readonly kind: 'read'; readonly book: ReceptionBook }
  | { readonly kind: 'refused'; readonly why: AccessRefusal };

/** Which visits were typed in, and how that is known. */
export interface EnteredReceptions {
  /** Agency that received. */
  readonly agency: string;
  /** These, or every one of the period that was not typed in before. */
  readonly of: { readonly references: readonly string[] } | { readonly period: ReportPeriod };
  /** `yyyy-MM-dd`. */
  readonly enteredOn: string;
  /** What they are found by there: a document, a screen, an id. Never a person's name. */
  readonly evidence: string;
}

type CaseRow = SealedCaseRow &
  KeyColumns & {
    readonly id: string;
    readonly case_id: string;
    readonly version: number;
    readonly reference: string;
    readonly agency_id: string;
  };

const PAGE = 500;

/** The Sổ tiếp công dân: visits with and without a petition, and the proof that the latter were typed in on the national web. */
export class PgReceptionBook {
  #scope: RowScope = 'everything';

  constructor(private readonly tools: ReceptionBookTools) {}

  /** The same for somebody who is signed in: what that account may not know of is not there, and only accounts decide. */
  signedIn(account: AccountScope & { readonly login: string }, proved: readonly string[]): PgReceptionBook {
    const approvals = this.tools.approvals.signedIn([account.login, ...proved]);
    const theirs = new PgReceptionBook({ ...this.tools, approvals });
    theirs.#scope = { accountId: account.accountId, agencies: account.agencies };
    return theirs;
  }

  /** By day, then reference; nothing sealed is opened. */
  async book(wanted: BookWanted, scope: RowScope = this.#scope): Promise<ReceptionBook> {
    const entries: BookEntry[] = [];
    for await (const { reception, row } of openedReceptions(this.tools, wanted, scope))
      entries.push(bookEntryOfReception(reception, { reference: row.reference, agency: row.agency_id }));
    for await (const entry of this.#withPetition(wanted, scope)) entries.push(entry);
    const place = ({ date, reference }: BookEntry): string => `${date} ${reference}`;
    return {
      entries: entries.toSorted((one, other) => (place(one) < place(other) ? -1 : 1)),
      proofs: await this.#proofs(scope),
    };
  }

  /**
   * The book of one agency, to be printed with names and words: asked for by one who may unmask, agreed to by a second person, on
   * record before anything is opened. Cases of which one of both must not know are not in it.
   */
  async named(wanted: BookWanted & { readonly agency: string }, command: Command): Promise<NamedBook> {
    const { dataSource, approvals } = this.tools;
    const { actor, approver, reason } = command;
    const asked = { kind: 'unmask', actor, approver } as const;
    const { onRecord, ...verdict } = await approvals.check(dataSource.manager, {
      ...asked,
      agencyId: wanted.agency,
    });
    // Typed names count before there are accounts; a second one is asked for all the same.
    const why = verdict.kind === 'refused' ? verdict.why : approver === undefined && 'needs-second-person';
    const isAllowed = why === false;
    const book = isAllowed ? await this.#knownToBoth(await this.book(wanted), asked) : undefined;
    await audited(this.tools, async () => ({
      result: undefined,
      entry: {
        agencyId: wanted.agency,
        action: 'receptions export-named',
        target: `${wanted.agency} ${wanted.period.id} ${book?.entries.length ?? 0}`,
        reason,
        result: isAllowed ? 'done' : 'refused',
        ...onRecord,
      },
    }));
    if (!isAllowed) return { kind: 'refused', why };
    return { kind: 'read', book: book ?? { entries: [], proofs: new Map() } };
  }

  /** Names of agencies (list 2) and, where people are named, of places (list 1), by `list/code`. */
  async names(isNamed: boolean): Promise<ReadonlyMap<string, string>> {
    const rows: { list: number; code: string; name: string }[] = await this.tools.dataSource.query(
      `select distinct on (list, code) list, code, name from code_entry where list = any($1::int[])
       order by list, code, valid_until desc nulls first`,
      [isNamed ? [1, 2] : [2]],
    );
    return new Map(rows.map(({ list, code, name }) => [`${list}/${code}`, name]));
  }

  /**
   * Records that visits were typed in by hand, by one person; what was on record before stays as it is. @returns `not-found` when
   * one of them is not there, refused `entered-already` when all of them are on record
   */
  entered(wanted: EnteredReceptions, command: Command): Promise<OperationResult> {
    const { agency, of } = wanted;
    const what = 'period' in of ? of.period.id : of.references.join(' ');
    const named = { name: 'receptions entered', target: `${agency} ${what}`, command };
    return once(this.tools, named, (manager) =>
      this.#allowed(manager, command, agency, async () => {
        const rows = await this.#chosen(manager, wanted);
        if (rows === undefined || rows.length === 0) return { kind: 'not-found' };
        // Some are the province's: whoever may not decide there decides none of them.
        const others = new Set(rows.map(({ owner_id: owner }) => owner).filter((owner) => owner !== agency));
        for (const owner of others) {
          const { result } = await this.#allowed(manager, command, owner, async () => ({ kind: 'done' }));
          if (result.kind !== 'done') return result;
        }
        return this.#insert(manager, rows, wanted, command);
      }),
    );
  }

  #allowed(
    manager: EntityManager,
    command: Command,
    agencyId: string,
    act: () => Promise<OperationResult>,
  ): Promise<Acted> {
    return allowedOnly({ ...this.tools, manager }, { kind: 'judgement', command, agencyId }, act);
  }

  async #chosen(
    manager: EntityManager,
    { agency, of }: EnteredReceptions,
  ): Promise<readonly ChosenRow[] | undefined> {
    const seen = visible(this.#scope, 5, RECEPTION);
    const isPeriod = 'period' in of;
    const references = isPeriod ? null : [...new Set(of.references)];
    const rows: ChosenRow[] = await manager.query(
      `select t.record_id, t.agency_id, r.agency_id as owner_id, e.id is not null as is_entered
       from reception t join source_record r on r.id = t.record_id left join reception_entry e on e.record_id = t.record_id
       where t.agency_id = $1 and r.gone_at is null and ($2::text[] is null or t.reference = any($2))
         and ($3::date is null or t.held_on between $3 and $4) and ${seen.sql} order by t.record_id for update of t`,
      [agency, references, isPeriod ? of.period.from : null, isPeriod ? of.period.to : null, ...seen.values],
    );
    return references !== null && rows.length !== references.length ? undefined : rows;
  }

  async #insert(
    manager: EntityManager,
    rows: readonly ChosenRow[],
    { enteredOn, evidence }: EnteredReceptions,
    { actor, reason }: Command,
  ): Promise<OperationResult> {
    const open = rows.filter(({ is_entered: isEntered }) => !isEntered);
    if (open.length === 0) return { kind: 'refused', why: 'entered-already' };
    await manager.query(
      `insert into reception_entry (id, agency_id, record_id, entered_on, entered_by, evidence, reason)
       select id, agency_id, record_id, $4, $5, $6, $7
       from unnest($1::uuid[], $2::text[], $3::bigint[]) as n(id, agency_id, record_id) on conflict do nothing`,
      [
        open.map(() => this.tools.ids.uuid()),
        open.map((row) => row.agency_id),
        open.map((row) => row.record_id),
        enteredOn,
        actor,
        evidence,
        reason,
      ],
    );
    return { kind: 'done' };
  }

  async #knownToBoth(
    { entries, proofs }: ReceptionBook,
    asked: { readonly kind: 'unmask'; readonly actor: string; readonly approver?: string | undefined },
  ): Promise<ReceptionBook> {
    const { dataSource, approvals } = this.tools;
    const references = entries.filter(({ hasPetition }) => hasPetition).map(({ reference }) => reference);
    const cases: { id: string; reference: string }[] = await dataSource.query(
      'select case_id as id, reference from national_record where reference = any($1)',
      [references],
    );
    const ids = cases.map(({ id }) => id);
    const known = await approvals.casesAmong(dataSource.manager, asked, ids);
    const allowed = new Set(cases.filter(({ id }) => known.has(id)).map(({ reference }) => reference));
    return {
      entries: entries.filter(({ hasPetition, reference }) => !hasPetition || allowed.has(reference)),
      proofs,
    };
  }

  async *#withPetition({ period, agency }: BookWanted, scope: RowScope): AsyncIterable<BookEntry> {
    const { dataSource, seals } = this.tools;
    const seen = visible(scope, 3, NATIONAL);
    let after = '00000000-0000-0000-0000-000000000000';
    for (;;) {
      const rows: CaseRow[] = await dataSource.query(
        `select n.id, n.case_id, n.reference, n.agency_id, v.version, v.plain, v.secret, r.source_id, r.local_key, r.data_key, r.kek
         from national_record n join case_file f on f.id = n.case_id
         join case_version v on v.case_id = f.id and v.version = f.version join source_record r on r.case_id = f.id
         where n.id > $1 and ($2::text is null or n.agency_id = $2) and r.class <> 'noChannel' and r.gone_at is null
           and coalesce(r.is_visit, true) and ${seen.sql} order by n.id limit ${PAGE}`,
        [after, agency ?? null, ...seen.values],
      );
      const boxes = await seals.of(rows.map(storedKeyOf));
      for (const [index, row] of rows.entries()) {
        const kase = fromSealedRow(row, row.case_id, row.version, usable(boxes[index]));
        const entry = bookEntryOfCase(kase, { reference: row.reference, agency: row.agency_id });
        if (entry !== undefined && placeInPeriod(entry.date, period) === 'in') yield entry;
      }
      const last = rows.at(-1);
      if (last === undefined) return;
      after = last.id;
    }
  }

  async #proofs(scope: RowScope): Promise<ReadonlyMap<string, BookProof>> {
    const seen = visible(scope, 1, RECEPTION);
    const rows: (BookProof & { readonly reference: string })[] = await this.tools.dataSource.query(
      `select t.reference, to_char(e.entered_on, 'YYYY-MM-DD') as "enteredOn", e.entered_by as "enteredBy", e.evidence
       from reception_entry e join reception t on t.record_id = e.record_id join source_record r on r.id = e.record_id
       where ${seen.sql}`,
      [...seen.values],
    );
    return new Map(rows.map(({ reference, ...proof }) => [reference, proof]));
  }
}

interface ChosenRow {
  readonly record_id: string;
  readonly agency_id: string;
  readonly owner_id: string;
  readonly is_entered: boolean;
}
