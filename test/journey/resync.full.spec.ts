import { randomUUID } from 'node:crypto';
import { Desk } from './resync-desk';

jest.setTimeout(240_000);

/** Somebody typed the national code of the reception wrongly. */
const MISTYPED = { 'crosswalks/mini.yaml': [['TD: { to: "21" }', 'TD: { to: "12" }']] } as const;
const ACCEPTED = { ngay_thu_ly: '2026-03-10', han: '2026-05-10' };
const KEYS = ['R-1', 'R-2', 'R-3', 'R-4', 'R-5', 'R-6'];

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

  it('are tried on five of them with the code that is proposed, and nothing is changed by it', async () => {
    const { id: cause } = await desk.causeOf('CODE_NOT_NATIONAL');
    const tried = async (targets?: readonly object[]) => {
      const body = targets === undefined ? {} : { targets };
      const { text } = await desk.world.ask(desk.operator, 'POST', `/api/v1/causes/${cause}/samples`, body);
      return JSON.parse(text) as { items: readonly { becomes: string; isCured: boolean }[] };
    };
    const right = await tried([{ nationalCode: '21' }]);
    expect(right.items.map(({ becomes, isCured }) => [becomes, isCured])).toEqual(
      Array.from({ length: 5 }, () => ['accepted', true]),
    );
    for (const targets of [undefined, [{ nationalCode: '77' }]])
      expect((await tried(targets)).items.filter(({ isCured }) => isCured)).toEqual([]);
    expect((await desk.world.road.standing('R-1')).class).toBe('quarantined');
    expect(await desk.causeOf('CODE_NOT_NATIONAL')).toMatchObject({ records: KEYS.length });
  });

  it('are acknowledged until a day, given to somebody and talked about, and raised again after it', async () => {
    const { id: cause } = await desk.causeOf('CODE_NOT_NATIONAL');
    const attention = async (by = desk.operator) => {
      const { items } = await desk.read<{ items: readonly { id: string; attention: object }[] }>(
        'causes',
        by,
      );
      return items.find((one) => one.id === cause)?.attention;
    };
    expect(await attention()).toMatchObject({ state: 'raised', assignee: null, comments: 0 });
    const day = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10);
    expect(await desk.post(`causes/${cause}/acknowledge`, { until: day })).toMatchObject({ status: 200 });
    expect(await desk.post(`causes/${cause}/assign`, { assignee: 'phòng 1' })).toMatchObject({ status: 200 });
    expect(await desk.post(`causes/${cause}/comment`, {})).toMatchObject({ status: 200 });
    expect(await attention()).toMatchObject({
      state: 'acknowledged',
      by: desk.operator.login,
      assignee: 'phòng 1',
      comments: 1,
    });
    expect((await desk.read<{ items: object[] }>(`causes/${cause}/notes`)).items).toHaveLength(3);
    await desk.world.road.own.query(
      "update cause_note set until_at = clock_timestamp() - interval '1 minute'",
    );
    expect(await attention()).toMatchObject({ state: 'expired', assignee: 'phòng 1' });
    expect(await desk.post(`causes/${cause}/acknowledge`, { until: '2026-01-01' })).toMatchObject({
      status: 400,
    });
    expect(await desk.post(`causes/${'0'.repeat(32)}/comment`, {})).toMatchObject({ status: 404 });
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
    expect(await desk.detail(again)).toMatchObject({ subject: 'filter', filter: subject.filter });
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

  it('are previewed by what would happen to each, masked, and with what stands in the way', async () => {
    const { road } = desk.world;
    const everybody = { side: 'destination', target: '*' };
    expect(await desk.post('queues/pause', everybody)).toMatchObject({ status: 200 });
    await road.petition('NEW', { ...ACCEPTED, ho_ten: 'Đặng Thị Kín Tiếng' });
    await road.converge();
    const { reference } = await road.standing('NEW');
    const { reference: sent } = await road.standing('OTHER');
    const subject = { kind: 'records', references: [reference, sent, desk.world.referenceOf('absent')] };
    const { text } = await desk.world.ask(desk.operator, 'POST', '/api/v1/resync/preview', { subject });
    expect(JSON.parse(text)).toMatchObject({
      matching: 2,
      counts: { create: 1, update: 0, attach: 0, nothing: 1, conflict: 0, blocked: 0 },
      unseen: 0,
      samples: [{ reference, act: 'create' }],
    });
    expect(text).toContain('Một người đã tạm dừng gửi');
    expect(text).not.toContain('Kín Tiếng');
    expect(text).toContain('"kind":"masked"');
    await desk.post('queues/resume', everybody);
    await road.converge();
    expect(await desk.creates(['NEW'])).toEqual([1]);
  });

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
