import { fieldLabel, hideLetters, isPersonal, shownValue } from '@kntc/domain';
import type { RecordIssue } from '@kntc/domain';
import { resultWord } from '@kntc/sources';
import type { Verdict } from './composition/preview-judge';
import { reasonLines } from './output';
import type { JudgedRecord } from './preview-summary';

const HIDDEN = '•••';

/**
 * Of a denunciation, or of a record that might be one, not even the masked first letters of people and texts are
 * shown; the codes and dates that a mapping is checked by stay visible.
 */
export function hideDenouncers(record: JudgedRecord): JudgedRecord {
  if (isOther(record.draft['kind'])) return record;
  const draft = Object.fromEntries(
    Object.entries(record.draft).map(([name, value]) => [name, isPersonal(name) ? hidden(value) : value]),
  );
  return {
    ...record,
    draft,
    issues: hideLetters(record.issues, undefined),
    warnings: hideLetters(record.warnings, undefined),
    judgement: hideInVerdict(record.judgement, record.draft['kind']),
  };
}

/** The same for what intake would decide about a record of this kind. */
export function hideInVerdict(verdict: Verdict | undefined, kind: unknown): Verdict | undefined {
  if (verdict === undefined || isOther(kind)) return verdict;
  return {
    ...verdict,
    reasons: hideLetters(verdict.reasons, undefined),
    warnings: hideLetters(verdict.warnings, undefined),
  };
}

/** Certainly no denunciation. */
function isOther(kind: unknown): boolean {
  return kind === 'KN' || kind === 'KNPA';
}

/** The preview of one record as lines: its fields by path, what was noticed, what intake would decide and why. */
export function previewLines(record: JudgedRecord): readonly string[] {
  const { judgement } = record;
  const reasons = judgement?.reasons ?? [];
  const reported = new Set(reasons.map(({ code, field }) => `${code} ${field}`));
  return [
    `■ ${record.localKey}${record.outOfScope === undefined ? '' : ` – không thuộc diện cập nhật (${record.outOfScope})`}`,
    ...flat(record.draft, '').map(([path, value]) => `    ${path} (${fieldLabel(path)}) = ${String(value)}`),
    ...record.issues
      .filter(({ code, field }) => !reported.has(`${code} ${field}`))
      .map((issue) => `  ✗ ${noticed(issue)}`),
    ...(judgement?.warnings ?? record.warnings).map((issue) => `  ! ${noticed(issue)}`),
    ...(record.repairs.length === 0
      ? []
      : [`  ~ tự sửa: ${record.repairs.map(({ field, kind }) => `${field} (${kind})`).join(', ')}`]),
    ...(judgement === undefined ? [] : [`  → ${resultWord(judgement.class)}`]),
    ...reasons.map((reason) => `    ${noticed(reason)}`),
    '',
  ];
}

function noticed({ code, field, masked, localCode, column }: RecordIssue): string {
  const where = column === undefined ? '' : ` [cột ${column}]`;
  return `${code}${where} ${reasonLines(code, field, shownValue({ localCode, masked }))[0]}`;
}

function hidden(value: unknown): unknown {
  if (typeof value === 'string') return HIDDEN;
  if (Array.isArray(value)) return value.map(hidden);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, hidden(inner)]));
}

function flat(value: unknown, path: string): readonly (readonly [string, unknown])[] {
  if (Array.isArray(value)) return value.flatMap((one, index) => flat(one, `${path}[${index}]`));
  if (typeof value !== 'object' || value === null) return [[path, value]];
  return Object.entries(value).flatMap(([name, inner]) =>
    flat(inner, path === '' ? name : `${path}.${name}`),
  );
}
