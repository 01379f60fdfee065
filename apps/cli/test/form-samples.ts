import { join } from 'node:path';

/** What each command about report forms needs beside people and reason. */
export function formSamples(folder: string): Readonly<Record<string, readonly string[]>> {
  return {
    'forms adjust': ['2026-Q1'],
    'forms changes': ['2026-Q1'],
    'forms close': ['2026-Q1'],
    'forms cases': ['2026-Q1', '--form', '01/XLD', '--column', '1'],
    'forms export': ['2026-Q1', '--out', join(folder, 'bieu.xlsx')],
    'forms show': ['2026-Q1'],
    'forms usage': ['2026-Q1', '--out', join(folder, 'su-dung.docx')],
  };
}
