import { canonicalJson, isSamePerson, meantDigest, personAt } from '@kntc/domain';
import type { Case, Ids, KeyedDigest, MeantValue, RecordSeals, SoughtSubject } from '@kntc/domain';
import type { DataSource, EntityManager } from 'typeorm';
import { audited } from '../audit/audited';
import type { AuditedAction, PgAudit } from '../audit/pg-audit';
import { openCase } from '../cases/open-case';
import { blankRequest, insertRequest } from './insert-request';
import { CASE_OF, LISTED, WATCHED } from './request-statements';
import type {
  CloseOutcome,
  NewCorrection,
  NewSubjectRequest,
  SubjectRequestKind,
  SubjectRequestRow,
  SubjectResult,
} from './subject-request';

export interface SubjectRequestTools {
  readonly dataSource: DataSource;
  readonly seals: RecordSeals;
  readonly keyedDigest: KeyedDigest;
  readonly ids: Ids;
  readonly audit: PgAudit;
  readonly provinceId: string;
}

interface StoredRequest {
  readonly id: string;
  readonly agency_id: string;
  readonly kind: SubjectRequestKind;
  readonly state: SubjectRequestRow['state'];
  readonly document_no: string;
  readonly with_denunciations: boolean;
  readonly subject_digest: string | null;
  readonly reference: string | null;
  readonly field: string | null;
  readonly changed_version: number | null;
  readonly recorded_by: string;
  readonly approved_by: string | null;
}

interface WatchedRow {
  readonly id: string;
  readonly case_id: string;
  readonly role: MeantValue['role'];
  readonly place: number;
  readonly field: MeantValue['field'] | 'other';
  readonly base_digest: string | null;
  readonly version: number;
}

const DONE = { kind: 'done' } as const;

function refused(why: Extract<SubjectResult, { kind: 'refused' }>['why']): SubjectResult {
  return { kind: 'refused', why };
}

/**
 * Requests of people about their own data, from the paper to its end; every act is on the audit with the number of the
 * document, the case and the name of the field, never with a value.
 */
export class PgSubjectRequests {
  constructor(private readonly tools: SubjectRequestTools) {}

  /**
   * Records that somebody asks for what is held of them. With denunciations it waits for a second person; the digest of
   * who asks lets the approval count for nobody else.
   */
  async recordExport(
    request: NewSubjectRequest,
    who: { readonly sought: SoughtSubject; readonly withDenunciations: boolean },
  ): Promise<string> {
    const id = this.tools.ids.uuid();
    const state = who.withDenunciations ? 'proposed' : 'open';
    await this.#audited(async (manager) => {
      await insertRequest(manager, {
        ...request,
        ...blankRequest(id, 'export', this.tools.provinceId),
        state,
        withDenunciations: who.withDenunciations,
        subjectDigest: this.#digestOf(who.sought),
      });
      const target = who.withDenunciations ? 'export, denunciations too' : 'export';
      return this.#entry(
        DONE,
        { actor: request.recordedBy, action: 'subject record', target },
        request.documentNo,
      );
    });
    return id;
  }

  /** The second person agrees; only then anything is searched. */
  approve(id: string, actor: string): Promise<SubjectResult> {
    return this.#onRequest(id, { actor, action: 'subject approve' }, async (manager, row) => {
      if (row.state !== 'proposed') return refused('not-proposed');
      if (isSamePerson(row.recorded_by, actor)) return refused('same-person');
      await manager.query(
        `update subject_request set state = 'open', approved_by = $2, approved_at = clock_timestamp() where id = $1`,
        [id, actor],
      );
      return DONE;
    });
  }

  /** Whether this request lets this person be exported now, with whose second word and under which document. */
  async mayExport(
    id: string,
    sought: SoughtSubject,
  ): Promise<
    | SubjectResult
    | { readonly kind: 'may'; readonly documentNo: string; readonly approver: string | undefined }
  > {
    const row = await this.#find(this.tools.dataSource.manager, id);
    if (row?.kind !== 'export') return refused('no-request');
    if (row.state === 'proposed') return refused('not-approved');
    if (row.state !== 'open') return refused('not-open');
    if (row.subject_digest !== this.#digestOf(sought)) return refused('other-identity');
    return { kind: 'may', documentNo: row.document_no, approver: row.approved_by ?? undefined };
  }

  /** The export was handed out; who asked is forgotten with it. */
  async exported(id: string, actor: string): Promise<void> {
    await this.tools.dataSource.query(
      `update subject_request set state = 'done', subject_digest = null, closed_by = $2, closed_at = clock_timestamp()
       where id = $1 and state = 'open'`,
      [id, actor],
    );
  }

  /** Records what is to be corrected, restricted or objected to; a correction is watched from here on. */
  async recordCorrection(wanted: NewCorrection): Promise<SubjectResult & { readonly id?: string }> {
    const { dataSource, seals, keyedDigest, ids } = this.tools;
    const rows: { case_id: string; agency_id: string; version: number }[] = await dataSource.query(CASE_OF, [
      wanted.reference,
    ]);
    const found = rows[0];
    const kase = found && (await openCase(dataSource.manager, found.case_id, seals));
    if (found === undefined || kase === undefined) return refused('no-record');
    if (personAt(kase, wanted.role, wanted.place) === undefined) return refused('no-person');
    const id = ids.uuid();
    const { kind, reference, role, place, field } = wanted;
    await this.#audited(async (manager) => {
      await insertRequest(manager, {
        ...wanted,
        ...blankRequest(id, kind, this.tools.provinceId),
        agencyId: found.agency_id,
        caseId: found.case_id,
        reference,
        role,
        place,
        field,
        baseVersion: found.version,
        baseDigest: field === 'other' ? null : meantDigest(kase, { role, place, field }, keyedDigest),
      });
      const target = `${reference} ${kind} ${role}[${place}].${field}`;
      const act = { actor: wanted.recordedBy, action: 'subject record', target, agencyId: found.agency_id };
      return this.#entry(DONE, act, wanted.documentNo);
    });
    return { ...DONE, id };
  }

  /** Ends a request. A correction is `corrected` only when a version of the case came in which the value is another. */
  async close(
    id: string,
    by: { actor: string; outcome: CloseOutcome; reason: string },
  ): Promise<SubjectResult> {
    await this.watch();
    return this.#onRequest(id, { actor: by.actor, action: 'subject close' }, async (manager, row) => {
      if (row.state !== 'open' && row.state !== 'proposed') return refused('not-open');
      const isCorrection = row.kind === 'correction';
      if (by.outcome === 'corrected' && !isCorrection) return refused('wrong-outcome');
      if (by.outcome === 'accepted' && (isCorrection || row.kind === 'export'))
        return refused('wrong-outcome');
      if (by.outcome === 'corrected' && row.changed_version === null) return refused('not-changed');
      await manager.query(
        `update subject_request set state = 'closed', outcome = $3, reason = $4, closed_by = $2, subject_digest = null,
           closed_at = clock_timestamp() where id = $1`,
        [id, by.actor, by.outcome, by.reason],
      );
      return DONE;
    });
  }

  /** Looks whether a version of a watched case came in which the value is another; shows nothing of it. */
  async watch(): Promise<void> {
    const { dataSource, seals } = this.tools;
    const rows: WatchedRow[] = await dataSource.query(WATCHED);
    for (const row of rows) {
      const kase = await openCase(dataSource.manager, row.case_id, seals);
      if (kase !== undefined && this.#isChanged(kase, row))
        await dataSource.query('update subject_request set changed_version = $2 where id = $1', [
          row.id,
          row.version,
        ]);
    }
  }

  /** Requests with the nearest due day first, ended ones last. */
  async list(filter: {
    readonly all: boolean;
    readonly limit: number;
  }): Promise<readonly SubjectRequestRow[]> {
    await this.watch();
    return this.tools.dataSource.query(LISTED, [filter.all, filter.limit]);
  }

  #isChanged(kase: Case, { role, place, field, base_digest: base }: WatchedRow): boolean {
    return field === 'other' || meantDigest(kase, { role, place, field }, this.tools.keyedDigest) !== base;
  }

  #digestOf({ fullName, idNumbers, phones }: SoughtSubject): string {
    return this.tools.keyedDigest.digest(canonicalJson(['subject', fullName, idNumbers, phones]));
  }

  async #find(manager: EntityManager, id: string): Promise<StoredRequest | undefined> {
    const rows: StoredRequest[] = await manager.query('select * from subject_request where id = $1', [id]);
    return rows[0];
  }

  #onRequest(
    id: string,
    by: { readonly actor: string; readonly action: string },
    act: (manager: EntityManager, row: StoredRequest) => Promise<SubjectResult>,
  ): Promise<SubjectResult> {
    return this.#audited(async (manager) => {
      await manager.query('select 1 from subject_request where id = $1 for update', [id]);
      const row = await this.#find(manager, id);
      const result = row === undefined ? refused('no-request') : await act(manager, row);
      const target = row?.reference ?? id;
      const what = { ...by, target: `${target} ${row?.kind ?? ''}`.trim(), agencyId: row?.agency_id };
      return this.#entry(result, what, row?.document_no ?? '');
    });
  }

  #audited(
    work: (manager: EntityManager) => Promise<{ result: SubjectResult; entry: AuditedAction }>,
  ): Promise<SubjectResult> {
    return audited(this.tools, work);
  }

  #entry(
    result: SubjectResult,
    {
      agencyId,
      ...act
    }: Pick<AuditedAction, 'actor' | 'action' | 'target'> & { agencyId?: string | undefined },
    documentNo: string,
  ): { result: SubjectResult; entry: AuditedAction } {
    const said = result.kind === 'done' ? 'done' : result.why;
    return {
      result,
      entry: { ...act, agencyId: agencyId ?? this.tools.provinceId, reason: documentNo, result: said },
    };
  }
}
