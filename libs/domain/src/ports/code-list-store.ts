import type { CodeListEntry } from './code-book';

/** What a refresh changed in one list. */
export interface CodeListDiff {
  readonly list: number;
  readonly version: number;
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly renamed: readonly string[];
}

export interface CodeListStore {
  /** Stores a fetched list with version and validity; no new version when nothing changed. */
  store(list: number, entries: readonly CodeListEntry[]): Promise<CodeListDiff>;
}
