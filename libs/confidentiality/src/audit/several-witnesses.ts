import type { AuditWitness, ChainHead } from '@kntc/domain';
import { unusable } from './witness-text';

/** Several witnesses as one: all of them are told, and what any of them remembers counts. One that is away stops all. */
export class SeveralWitnesses implements AuditWitness {
  readonly place: string;
  readonly isReadable: boolean;

  constructor(private readonly all: readonly AuditWitness[]) {
    this.place = all.map(({ place }) => place).join(', ');
    this.isReadable = all.some(({ isReadable }) => isReadable);
  }

  async ready(): Promise<void> {
    await Promise.all(this.all.map((one) => one.ready()));
  }

  async remember(head: ChainHead, at: string): Promise<void> {
    await Promise.all(this.all.map((one) => one.remember(head, at)));
  }

  async restart(head: ChainHead, agreed: number, at: string): Promise<void> {
    await Promise.all(this.all.map((one) => one.restart(head, agreed, at)));
  }

  async remembered(): Promise<ReadonlyMap<number, string>> {
    const together = new Map<number, string>();
    for (const one of this.all) {
      for (const [seq, hash] of await one.remembered()) {
        if ((together.get(seq) ?? hash) !== hash) throw unusable(`the witnesses disagree about entry ${seq}`);
        together.set(seq, hash);
      }
    }
    return together;
  }

  async newest(): Promise<ChainHead | undefined> {
    const heads = await Promise.all(this.all.map((one) => one.newest()));
    let newest: ChainHead | undefined;
    for (const head of heads) if (head !== undefined && head.seq > (newest?.seq ?? -1)) newest = head;
    return newest;
  }
}
