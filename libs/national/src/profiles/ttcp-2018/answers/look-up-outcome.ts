import { type LookUpOutcome, markerLine, referenceIn } from '@kntc/domain';
import type { NationalSettings } from '../../../settings/national-settings';
import type { Answer } from './answer';
import { type KeyCase, memberOf } from './member';
import { isGuid } from './step-outcome';

/** The search by content (PT): every key is sent, none but the marker is filled, so no person is ever looked up. */
export function lookUpRequest(reference: string): Readonly<Record<string, string>> {
  return {
    MaVuViec: '',
    TenNguoiKhieuNai: '',
    MaTinh: '',
    MaHuyen: '',
    MaXa: '',
    SoDinhDanhCaNhan: '',
    NoiDung: markerLine(reference),
  };
}

export interface LookUpRules {
  readonly keyCase: KeyCase;
  readonly resultCap: NationalSettings['lookups']['TraThongTinDon']['resultCap'];
}

/**
 * Keeps the rows that end in exactly our reference. Absence is said only when every row shows a whole text: a row whose
 * content is hidden or cut, before or inside the marker, might be ours, so the look-up has failed. So it has when rows
 * that do not even quote our marker came back: the far side did not search by it, and ours may lie beyond its cap.
 */
export function lookUpOutcome(answer: Answer, reference: string, rules: LookUpRules): LookUpOutcome {
  if (answer.kind === 'not-processed') return { kind: 'failed', reason: answer.reason, pause: answer.pause };
  if (answer.kind === 'unclear') return { kind: 'failed', reason: answer.reason };
  const rows = Array.isArray(answer.value)
    ? answer.value.map((row: unknown) => rowOf(row, rules.keyCase))
    : [undefined];
  const ids = new Map<string, string>();
  const others: string[] = [];
  for (const row of rows) {
    if (row === undefined) return { kind: 'failed', reason: 'shape' };
    if (referenceIn(row.content) !== reference) others.push(row.content);
    else if (isGuid(row.id)) ids.set(row.id.toLowerCase(), row.id);
    else return { kind: 'failed', reason: 'id-form' };
  }
  const [caseId] = ids.values();
  if (ids.size > 1) return { kind: 'several', count: ids.size };
  return caseId === undefined ? notFound(others, markerLine(reference), rules) : { kind: 'found', caseId };
}

function notFound(others: readonly string[], marker: string, rules: LookUpRules): LookUpOutcome {
  const absence = absenceOf(others, marker, rules);
  return absence === 'absent' ? { kind: 'absent' } : { kind: 'failed', reason: absence };
}

/** What it says that no row is ours. */
export function absenceOf(
  others: readonly string[],
  marker: string,
  { resultCap }: LookUpRules,
): 'absent' | 'content-not-shown' | 'rows-of-others' {
  if (others.some((content) => mayHideMarker(content, marker))) return 'content-not-shown';
  const isUnasked = others.some((content) => !content.includes(marker));
  const isCut = resultCap === 'unknown' || others.length >= resultCap;
  return isUnasked && isCut ? 'rows-of-others' : 'absent';
}

function rowOf(
  value: unknown,
  keyCase: KeyCase,
): { readonly id: string; readonly content: string } | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const [Id, NoiDung] = [memberOf(value, 'Id', keyCase), memberOf(value, 'NoiDung', keyCase)];
  if (typeof Id !== 'string' || (typeof NoiDung !== 'string' && NoiDung !== null && NoiDung !== undefined))
    return undefined;
  return { id: Id.trim(), content: (NoiDung ?? '').trim() };
}

/** Somebody else's row ends in another reference, or quotes ours within its text; a row that shows neither was cut. */
function mayHideMarker(content: string, marker: string): boolean {
  return referenceIn(content) === undefined && !content.includes(marker);
}
