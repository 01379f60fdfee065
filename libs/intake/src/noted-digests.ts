import { sourceDigest } from '@kntc/domain';
import type { KeyedDigest, NotedDigest, SourceRead } from '@kntc/domain';

/** Known to this installation alone, and to the database that is asked while it answers; no key can be told from it. */
export function digestSalt(keyed: KeyedDigest, sourceId: string): string {
  return keyed.digest(`source digests|${sourceId}`);
}

/** What is noted of records that were read; of a state secret nothing stays noted. */
export function notedDigests(
  keyed: KeyedDigest,
  sourceId: string,
  { records, secret = [], said }: SourceRead,
): readonly NotedDigest[] {
  if (said === undefined) return [];
  const salt = digestSalt(keyed, sourceId);
  return [
    ...records.map(({ localKey }) => ({ localKey, digest: sourceDigest(salt, said.get(localKey) ?? []) })),
    ...secret.map(({ localKey }) => ({ localKey, digest: undefined })),
  ];
}
