import { randomUUID } from 'node:crypto';
import type { Principal } from '@kntc/domain';
import { AccessWorld } from '../access/access-world';
import { until } from './mini-road';

jest.setTimeout(240_000);

/** Somebody typed the national code of the reception wrongly. */
const MISTYPED = { 'crosswalks/mini.yaml': [['TD: { to: "21" }', 'TD: { to: "12" }']] } as const;
const ACCEPTED = { ngay_thu_ly: '2026-03-10', han: '2026-05-10' };
const KEYS = ['R-1', 'R-2', 'R-3', 'R-4', 'R-5', 'R-6'];

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

/** What both journeys do over and over, through the API alone. */
class Desk {
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

describe('records that stand still for one cause', () => {
  let desk: Desk;
  let id: string;
  beforeAll(async () => {
    desk = await Desk.open({ edit: MISTYPED });
    for (const key of KEYS) await desk.world.road.petition(key, { ...ACCEPTED, nguon: 'TD' });
    await desk.world.road.converge();
  });
  afterAll(() => desk.world.close());

  it('are one cause, and a preview says what would become of them without doing anything', async () => {
    const cause = await desk.causeOf('CODE_NOT_NATIONAL');
    expect(cause).toMatchObject({ localCode: 'TD', records: KEYS.length });
    const subject = { kind: 'cause', cause: cause.id };
    const { status, text } = await desk.world.ask(desk.operator, 'POST', '/api/v1/resync/preview', {
      subject,
    });
    expect([status, JSON.parse(text)]).toMatchObject([
      200,
      {
        matching: KEYS.length,
        counts: { create: 0, blocked: KEYS.length },
        blocked: [{ why: 'CODE_NOT_NATIONAL', records: KEYS.length }],
        needsApprover: null,
      },
    ]);
    expect((await desk.read<{ items: object[] }>('resync')).items).toEqual([]);
  });

  it('are frozen as one operation, however often the button is pressed, and wait where it begins paused', async () => {
    const subject = { kind: 'cause', cause: (await desk.causeOf('CODE_NOT_NATIONAL')).id };
    const key = randomUUID();
    const [one, two] = await Promise.all([
      desk.started({ subject, paused: true }, key),
      desk.started({ subject, paused: true }, key),
    ]);
    expect(two).toBe(one);
    id = one;
    expect((await desk.read<{ items: object[] }>('resync')).items).toHaveLength(1);
    await desk.world.road.gateway.runResyncs();
    expect(await desk.detail(id)).toMatchObject({
      state: 'paused',
      records: KEYS.length,
      progress: { chosen: KEYS.length, underWay: 0 },
    });
  });

  it('show who came afterwards apart', async () => {
    await desk.world.road.petition('LATE', { ...ACCEPTED, nguon: 'TD' });
    await desk.world.road.converge();
    expect(await desk.detail(id)).toMatchObject({ records: KEYS.length, newcomers: 1 });
  });

  it('are cured once the code is mended and the operation goes on, each created exactly once', async () => {
    const seen = [{ nationalCode: '12' }];
    const change = { source: 'mini', list: 5, localCode: 'TD', seen, targets: [{ nationalCode: '21' }] };
    const mended = await desk.post('crosswalk', { ...change, approver: desk.head.login }, undefined, desk.it);
    expect(mended.status).toBe(200);
    expect(await desk.post(`resync/${id}/go-on`, {})).toMatchObject({ status: 200 });
    expect(await desk.settled(id)).toMatchObject({
      state: 'done',
      progress: { chosen: 0, cured: KEYS.length, failing: 0, newCause: 0, skipped: 0 },
    });
    expect(await desk.creates(KEYS)).toEqual(KEYS.map(() => 1));
    expect(await desk.post(`resync/${id}/stop`, {})).toMatchObject({ status: 409 });
  });

  it('leave nothing to be sent when they are re-synced once more', async () => {
    const subject = { kind: 'filter', filter: { class: 'confirmed', source: 'mini', kind: 'KN' } };
    const before = (await desk.world.road.far.ledger()).length;
    const again = await desk.started({ subject, approver: desk.head.login });
    const { progress, records } = await desk.settled(again);
    expect(progress).toMatchObject({ nothing: records, cured: 0, failing: 0 });
    expect(records).toBeGreaterThanOrEqual(KEYS.length);
    expect(await desk.world.road.far.ledger()).toHaveLength(before);
  });

  it('tells progress as events to whoever may see it, and ends when nothing is left', async () => {
    const { text, status } = await desk.world.ask(desk.operator, 'GET', `/api/v1/resync/${id}/events`);
    expect(status).toBe(200);
    expect(text).toContain('event: progress\ndata: {');
    expect(text).toContain('event: end\ndata: {"why":"over"}');
    expect((await desk.world.ask(desk.it, 'GET', `/api/v1/resync/${id}/events`)).status).toBe(403);
    const nobody = `/api/v1/resync/${randomUUID()}/events`;
    expect((await desk.world.ask(desk.operator, 'GET', nobody)).status).toBe(404);
  });
});

describe('records that the far side refused', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await Desk.open();
    for (const key of KEYS) await desk.world.road.petition(key, ACCEPTED);
    await desk.world.road.converge();
    // As if it had refused a change of each: they stand there, and their newest attempt is one that was refused.
    await desk.world.road.own.query(
      `update outbox o set state = 'held', hold_code = 'REJECTED', hold_step = 'case', hold_ordinal = 1, held_at = clock_timestamp()
       from record_standing s where s.national_record_id = o.national_record_id and s.local_key = any($1)`,
      [KEYS],
    );
  });
  afterAll(() => desk.world.close());

  it('of many, or with a denunciation among them, take a second person', async () => {
    const { reference } = await desk.world.road.standing('OWN');
    const subject = { kind: 'records', references: [reference] };
    const alone = await desk.post('resync', { subject });
    expect([alone.status, alone.text]).toEqual([409, expect.stringContaining('needs-approver')]);
    const { text } = await desk.world.ask(desk.operator, 'POST', '/api/v1/resync/preview', { subject });
    expect(JSON.parse(text)).toMatchObject({ denunciations: 1, needsApprover: 'denunciations' });
    expect(text).not.toContain('Bí Danh');
    const both = await desk.started({ subject, approver: desk.head.login });
    expect(await desk.settled(both)).toMatchObject({ progress: { nothing: 1 } });
  });

  it('stay as they are where their turn had not come when a person stopped it', async () => {
    const cause = await desk.causeOf('REJECTED');
    const id = await desk.started({ subject: { kind: 'cause', cause: cause.id }, paused: true });
    // Three of them had their turn, as the runner would have it after a crash in between.
    const store = desk.world.road.gateway.parts.resyncStore;
    expect(await desk.post(`resync/${id}/go-on`, {})).toMatchObject({ status: 200 });
    expect(await store.release(id, 3)).toBe(3);
    expect(await desk.post(`resync/${id}/stop`, {})).toMatchObject({ status: 200 });
    expect(await store.release(id, 3)).toBe(0);
    expect(await desk.settled(id)).toMatchObject({
      state: 'stopped',
      progress: { chosen: 0, cured: 3, stopped: 3 },
    });
    expect(await desk.causeOf('REJECTED')).toMatchObject({ id: cause.id, records: 3 });
  });

  it('and were tried anew meanwhile are left alone: only the newest attempt counts', async () => {
    const cause = await desk.causeOf('REJECTED');
    const id = await desk.started({ subject: { kind: 'cause', cause: cause.id }, paused: true });
    const [first] = (await desk.items(id)).items;
    await desk.world.road.own.query(
      `update outbox o set attempt_no = attempt_no + 1 from record_standing s
       where s.national_record_id = o.national_record_id and s.local_key = $1`,
      [first?.localKey],
    );
    await desk.post(`resync/${id}/go-on`, {});
    expect(await desk.settled(id)).toMatchObject({ state: 'done', progress: { cured: 2, skipped: 1 } });
    const skipped = (await desk.items(id)).items.find(({ state }) => state === 'skipped');
    expect(skipped).toMatchObject({ localKey: first?.localKey, why: 'newer-attempt' });
  });

  it('were created exactly once, whatever was done here', async () => {
    expect(await desk.creates(KEYS)).toEqual(KEYS.map(() => 1));
  });

  it('are chosen by nobody who may not know of them', async () => {
    const { world, clerk } = desk;
    const subject = { kind: 'records', references: [world.referenceOf('other agency')] };
    const asked = await world.ask(clerk, 'POST', '/api/v1/resync', { subject, reason: 'thử' });
    expect([asked.status, asked.text]).toEqual([409, expect.stringContaining('nothing-chosen')]);
    expect((await desk.read<{ items: object[] }>('resync', clerk)).items).toEqual([]);
  });
});
