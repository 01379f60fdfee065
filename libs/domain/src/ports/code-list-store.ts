import type { CodeListEntry } from './code-book';

/**
 * What became of a fetched list: nothing changed · in use (the first one there ever was) · it waits for people from now on ·
 * it was waiting already.
 */
export type CodeListFetch = 'unchanged' | 'in-use' | 'waits' | 'still-waits';

export interface CodeListStore {
  /** Takes a fetched list. One that differs from the list in use changes nothing by itself: people put it into use. */
  store(list: number, entries: readonly CodeListEntry[]): Promise<CodeListFetch>;
}
