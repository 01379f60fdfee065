import { type CodeListEntry, GatewayError } from '@kntc/domain';
import type { Answer } from './answer';
import { type KeyCase, memberOf } from './member';

/** Rows of a code list; anything but a clean list is a failure, so that no half list ever replaces a whole one. */
export function codeListRows(answer: Answer, list: number, keyCase: KeyCase): readonly CodeListEntry[] {
  if (answer.kind === 'not-processed')
    throw new GatewayError(answer.pause?.code ?? 'GW_N202', `code list ${list}: ${answer.reason}`);
  if (answer.kind === 'unclear')
    throw new GatewayError(
      answer.why === 'unanswered' ? 'GW_N202' : 'GW_N203',
      `code list ${list}: ${answer.reason}`,
    );
  if (!Array.isArray(answer.value)) throw unreadable(list, 'no array');
  const entries = answer.value.map((row: unknown, index) => entryOf(row, keyCase) ?? reject(list, index));
  const codes = new Set<string>();
  for (const { code } of entries) {
    if (codes.has(code)) throw unreadable(list, `code ${code} twice`);
    codes.add(code);
  }
  return entries;
}

function entryOf(row: unknown, keyCase: KeyCase): CodeListEntry | undefined {
  if (typeof row !== 'object' || row === null) return undefined;
  const [Ma, Ten] = [memberOf(row, 'Ma', keyCase), memberOf(row, 'Ten', keyCase)];
  if (typeof Ma !== 'string' || typeof Ten !== 'string' || Ma.trim() === '') return undefined;
  return { code: Ma.trim(), name: Ten.trim() };
}

function reject(list: number, index: number): never {
  throw unreadable(list, `row ${index + 1} without code or name`);
}

function unreadable(list: number, what: string): GatewayError {
  return new GatewayError('GW_N203', `code list ${list}: ${what}`);
}
