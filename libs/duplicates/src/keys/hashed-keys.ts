import type { HashedKey, KeyedDigest } from '@kntc/domain';
import type { Prepared } from '../prepare';
import { blockingKeys, KEY_LIMITS, type KeyKind } from './blocking-keys';

/** 16 hexadecimal digits are the 64 bits of a bigint column. */
const DIGITS = 16;

/**
 * Blocking keys as they may be stored and exchanged: the first 64 bits of a keyed digest. Two gateways with one key find the same; without it
 * nobody can try identity numbers. A chance collision costs one comparison.
 */
export function hashedKeys(petition: Prepared, keyed: KeyedDigest): readonly HashedKey[] {
  return blockingKeys(petition).map((key) => ({
    hash: BigInt.asIntN(64, BigInt(`0x${keyed.digest(`duplicate key\0${key}`).slice(0, DIGITS)}`)).toString(),
    limit: KEY_LIMITS[key.slice(0, key.indexOf('|')) as KeyKind],
  }));
}
