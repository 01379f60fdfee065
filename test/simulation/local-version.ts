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
  /** When the software was put back from a copy that holds nothing of it: from then on nobody sees it. */
  undoneAtMs?: number;
}

/** Longer than any transaction of the local software stays open. */
export const OVERLAP_MS = 40_000;
