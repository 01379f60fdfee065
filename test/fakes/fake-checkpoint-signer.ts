import { generateKeyPairSync, sign } from 'node:crypto';
import { checkpointText, fingerprintOf } from '@kntc/domain';
import type { Checkpoint, CheckpointSigner, ReceiptKey } from '@kntc/domain';

/** A signer with one key in memory. */
export class FakeCheckpointSigner implements CheckpointSigner {
  readonly #pair = generateKeyPairSync('ed25519');
  readonly #publicKey = this.#pair.publicKey.export({ format: 'der', type: 'spki' }).toString('base64');
  readonly id = fingerprintOf(this.#publicKey).slice(0, 16);

  createFirst(): void {
    // it has one
  }

  sign(head: Omit<Checkpoint, 'signature' | 'keyId'>): Checkpoint {
    const unsigned = { ...head, keyId: this.id };
    const signature = sign(null, checkpointText(unsigned), this.#pair.privateKey).toString('base64');
    return { ...unsigned, signature };
  }

  keys(): readonly ReceiptKey[] {
    const { id } = this;
    const validFrom = '2026-01-01T00:00:00.000Z';
    return [{ id, publicKey: this.#publicKey, validFrom, validUntil: null, endorsement: null }];
  }
}
