import type { KeyedDigest, RawRecord, SourcePage } from '@kntc/domain';
import type { IntakePorts } from './intake-ports';

/** What of a secret record is kept: not its key, but something that tells two keys apart. */
export function secretDigest(keyed: KeyedDigest, sourceId: string, localKey: string): string {
  return keyed.digest(`secret|${sourceId}|${localKey}`);
}

/**
 * Counts the secret records of a page. The ones stored before they became secret are given back, without content: what
 * is stored of them is overwritten, and nothing more of them is sent.
 */
export async function noteSecrets(
  { store, secrets, keyedDigest }: IntakePorts,
  sourceId: string,
  { records, secret }: Pick<SourcePage, 'records' | 'secret'>,
): Promise<readonly RawRecord[]> {
  if (secret === undefined) return [];
  const known = await store.known(
    sourceId,
    secret.map(({ localKey }) => localKey),
  );
  const digest = ({ localKey }: RawRecord): string => secretDigest(keyedDigest, sourceId, localKey);
  const counted = secret.filter(({ localKey }) => !known.has(localKey));
  await secrets.note(sourceId, [...new Set(counted.map(digest))], [...new Set(records.map(digest))]);
  return secret.filter(({ localKey }) => known.has(localKey));
}
