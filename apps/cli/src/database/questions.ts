import type { IdentityPolicy, ReasonCode, RecordDecision, RecordIssue } from '@kntc/domain';
import { visible, type createDataSource, type RowScope } from '@kntc/storage';

export type DataSource = ReturnType<typeof createDataSource>;

export interface RecordPage {
  readonly items: readonly StandingRow[];
  /** Cursor of the next page; `null` = this was the last. */
  readonly next: string | null;
}

export interface StandingRow {
  readonly id: string;
  readonly source: string;
  readonly localKey: string;
  readonly agency: string;
  readonly kind: string | null;
  readonly class: string | null;
  readonly reference: string | null;
  readonly nationalId: string | null;
  readonly holdCode: ReasonCode | null;
  readonly holdDetail: string | null;
  readonly holdStep: string | null;
  readonly holdOrdinal: number | null;
  readonly reasons: readonly RecordIssue[];
  readonly changedAt: Date | null;
}

export interface StepRow {
  readonly kind: string;
  readonly ordinal: number;
  readonly resultId: string;
  readonly confirmedAt: Date;
}

export interface AttemptRow {
  readonly attemptNo: number;
  readonly step: string;
  readonly ordinal: number;
  readonly outcome: string | null;
  readonly reason: string | null;
  readonly intentAt: Date;
  readonly settledAt: Date | null;
}

export interface PolicyRow {
  readonly policy: IdentityPolicy;
  readonly documentNo: string;
  readonly documentDate: string;
  readonly signatory: string;
  readonly recordedBy: string;
  readonly secondPerson: string;
  readonly recordedAt: Date;
}

export interface CrosswalkListing {
  readonly source: string;
  readonly list: number;
  readonly localCode: string;
  readonly nationalCode: string;
  readonly validFrom: string | null;
  readonly validUntil: string | null;
  /** Name in the current national list; `null` = the code does not stand there. */
  readonly nationalName: string | null;
}

export interface CodeOfSource {
  readonly sourceId: string;
  readonly list: number;
  readonly localCode: string;
}

/** Never all records that use the code: of denunciations and of texts that are no code, reasons do not hold it. */
export interface WaitingForCode extends CodeOfSource {
  readonly records: number;
}

export interface BindingRow {
  readonly endpoint: string;
  readonly account: string;
  readonly profile: string;
  readonly keyFingerprint: string;
}

export interface OperationRow {
  readonly command: string;
  readonly target: string;
  readonly result: string;
  readonly at: Date;
}

export interface PageRequest {
  readonly code?: ReasonCode | undefined;
  readonly cursor: string;
  readonly limit: number;
}

/** One cause, of all sources or of one. */
export interface CauseRequest extends PageRequest {
  readonly field?: string | undefined;
  readonly source?: string | undefined;
}

/** Exclusions by what is stored of them. */
export interface ExcludedRequest {
  readonly decision: RecordDecision;
  /** Key of the bulk decision that made them. */
  readonly decisionKey: string | undefined;
  readonly source: string | undefined;
  readonly cursor: string;
  readonly limit: number;
}

export interface ExcludedRow {
  readonly id: string;
  readonly source: string;
  readonly localKey: string;
}

const STANDING = `id::text, source_id as source, local_key as "localKey", agency_id as agency, kind, class, reference,
  national_id as "nationalId", hold_code as "holdCode", hold_detail as "holdDetail", hold_step as "holdStep",
  hold_ordinal as "holdOrdinal", reasons, coalesce(changed_at, judged_at) as "changedAt"`;

/** What the command line asks beyond the overview of `PgReports`. Reads only; nothing sealed is opened. */
export class Questions {
  constructor(private readonly dataSource: DataSource) {}

  /** Migrations this program knows and the database does not have yet. */
  async missingMigrations(): Promise<readonly string[]> {
    const known = this.dataSource.migrations.map(({ name, constructor }) => name ?? constructor.name);
    const table = await this.#one<{ exists: boolean }>(
      "select to_regclass('schema_migration') is not null as exists",
    );
    if (table?.exists !== true) return known;
    const rows: { name: string }[] = await this.dataSource.query('select name from schema_migration');
    const applied = new Set(rows.map(({ name }) => name));
    return known.filter((name) => !applied.has(name));
  }

  /** Held records, oldest reading first. */
  async held({ code, cursor, limit }: PageRequest, scope: RowScope = 'everything'): Promise<RecordPage> {
    const seen = visible(scope, 4);
    return this.#page(
      `select ${STANDING} from record_standing s
       where class = 'held' and ($1::text is null or hold_code = $1) and id > $2 and ${seen.sql} order by id limit $3`,
      [code ?? null, cursor, limit + 1, ...seen.values],
      limit,
    );
  }

  /** Records in quarantine; with a code (about a field), those where it is one of the reasons. */
  async quarantined(
    { code, field, source, cursor, limit }: CauseRequest,
    scope: RowScope = 'everything',
  ): Promise<RecordPage> {
    const seen = visible(scope, 5);
    return this.#page(
      `select ${STANDING} from record_standing s
       where class = 'quarantined' and gone_at is null and ($1::jsonb is null or reasons @> $1::jsonb) and id > $2
         and ($4::text is null or source_id = $4) and ${seen.sql} order by id limit $3`,
      [
        code === undefined ? null : JSON.stringify([{ code, field }]),
        cursor,
        limit + 1,
        source ?? null,
        ...seen.values,
      ],
      limit,
    );
  }

  /**
   * Records a person excluded. With a key, those whose exclusion by that bulk decision still stands: taken back and
   * decided anew since, it is somebody else's word.
   */
  async excluded(request: ExcludedRequest): Promise<readonly ExcludedRow[]> {
    const { decision, decisionKey, source, cursor, limit } = request;
    return this.dataSource.query(
      `select r.id::text, r.source_id as source, r.local_key as "localKey" from source_record r
       where r.decision = $1 and r.id > $2 and ($3::text is null or r.source_id = $3)
         and ($4::text is null or exists (
           select 1 from operation o
           where o.idempotency_key = $4 || ':' || r.source_id || '/' || r.local_key
             and o.command = 'quarantine decide' and o.result = 'done'
             and not exists (
               select 1 from operation later
               where later.target = o.target and later.command in ('quarantine decide', 'quarantine take-back')
                 and later.result = 'done' and later.at > o.at)))
       order by r.id limit $5`,
      [decision, cursor, source ?? null, decisionKey ?? null, limit],
    );
  }

  /** Records that wait for a national code of these local codes, as their reasons say; see {@link WaitingForCode}. */
  async waitingForCodes(rows: readonly CodeOfSource[]): Promise<readonly WaitingForCode[]> {
    return this.dataSource.query(
      `select s.source_id as "sourceId", (r ->> 'list')::int as list, r ->> 'localCode' as "localCode",
         count(distinct s.id)::int as records
       from source_record s cross join lateral jsonb_array_elements(s.reasons) r
       where s.class = 'quarantined' and s.gone_at is null and r ->> 'code' in ('UNKNOWN_CODE', 'CODE_NOT_NATIONAL')
         and (s.source_id, (r ->> 'list')::int, r ->> 'localCode') in
           (select * from unnest($1::text[], $2::int[], $3::text[]))
       group by 1, 2, 3`,
      [
        rows.map(({ sourceId }) => sourceId),
        rows.map(({ list }) => list),
        rows.map(({ localCode }) => localCode),
      ],
    );
  }

  byReference(reference: string, scope: RowScope = 'everything'): Promise<StandingRow | undefined> {
    const seen = visible(scope, 2);
    return this.#one(`select ${STANDING} from record_standing s where reference = $1 and ${seen.sql}`, [
      reference,
      ...seen.values,
    ]);
  }

  async steps(reference: string): Promise<readonly StepRow[]> {
    return this.dataSource.query(
      `select s.kind, s.ordinal, s.result_id as "resultId", s.confirmed_at as "confirmedAt"
       from step s join national_record n on n.id = s.national_record_id
       where n.reference = $1 order by s.confirmed_at, s.ordinal`,
      [reference],
    );
  }

  /** The latest attempts, newest first. */
  async attempts(reference: string, limit: number): Promise<readonly AttemptRow[]> {
    return this.dataSource.query(
      `select a.attempt_no as "attemptNo", a.step, a.ordinal, a.outcome, a.reason, a.intent_at as "intentAt",
         a.settled_at as "settledAt"
       from attempt a join national_record n on n.id = a.national_record_id
       where n.reference = $1 order by a.attempt_no desc limit $2`,
      [reference, limit],
    );
  }

  /** The operation recorded under this key, for saying what a repeated command did the first time. */
  operation(idempotencyKey: string): Promise<OperationRow | undefined> {
    return this.#one('select command, target, result, at from operation where idempotency_key = $1', [
      idempotencyKey,
    ]);
  }

  async crosswalk(
    list: number | undefined,
    source: string | undefined,
  ): Promise<readonly CrosswalkListing[]> {
    return this.dataSource.query(
      `select r.source_id as source, r.list, r.local_code as "localCode", r.national_code as "nationalCode",
         r.valid_from::text as "validFrom", r.valid_until::text as "validUntil", e.name as "nationalName"
       from crosswalk_row r join crosswalk_version v on v.version = r.version and v.active
       left join code_entry e on e.list = r.list and e.code = r.national_code and e.valid_until is null
       where ($1::int is null or r.list = $1) and ($2::text is null or r.source_id = $2)
       order by r.source_id, r.list, r.local_code, r.valid_from nulls first`,
      [list ?? null, source ?? null],
    );
  }

  /** What people decided about records of a source, by local key. */
  async decisions(source: string): Promise<ReadonlyMap<string, RecordDecision>> {
    const rows: { localKey: string; decision: RecordDecision }[] = await this.dataSource.query(
      `select local_key as "localKey", decision from source_record where source_id = $1 and decision is not null`,
      [source],
    );
    return new Map(rows.map(({ localKey, decision }) => [localKey, decision]));
  }

  policy(): Promise<PolicyRow | undefined> {
    return this.#one(
      `select policy, document_no as "documentNo", document_date::text as "documentDate", signatory,
         recorded_by as "recordedBy", second_person as "secondPerson", recorded_at as "recordedAt"
       from identity_policy where valid_until is null`,
    );
  }

  binding(): Promise<BindingRow | undefined> {
    return this.#one('select endpoint, account, profile, key_fingerprint as "keyFingerprint" from binding');
  }

  async #page(sql: string, parameters: readonly unknown[], limit: number): Promise<RecordPage> {
    const rows: StandingRow[] = await this.dataSource.query(sql, [...parameters]);
    const items = rows.slice(0, limit);
    return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
  }

  async #one<T>(sql: string, parameters: readonly unknown[] = []): Promise<T | undefined> {
    const rows: T[] = await this.dataSource.query(sql, [...parameters]);
    return rows[0];
  }
}
