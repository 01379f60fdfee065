import type { ReactNode } from 'react';
import { useWords } from '../words/use-words';
import { numberText } from './format';

/** A number of records; `null` is fewer than a reader may know. */
export function Count({ of }: { readonly of: number | null | undefined }): ReactNode {
  const { common } = useWords();
  if (of === undefined) return '–';
  return of === null ? common.fewer : numberText(of);
}
