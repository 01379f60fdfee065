import type { Database } from './database';
import type { FarSide } from './far-side';
import type { SignOff } from './sign-off';
import type { VirtualTime } from './virtual-time';

/** Until people hear by themselves that the far side was put back: long after the gateway must have noticed, if it can. */
const HEARD_AFTER_MS = 1_500_000;

/** What happened when the far side went back, for the oracle. */
export interface FarRestored {
  readonly atMs: number;
  /** Cases that the gateway held an id of, and that were lost. */
  readonly lost: number;
  /** Sending stopped for it. */
  readonly begunAtMs?: number;
  readonly begunBy?: 'watch' | 'people';
  readonly givesIdsAnew: boolean;
}

/** The far side put back from a copy. Nobody tells the gateway; people hear of it in the end, and begin a restoration. */
export class FarRestore {
  #restored: FarRestored | undefined;
  #isHeard = false;

  constructor(
    private readonly time: VirtualTime,
    private readonly far: FarSide,
    private readonly database: Database,
    private readonly signOff: SignOff,
  ) {}

  get isPending(): boolean {
    return this.#restored !== undefined && this.happened?.begunAtMs === undefined && !this.#isHeard;
  }

  get happened(): FarRestored | undefined {
    const begun = this.signOff.ledger.find(
      ({ begunAtMs }) => begunAtMs >= (this.#restored?.atMs ?? Infinity),
    );
    if (this.#restored === undefined || begun === undefined) return this.#restored;
    const begunBy = this.#isHeard ? 'people' : 'watch';
    return { ...this.#restored, begunAtMs: begun.begunAtMs, begunBy };
  }

  putBack(givesIdsAnew: boolean): void {
    this.far.putBack(givesIdsAnew);
    const ids = [...this.database.tables.rows.nationalRecords.values()].map(({ nationalId }) => nationalId);
    const lost = ids.filter((id) => id !== undefined && this.far.byId(id).length === 0).length;
    this.#restored = { atMs: this.time.nowMs, lost, givesIdsAnew };
    this.time.after(HEARD_AFTER_MS, 'people hear that the far side was put back', () => void this.#begin());
  }

  async #begin(): Promise<void> {
    if (this.happened?.begunAtMs !== undefined) return;
    this.#isHeard = true;
    await this.signOff.begin('national');
  }
}
