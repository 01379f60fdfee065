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
  readonly key: string;
  readonly version: number;
  /** Edit of the protected text. */
  readonly content: number;
  /** Edit of officers' names and summaries, which flow by themselves. */
  readonly officer: number;
  readonly stage: (typeof STAGES)[number];
  /** What the row carries as its time of change. */
  readonly stampedAtMs: number;
  /** When the transaction committed: before, nobody sees it. */
  readonly visibleAtMs: number;
}

export type Edit = 'officer' | 'content' | 'milestone';

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
  ) {}

  get keys(): readonly string[] {
    return [...new Set(this.ledger.filter((one) => this.#isVisible(one)).map(({ key }) => key))];
  }

  create(key: string): void {
    this.#write({
      key,
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
      key,
      version: before.version + 1,
      content: before.content + (edit === 'content' ? 1 : 0),
      officer: before.officer + (edit === 'officer' ? 1 : 0),
      stage: edit === 'milestone' ? stage : before.stage,
    });
  }

  newest(key: string): LocalVersion | undefined {
    return this.ledger.findLast((one) => one.key === key && this.#isVisible(one));
  }

  /** The connector of one gateway process. */
  source(options: { readonly overlapMs: number }): Source {
    return {
      info: aSourceInfo(),
      readChanged: async (cursor) => this.#read(cursor, options.overlapMs),
      keys: () => batched(this.keys),
      map: (record) => toMapped(record),
      close: async () => undefined,
    };
  }

  #read(text: string | undefined, overlapMs: number): SourcePage {
    if (this.time.nowMs < this.downUntilMs) throw new GatewayError('GW_S101');
    const cursor = text === undefined ? { atMs: -OVERLAP_MS } : (JSON.parse(text) as Cursor);
    const rows = this.keys
      .flatMap((key) => this.newest(key) ?? [])
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

function toRaw({ key, content, officer, stage }: LocalVersion): RawRecord {
  return {
    localKey: key,
    row: { ma: key, nd: String(content), cb: String(officer), gd: stage },
    children: {},
  };
}

/** What the field map of a source file would do. */
function toMapped({ localKey, row }: RawRecord): MappedRecord {
  const [content, officer, stage] = [String(row['nd']), String(row['cb']), String(row['gd'])];
  const reached = STAGES.findIndex((one) => one === stage);
  const draft = aDraft({
    registerNo: localKey,
    content: contentText(localKey, Number(content)),
    reception: { leader: officerName(Number(officer)) },
  });
  const { handling, acceptance } = draft;
  return aMappedRecord({
    ...draft,
    handling: { ...handling, handledBy: officerName(Number(officer)) },
    acceptance: reached >= 1 ? { ...acceptance, approvedBy: officerName(Number(officer)) } : undefined,
    rounds: roundsOf(reached, Number(officer)),
  });
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

export function officerName(officer: number): string {
  return `Cán bộ ${officer}`;
}
