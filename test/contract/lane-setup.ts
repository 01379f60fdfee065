import type { DueRecord, LaneSession } from '@kntc/domain';
import { aBatch, anAccepted, knownAs, SOURCE } from '../builders';
import type { AcceptedWords } from '../builders';
import { aWrite, openedCase } from './lane-writes';
import { Sessions } from './stores-under-test';
import type { OutboxView } from './store-window';
import type { MakeStores, Stores } from './stores-under-test';

export const LANE = 7;

export function inLane(lane: number, words: AcceptedWords = {}): AcceptedWords {
  return { ...words, accepted: { lane, ...words.accepted } };
}

export function referenceOf(key: string): string {
  return anAccepted(key).accepted?.reference ?? '';
}

/** What the tests of a lane store do over and over; fresh stores for each of them. */
export class LaneSetup {
  #stores: Stores | undefined;
  readonly #sessions = new Sessions(() => this.stores);

  constructor(make: MakeStores) {
    beforeEach(async () => {
      this.#stores = await make();
    });
    afterEach(async () => {
      await this.#sessions.closeAll();
      await this.stores.end();
    });
  }

  get stores(): Stores {
    if (this.#stores === undefined) throw new Error('the stores exist from the first test on');
    return this.#stores;
  }

  open(): Promise<LaneSession> {
    return this.#sessions.open();
  }

  async accept(key: string, words: AcceptedWords = inLane(LANE)): Promise<void> {
    const known = (await this.stores.intake.known(SOURCE, [key])).get(key);
    await this.stores.intake.commit(aBatch([knownAs(anAccepted(key, words), known)]));
  }

  async owner(lanes: readonly number[] = [LANE]): Promise<LaneSession> {
    const session = await this.open();
    const owned = await session.acquire(lanes);
    if (owned.length !== lanes.length) throw new Error(`owns only lanes ${owned.join(', ')}`);
    return session;
  }

  async onlyDue(session: LaneSession): Promise<DueRecord> {
    const [due, ...others] = await session.fetch([LANE], 10);
    if (due === undefined || others.length > 0) throw new Error('not exactly one record is due');
    return due;
  }

  /** One accepted record with its intent committed. */
  async inFlight(): Promise<{ readonly session: LaneSession; readonly due: DueRecord }> {
    await this.accept('A');
    const session = await this.owner();
    const due = await this.onlyDue(session);
    await session.commit(aWrite(due, { open: openedCase(due), next: { state: 'in_flight' } }));
    return { session, due };
  }

  outbox(key = 'A'): Promise<OutboxView> {
    return this.stores.window.outbox(referenceOf(key));
  }
}

/** Tries until it holds; fails with the last failure when it never does. */
export async function eventually(holds: () => Promise<void>, withinMs = 4_000): Promise<void> {
  const end = performance.now() + withinMs;
  for (;;) {
    try {
      await holds();
      return;
    } catch (err) {
      if (performance.now() > end) throw err;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }
}
