import { openOnRecord, type Look } from '@kntc/domain';
import type { Database } from './database';
import type { Machine } from './machine';
import type { VirtualTime } from './virtual-time';

/** What happened to one look at a sealed field, in the order in which it happened. */
export interface LookEntry {
  readonly look: string;
  /** `audited`: a line of the audit stands; `opened`: the spy in the lock saw the key turn. */
  readonly what: 'audited' | 'opened';
}

export type LookHalves = Look<string, string, { readonly kind: 'refused' }>;

/** People who look at sealed fields, all through the life of the processes: the real order, over an audit and a lock. */
export class Looks {
  readonly ledger: LookEntry[] = [];
  #serial = 0;

  constructor(
    private readonly time: VirtualTime,
    private readonly database: Database,
  ) {}

  /** One look through one process, which may die on the way. */
  async look(machine: Machine, changed: (halves: LookHalves) => LookHalves): Promise<void> {
    this.#serial += 1;
    const look = `look ${this.#serial}`;
    await openOnRecord(
      changed({
        record: () =>
          this.database.statement(machine, 'unmask audit', async () => this.#note(look, 'audited'), true),
        open: () => machine.hop('unmask open', () => this.#note(look, 'opened').value),
      }),
    );
  }

  #note(look: string, what: LookEntry['what']): { readonly kind: 'done'; readonly value: string } {
    this.ledger.push({ look, what });
    this.time.note(`${look} ${what}`);
    return { kind: 'done', value: look };
  }
}
