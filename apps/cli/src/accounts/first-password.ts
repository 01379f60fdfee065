import { randomBytes } from 'node:crypto';
import { MAX_PASSWORD, MIN_PASSWORD, objectionTo } from '@kntc/domain';
import type { PasswordObjection } from '@kntc/domain';
import { wrongUsage } from '../refusal';
import type { Terminal } from '../terminal';

/** Without letters and digits that look alike on paper; 32 of them, five bits each. */
const LETTERS = 'abcdefghijkmnpqrstuvwxyz23456789';
const GROUPS = 4;
const IN_A_GROUP = 5;

export interface FirstPassword {
  readonly password: string;
  /** Nobody has seen it yet: it is printed, once. */
  readonly isNew: boolean;
}

/** A random one (100 bits), or the line a person or a script hands over on standard input. */
export async function firstPassword(
  login: string,
  fromInput: boolean,
  terminal: Terminal,
): Promise<FirstPassword> {
  if (!fromInput) return { password: randomPassword(), isNew: true };
  const password = ((await terminal.input?.()) ?? '').replace(/\r?\n$/, '');
  const objection = objectionTo(password, login);
  if (objection !== undefined)
    throw wrongUsage(OBJECTIONS[objection], 'Chọn mật khẩu khác rồi chạy lại lệnh.');
  return { password, isNew: false };
}

function randomPassword(): string {
  const letters = Array.from(
    randomBytes(GROUPS * IN_A_GROUP),
    (byte) => LETTERS[byte % LETTERS.length] ?? '',
  );
  return letters.join('').replaceAll(/(.{5})(?=.)/g, '$1-');
}

const OBJECTIONS: Readonly<Record<PasswordObjection, string>> = {
  'too-short': `Mật khẩu ngắn quá: cần ít nhất ${MIN_PASSWORD} ký tự.`,
  'too-long': `Mật khẩu dài quá ${MAX_PASSWORD} ký tự.`,
  common: 'Mật khẩu dễ đoán.',
  'like-login': 'Mật khẩu giống tên đăng nhập.',
};
