import { canonicalJson, meantDigest, personAt } from '@kntc/domain';
import type { Case, Ids, KeyedDigest, RecordSeals, SoughtSubject } from '@kntc/domain';
import type { DataSource, EntityManager } from 'typeorm';
import type { PgApprovals, Verdict } from '../access/pg-approvals';
import { audited } from '../audit/audited';
import type { AuditedAction, PgAudit } from '../audit/pg-audit';
import { openCase } from '../cases/open-case';
import { blankRequest, insertRequest } from './insert-request';
import { NATIONAL, visible, type RowScope } from '../access/row-scope';
import { CASE_OF, listed, WATCHED } from './request-statements';
import type { SubjectExporter } from './pg-subject-cases';
import { DONE, EXPORT, refusalOf, refused } from './request-outcome';
import type { Refused, RequestAct, StoredRequest, WatchedRow, Written } from './request-outcome';
import type {
  CloseOutcome,
  NewCorrection,
  NewSubjectRequest,
  SubjectRequestRow,
  SubjectResult,
} from './subject-request';

export interface SubjectRequestTools {
  readonly dataSource: DataSource;
  readonly seals: RecordSeals;
  readonly keyedDigest: KeyedDigest;
  readonly ids: Ids;
  readonly audit: PgAudit;
  readonly approvals: PgApprovals;
  readonly provinceId: string;
}

/** A request that may be exported now, and as whom. */
export interface MayExport {
  readonly kind: 'may';
  readonly id: string;
  readonly by: SubjectExporter;
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
  ): Promise<Refused | MayExport> {
    const { approvals, ids, provinceId } = this.tools;
    const id = ids.uuid();
    const { recordedBy: actor, documentNo } = request;
    const acts = { kind: who.withDenunciations ? EXPORT : 'subject' } as const;
    const target = who.withDenunciations ? 'export, denunciations too' : 'export';
    return audited<Refused | MayExport>(this.tools, async (manager) => {
      const verdict = await approvals.firstAct(manager, acts, actor);
      const refusal = refusalOf(verdict, acts, 'no-request');
      const what = { ...verdict.onRecord, action: 'subject record', target };
      if (refusal !== undefined) return { result: refusal, ...this.#entry(refusal, what, documentNo) };
      await insertRequest(manager, {
        ...request,
        ...blankRequest(id, 'export', provinceId),
        state: who.withDenunciations ? 'proposed' : 'open',
        withDenunciations: who.withDenunciations,
        subjectDigest: this.#digestOf(who.sought),
      });
      const by = { actor, documentNo, onRecord: verdict.onRecord };
      return { result: { kind: 'may', id, by }, ...this.#entry(DONE, what, documentNo) };
    });
  }

  /** The second person agrees; only then anything is searched. */
  approve(id: string, actor: string): Promise<SubjectResult> {
    const by = { actor, action: 'subject approve', acts: { kind: EXPORT } } as const;
    return this.#onRequest(id, by, async (manager, row) => {
      if (row.state !== 'proposed') return refused('not-proposed');
      await manager.query(
        `update subject_request set state = 'open', approved_by = $2, approved_at = clock_timestamp() where id = $1`,
        [id, actor],
      );
      return DONE;
    });
  }

  /** Whether this request lets this person be exported now by somebody, with whose second word and under which document. */
  async mayExport(id: string, sought: SoughtSubject, actor: string): Promise<SubjectResult | MayExport> {
    const { dataSource, approvals } = this.tools;
    const row = await this.#find(dataSource.manager, id);
    if (row?.kind !== 'export') return refused('no-request');
    if (row.state === 'proposed') return refused('not-approved');
    if (row.state !== 'open') return refused('not-open');
    if (row.subject_digest !== this.#digestOf(sought)) return refused('other-identity');
    const { approved_by: approver, document_no: documentNo } = row;
    const acts = { kind: approver === null ? 'subject' : EXPORT } as const;
    const verdict =
      approver === null
        ? await approvals.firstAct(dataSource.manager, acts, actor)
        : await approvals.onWordOf(dataSource.manager, acts, { actor, approver });
    const refusal = refusalOf(verdict, acts, 'no-request');
    const what = { ...verdict.onRecord, action: 'subject export', target: id };
    if (refusal !== undefined)
      return audited<SubjectResult>(this.tools, async () => ({
        result: refusal,
        ...this.#entry(refusal, what, documentNo),
      }));
    const by = { actor, approver: approver ?? undefined, documentNo, onRecord: verdict.onRecord };
    return { kind: 'may', id, by };
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
    const { kind, reference, role, place, field, recordedBy, documentNo } = wanted;
    const acts = { kind: 'subject', reference } as const;
    const id = this.tools.ids.uuid();
    const target = `${reference} ${kind} ${role}[${place}].${field}`;
    return audited<SubjectResult & { readonly id?: string }>(this.tools, async (manager) => {
      const verdict = await this.tools.approvals.firstAct(manager, acts, recordedBy);
      const refusal = refusalOf(verdict, acts, 'no-record');
      const { result, agencyId } =
        refusal === undefined ? await this.#insertCorrection(manager, id, wanted) : { result: refusal };
      const what = { ...verdict.onRecord, action: 'subject record', target, agencyId };
      return { result: { ...result, id }, ...this.#entry(result, what, documentNo) };
    });
  }

  async #insertCorrection(
    manager: EntityManager,
    id: string,
    wanted: NewCorrection,
  ): Promise<{ readonly result: SubjectResult; readonly agencyId?: string }> {
    const { seals, keyedDigest, provinceId } = this.tools;
    const { kind, reference, role, place, field } = wanted;
    const rows: { case_id: string; agency_id: string; version: number }[] = await manager.query(CASE_OF, [
      reference,
    ]);
    const found = rows[0];
    const kase = found && (await openCase(manager, found.case_id, seals));
    if (found === undefined || kase === undefined) return { result: refused('no-record') };
    const agencyId = found.agency_id;
    if (personAt(kase, role, place) === undefined) return { result: refused('no-person'), agencyId };
    await insertRequest(manager, {
      ...wanted,
      ...blankRequest(id, kind, provinceId),
      agencyId,
      caseId: found.case_id,
      reference,
      role,
      place,
      field,
      baseVersion: found.version,
      baseDigest: field === 'other' ? null : meantDigest(kase, { role, place, field }, keyedDigest),
    });
    return { result: DONE, agencyId };
  }

  /** Ends a request. A correction is `corrected` only when a version of the case came in which the value is another. */
  async close(
    id: string,
    by: { actor: string; outcome: CloseOutcome; reason: string },
  ): Promise<SubjectResult> {
    await this.watch();
    const what = { actor: by.actor, action: 'subject close', acts: { kind: 'subject' } } as const;
    return this.#onRequest(id, what, async (manager, row) => {
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

  /** Requests with the nearest due day first, ended ones last; those about cases the scope may not see are not among them. */
  async list(
    filter: { readonly all: boolean; readonly limit: number },
    scope: RowScope = 'everything',
  ): Promise<readonly SubjectRequestRow[]> {
    await this.watch();
    const seen = visible(scope, 3, NATIONAL);
    return this.tools.dataSource.query(listed(seen.sql), [filter.all, filter.limit, ...seen.values]);
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

  /** A request about a case that somebody must not know of is not there, to them and in the audit. */
  #onRequest(
    id: string,
    { actor, action, acts }: RequestAct,
    act: (manager: EntityManager, row: StoredRequest) => Promise<SubjectResult>,
  ): Promise<SubjectResult> {
    return audited<SubjectResult>(this.tools, async (manager) => {
      await manager.query('select 1 from subject_request where id = $1 for update', [id]);
      const found = await this.#find(manager, id);
      const verdict = await this.#judge(manager, acts, { actor, found });
      const refusal = refusalOf(verdict, acts, 'no-request');
      const row = refusal?.why === 'no-request' ? undefined : found;
      const result = refusal ?? (row === undefined ? refused('no-request') : await act(manager, row));
      const target = `${row?.reference ?? id} ${row?.kind ?? ''}`.trim();
      const what = { ...verdict.onRecord, action, target, agencyId: row?.agency_id };
      return { result, ...this.#entry(result, what, row?.document_no ?? '') };
    });
  }

  /** What is approved, by the second person after who recorded it; anything else by one. */
  #judge(
    manager: EntityManager,
    acts: RequestAct['acts'],
    { actor, found }: { readonly actor: string; readonly found: StoredRequest | undefined },
  ): Promise<Verdict> {
    const { approvals } = this.tools;
    const reference = found?.reference ?? undefined;
    return acts.kind === EXPORT && found !== undefined
      ? approvals.secondAct(manager, acts, [found.recorded_by, actor])
      : approvals.firstAct(manager, { ...acts, reference }, actor);
  }

  #entry(
    result: SubjectResult,
    { agencyId, ...act }: Written,
    documentNo: string,
  ): { readonly entry: AuditedAction } {
    const said = result.kind === 'done' ? 'done' : result.why;
    return {
      entry: { ...act, agencyId: agencyId ?? this.tools.provinceId, reason: documentNo, result: said },
    };
  }
}
