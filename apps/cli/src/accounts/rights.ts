import { EXCLUSIVE_ROLES, USER_ROLES, exclusivePair, toLogin } from '@kntc/domain';
import type { UserRole } from '@kntc/domain';
import { loadProvince } from '@kntc/platform';
import { oneOf } from '../arguments';
import type { Place } from '../database/place';
import { Refusal, wrongUsage } from '../refusal';

/** Readers of what an account may be given. */

/** `operator,inspector`. @throws Refusal when two of them exclude each other */
export function roles(text: string): readonly UserRole[] {
  const named = wordsOf(text).map((word) => oneOf(USER_ROLES, word));
  const pair = exclusivePair(named);
  if (pair === undefined) return [...new Set(named)];
  const pairs = EXCLUSIVE_ROLES.map((both) => both.join(' và ')).join('; ');
  throw new Refusal([
    `Một tài khoản không được giữ cả hai vai trò ${pair.join(' và ')}.`,
    'Chưa có gì thay đổi.',
    `Giao hai vai trò cho hai người. Các cặp loại trừ nhau: ${pairs}.`,
  ]);
}

/** `all`, or ids of agencies of the province. */
export function agenciesOf(text: string, { environment }: Place): 'all' | readonly string[] {
  if (text.trim() === 'all') return 'all';
  const known = loadProvince(environment.configDir).agencies.map(({ id }) => id);
  return [...new Set(wordsOf(text).map((word) => oneOf(known, word)))];
}

/** A login name as it is stored. */
export function login(text: string): string {
  const name = toLogin(text);
  if (name !== undefined) return name;
  throw wrongUsage(
    'Tên đăng nhập không đúng.',
    'Dùng chữ không dấu, chữ số, dấu chấm, gạch ngang, gạch dưới; tối đa 40 ký tự, ví dụ lan.tt.',
  );
}

export function wordsOf(text: string): readonly string[] {
  return text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
}
