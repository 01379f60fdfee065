import { findingOf } from '@kntc/domain';
import type {
  Clock,
  ComparedRecord,
  FoundOf,
  Logger,
  NationalProfile,
  Restoration,
  RestorationStore,
} from '@kntc/domain';

/** Records compared between two writes: what a crash repeats. */
const PAGE = 100;
const LEASE_MS = 60_000;

export interface ComparisonPorts {
  readonly store: RestorationStore;
  readonly profile: NationalProfile;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Look-ups under way at once. */
  readonly concurrency: number;
  /** Name of this process among those on the same database. */
  readonly process: string;
}

/**
 * While a side that went back in time waits for two people: looks every record of ours up at the far side and notes how it
 * compares. Reads only. One process does it; what it noted stays, so a crash costs a page. A look-up that fails is
 * asked again at the next turn.
 */
export class BothSides {
  constructor(private readonly ports: ComparisonPorts) {}

  /** Compares until nothing is left, the far side stops answering, or `signal` fires. The number of records noted. */
  async turn(signal: AbortSignal): Promise<number> {
    const { store, process } = this.ports;
    let noted = 0;
    for (;;) {
      const restoration = await store.take(process, LEASE_MS);
      if (restoration === undefined || signal.aborted) return noted;
      const page = await store.uncompared(restoration.id, PAGE);
      const found = await this.#look(page, signal);
      await store.note(restoration.id, found);
      noted += found.length;
      if (found.length > 0) this.#say(restoration, found.length);
      if (page.length === 0 || found.length < page.length) return noted;
    }
  }

  async #look(page: readonly ComparedRecord[], signal: AbortSignal): Promise<readonly FoundOf[]> {
    const found: FoundOf[] = [];
    const waiting = [...page];
    let isAnswering = true;
    const worker = async (): Promise<void> => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        if (!isAnswering || signal.aborted) return;
        const one = await this.#compared(next, signal);
        if (one === undefined) isAnswering = false;
        else found.push(one);
      }
    };
    await Promise.all(Array.from({ length: this.ports.concurrency }, worker));
    return found;
  }

  async #compared(record: ComparedRecord, signal: AbortSignal): Promise<FoundOf | undefined> {
    const { profile } = this.ports;
    const account = profile.accountOf(record.agencyId);
    const finding = findingOf(record.nationalId, await profile.lookUp(record.reference, { signal, account }));
    return finding && { recordId: record.recordId, agencyId: record.agencyId, finding };
  }

  #say({ side }: Restoration, count: number): void {
    this.ports.logger.info(
      { stage: 'restoration', count, reason: side },
      'records compared with the far side',
    );
  }
}
