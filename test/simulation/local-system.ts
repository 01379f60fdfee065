import { GatewayError } from '@kntc/domain';
import type { CaseDraft, MappedRecord, RawRecord, Source, SourcePage } from '@kntc/domain';
import {
  aDraft,
  aMappedRecord,
  aRoundDraft,
  aSecondRoundDraft,
  ENFORCEMENT_DRAFT,
} from '../builders/a-draft';
import { aSourceInfo } from '../builders/a-source-info';
import type { Dice } from './dice';
import type { VirtualTime } from './virtual-time';

/** How far a petition has come in the local software. Steps beyond the second: acceptance is the release point. */
export const STAGES = ['handling', 'acceptance', 'resolution', 'enforcement', 'second-resolution'] as const;

/** A petition as it stood after one edit. Everything that is sent can be told from these four figures. */
export interface LocalVersion {
  /** Known to the ledgers alone; the rows have a source and, in it, a key that other sources use too. */
  readonly key: string;
  readonly sourceId: string;
  readonly localKey: string;
  readonly version: number;
  /** Edit of the protected text. */
  readonly content: number;
  /** Edit of officers' names and summaries, which flow by themselves. */
  readonly officer: number;
  readonly stage: (typeof STAGES)[number];
  /** Files of the petition. */
  readonly files: number;
  /** What the row carries as its time of change. */
  readonly stampedAtMs: number;
  /** When the transaction committed: before, nobody sees it. */
  readonly visibleAtMs: number;
}

export type Edit = 'officer' | 'content' | 'milestone' | 'file';

/** Longer than any transaction of the local software stays open. */
export const OVERLAP_MS = 40_000;
const LONGEST_TRANSACTION_MS = 30_000;
/** Few, so that readings have several pages. */
const PAGE = 9;

interface Cursor {
  readonly atMs: number;
  /** Set within a reading: continues behind this row. */
  readonly key?: string;
}

/**
 * The province's software: its rows, and the ledger of everything that was ever committed in it. The ledger is for the
 * oracle; the gateway sees only the newest version of each row, in the order of their stamps.
 */
export class LocalSystem {
  readonly ledger: LocalVersion[] = [];
  /** Reads fail until then. */
  downUntilMs = 0;

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
    this.#write({
      key: keyOf(nth),
      sourceId: this.sourceIds[nth % sources] ?? '',
      localKey: `P${Math.floor(nth / sources)}`,
      files: this.dice.chance(0.3) ? this.dice.between(1, 2) : 0,
      version: 1,
      content: 1,
      officer: 1,
      stage: this.dice.chance(0.3) ? 'handling' : 'acceptance',
    });
  }

  edit(key: string, edit: Edit): void {
    const before = this.ledger.findLast((one) => one.key === key);
    if (before === undefined || !this.#isVisible(before)) return;
    const stage = STAGES[Math.min(STAGES.length - 1, STAGES.indexOf(before.stage) + 1)] ?? before.stage;
    this.#write({
      ...before,
      version: before.version + 1,
      content: before.content + (edit === 'content' ? 1 : 0),
      officer: before.officer + (edit === 'officer' ? 1 : 0),
      stage: edit === 'milestone' ? stage : before.stage,
      files: before.files + (edit === 'file' ? 1 : 0),
    });
  }

  newest(key: string): LocalVersion | undefined {
    return this.ledger.findLast((one) => one.key === key && this.#isVisible(one));
  }

  /** The connector of one gateway process. */
  source(sourceId: string, overlapMs: number): Source {
    return {
      info: aSourceInfo({ id: sourceId }),
      readChanged: async (cursor) => this.#read(sourceId, cursor, overlapMs),
      keys: () => batched(this.#newestOf(sourceId).map(({ localKey }) => localKey)),
      map: (record) => toMapped(record),
      close: async () => undefined,
    };
  }

  #newestOf(sourceId: string): readonly LocalVersion[] {
    const rows = this.keys.flatMap((key) => this.newest(key) ?? []);
    return rows.filter((row) => row.sourceId === sourceId);
  }

  #read(sourceId: string, text: string | undefined, overlapMs: number): SourcePage {
    if (this.time.nowMs < this.downUntilMs) throw new GatewayError('GW_S101');
    const cursor = text === undefined ? { atMs: -OVERLAP_MS } : (JSON.parse(text) as Cursor);
    const rows = this.#newestOf(sourceId)
      .filter((row) => isBehind(row, cursor, overlapMs))
      .toSorted((one, other) => one.stampedAtMs - other.stampedAtMs || (one.key < other.key ? -1 : 1));
    const page = rows.slice(0, PAGE);
    const last = page.at(-1);
    const exhausted = page.length === rows.length;
    const atMs = Math.max(
      last?.stampedAtMs ?? cursor.atMs,
      exhausted ? cursor.atMs : Number.NEGATIVE_INFINITY,
    );
    const next: Cursor = exhausted || last === undefined ? { atMs } : { atMs, key: last.key };
    return { records: page.map(toRaw), cursor: JSON.stringify(next), exhausted };
  }

  #write(row: Omit<LocalVersion, 'stampedAtMs' | 'visibleAtMs'>): void {
    const stampedAtMs = this.time.nowMs;
    // One in five stays open for a while: its stamp is older than what readers have passed when it shows.
    const openMs = this.dice.chance(0.2) ? this.dice.between(0, LONGEST_TRANSACTION_MS) : 0;
    this.ledger.push({ ...row, stampedAtMs, visibleAtMs: stampedAtMs + openMs });
  }

  #isVisible({ visibleAtMs }: LocalVersion): boolean {
    return visibleAtMs <= this.time.nowMs;
  }
}

function isBehind({ stampedAtMs, key }: LocalVersion, cursor: Cursor, overlapMs: number): boolean {
  if (cursor.key === undefined) return stampedAtMs >= cursor.atMs - overlapMs;
  return stampedAtMs > cursor.atMs || (stampedAtMs === cursor.atMs && key > cursor.key);
}

async function* batched(keys: readonly string[]): AsyncIterable<readonly string[]> {
  yield keys;
}

function toRaw({ key, localKey, content, officer, stage, files }: LocalVersion): RawRecord {
  const row = { ma: key, nd: String(content), cb: String(officer), gd: stage, tep: String(files) };
  return { localKey, row, children: {} };
}

/** What the field map of a source file would do. */
function toMapped({ row }: RawRecord): MappedRecord {
  const [key, content, officer, stage] = [row['ma'], row['nd'], row['cb'], row['gd']].map(String) as [
    string,
    string,
    string,
    string,
  ];
  const reached = STAGES.findIndex((one) => one === stage);
  const draft = aDraft({
    registerNo: key,
    content: contentText(key, Number(content)),
    reception: { leader: officerName(Number(officer)) },
    attachments: filesOf(key, Number(row['tep'])),
  });
  const { handling, acceptance } = draft;
  return aMappedRecord({
    ...draft,
    handling: { ...handling, handledBy: officerName(Number(officer)) },
    acceptance: reached >= 1 ? { ...acceptance, approvedBy: officerName(Number(officer)) } : undefined,
    rounds: roundsOf(reached, Number(officer)),
  });
}

function filesOf(key: string, count: number): NonNullable<CaseDraft['attachments']> {
  return Array.from({ length: count }, (_unused, nth) => ({
    title: `Tệp ${nth + 1}`,
    fileName: `tep-${nth + 1}.pdf`,
    content: Buffer.from(fileText(key, nth + 1)),
  }));
}

function roundsOf(reached: number, officer: number): CaseDraft['rounds'] {
  if (reached < 2) return [];
  const enforcements = reached >= 3 ? [ENFORCEMENT_DRAFT] : [];
  const first = aRoundDraft({ round: 1, summary: officerName(officer), enforcements });
  return reached >= 4 ? [first, aSecondRoundDraft({ summary: officerName(officer) })] : [first];
}

export function contentText(key: string, content: number): string {
  return `Nội dung đơn ${key}, bản ${content}.`;
}

/** What the nth file of a petition holds. */
export function fileText(key: string, nth: number): string {
  return `%PDF tệp ${nth} của ${key}`;
}

export function keyOf(nth: number): string {
  return `K${nth}`;
}

export function officerName(officer: number): string {
  return `Cán bộ ${officer}`;
}
