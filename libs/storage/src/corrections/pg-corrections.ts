import { PROBLEM_OF_FINDING } from '@kntc/domain';
import type { CorrectionEntry, CorrectionState, Ids } from '@kntc/domain';
import type { DataSource, EntityManager } from 'typeorm';
import type { PgApprovals } from '../access/pg-approvals';
import { NATIONAL, visible, type AccountScope, type RowScope } from '../access/row-scope';
import type { PgAudit } from '../audit/pg-audit';
import { allowedOnly } from '../operations/allowed-only';
import { once, type Acted } from '../operations/once';
import type { Command, OperationResult } from '../operations/operation';
import { missingCodes } from '../reports/missing-codes';
import { toJsonb } from '../rows/to-jsonb';
import {
  CORRECTION_COLUMNS,
  entriesOfFinding,
  entryOfProposal,
  toEntry,
  type CorrectionRow,
  type EntryRow,
  type FindingToCorrect,
  type NewEntry,
  type ProposalToCorrect,
} from './correction-rows';
import {
  CLOSE,
  CODES_ASKED,
  CORRECTABLE,
  CORRECTED_CODES,
  CORRECTED_FINDINGS,
  CORRECTED_PROPOSALS,
  FINDINGS_TO_CORRECT,
  INSERT_ENTRIES,
  INSERT_REQUEST,
  OPEN_CODES,
  PROPOSALS_TO_CORRECT,
} from './correction-statements';

export interface CorrectionTools {
  readonly dataSource: DataSource;
  readonly ids: Ids;
  readonly audit: PgAudit;
  readonly approvals: PgApprovals;
  readonly provinceId: string;
}

/** A code that stops records, with the name the letter gives it. */
export interface WantedCode {
  readonly source: string;
  readonly list: number;
  readonly localCode: string;
  readonly name: string;
}

export type WantedCorrections =
  | { readonly kind: 'cases'; readonly findings: readonly string[]; readonly proposals: readonly string[] }
  | { readonly kind: 'codes'; readonly codes: readonly WantedCode[] };

/** Number and day of the letter as it was sent. */
export interface SentLetter {
  readonly documentNo: string;
  /** `yyyy-MM-dd` */
  readonly documentDate: string;
}

export interface CorrectionView {
  readonly row: CorrectionRow;
  readonly entries: readonly CorrectionEntry[];
}

type Refused = Extract<OperationResult, { readonly kind: 'refused' }>;

/** What is asked of whoever runs the far side, in writing. Nothing here sends anything: the office does, and says so. */
export class PgCorrections {
  #scope: RowScope = 'everything';

  constructor(private readonly tools: CorrectionTools) {}

  /**
   * The same for somebody who is signed in: only accounts decide, and requests are the province's.
   * @param proved who else proved who they are
   */
  signedIn(account: AccountScope & { readonly login: string }, proved: readonly string[]): PgCorrections {
    const approvals = this.tools.approvals.signedIn([account.login, ...proved]);
    const { accountId, agencies } = account;
    const theirs = new PgCorrections({ ...this.tools, approvals });
    theirs.#scope = { accountId, agencies };
    return theirs;
  }

  /** Collects what is wrong into one draft; all that is named, or nothing. The answer carries its id. */
  draft(wanted: WantedCorrections, command: Command): Promise<OperationResult> {
    return this.#once('corrections draft', wanted.kind, command, async (manager) => {
      const entries =
        wanted.kind === 'cases'
          ? await this.#cases(manager, wanted)
          : await this.#codes(manager, wanted.codes);
      if ('kind' in entries) return entries;
      const id = this.tools.ids.uuid();
      const { provinceId } = this.tools;
      await manager.query(INSERT_REQUEST, [id, provinceId, wanted.kind, command.reason, command.actor]);
      const numbered = entries.map((entry, index) => ({ ...entry, ordinal: index + 1 }));
      await manager.query(INSERT_ENTRIES, [id, toJsonb(numbered)]);
      return { kind: 'done', id };
    });
  }

  /** Records that the letter was signed and sent, under its number and day. */
  sent(id: string, { documentNo, documentDate }: SentLetter, command: Command): Promise<OperationResult> {
    return this.#decide('corrections sent', id, command, async (manager, state) => {
      if (state !== 'draft') return { kind: 'refused', why: 'not-draft' };
      await manager.query(
        `update correction_request set state = 'sent', document_no = $2, document_date = $3, sent_by = $4,
           sent_at = clock_timestamp() where id = $1`,
        [id, documentNo, documentDate, command.actor],
      );
      return { kind: 'done', id };
    });
  }

  /** Asks for it no longer; what it listed can be asked for anew. */
  withdraw(id: string, command: Command): Promise<OperationResult> {
    return this.#decide('corrections withdraw', id, command, async (manager, state) => {
      if (state !== 'draft' && state !== 'sent') return { kind: 'refused', why: 'correction-ended' };
      await manager.query(
        `update correction_request set state = 'withdrawn', ended_by = $2, ended_at = clock_timestamp() where id = $1`,
        [id, command.actor],
      );
      return { kind: 'done', id };
    });
  }

  /** A request with its lines; of one that speaks of a case the reader must not know of there is none. */
  async view(id: string, scope: RowScope): Promise<CorrectionView | undefined> {
    const { dataSource } = this.tools;
    const own = visible(scope, 2, { caseId: 'null::uuid', agencyId: 'q.agency_id' });
    const cases = visible(scope, 2, NATIONAL);
    const rows: CorrectionRow[] = await dataSource.query(
      `select ${CORRECTION_COLUMNS} from correction_request q where q.id = $1 and ${own.sql} and not exists (
         select from correction_entry e join national_record n on n.id = e.national_record_id
         where e.request_id = q.id and not coalesce(${cases.sql}, false))`,
      [id, ...own.values],
    );
    if (rows[0] === undefined) return undefined;
    const entries: EntryRow[] = await dataSource.query(
      'select * from correction_entry where request_id = $1 order by ordinal',
      [id],
    );
    return { row: rows[0], entries: entries.map(toEntry) };
  }

  /** Everything that could be asked for and is not yet. */
  async correctable(): Promise<{
    readonly findings: readonly string[];
    readonly proposals: readonly string[];
  }> {
    const rows: { kind: 'finding' | 'proposal'; id: string }[] = await this.tools.dataSource.query(
      CORRECTABLE,
      [Object.keys(PROBLEM_OF_FINDING)],
    );
    const idsOf = (kind: string): readonly string[] =>
      rows.filter((one) => one.kind === kind).map(({ id }) => id);
    return { findings: idsOf('finding'), proposals: idsOf('proposal') };
  }

  /** Notes what the far side shows corrected, and closes what is answered. @returns requests that were closed */
  async keep(): Promise<number> {
    const { dataSource } = this.tools;
    return dataSource.transaction(async (manager) => {
      await manager.query(CORRECTED_FINDINGS);
      await manager.query(CORRECTED_PROPOSALS);
      const open: unknown[] = await manager.query(OPEN_CODES);
      if (open.length > 0) {
        const missing = await missingCodes(manager);
        const codes = missing.map(({ source, list, localCode }) => ({ source, list, code: localCode }));
        await manager.query(CORRECTED_CODES, [toJsonb(codes)]);
      }
      const closed: unknown[] = await manager.query(CLOSE);
      return closed.length;
    });
  }

  async #cases(
    manager: EntityManager,
    { findings, proposals }: Extract<WantedCorrections, { readonly kind: 'cases' }>,
  ): Promise<readonly NewEntry[] | Refused> {
    const ofCases = visible(this.#scope, 2, NATIONAL);
    const ofNone = visible(this.#scope, 2, { caseId: 'null::uuid', agencyId: 'p.agency_id' });
    const found: FindingToCorrect[] = await manager.query(FINDINGS_TO_CORRECT(ofCases.sql), [
      findings,
      ...ofCases.values,
    ]);
    const proposed: ProposalToCorrect[] = await manager.query(PROPOSALS_TO_CORRECT(ofNone.sql), [
      proposals,
      ...ofNone.values,
    ]);
    if ([...found, ...proposed].some((one) => one.is_asked)) return { kind: 'refused', why: 'in-request' };
    const ofFindings = found.map(entriesOfFinding);
    const isAll = found.length === new Set(findings).size && proposed.length === new Set(proposals).size;
    if (!isAll || ofFindings.some((entries) => entries.length === 0))
      return { kind: 'refused', why: 'not-correctable' };
    return [...ofFindings.flat(), ...proposed.map(entryOfProposal)];
  }

  async #codes(manager: EntityManager, codes: readonly WantedCode[]): Promise<readonly NewEntry[] | Refused> {
    const missing = await missingCodes(manager, this.#scope);
    const asked: Omit<WantedCode, 'name'>[] = await manager.query(CODES_ASKED);
    const isSame = (one: Omit<WantedCode, 'name'>, other: Omit<WantedCode, 'name'>): boolean =>
      one.source === other.source && one.list === other.list && one.localCode === other.localCode;
    if (codes.some((code) => asked.some((one) => isSame(one, code))))
      return { kind: 'refused', why: 'in-request' };
    const entries = codes.flatMap(({ source, list, localCode, name }): readonly NewEntry[] => {
      const cause = missing.find((one) => isSame(one, { source, list, localCode }));
      if (cause === undefined) return [];
      return [
        { agency_id: this.tools.provinceId, source, list, code: localCode, name, records: cause.records },
      ];
    });
    return entries.length < codes.length ? { kind: 'refused', why: 'not-correctable' } : entries;
  }

  #decide(
    name: string,
    id: string,
    command: Command,
    act: (manager: EntityManager, state: CorrectionState) => Promise<OperationResult>,
  ): Promise<OperationResult> {
    return this.#once(name, id, command, async (manager) => {
      const own = visible(this.#scope, 2, { caseId: 'null::uuid', agencyId: 'q.agency_id' });
      const rows: { state: CorrectionState }[] = await manager.query(
        `select q.state from correction_request q where q.id = $1 and ${own.sql} for update of q`,
        [id, ...own.values],
      );
      return rows[0] === undefined ? { kind: 'not-found' } : act(manager, rows[0].state);
    });
  }

  #once(
    name: string,
    target: string,
    command: Command,
    act: (manager: EntityManager) => Promise<OperationResult>,
  ): Promise<OperationResult> {
    const { provinceId: agencyId } = this.tools;
    return once(this.tools, { name, target, command }, (manager): Promise<Acted> =>
      allowedOnly({ ...this.tools, manager }, { kind: 'judgement', command, agencyId }, () => act(manager)),
    );
  }
}
