/**
 * Counts state secrets at the sources. Of a record marked Mật or above nothing is stored but a keyed digest of its key
 * and the days it was first and last seen: enough for an account that adds up, useless for anything else.
 */
export interface SecretStore {
  /** @param secret digests of keys that are secret now @param open digests of keys that are not (any more) */
  note(sourceId: string, secret: readonly string[], open: readonly string[]): Promise<void>;
}
