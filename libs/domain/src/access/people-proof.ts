import { isSamePerson } from './same-person';

/**
 * How a person behind a name is known: `verified` proved it (own token or session), `named` is an account somebody else
 * named, `typed` is a name somebody typed while the gateway knows no accounts that decide.
 */
export type Proof = 'verified' | 'named' | 'typed';

const IN_WORDS: Readonly<Record<Proof, string>> = {
  verified: 'đã xác minh',
  named: 'tài khoản, chưa xác minh',
  typed: 'tên gõ, chưa xác minh',
};

/** A person as the audit names one: who, and how far that is sure. */
export function onRecord(name: string, proof: Proof): string {
  return `${name} (${IN_WORDS[proof]})`;
}

/** Whether a name is among those who proved who they are. */
export function isAmong(names: readonly string[], name: string): boolean {
  return names.some((one) => isSamePerson(one, name));
}

/**
 * What a personal token is made for that proves its owner on the command line and opens no route. Only its owner makes
 * one, signed in.
 */
export const PROOF_SCOPE = 'person.prove';
