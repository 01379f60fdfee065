import type { z } from 'zod';

/** One thing that is wrong with a request. Never the value: it may be somebody's name. */
export interface Part {
  readonly in: 'query' | 'body' | 'header';
  readonly name: string;
  readonly text: string;
}

type Issue = z.core.$ZodIssue;

/** At most so many are told. */
const TOLD = 10;

/** What is wrong, each with what it should be. */
export function wrongParts(where: Part['in'], issues: readonly Issue[]): readonly Part[] {
  return issues.flatMap((issue) => partsOf(where, issue)).slice(0, TOLD);
}

function partsOf(where: Part['in'], issue: Issue): readonly Part[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((name) => ({ in: where, name: shown(name), text: 'không có tham số này' }));
  const name =
    where === 'header' ? 'Idempotency-Key' : issue.path.map((part) => shown(String(part))).join('.');
  return [{ in: where, name: name === '' ? 'nội dung' : name, text: textOf(issue) }];
}

/** Names come from the caller as well: only what looks like one is repeated. */
function shown(name: string): string {
  return /^\w{1,40}$/.test(name) ? name : '?';
}

/** Says what would be right. */
function textOf(issue: Issue): string {
  if (issue.code === 'invalid_type')
    return issue.input === undefined
      ? 'bắt buộc phải có'
      : `phải là ${TYPES[issue.expected] ?? 'giá trị khác'}`;
  if (issue.code === 'invalid_value') return `phải là một trong: ${issue.values.map(String).join(', ')}`;
  if (issue.code === 'too_small') return `ít nhất ${issue.minimum}${UNITS[issue.origin] ?? ''}`;
  if (issue.code === 'too_big') return `nhiều nhất ${issue.maximum}${UNITS[issue.origin] ?? ''}`;
  // What says its form itself.
  return issue.code === 'invalid_format' || issue.code === 'custom' ? issue.message : 'chưa đúng dạng';
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'một chuỗi ký tự',
  int: 'số nguyên',
  number: 'số nguyên',
  boolean: 'true hoặc false',
  array: 'một danh sách',
  object: 'một đối tượng JSON',
};
const UNITS: Readonly<Record<string, string>> = { string: ' ký tự', array: ' phần tử' };
