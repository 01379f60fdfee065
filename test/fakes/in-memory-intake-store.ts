import { isJudgedOn, markDuplicates } from '@kntc/domain';
import type {
  FingerprintHolder,
  IntakeBatch,
  IntakeCommit,
  IntakeStore,
  JudgedRecord,
  KnownRecord,
  RawRecord,
  Reading,
  SourceInfo,
  StaleWanted,
} from '@kntc/domain';
import { advanceOutbox, sendByOf, STAYS_HELD } from './in-memory-outbox';
import { fromRawText, toCaseText, toRawText } from './in-memory-tables';
import type {
  CaseRow,
  InMemoryTables,
  NationalRecordRow,
  OutboxRow,
  SourceRecordRow,
  SourceRow,
} from './in-memory-tables';

/** {@link IntakeStore} in memory; the contract suite holds it to the behaviour of the one on PostgreSQL. */
export class InMemoryIntakeStore implements IntakeStore {
  commits = 0;
  /** Set: the next commit fails with it, after its rows were written and before they count. */
  failNextCommit: Error | undefined;

  constructor(private readonly tables: InMemoryTables) {}

  async beginReading(
    { id, mappingVersion }: Pick<SourceInfo, 'id' | 'mappingVersion'>,
    leaseMs: number,
  ): Promise<Reading | undefined> {
    const row = this.#source(id);
    if ((row.mappingVersion ?? mappingVersion) !== mappingVersion) return undefined;
    if (row.readingUntilMs !== undefined && row.readingUntilMs > this.tables.nowMs) return undefined;
    row.readingNo = Math.max(row.readingNo + 1, Math.floor(this.tables.wallMs));
    row.readingUntilMs = this.tables.nowMs + leaseMs;
    return { number: row.readingNo, cursor: row.cursor };
  }

  async keepReading(sourceId: string, number: number, leaseMs: number): Promise<void> {
    const row = this.#source(sourceId);
    if (row.readingNo === number) row.readingUntilMs = this.tables.nowMs + leaseMs;
  }

  async endReading(sourceId: string, number: number): Promise<void> {
    const row = this.#source(sourceId);
    if (row.readingNo === number) row.readingUntilMs = undefined;
  }

  async cursor(sourceId: string): Promise<string | undefined> {
    return this.tables.rows.sources.get(sourceId)?.cursor;
  }

  async known(sourceId: string, keys: readonly string[]): Promise<ReadonlyMap<string, KnownRecord>> {
    return new Map(
      keys.flatMap((key): [string, KnownRecord][] => {
        const row = this.tables.record(sourceId, key);
        if (row === undefined) return [];
        const { localKey, contentDigest, judgedWith, decision, caseId, isGone, overlays } = row;
        const file = caseId === undefined ? undefined : this.tables.rows.cases.get(caseId);
        const version = { caseDigest: file?.digest, version: file?.version };
        const said = overlays === undefined ? {} : { overlays };
        return [
          [key, { localKey, contentDigest, judgedWith, decision, caseId, isGone, ...said, ...version }],
        ];
      }),
    );
  }

  async commit(batch: IntakeBatch): Promise<IntakeCommit> {
    this.commits += 1;
    const keys = batch.records.map(({ raw }) => raw.localKey);
    const stored = await this.known(batch.sourceId, keys);
    const { readingNo, mappingVersion = batch.mappingVersion } = this.#source(batch.sourceId);
    const isOther = batch.reading !== undefined && batch.reading !== readingNo;
    if (isOther || batch.mappingVersion !== mappingVersion) return { kind: 'superseded' };
    if (!batch.records.every((record) => isJudgedOn(record, stored.get(record.raw.localKey))))
      return { kind: 'outdated' };
    return this.tables.transaction(() => {
      this.#refuseTwice(batch);
      const records = markDuplicates(batch.sourceId, batch.records, this.#holders());
      const lanes = records.flatMap((record) => this.#store(batch, record));
      if (batch.cursor !== undefined) this.#source(batch.sourceId).cursor = batch.cursor;
      const failure = this.failNextCommit;
      this.failNextCommit = undefined;
      if (failure !== undefined) throw failure;
      const duplicates = records.filter(({ accepted }) => accepted?.duplicateOf !== undefined);
      return {
        kind: 'stored',
        lanes: [...new Set(lanes)],
        duplicates: duplicates.map(({ raw }) => raw.localKey),
      };
    });
  }

  #holders(): ReadonlyMap<string, FingerprintHolder> {
    const holders = new Map<string, FingerprintHolder>();
    for (const { fingerprint, duplicateOf, sourceId, localKey } of this.tables.rows.cases.values())
      if (duplicateOf === undefined && !holders.has(fingerprint))
        holders.set(fingerprint, { sourceId, localKey });
    return holders;
  }

  async stale(
    sourceId: string,
    { judgedWith, datesBefore }: StaleWanted,
    afterId: string,
    limit: number,
  ): Promise<readonly { readonly id: string; readonly raw: RawRecord }[]> {
    return [...this.tables.rows.records.values()]
      .filter((row) => row.sourceId === sourceId && row.id > Number(afterId) && !row.isGone)
      .filter((row) => row.judgedWith !== judgedWith || hasImpossibleDate(row, Date.parse(datesBefore)))
      .toSorted((a, b) => a.id - b.id)
      .slice(0, limit)
      .map((row) => ({ id: String(row.id), raw: fromRawText(row.raw) }));
  }

  async awaitingFiles(
    sourceId: string,
    afterId: string,
    limit: number,
  ): Promise<readonly { readonly id: string; readonly raw: RawRecord }[]> {
    const held = new Set(
      [...this.tables.rows.nationalRecords.values()]
        .filter(({ outbox }) => outbox.state === 'held' && outbox.holdCode === 'ATTACHMENT_CHANGED')
        .map(({ caseId }) => caseId),
    );
    return [...this.tables.rows.records.values()]
      .filter((row) => row.sourceId === sourceId && row.id > Number(afterId))
      .filter((row) => awaitsFile(row) || (row.caseId !== undefined && held.has(row.caseId)))
      .toSorted((a, b) => a.id - b.id)
      .slice(0, limit)
      .map((row) => ({ id: String(row.id), raw: fromRawText(row.raw) }));
  }

  async noteUnchanged(sourceId: string, cursor: string, reading?: number): Promise<boolean> {
    const row = this.#source(sourceId);
    if (reading !== undefined && reading !== row.readingNo) return false;
    row.cursor = cursor;
    return true;
  }

  async notePaused(sourceId: string, code: string | undefined): Promise<void> {
    this.#source(sourceId).pausedCode = code;
  }

  async noteWentBack(sourceId: string): Promise<void> {
    const source = this.tables.rows.sources.get(sourceId);
    if (source !== undefined) source.wentBackAtMs = this.tables.nowMs;
  }

  async noteComplete(sourceId: string): Promise<void> {
    this.#source(sourceId).completedAtMs = this.tables.nowMs;
  }

  #source(sourceId: string): SourceRow {
    const row = this.tables.rows.sources.get(sourceId);
    if (row === undefined) throw new Error(`source ${sourceId} is not registered`);
    return row;
  }

  /** One statement cannot touch a row twice. */
  #refuseTwice(batch: IntakeBatch): void {
    const keys = batch.records.map((record) => record.raw.localKey);
    if (new Set(keys).size !== keys.length) throw new Error('a key stands twice in one batch');
  }

  #store(batch: IntakeBatch, record: JudgedRecord): readonly number[] {
    const caseId = record.known?.caseId ?? (record.accepted === undefined ? undefined : this.tables.uuid());
    this.#storeRecord(batch, record, caseId);
    if (record.accepted === undefined || caseId === undefined) return [];
    if (record.known?.caseId === undefined) return this.#insertCase(batch, record, caseId);
    return record.known.caseDigest === record.accepted.digest ? [] : this.#advanceCase(batch, record, caseId);
  }

  #storeRecord(batch: IntakeBatch, record: JudgedRecord, caseId: string | undefined): void {
    const { localKey } = record.raw;
    const before = this.tables.record(batch.sourceId, localKey);
    this.tables.rows.records.set(`${batch.sourceId}|${localKey}`, {
      id: before?.id ?? this.tables.serial(),
      sourceId: batch.sourceId,
      localKey,
      raw: toRawText(record.raw),
      contentDigest: record.contentDigest,
      class: record.class,
      reasons: record.reasons,
      warnings: record.warnings,
      judgedWith: record.judgedWith,
      judgedAtMs: this.tables.wallMs,
      firstReadAtMs: before?.firstReadAtMs ?? this.tables.nowMs,
      isGone: batch.cursor === undefined && before?.isGone === true,
      decision: before?.decision,
      caseId: caseId ?? before?.caseId,
    });
  }

  #insertCase(batch: IntakeBatch, record: JudgedRecord, caseId: string): readonly number[] {
    const { accepted } = record;
    if (accepted === undefined) return [];
    if (this.tables.byReference(accepted.reference) !== undefined)
      throw new Error('duplicate key value violates unique constraint "national_record_reference_key"');
    const { fingerprint, digest, duplicateOf, reference, lane, identityPolicy, claim } = accepted;
    this.tables.rows.cases.set(caseId, {
      id: caseId,
      sourceId: batch.sourceId,
      localKey: record.raw.localKey,
      order: this.tables.serial(),
      fingerprint,
      digest,
      version: 1,
      agencyId: accepted.agencyId,
      duplicateOf,
      versions: [toCaseText(accepted.case)],
    });
    const id = this.tables.uuid();
    const outbox: OutboxRow = {
      isBackfill: accepted.isBackfill === true,
      sendBy: sendByOf(accepted.urgent, new Map(), this.tables.wallMs),
      state: duplicateOf === undefined ? 'due' : 'held',
      caseVersion: 1,
      mappingVersion: batch.mappingVersion,
      approvedVersion: undefined,
      dueAtMs: this.tables.nowMs,
      attemptNo: 0,
      retryCount: 0,
      unknownSinceMs: undefined,
      negativeLookUps: 0,
      holdCode: duplicateOf === undefined ? undefined : 'EXACT_DUPLICATE',
      holdDetail: duplicateOf,
      holdKey: undefined,
    };
    const row: NationalRecordRow = {
      id,
      caseId,
      reference,
      lane,
      agencyId: accepted.agencyId,
      nationalId: undefined,
      claim,
      identityPolicy,
      outbox,
      steps: new Map(),
      attempts: [],
    };
    this.tables.rows.nationalRecords.set(id, row);
    return duplicateOf === undefined ? [lane] : [];
  }

  #advanceCase(batch: IntakeBatch, record: JudgedRecord, caseId: string): readonly number[] {
    const file = this.tables.rows.cases.get(caseId);
    const national = [...this.tables.rows.nationalRecords.values()].find((row) => row.caseId === caseId);
    if (file === undefined || national === undefined || record.accepted === undefined) return [];
    this.#newVersion(file, record.accepted);
    national.identityPolicy = record.accepted.identityPolicy;
    national.claim = record.accepted.claim;
    if (mayMove(national)) {
      const { agencyId, reference, lane } = record.accepted;
      Object.assign(national, { agencyId, reference, lane });
    }
    advanceOutbox(national.outbox, {
      version: file.version,
      mappingVersion: batch.mappingVersion,
      duplicateOf: record.accepted.duplicateOf,
      isBackfill: record.accepted.isBackfill === true && national.nationalId === undefined,
      sendBy: sendByOf(record.accepted.urgent, national.steps, this.tables.wallMs),
      nowMs: this.tables.nowMs,
    });
    if (record.isDoubtful === true) national.outbox.isDoubtful = true;
    return national.outbox.state === 'due' ? [national.lane] : [];
  }

  #newVersion(file: CaseRow, accepted: NonNullable<JudgedRecord['accepted']>): void {
    file.version += 1;
    file.fingerprint = accepted.fingerprint;
    file.digest = accepted.digest;
    file.agencyId = accepted.agencyId;
    file.duplicateOf = accepted.duplicateOf;
    file.versions.push(toCaseText(accepted.case));
  }
}

/** Nothing of the record stands at the far side, and nothing can. */
function mayMove({ nationalId, outbox }: NationalRecordRow): boolean {
  if (nationalId !== undefined || outbox.state === 'in_flight' || outbox.state === 'unknown') return false;
  return outbox.state !== 'held' || !STAYS_HELD.includes(outbox.holdCode);
}

function awaitsFile({ reasons, warnings }: SourceRecordRow): boolean {
  const codes = reasons.map(({ code }) => code);
  return (
    codes.some((code) => ['FILE_MISSING', 'FILE_TOO_LARGE', 'FILE_NOT_ALLOWED'].includes(code)) ||
    warnings.some(({ code }) => code === 'FILE_MISSING')
  );
}

function hasImpossibleDate(row: SourceRecordRow, beforeMs: number): boolean {
  const isDate = row.reasons.some((reason) => reason.code === 'DATE_ORDER');
  return row.class === 'quarantined' && isDate && row.judgedAtMs < beforeMs;
}
