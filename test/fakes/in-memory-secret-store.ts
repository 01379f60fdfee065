import type { SecretStore } from '@kntc/domain';

/** {@link SecretStore} in memory. */
export class InMemorySecretStore implements SecretStore {
  /** Digests of secret keys. */
  readonly digests = new Set<string>();

  async note(_sourceId: string, secret: readonly string[], open: readonly string[]): Promise<void> {
    for (const digest of secret) this.digests.add(digest);
    for (const digest of open) this.digests.delete(digest);
  }
}
