import { toBase32 } from '@kntc/domain';
import type { KeyedDigest } from '@kntc/domain';

/** 120 bits: 24 letters and digits. */
const CODE_BYTES = 15;
const CODE = /^[a-z2-7]{24}$/;

/**
 * What stands for a person of the provider in our database, on a page and in a command: a keyed digest, so that the
 * identifier of the provider (`sub`, at some a number or a name) is stored and told nowhere.
 */
export function identityCode(keyed: KeyedDigest, issuer: string, subject: string): string {
  const digest = Buffer.from(keyed.digest(`sign-in identity ${issuerForm(issuer)} ${subject}`), 'hex');
  return toBase32(digest.subarray(0, CODE_BYTES)).toLowerCase();
}

/** As a person reads it aloud: groups of four. */
export function shownCode(code: string): string {
  return code.replaceAll(/(.{4})(?=.)/g, '$1-');
}

/** However it was written down. @returns `undefined` when it is none */
export function readIdentityCode(typed: string): string | undefined {
  const code = typed.toLowerCase().replaceAll(/[\s-]/g, '');
  return CODE.test(code) ? code : undefined;
}

/** One form of an issuer, so that a slash at the end makes nobody a stranger. */
export function issuerForm(issuer: string): string {
  return URL.canParse(issuer) ? new URL(issuer).href.replace(/\/+$/, '') : issuer;
}
