import type { DueRecord, IntakeBatch, LaneSession, LaneWrite, Reading } from '@kntc/domain';
import { KeyRegister, PgCreateBrake, PgIntakeStore, PgLaneStore } from '@kntc/storage';
import type { DataSource } from 'typeorm';
import { NOW } from '../builders/dates';
import { testHouse, testSeals, testWrapper } from '../contract/stores-under-test';
import { CountingIds } from '../fakes/counting-ids';
import { fakeDigest } from '../fakes/fake-digest';
import type { InMemoryTables } from '../fakes/in-memory-tables';
import { RecordingLogger } from '../fakes/recording-logger';
import { finalRows, type FinalRow } from './final-rows';
import type { StoreOp } from './store-journal';
import { SOURCE_IDS } from './swarm';

/**
 * Replays on real PostgreSQL what the stores of one run did in memory: the same calls in the same order at the same
 * moments of a clock that stands still in between. What each call said, and what stands there in the end, must be the same.
 */
export class Replay {
  readonly differences: string[] = [];
  readonly #intake: PgIntakeStore;
  readonly #lanes: PgLaneStore;
  #session: LaneSession | undefined;
  /** Ids of ours by those of the memory. */
  readonly #recordIds = new Map<string, string>();
  readonly #caseIds = new Map<string, string>();

  readonly #readings = new Map<string, number>();
  constructor(
    private readonly dataSource: DataSource,
    url: string,
    private readonly memory: InMemoryTables,
  ) {
    const seals = testSeals();
    const brake = new PgCreateBrake(dataSource, () => 'unlimited');
    const logger = new RecordingLogger();
    this.#intake = new PgIntakeStore(dataSource, seals, new CountingIds(), fakeDigest);
    this.#lanes = new PgLaneStore({ databaseUrl: url, dataSource, seals, house: testHouse, logger, brake });
  }

  async run(ops: readonly StoreOp[]): Promise<void> {
    await this.#begin();
    for (const op of ops.filter(({ store, name }) => REPLAYED.includes(`${store} ${name}`))) {
      await this.#setClock(op.atMs);
      const [asked, expected] = [this.#translated(op), this.#comparable(op, op.said)];
      const answer = await this.#call(op, asked);
      if (op.name === 'beginReading') this.#learnReading(op, answer);
      const said = this.#comparable(op, answer);
      if (said !== expected)
        this.differences.push(`${op.store} ${op.name} at ${op.atMs}: memory ${expected}, PostgreSQL ${said}`);
      if (op.name === 'commit' && op.store === 'intake') await this.#learnIds();
    }
    await this.#session?.close();
  }

  /** What stands there in the end. */
  rows(): Promise<readonly FinalRow[]> {
    return finalRows(this.dataSource);
  }

  async #begin(): Promise<void> {
    for (const id of SOURCE_IDS)
      await this.dataSource.query(
        "insert into source (id, agency_id, title, mapping_version) values ($1, 'H507', 'Nguồn', 'mapping-1')",
        [id],
      );
    await new KeyRegister(this.dataSource, testWrapper, 'H507').start();
    this.#session = await this.#lanes.open();
  }

  async #setClock(atMs: number): Promise<void> {
    // With its fractions: ages are compared to the millisecond.
    await this.dataSource.query('update virtual.moment set at = to_timestamp($1::float8 / 1000)', [
      NOW.getTime() + atMs,
    ]);
  }

  #call({ store, name }: StoreOp, args: readonly unknown[]): Promise<unknown> {
    const target: object = store === 'intake' ? this.#intake : (this.#session ?? {});
    return (Reflect.get(target, name) as (...asked: readonly unknown[]) => Promise<unknown>).apply(target, [
      ...args,
    ]);
  }

  /** The memory's ids in ours. */
  #translated({ store, name, args }: StoreOp): readonly unknown[] {
    const [first, ...rest] = args;
    if (store === 'intake') {
      if (name === 'commit') return [this.#ofUs(first as IntakeBatch)];
      const at = READING_AT[name];
      return at === undefined
        ? args
        : args.map((arg, nth) => (nth === at ? this.#readingHere(first, arg) : arg));
    }
    if (name === 'admitCreate') return [this.#recordIds.get(String(first)), ...rest];
    if (name !== 'commit') return args;
    const write = first as LaneWrite;
    return [{ ...write, recordId: this.#recordIds.get(write.recordId) ?? write.recordId }];
  }

  #ofUs(batch: IntakeBatch): IntakeBatch {
    const records = batch.records.map((record) => {
      const { known } = record;
      if (known?.caseId === undefined) return record;
      return { ...record, known: { ...known, caseId: this.#caseIds.get(known.caseId) } };
    });
    return { ...batch, records, reading: this.#readingHere(batch.sourceId, batch.reading) };
  }

  /** Readings are numbered by the clock, which begins elsewhere here. */
  #learnReading({ args, said }: StoreOp, answer: unknown): void {
    const [memory, own] = [said, answer].map((one) => (one as Reading | undefined)?.number);
    if (memory !== undefined && own !== undefined) this.#readings.set(`${sourceOf(args[0])} ${memory}`, own);
  }

  #readingHere(source: unknown, number: unknown): number | undefined {
    return this.#readings.get(`${sourceOf(source)} ${String(number)}`);
  }

  async #learnIds(): Promise<void> {
    const rows: { id: string; reference: string; case_id: string }[] = await this.dataSource.query(
      'select id, reference, case_id from national_record',
    );
    const ours = new Map(rows.map((row) => [row.reference, row]));
    for (const { id, reference, caseId } of this.memory.rows.nationalRecords.values()) {
      const own = ours.get(reference);
      if (own === undefined) continue;
      this.#recordIds.set(id, own.id);
      this.#caseIds.set(caseId, own.case_id);
    }
  }

  /** What must be the same, without ids and in an order of its own. */
  #comparable({ name }: StoreOp, said: unknown): string {
    if (name === 'fetch') return (said as readonly DueRecord[]).map(dueWords).toSorted().join('; ');
    if (name === 'commit' && typeof said === 'object' && said !== null && 'lanes' in said) {
      const { lanes, ...rest } = said as { readonly lanes: readonly number[] };
      return JSON.stringify({ ...rest, lanes: [...new Set(lanes)].toSorted((a, b) => a - b) });
    }
    if (name === 'beginReading' && said !== undefined)
      return JSON.stringify({ ...(said as object), number: 0 });
    return JSON.stringify(said ?? null);
  }
}

/** Which argument is the number of a reading. */
const READING_AT: Readonly<Record<string, number>> = { keepReading: 1, endReading: 1, noteUnchanged: 2 };

function sourceOf(named: unknown): string {
  return typeof named === 'string' ? named : (named as { readonly id: string }).id;
}

/** Calls that change something, and fetches; whose lanes are whose is tested by the contract. */
const REPLAYED = [
  'intake beginReading',
  'intake keepReading',
  'intake endReading',
  'intake commit',
  'intake noteUnchanged',
  'intake notePaused',
  'intake noteComplete',
  'lane fetch',
  'lane commit',
  'lane admitCreate',
];

function dueWords(due: DueRecord): string {
  const { reference, state, attemptNo, retryCount, caseVersion, negativeLookUps, nationalId, barred } = due;
  const open = due.openAttempt && {
    no: due.openAttempt.attemptNo,
    key: due.openAttempt.key,
    body: due.openAttempt.bodySha256,
    reason: due.openAttempt.reason,
    repeatKey: due.openAttempt.repeatKey,
    sentForMs: rounded(due.openAttempt.sentForMs),
  };
  const steps = due.steps.map(({ key, resultId }) => `${key.kind}:${key.ordinal} ${resultId}`).toSorted();
  return JSON.stringify({
    reference,
    state,
    attemptNo,
    retryCount,
    caseVersion,
    negativeLookUps,
    nationalId,
    barred,
    unknownForMs: rounded(due.unknownForMs),
    open,
    steps,
  });
}

function rounded(ms: number | undefined): number | undefined {
  return ms === undefined ? undefined : Math.round(ms);
}
