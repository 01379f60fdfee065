import { createHash } from 'node:crypto';

/** Recognisable by secret scanners and by people who find one where it should not be. */
const PREFIX = 'kntc_pat_';
export const TOKEN_RANDOM_BYTES = 32;
const CHECK_CHARACTERS = 6;
const SHAPE = new RegExp(`^${PREFIX}([A-Za-z0-9_-]{43})([A-Za-z0-9_-]{${CHECK_CHARACTERS}})$`);

export const MAX_TOKEN_DAYS = 365;
export const MAX_TOKENS_PER_ACCOUNT = 50;
const SCOPE = /^[a-z][a-z-]{0,39}(\.[a-z][a-z-]{0,39})?$/;

/** A personal access token: prefix, 256 random bits, and a check that tells a cut or mistyped one without a look-up. */
export function formatToken(random: Uint8Array): string {
  const secret = Buffer.from(random).toString('base64url');
  return `${PREFIX}${secret}${checkOf(secret)}`;
}

/** Whether a text can be a token of ours at all. Says nothing about whether it is known, valid or revoked. */
export function isTokenShaped(text: string): boolean {
  const [, secret, check] = SHAPE.exec(text) ?? [];
  return secret !== undefined && checkOf(secret) === check;
}

/** What a token may be made for is a word, or two with a dot. */
export function isScope(text: string): boolean {
  return SCOPE.test(text);
}

function checkOf(secret: string): string {
  return createHash('sha256')
    .update(PREFIX + secret)
    .digest('base64url')
    .slice(0, CHECK_CHARACTERS);
}
