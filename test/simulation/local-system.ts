import { GatewayError } from '@kntc/domain';
import type { Source } from '@kntc/domain';
import { aSourceInfo } from '../builders/a-source-info';
import type { Dice } from './dice';
import { readPage, type SourceNow } from './local-cursor';
import { toMapped } from './local-mapping';
import { STAGES, type LocalVersion } from './local-version';
import type { VirtualTime } from './virtual-time';

export type Edit = 'officer' | 'content' | 'milestone' | 'file';

const LONGEST_TRANSACTION_MS = 30_000;

/**
 * The province's software: its rows, and the ledger of everything that was ever committed in it. The ledger is for the
 * oracle; the gateway sees only the newest version of each row, in the order of their stamps.
 */
export class LocalSystem {
  readonly ledger: LocalVersion[] = [];
  /** Reads fail until then. */
  downUntilMs = 0;
  /** Source in which nobody works: it was put back, and is looked at first. */
  closed: string | undefined;
  /** Every so often a reading goes over everything; without it never. */
  rescanMs: number | undefined;
  /** Keys that were lost, and are given to other petitions. */
  readonly #toGiveAgain = new Map<string, string[]>();

  constructor(
    private readonly time: VirtualTime,
    private readonly dice: Dice,
    readonly sourceIds: readonly string[],
  ) {}

  get keys(): readonly string[] {
    return [...new Set(this.ledger.filter((one) => this.#isVisible(one)).map(({ key }) => key))];
  }

  /** @param nth of the petition; petitions are dealt out to the sources one by one */
  create(nth: number): void {
    const sources = this.sourceIds.length;
    const sourceId = this.sourceIds[nth % sources] ?? '';
    if (sourceId === this.closed) return;
    this.#write({
      key: keyOf(nth),
      sourceId,
      localKey: this.#toGiveAgain.get(sourceId)?.shift() ?? `P${Math.floor(nth / sources)}`,
      files: this.dice.chance(0.3) ? this.dice.between(1, 2) : 0,
      version: 1,
      content: 1,
      officer: 1,
      stage: this.dice.chance(0.3) ? 'handling' : 'acceptance',
    });
  }

  edit(key: string, edit: Edit): void {
    const before = this.ledger.findLast((one) => one.key === key && one.undoneAtMs === undefined);
    if (before === undefined || !this.#isVisible(before) || before.sourceId === this.closed) return;
    const stage = STAGES[Math.min(STAGES.length - 1, STAGES.indexOf(before.stage) + 1)] ?? before.stage;
    // Never as something that was lost: the ledger tells versions by them.
    const ever = this.ledger.filter((one) => one.key === key);
    this.#write({
      ...before,
      version: nextOf(ever, 'version'),
      content: edit === 'content' ? nextOf(ever, 'content') : before.content,
      officer: edit === 'officer' ? nextOf(ever, 'officer') : before.officer,
      stage: edit === 'milestone' ? stage : before.stage,
      files: before.files + (edit === 'file' ? 1 : 0),
    });
  }

  newest(key: string): LocalVersion | undefined {
    return this.ledger.findLast((one) => one.key === key && this.#isVisible(one));
  }

  /** Everything that committed after the copy is gone from the source; what is open in it fails. */
  putBack(sourceId: string, copiedAtMs: number, givesKeysAnew: boolean): void {
    const { nowMs } = this.time;
    const lost = this.ledger.filter((one) => one.sourceId === sourceId && one.visibleAtMs > copiedAtMs);
    for (const version of lost) version.undoneAtMs ??= nowMs;
    const keys = new Set(
      lost.filter(({ key }) => this.newest(key) === undefined).map(({ localKey }) => localKey),
    );
    if (givesKeysAnew) this.#toGiveAgain.set(sourceId, [...keys]);
    this.time.note(`${sourceId} is put back: ${lost.length} lost`);
  }

  /** Whoever knows what was lost of a petition enters it again; another that got its key meanwhile gets one of its own. */
  mend(key: string): void {
    const lost = this.ledger.findLast(
      (one) => one.key === key && one.visibleAtMs <= (one.undoneAtMs ?? Number.NEGATIVE_INFINITY),
    );
    if (lost === undefined) return;
    const { nowMs } = this.time;
    for (const other of this.rowsOf(lost.sourceId))
      if (other.localKey === lost.localKey && other.key !== key) {
        this.#enter({ ...other, localKey: `${other.localKey}-${other.key}` });
      }
    this.#enter(lost);
    this.time.note(`${key} is mended at ${nowMs}`);
  }

  /** The connector of one gateway process. */
  source(sourceId: string, overlapMs: number): Source {
    const now = (): SourceNow => {
      if (this.time.nowMs < this.downUntilMs) throw new GatewayError('GW_S101');
      return { rows: this.rowsOf(sourceId), nowMs: this.time.nowMs };
    };
    return {
      info: aSourceInfo({ id: sourceId }),
      readChanged: async (cursor) => readPage(now(), cursor, { overlapMs, rescanMs: this.rescanMs }),
      keys: () => batched(this.rowsOf(sourceId).map(({ localKey }) => localKey)),
      map: (record) => toMapped(record),
      close: async () => undefined,
    };
  }

  /** What a source shows. */
  rowsOf(sourceId: string): readonly LocalVersion[] {
    const rows = this.keys.flatMap((key) => this.newest(key) ?? []);
    return rows.filter((row) => row.sourceId === sourceId);
  }

  #enter({ undoneAtMs: _undone, ...row }: LocalVersion): void {
    const ever = this.ledger.filter((one) => one.key === row.key);
    const { nowMs } = this.time;
    this.ledger.push({ ...row, version: nextOf(ever, 'version'), stampedAtMs: nowMs, visibleAtMs: nowMs });
  }

  #write(row: Omit<LocalVersion, 'stampedAtMs' | 'visibleAtMs' | 'undoneAtMs'>): void {
    const stampedAtMs = this.time.nowMs;
    // One in five stays open for a while: its stamp is older than what readers have passed when it shows.
    const openMs = this.dice.chance(0.2) ? this.dice.between(0, LONGEST_TRANSACTION_MS) : 0;
    this.ledger.push({ ...row, stampedAtMs, visibleAtMs: stampedAtMs + openMs });
  }

  #isVisible({ visibleAtMs, undoneAtMs }: LocalVersion): boolean {
    return visibleAtMs <= this.time.nowMs && undoneAtMs === undefined;
  }
}

function nextOf(versions: readonly LocalVersion[], figure: 'version' | 'content' | 'officer'): number {
  return 1 + Math.max(...versions.map((one) => one[figure]));
}

async function* batched(keys: readonly string[]): AsyncIterable<readonly string[]> {
  yield keys;
}

export function keyOf(nth: number): string {
  return `K${nth}`;
}
