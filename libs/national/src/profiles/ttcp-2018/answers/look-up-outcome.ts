import { type LookUpOutcome, markerLine, referenceIn } from '@kntc/domain';
import type { Answer } from './answer';
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

/**
 * Keeps the rows that end in exactly our reference. Absence is said only when every row shows a whole text: a row whose
 * content is hidden or cut, before or inside the marker, might be ours, so the look-up has failed.
 */
export function lookUpOutcome(answer: Answer, reference: string): LookUpOutcome {
  if (answer.kind === 'not-processed') return { kind: 'failed', reason: answer.reason, pause: answer.pause };
  if (answer.kind === 'unclear') return { kind: 'failed', reason: answer.reason };
  const rows = Array.isArray(answer.value) ? answer.value.map(rowOf) : [undefined];
  const ids = new Map<string, string>();
  let hidden = false;
  for (const row of rows) {
    if (row === undefined) return { kind: 'failed', reason: 'shape' };
    if (referenceIn(row.content) === reference) {
      if (!isGuid(row.id)) return { kind: 'failed', reason: 'id-form' };
      ids.set(row.id.toLowerCase(), row.id);
    } else hidden ||= mayHideMarker(row.content, markerLine(reference));
  }
  const [caseId] = ids.values();
  if (ids.size > 1) return { kind: 'several', count: ids.size };
  if (caseId !== undefined) return { kind: 'found', caseId };
  return hidden ? { kind: 'failed', reason: 'content-not-shown' } : { kind: 'absent' };
}

function rowOf(value: unknown): { readonly id: string; readonly content: string } | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { Id, NoiDung } = value as { Id?: unknown; NoiDung?: unknown };
  if (typeof Id !== 'string' || (typeof NoiDung !== 'string' && NoiDung !== null && NoiDung !== undefined))
    return undefined;
  return { id: Id.trim(), content: (NoiDung ?? '').trim() };
}

/** Somebody else's row ends in another reference, or quotes ours within its text; a row that shows neither was cut. */
function mayHideMarker(content: string, marker: string): boolean {
  return referenceIn(content) === undefined && !content.includes(marker);
}
