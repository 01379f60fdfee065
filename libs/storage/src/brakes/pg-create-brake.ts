import { createsPerDay, slotFor, USUAL_DAYS, withSlot } from '@kntc/domain';
import type { CreateCount, CreateRule, CreateSlot } from '@kntc/domain';
import type { DataSource, EntityManager } from 'typeorm';
import { ASKING, LOCK_DAY, PUT_OFF, TAKE_SLOTS, USUAL_AND_CAMPAIGNS } from './brake-statements';

export type Admission = 'admitted' | 'braked';

/** More at once would hold the day's lock for long; a burst beyond it waits for the next turn. */
const MAX_GROUP = 200;
/** Records that ask within this time share one transaction: each has its commit, and its turn at the day's lock. */
const GATHER_MS = 4;

interface DayRow {
  readonly day: string;
  readonly live: number;
  readonly backfill: number;
}

interface UsualRow {
  readonly usual: readonly number[];
  readonly campaigns: readonly { readonly id: string; readonly left: number }[];
}

interface AskingRow {
  readonly id: string;
  readonly is_backfill: boolean;
  readonly has_slot: boolean;
}

interface Waiting {
  readonly recordId: string;
  readonly resolve: (admission: Admission) => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * Lets so many records be created a day and no more, counted in the database for all processes. A record takes its slot
 * once, before its first intent: a crash after that loses nothing, its next owner finds the slot taken. Who gets none
 * is put off to the next day by the same transaction. Records that ask while one transaction runs share the next.
 */
export class PgCreateBrake {
  #waiting: Waiting[] = [];
  #isDeciding = false;

  constructor(
    private readonly dataSource: DataSource,
    private readonly rule: () => CreateRule,
  ) {}

  admit(recordId: string): Promise<Admission> {
    if (this.rule() === 'unlimited') return Promise.resolve('admitted');
    return new Promise<Admission>((resolve, reject) => {
      this.#waiting.push({ recordId, resolve, reject });
      if (!this.#isDeciding) void this.#decideAll();
    });
  }

  async #decideAll(): Promise<void> {
    this.#isDeciding = true;
    while (this.#waiting.length > 0) {
      await new Promise<void>((resolve) => setTimeout(resolve, GATHER_MS));
      const group = this.#waiting.splice(0, MAX_GROUP);
      try {
        const braked = await this.#decide(group.map(({ recordId }) => recordId));
        for (const { recordId, resolve } of group) resolve(braked.has(recordId) ? 'braked' : 'admitted');
      } catch (err) {
        for (const { reject } of group) reject(err);
      }
    }
    this.#isDeciding = false;
  }

  /** @returns who got no slot */
  async #decide(recordIds: readonly string[]): Promise<ReadonlySet<string>> {
    return this.dataSource.transaction(async (manager) => {
      const days: DayRow[] = await manager.query(LOCK_DAY);
      const [day] = days;
      if (day === undefined) throw new Error('the day was not counted');
      const asking: AskingRow[] = await manager.query(ASKING, [recordIds]);
      const slots = sharedOut(asking, await countOf(manager, this.rule(), day));
      const taken = slots.flatMap(({ id, slot }) =>
        slot.kind === 'none' ? [] : [[id, slot.kind === 'campaign' ? slot.id : null] as const],
      );
      const braked = slots.filter(({ slot }) => slot.kind === 'none').map(({ id }) => id);
      if (taken.length > 0)
        await manager.query(TAKE_SLOTS, [taken.map(([id]) => id), taken.map(([, id]) => id), day.day]);
      if (braked.length > 0) await manager.query(PUT_OFF, [braked]);
      return new Set(braked);
    });
  }
}

/** What was created today and may be. */
export async function countOf(
  manager: Pick<EntityManager, 'query'>,
  rule: CreateRule,
  { live, backfill }: Pick<DayRow, 'live' | 'backfill'>,
): Promise<CreateCount> {
  const rows: UsualRow[] = await manager.query(USUAL_AND_CAMPAIGNS, [USUAL_DAYS]);
  const { usual = [], campaigns = [] } = rows[0] ?? {};
  return { limit: createsPerDay(rule, usual), live, backfill, campaigns };
}

interface Shared {
  readonly id: string;
  readonly slot: CreateSlot;
}

/** Live work first, whoever asked first; a record that has its slot needs no other. */
function sharedOut(asking: readonly AskingRow[], count: CreateCount): readonly Shared[] {
  const news = asking.filter((row) => !row.has_slot);
  const inOrder = [...news.filter((row) => !row.is_backfill), ...news.filter((row) => row.is_backfill)];
  let left = count;
  return inOrder.map(({ id, is_backfill: isOld }) => {
    const slot = slotFor(isOld, left);
    left = withSlot(isOld, slot, left);
    return { id, slot };
  });
}
