import { isJudgedOn, markDuplicates } from '@kntc/domain';
import type {
  Ids,
  IntakeBatch,
  IntakeCommit,
  IntakeStore,
  JudgedRecord,
  KeyedDigest,
  KnownRecord,
  RecordSeals,
} from '@kntc/domain';
import type { DataSource, EntityManager } from 'typeorm';
import { batchKeys } from '../keys/batch-keys';
import { CodeHashes } from '../search/code-hashes';
import { overlaysOf } from '../overlays/overlay-rows';
import { TableStatistics, analyzeGrowing } from '../statistics';
import {
  backfillColumn,
  claimColumns,
  doubtColumn,
  hashColumns,
  recordColumns,
  urgentColumn,
  versionColumns,
} from './intake-columns';
import { lockSource } from './locked-source';
import { Readings } from './readings';
import { StoredRecords } from './stored-records';
import {
  ADVANCE_OUTBOX,
  HOLDERS,
  INSERT_CASES,
  INSERT_NATIONAL_RECORDS,
  INSERT_OUTBOX,
  INSERT_VERSIONS,
  KNOWN,
  LOCK_FINGERPRINTS,
  LOCK_KNOWN,
  MOVE_CURSOR,
  UPDATE_CASES,
  UPSERT_RECORDS,
} from './intake-statements';
import { knownBy, withOverlaysOf, type KnownRow } from './known-row';
import { storeBeside } from './store-beside';
import { acceptedOf, placeRecord, type Placed, type PlacedCase } from './placed';

interface LockedRow extends KnownRow {
  readonly data_key: Buffer | null;
  readonly kek: string | null;
  readonly is_reception: boolean;
}

interface HolderRow {
  readonly fingerprint: string;
  readonly source_id: string;
  readonly local_key: string;
}

/** {@link IntakeStore} on PostgreSQL. */
export class PgIntakeStore implements IntakeStore {
  private readonly stored: StoredRecords;
  private readonly readings: Readings;
  private readonly statistics: TableStatistics;
  private readonly codeHashes: CodeHashes;
  private checkWithinMs: number | undefined;

  constructor(
    private readonly dataSource: DataSource,
    private readonly seals: RecordSeals,
    private readonly ids: Ids,
    /** Of what cases are found by: a key that serves nothing else. */
    private readonly search: KeyedDigest,
  ) {
    this.stored = new StoredRecords(dataSource, seals);
    this.readings = new Readings(dataSource);
    this.codeHashes = new CodeHashes(search);
    this.statistics = new TableStatistics(() => analyzeGrowing(dataSource));
  }

  /** New cases wait so long at most to be compared with others; what is not by then is sent all the same. */
  checkedWithin(ms: number | undefined): this {
    this.checkWithinMs = ms;
    return this;
  }

  beginReading(...begun: Parameters<IntakeStore['beginReading']>): ReturnType<IntakeStore['beginReading']> {
    return this.readings.begin(...begun);
  }

  keepReading(...kept: Parameters<IntakeStore['keepReading']>): Promise<void> {
    return this.readings.keep(...kept);
  }

  endReading(...ended: Parameters<IntakeStore['endReading']>): Promise<void> {
    return this.readings.end(...ended);
  }

  async cursor(sourceId: string): Promise<string | undefined> {
    const rows: { cursor: string | null }[] = await this.dataSource.query(
      'select cursor from source where id = $1',
      [sourceId],
    );
    return rows[0]?.cursor ?? undefined;
  }

  async known(sourceId: string, keys: readonly string[]): Promise<ReadonlyMap<string, KnownRecord>> {
    const known = knownBy(await this.dataSource.query(KNOWN, [sourceId, keys]));
    return withOverlaysOf(
      known,
      await overlaysOf({ dataSource: this.dataSource, seals: this.seals }, sourceId, keys),
    );
  }

  async commit(batch: IntakeBatch): Promise<IntakeCommit> {
    const commit = await this.store(batch);
    if (commit.kind === 'stored') await this.statistics.noteStored(batch.records.length);
    return commit;
  }

  private store(batch: IntakeBatch): Promise<IntakeCommit> {
    return this.dataSource.transaction(async (manager): Promise<IntakeCommit> => {
      const { kek, reading, mapping } = await lockSource(manager, batch.sourceId);
      const isOther = batch.reading !== undefined && batch.reading !== reading;
      if (isOther || batch.mappingVersion !== mapping) return { kind: 'superseded' };
      const localKeys = batch.records.map(({ raw }) => raw.localKey);
      const rows: LockedRow[] = await manager.query(LOCK_KNOWN, [batch.sourceId, localKeys]);
      const stored = knownBy(rows);
      if (!batch.records.every((record) => isJudgedOn(record, stored.get(record.raw.localKey))))
        return { kind: 'outdated' };
      // Before the lock that all sources share: keys may be a round trip away.
      const keys = await batchKeys(this.seals, batch, rows, kek);
      const records = await this.withDuplicates(manager, batch);
      const placed = records.map((record) => placeRecord(record, this.ids, keys));
      if (placed.length > 0)
        await manager.query(UPSERT_RECORDS, recordColumns(batch, placed, this.codeHashes));
      const lanes = await this.storeCases(manager, batch, placed);
      const receptions = rows.filter((row) => row.is_reception).map((row) => row.local_key);
      await storeBeside(manager, batch.sourceId, { placed, receptions, search: this.search });
      if (batch.cursor !== undefined) await manager.query(MOVE_CURSOR, [batch.sourceId, batch.cursor, null]);
      const duplicates = records.filter((record) => record.accepted?.duplicateOf !== undefined);
      return {
        kind: 'stored',
        lanes: [...new Set(lanes)],
        duplicates: duplicates.map(({ raw }) => raw.localKey),
      };
    });
  }

  private async withDuplicates(
    manager: EntityManager,
    { sourceId, records }: IntakeBatch,
  ): Promise<readonly JudgedRecord[]> {
    const fingerprints = new Set(records.flatMap(({ accepted }) => accepted?.fingerprint ?? []));
    if (fingerprints.size === 0) return records;
    await manager.query(LOCK_FINGERPRINTS);
    const rows: HolderRow[] = await manager.query(HOLDERS, [[...fingerprints]]);
    const holders = rows.map(
      (row) => [row.fingerprint, { sourceId: row.source_id, localKey: row.local_key }] as const,
    );
    return markDuplicates(sourceId, records, new Map(holders));
  }

  stale(...wanted: Parameters<IntakeStore['stale']>): ReturnType<IntakeStore['stale']> {
    return this.stored.stale(...wanted);
  }

  awaitingFiles(
    ...wanted: Parameters<IntakeStore['awaitingFiles']>
  ): ReturnType<IntakeStore['awaitingFiles']> {
    return this.stored.awaitingFiles(...wanted);
  }

  async noteUnchanged(sourceId: string, cursor: string, reading?: number): Promise<boolean> {
    const values = [sourceId, cursor, reading ?? null];
    const [rows]: [unknown[], number] = await this.dataSource.query(MOVE_CURSOR, values);
    return rows.length > 0;
  }

  async notePaused(sourceId: string, code: string | undefined, detail: string): Promise<void> {
    await this.dataSource.query(
      `update source set paused_code = $2, paused_detail = $3, paused_at = case when $2::text is null then null else coalesce(paused_at, clock_timestamp()) end
       where id = $1`,
      [sourceId, code ?? null, code === undefined ? null : detail],
    );
  }

  async noteWentBack(sourceId: string): Promise<void> {
    const statement = 'update source set went_back_at = clock_timestamp() where id = $1';
    await this.dataSource.query(statement, [sourceId]);
  }

  async noteComplete(sourceId: string): Promise<void> {
    await this.dataSource.query('update source set complete_at = clock_timestamp() where id = $1', [
      sourceId,
    ]);
  }

  private async storeCases(
    manager: EntityManager,
    batch: IntakeBatch,
    placed: readonly Placed[],
  ): Promise<readonly number[]> {
    const fresh = acceptedOf(placed.filter((one) => one.isNew));
    const changed = acceptedOf(placed.filter((one) => one.isChanged));
    const lanes: number[] = [];
    if (fresh.length > 0) {
      await this.insertCases(manager, batch, fresh);
      // Nothing of what waits for its check is due.
      const due = this.checkWithinMs === undefined ? fresh.map(({ accepted }) => accepted) : [];
      lanes.push(...due.filter((one) => one.duplicateOf === undefined).map((one) => one.lane));
    }
    if (changed.length > 0) lanes.push(...(await this.advanceCases(manager, batch, changed)));
    return lanes;
  }

  private async insertCases(
    manager: EntityManager,
    batch: IntakeBatch,
    fresh: readonly PlacedCase[],
  ): Promise<void> {
    const recordIds = fresh.map(() => this.ids.uuid());
    const caseIds = fresh.map((one) => one.caseId);
    const agencies = fresh.map((one) => one.accepted.agencyId);
    const lanes = fresh.map((one) => one.accepted.lane);
    const duplicates = fresh.map((one) => one.accepted.duplicateOf ?? null);
    await manager.query(INSERT_CASES, [
      batch.sourceId,
      caseIds,
      agencies,
      fresh.map((one) => one.accepted.kind),
      fresh.map((one) => one.localKey),
      fresh.map((one) => one.accepted.fingerprint),
      fresh.map((one) => one.accepted.digest),
      duplicates,
      ...hashColumns(fresh, this.search),
    ]);
    await this.insertVersions(manager, batch, fresh);
    await manager.query(INSERT_NATIONAL_RECORDS, [
      recordIds,
      agencies,
      caseIds,
      fresh.map((one) => one.accepted.reference),
      lanes,
      fresh.map((one) => one.accepted.identityPolicy ?? null),
      ...claimColumns(fresh),
    ]);
    await manager.query(INSERT_OUTBOX, [
      batch.mappingVersion,
      recordIds,
      agencies,
      lanes,
      duplicates,
      backfillColumn(fresh),
      urgentColumn(fresh),
      this.checkWithinMs ?? null,
    ]);
  }

  private async advanceCases(
    manager: EntityManager,
    batch: IntakeBatch,
    changed: readonly PlacedCase[],
  ): Promise<readonly number[]> {
    const caseIds = changed.map((one) => one.caseId);
    const duplicates = changed.map((one) => one.accepted.duplicateOf ?? null);
    await manager.query(UPDATE_CASES, [
      caseIds,
      changed.map((one) => one.accepted.kind),
      changed.map((one) => one.accepted.fingerprint),
      changed.map((one) => one.accepted.digest),
      changed.map((one) => one.version),
      duplicates,
      ...hashColumns(changed, this.search),
    ]);
    await this.insertVersions(manager, batch, changed);
    const rows: { lane: number; state: string }[] = await manager.query(ADVANCE_OUTBOX, [
      batch.mappingVersion,
      caseIds,
      changed.map((one) => one.version),
      changed.map((one) => one.accepted.identityPolicy ?? null),
      duplicates,
      ...claimColumns(changed),
      changed.map((one) => one.accepted.agencyId),
      changed.map((one) => one.accepted.reference),
      changed.map((one) => one.accepted.lane),
      backfillColumn(changed),
      doubtColumn(changed),
      urgentColumn(changed),
    ]);
    return rows.filter((row) => row.state === 'due').map((row) => row.lane);
  }

  private async insertVersions(
    manager: EntityManager,
    batch: IntakeBatch,
    placed: readonly PlacedCase[],
  ): Promise<void> {
    await manager.query(INSERT_VERSIONS, versionColumns(batch, placed));
  }
}
