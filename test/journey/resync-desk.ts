import { randomUUID } from 'node:crypto';
import type { Principal } from '@kntc/domain';
import { AccessWorld } from '../access/access-world';
import { until } from './mini-road';

interface Detail {
  readonly id: string;
  readonly state: string;
  readonly records: number;
  readonly newcomers: number;
  readonly progress: Readonly<Record<string, number>>;
}

interface Cause {
  readonly id: string;
  readonly code: string;
  readonly localCode?: string;
  readonly records: number;
}

/** What journeys of re-syncs do over and over, through the API alone. */
export class Desk {
  private constructor(
    readonly world: AccessWorld,
    private readonly people: Readonly<Record<'operator' | 'head' | 'it' | 'clerk', Principal>>,
  ) {}

  get operator(): Principal {
    return this.people.operator;
  }

  get head(): Principal {
    return this.people.head;
  }

  get it(): Principal {
    return this.people.it;
  }

  /** Works for one agency alone. */
  get clerk(): Principal {
    return this.people.clerk;
  }

  static async open(options: Parameters<typeof AccessWorld.open>[0] = {}): Promise<Desk> {
    const world = await AccessWorld.open(options);
    const person = (name: string, roles: readonly string[]) =>
      world.account({ name, roles: [...roles], scope: 'province', as: 'person' });
    const desk = new Desk(world, {
      operator: await person('ops', ['operator', 'inspector']),
      head: await person('head', ['approver']),
      it: await person('it', ['config-admin']),
      clerk: await world.account({ name: 'k', roles: ['operator'], scope: 'own agency', as: 'person' }),
    });
    await world.recordAccounts();
    return desk;
  }

  async read<T>(path: string, by = this.operator): Promise<T> {
    const { status, text } = await this.world.ask(by, 'GET', `/api/v1/${path}`);
    if (status !== 200) throw new Error(text);
    return JSON.parse(text) as T;
  }

  async causeOf(code: string): Promise<Cause> {
    const { items } = await this.read<{ items: readonly Cause[] }>('causes');
    const cause = items.find((one) => one.code === code);
    if (cause === undefined) throw new Error(`no cause ${code} among ${JSON.stringify(items)}`);
    return cause;
  }

  post(path: string, body: object, key: string = randomUUID(), by = this.operator) {
    const headers = { 'idempotency-key': key };
    return this.world.ask(by, 'POST', `/api/v1/${path}`, { reason: 'đã sửa nguyên nhân', ...body }, headers);
  }

  async started(body: object, key?: string): Promise<string> {
    const { status, text } = await this.post('resync', body, key);
    if (status !== 200) throw new Error(text);
    return (JSON.parse(text) as { id: string }).id;
  }

  detail(id: string): Promise<Detail> {
    return this.read<Detail>(`resync/${id}`);
  }

  items(id: string) {
    type Item = { localKey: string; state: string; result: string | null; why: string | null };
    return this.read<{ items: readonly Item[] }>(`resync/${id}/items`);
  }

  /** Lets the road go on until every record that was made due has its result. */
  async settled(id: string): Promise<Detail> {
    const { road } = this.world;
    await until(async () => {
      await road.converge();
      await road.gateway.runResyncs();
      const { progress, state } = await this.detail(id);
      return progress['underWay'] === 0 && (state !== 'running' || progress['chosen'] === 0);
    });
    return this.detail(id);
  }

  /** How often the far side created a case for each of the petitions. */
  async creates(keys: readonly string[]): Promise<readonly number[]> {
    const counts: number[] = [];
    for (const key of keys) {
      const entries = await this.world.road.delivered(key);
      counts.push(entries.filter(({ decision }) => decision === 'created').length);
    }
    return counts;
  }
}
