import { sourceDigest } from '@kntc/domain';
import type { NotedDigest, SourceRead } from '@kntc/domain';
import { lastOfEachKey } from './page';

/** What is noted of records that were read. */
export function notedDigests({ records, said }: SourceRead): readonly NotedDigest[] {
  if (said === undefined) return [];
  return lastOfEachKey(records).map(({ localKey }) => ({
    localKey,
    digest: sourceDigest(said.get(localKey) ?? []),
  }));
}
