import type { CodeListEntry } from '../ports/code-book';

/** What a newer version of a list changes. */
export interface CodeListChange {
  readonly added: readonly CodeListEntry[];
  readonly removed: readonly CodeListEntry[];
  readonly renamed: readonly { readonly code: string; readonly from: string; readonly to: string }[];
}

/** Why a fetched list may be another list, or only a part of it. */
export type CodeListDoubt = 'empty' | 'most-gone';

export function codeListChange(
  before: readonly CodeListEntry[],
  after: readonly CodeListEntry[],
): CodeListChange {
  const old = namesOf(before);
  const now = namesOf(after);
  return {
    added: [...now].filter(([code]) => !old.has(code)).map(toEntry),
    removed: [...old].filter(([code]) => !now.has(code)).map(toEntry),
    renamed: [...now].flatMap(([code, to]) => {
      const from = old.get(code);
      return from === undefined || from === to ? [] : [{ code, from, to }];
    }),
  };
}

/** Doubt whether it is this list at all: everything, or more than half of what stood, is gone. */
export function codeListDoubt(
  before: readonly CodeListEntry[],
  { removed }: CodeListChange,
): CodeListDoubt | undefined {
  const stood = namesOf(before).size;
  if (stood === 0 || removed.length * 2 <= stood) return undefined;
  return removed.length === stood ? 'empty' : 'most-gone';
}

/** Of a code that is named twice the last name counts. */
function namesOf(entries: readonly CodeListEntry[]): ReadonlyMap<string, string> {
  return new Map(entries.map(({ code, name }) => [code, name]));
}

function toEntry([code, name]: readonly [string, string]): CodeListEntry {
  return { code, name };
}
