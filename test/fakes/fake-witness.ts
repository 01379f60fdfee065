import { GatewayError } from '@kntc/domain';
import type { AuditWitness, ChainHead } from '@kntc/domain';

/** A witness in memory that can be away. */
export class FakeWitness implements AuditWitness {
  readonly place = 'memory';
  readonly isReadable = true;
  readonly heads = new Map<number, string>();
  isAway = false;

  async ready(): Promise<void> {
    if (this.isAway) throw new GatewayError('GW_T304', 'the witness is away');
  }

  async remember({ seq, hash }: ChainHead): Promise<void> {
    await this.ready();
    if (!this.heads.has(seq)) this.heads.set(seq, hash);
  }

  async restart({ seq, hash }: ChainHead, agreed: number): Promise<void> {
    await this.ready();
    for (const known of this.heads.keys()) if (known > agreed) this.heads.delete(known);
    this.heads.set(seq, hash);
  }

  async remembered(): Promise<ReadonlyMap<number, string>> {
    await this.ready();
    return new Map(this.heads);
  }

  async newest(): Promise<ChainHead | undefined> {
    await this.ready();
    const seq = Math.max(0, ...this.heads.keys());
    const hash = this.heads.get(seq);
    return hash === undefined ? undefined : { seq, hash };
  }
}
