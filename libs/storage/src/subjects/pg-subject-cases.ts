import { placesOfSubject, UNMASK_REASONS } from '@kntc/domain';
import type { KeyedDigest, RecordSeals, SoughtSubject, SubjectPlace } from '@kntc/domain';
import type { DataSource, EntityManager } from 'typeorm';
import type { OnRecord, PgApprovals } from '../access/pg-approvals';
import type { AuditedAction, PgAudit } from '../audit/pg-audit';
import { storedKeyOf, usable } from '../keys/stored-key';
import { fromSealedRow } from '../rows/seal-case';
import { soughtHashes } from '../search/party-hashes';
import { CANDIDATES, LOOKS, PLACE_NAMES, RECORDS, SENT, SUBJECT_PAGE } from './subject-statements';
import type { CandidateRow, FoundCase, Look, SentStep, SubjectCase, SubjectRecord } from './subject-case';

export interface SubjectCaseTools {
  readonly dataSource: DataSource;
  /** With the key of the search. */
  readonly search: KeyedDigest;
  readonly seals: RecordSeals;
  readonly audit: PgAudit;
  readonly approvals: PgApprovals;
  readonly provinceId: string;
}

/** Who exports, on whose word. */
export interface SubjectExporter {
  readonly actor: string;
  /** Denunciations are looked through only with a second person. */
  readonly approver?: string | undefined;
  readonly documentNo: string;
  /** How both are known. */
  readonly onRecord: OnRecord;
}

/** One page of what is held of somebody. */
export interface SubjectPage {
  readonly cases: readonly SubjectCase[];
  /** Of petitions that are no denunciations: places a person has to look at. */
  readonly doubtful: number;
  /** `undefined` after the last page. */
  readonly next: string | undefined;
}

interface LookRow {
  readonly at: Date;
  readonly action: string;
  readonly target: string;
  readonly reason: string;
  readonly roles: readonly string[];
}

type RecordRow = Omit<SubjectRecord, 'sent' | 'agencyId' | 'nationalId'> & {
  readonly id: string;
  readonly case_id: string;
  readonly agency_id: string;
  readonly national_id: string | null;
};

interface SentRow {
  readonly national_record_id: string;
  readonly step: string;
  readonly ordinal: number;
  readonly confirmed_at: Date;
  readonly disclosure: 'full' | 'withheld';
  readonly document_no: string | null;
  readonly document_date: string | null;
}

const FIRST = '00000000-0000-0000-0000-000000000000';

/**
 * What the gateway holds of one person, a page of cases at a time. That it is looked for is on the audit before a case is
 * opened, and every case that is given back before it is; in both nothing personal.
 */
export class PgSubjectCases {
  constructor(private readonly tools: SubjectCaseTools) {}

  /** All pages, in the order of the cases. @throws GatewayError `GW_T304` before anything is opened */
  async *of(sought: SoughtSubject, by: SubjectExporter): AsyncIterable<SubjectPage> {
    const { provinceId } = this.tools;
    const target = by.approver === undefined ? 'no denunciations' : 'all cases';
    await this.#note([{ ...entryOf(by), agencyId: provinceId, action: 'subject search', target }]);
    const hashes = [...sought.idNumbers, ...sought.phones].flatMap((one) =>
      soughtHashes(one, this.tools.search),
    );
    for (let after: string | undefined = FIRST; after !== undefined;) {
      const page: SubjectPage = await this.#page(sought, by, { hashes, after });
      yield page;
      after = page.next;
    }
  }

  /** Names of national codes, by `list/code`. */
  async codeNames(
    codes: readonly (readonly [list: number, code: string])[],
  ): Promise<ReadonlyMap<string, string>> {
    if (codes.length === 0) return new Map();
    const rows: { list: number; code: string; name: string }[] = await this.tools.dataSource.query(
      PLACE_NAMES,
      [codes.map(([list]) => list), codes.map(([, code]) => code)],
    );
    return new Map(rows.map(({ list, code, name }) => [`${list}/${code}`, name]));
  }

  async #page(
    sought: SoughtSubject,
    by: SubjectExporter,
    { hashes, after }: { readonly hashes: readonly Buffer[]; readonly after: string },
  ): Promise<SubjectPage> {
    const { dataSource, seals } = this.tools;
    const candidates: CandidateRow[] = await dataSource.query(CANDIDATES, [
      hashes,
      by.approver !== undefined,
      after,
    ]);
    const rows = await this.#allowed(candidates, by);
    const boxes = await seals.of(rows.map(storedKeyOf));
    const all = rows.map((row, index): FoundCase => {
      const kase = fromSealedRow(row, row.case_id, row.version, usable(boxes[index]));
      return { row, kase, found: placesOfSubject(kase, sought) };
    });
    const mine = all.filter(({ found }) => found.certain.length > 0);
    const next = candidates.length < SUBJECT_PAGE ? undefined : candidates.at(-1)?.case_id;
    const doubtful = all.reduce((sum, { found }) => sum + found.doubtful, 0);
    return { cases: mine.length === 0 ? [] : await this.#told(mine, by), doubtful, next };
  }

  /**
   * Cases these people may have exported, before anything of them is opened: a denunciation by the word of who decides its
   * content. One they must not know of is as if it were not there.
   */
  async #allowed(
    candidates: readonly CandidateRow[],
    { actor, approver }: SubjectExporter,
  ): Promise<readonly CandidateRow[]> {
    const { approvals, dataSource } = this.tools;
    const theirs = async (kind: 'subject' | 'subject-export', isDenunciation: boolean) => {
      const rows = candidates.filter((row) => (row.kind === 'TC') === isDenunciation);
      const ids = rows.map(({ case_id: id }) => id);
      return approvals.casesAmong(dataSource.manager, { kind, actor, approver }, ids);
    };
    const allowed = new Set([...(await theirs('subject', false)), ...(await theirs('subject-export', true))]);
    return candidates.filter(({ case_id: id }) => allowed.has(id));
  }

  /** The audit first: what is on no record is not shown. */
  async #told(mine: readonly FoundCase[], by: SubjectExporter): Promise<readonly SubjectCase[]> {
    const { manager } = this.tools.dataSource;
    const records: RecordRow[] = await manager.query(RECORDS, [mine.map(({ row }) => row.case_id)]);
    await this.#note(
      records.map(({ reference, agency_id: agencyId }) => ({
        ...entryOf(by),
        agencyId,
        action: 'subject export',
        target: reference,
      })),
    );
    const sent: SentRow[] = await manager.query(SENT, [records.map(({ id }) => id)]);
    const looks: LookRow[] = await manager.query(LOOKS, [records.map(({ reference }) => reference)]);
    return mine.map(({ row, kase, found }) => {
      const own = records.filter((one) => one.case_id === row.case_id);
      const references = new Set(own.map(({ reference }) => reference));
      return {
        caseId: row.case_id,
        kind: row.kind,
        source: row.title,
        localKey: row.case_key,
        kase,
        places: found.certain,
        records: own.map((one) => toRecord(one, row.kind, sent)),
        looks: looks.flatMap((look) => toLook(look, references, found.certain)),
      };
    });
  }

  async #note(entries: readonly AuditedAction[]): Promise<void> {
    const { dataSource, audit } = this.tools;
    await audit.ready();
    await dataSource.transaction(async (manager: EntityManager) => {
      for (const entry of entries) await audit.append(manager, entry);
    });
    await audit.committed();
  }
}

function entryOf({ onRecord, documentNo }: SubjectExporter) {
  return { ...onRecord, reason: documentNo, result: 'done' };
}

function toRecord(row: RecordRow, kind: SubjectCase['kind'], sent: readonly SentRow[]): SubjectRecord {
  const { reference, agency_id, national_id, state } = row;
  return {
    reference,
    agencyId: agency_id,
    nationalId: national_id,
    state,
    sent: sent.filter((one) => one.national_record_id === row.id).map((one) => toSent(one, kind)),
  };
}

function toSent(row: SentRow, kind: SubjectCase['kind']): SentStep {
  const {
    step,
    ordinal,
    confirmed_at: confirmedAt,
    document_no: documentNo,
    document_date: documentDate,
  } = row;
  if (kind !== 'TC') return { step, ordinal, confirmedAt, disclosure: 'full' };
  const policy = documentNo === null || documentDate === null ? undefined : { documentNo, documentDate };
  return { step, ordinal, confirmedAt, disclosure: row.disclosure, policy };
}

/** A look at a field of somebody else in the same case is none at this person. */
function toLook(
  { at, action, target, reason, roles }: LookRow,
  references: ReadonlySet<string>,
  places: readonly SubjectPlace[],
): readonly Look[] {
  const [reference = '', what = ''] = target.split(' ');
  if (!references.has(reference)) return [];
  if (action !== 'unmask reveal') return [{ at, action, roles }];
  const [, of = '', place = ''] = /^(\w+)(?:\.\w+)?\[(\d+)\]$/.exec(what) ?? [];
  const isOwn = places.some((one) =>
    of === 'content' || of === 'request'
      ? one.role === 'petitioner'
      : one.role === of && String(one.place) === place,
  );
  const [code = ''] = reason.split(':');
  return isOwn ? [{ at, action, roles, reasonCode: code in UNMASK_REASONS ? code : undefined }] : [];
}
