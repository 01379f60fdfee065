import { sha256 } from '../../digest/sha256';
import { digest128, type Digest128 } from './digest-ranges';

/**
 * What a local system says of one record: the {@link saltedHash} of each of its rows, made by its own server; more than one
 * where a query shows a key twice, null where it says nothing of a row.
 */
export type SaidDigests = readonly (string | null)[];

/** Id of a record of a local system on either side of a comparison. Its key stands beside it, in plain. */
export function sourceDigestId(localKey: string): string {
  return sha256(localKey);
}

/**
 * What a source's server makes of what the province's view says of a row, before it leaves that server. Salted with something that
 * only this installation knows: a view may make its digest of a name and little else, and whoever sees our tables shall not
 * find that out by trying.
 */
export function saltedHash(salt: string, text: string): string {
  return sha256(`${salt}${text}`);
}

/**
 * What is noted of a record. Databases must be able to say the same in SQL, so nothing but SHA-256, texts put together, the
 * smallest and the greatest is used.
 *
 * @returns `undefined` where nothing is said of one of its rows: such a record is read at every comparison
 */
export function sourceDigest(said: SaidDigests): Digest128 | undefined {
  const hashes = said.filter((hash) => hash !== null).toSorted();
  if (hashes.length === 0 || hashes.length < said.length) return undefined;
  return digest128(`${hashes[0] ?? ''}${hashes.at(-1) ?? ''}`);
}
