import { GatewayError } from '@kntc/domain';
import type { AuditWitness, ChainHead } from '@kntc/domain';

/** A witness in memory that can be away. */
export class FakeWitness implements AuditWitness {
  readonly heads = new Map<number, string>();
  isAway = false;

  async ready(): Promise<void> {
    if (this.isAway) throw new GatewayError('GW_T304', 'the witness is away');
  }

  async remember({ seq, hash }: ChainHead): Promise<void> {
    await this.ready();
    this.heads.set(seq, hash);
  }

  async remembered(): Promise<ReadonlyMap<number, string>> {
    await this.ready();
    return new Map(this.heads);
  }
}
