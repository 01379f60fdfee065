import type { HashedKey, KeyedDigest } from '@kntc/domain';
import type { Prepared } from '../prepare';
import { blockingKeys, KEY_LIMITS, type KeyKind } from './blocking-keys';

/** 16 hexadecimal digits are the 64 bits of a bigint column. */
const DIGITS = 16;

/** A keyed hash and, as long as it is in memory, of which kind the key was. */
export type KindedKey = HashedKey & { readonly kind: KeyKind };

/**
 * Blocking keys as they may be stored and exchanged: the first 64 bits of a keyed digest. Two gateways with one key find the same; without it
 * nobody can try identity numbers. A chance collision costs one comparison. Denunciations have keys that no other petition can have:
 * that somebody who complains also denounces is nothing a match may tell.
 */
export function hashedKeys(petition: Prepared, keyed: KeyedDigest): readonly KindedKey[] {
  const place = petition.caseType === 'TC' ? 'duplicate key of denunciations' : 'duplicate key';
  return blockingKeys(petition).map((key) => {
    const kind = key.slice(0, key.indexOf('|')) as KeyKind;
    const digits = keyed.digest(`${place}\0${key}`).slice(0, DIGITS);
    return { hash: BigInt.asIntN(64, BigInt(`0x${digits}`)).toString(), limit: KEY_LIMITS[kind], kind };
  });
}
