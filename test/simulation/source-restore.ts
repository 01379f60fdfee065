import type { NationalRecordRow } from '../fakes/in-memory-tables';
import type { Database } from './database';
import type { Dice } from './dice';
import type { LocalSystem } from './local-system';
import type { LocalVersion } from './local-version';
import type { VirtualTime } from './virtual-time';

/** Nobody works in a source that was put back before it was looked at, and read. */
const CLOSED_FOR_MS = 60_000;
const LOOK_EVERY_MS = 20_000;
/** Until people decide what waits for them because of it. */
const DECIDED_AFTER_MS = 900_000;
/** How often a reading goes over everything. */
const RESCAN_MS = 150_000;

/** What happened when a source went back, for the oracle. */
export interface SourceRestored {
  readonly sourceId: string;
  readonly atMs: number;
  /** What people let out, although it may be older than what stands there. */
  readonly released: readonly {
    readonly key: string;
    readonly version: LocalVersion;
    readonly atMs: number;
  }[];
}

/**
 * A province's software put back from a copy. Nobody works in it until the gateway has read it; later people decide about
 * each petition that waits: what it shows now is right and goes out, or what was lost is entered again.
 */
export class SourceRestore {
  happened: SourceRestored | undefined;
  isPending = false;

  constructor(
    private readonly time: VirtualTime,
    private readonly dice: Dice,
    private readonly local: LocalSystem,
    private readonly database: Database,
  ) {}

  putBack(copiedAtMs: number, givesKeysAnew: boolean): void {
    const { time, local, dice } = this;
    const sourceId = dice.pick(local.sourceIds);
    local.putBack(sourceId, copiedAtMs, givesKeysAnew);
    local.rescanMs = RESCAN_MS;
    local.closed = sourceId;
    this.isPending = true;
    this.happened = { sourceId, atMs: time.nowMs, released: [] };
    this.#openOnceRead(sourceId, time.nowMs + CLOSED_FOR_MS);
    time.after(DECIDED_AFTER_MS, 'people decide what waits', () => this.#decide(sourceId));
  }

  #openOnceRead(sourceId: string, sinceMs: number): void {
    this.time.after(LOOK_EVERY_MS, `${sourceId} is looked at`, () => {
      const readAtMs =
        this.database.tables.rows.sources.get(sourceId)?.completedAtMs ?? Number.NEGATIVE_INFINITY;
      if (readAtMs >= sinceMs) this.local.closed = undefined;
      else this.#openOnceRead(sourceId, sinceMs);
    });
  }

  #decide(sourceId: string): void {
    this.isPending = false;
    for (const row of this.database.tables.rows.nationalRecords.values()) {
      const record = this.database.tables.sourceRecordOf(row.caseId);
      if (record?.sourceId !== sourceId || row.outbox.holdCode !== 'CORRECTION_NEEDS_DECISION') continue;
      const shown = this.local.rowsOf(sourceId).find(({ localKey }) => localKey === record.localKey);
      const created = this.local.ledger.find(
        (one) => one.sourceId === sourceId && one.localKey === record.localKey,
      );
      const isAnothers = shown !== undefined && created?.key !== shown.key;
      if (shown === undefined || isAnothers || this.dice.chance(0.5)) this.local.mend(created?.key ?? '');
      else this.#release(row, shown);
    }
  }

  /** Of exactly the version that people saw. */
  #release({ outbox }: NationalRecordRow, version: LocalVersion): void {
    const { happened, time } = this;
    if (happened === undefined) return;
    const released = { key: version.key, version, atMs: time.nowMs };
    this.happened = { ...happened, released: [...happened.released, released] };
    outbox.approvedVersion = outbox.caseVersion;
    outbox.isDoubtful = false;
    outbox.state = 'due';
    outbox.holdCode = undefined;
    outbox.dueAtMs = time.nowMs;
    time.note(`${version.key} is released`);
  }
}
