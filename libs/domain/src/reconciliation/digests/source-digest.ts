import { sha256 } from '../../digest/sha256';
import { digest128, type Digest128 } from './digest-ranges';

/** What a local system says of one record, as the server prints it; more than one where a query shows a key twice. */
export type SaidDigests = readonly (string | null)[];

/** Id of a record of a local system on either side of a comparison. Its key stands beside it, in plain. */
export function sourceDigestId(localKey: string): string {
  return sha256(localKey);
}

/**
 * What is noted of a record the local system gave a digest of. Salted with something that only this installation knows: what it
 * says may be made of a name and little else, and whoever sees our tables shall not find that out by trying. Databases must be
 * able to say the same in SQL, so nothing but SHA-256, texts put together, the smallest and the greatest is used.
 *
 * @returns `undefined` where it says nothing of one of its rows: such a record is read at every comparison
 */
export function sourceDigest(salt: string, said: SaidDigests): Digest128 | undefined {
  if (said.length === 0 || said.includes(null)) return undefined;
  const hashes = said.map((text) => sha256(`${salt}${text}`)).toSorted();
  return digest128(`${hashes[0] ?? ''}${hashes.at(-1) ?? ''}`);
}
