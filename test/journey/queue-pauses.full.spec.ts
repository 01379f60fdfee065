import type { Principal } from '@kntc/domain';
import { AccessWorld } from '../access/access-world';
import { MiniRoad } from './mini-road';

jest.setTimeout(180_000);

const ACCEPTED = { ngay_thu_ly: '2026-03-10', han: '2026-05-10' };
const BY = ['--actor', 'van.hanh', '--reason', 'CSDLQG bảo trì'];

describe('a queue that a person pauses, through an outage and over restarts', () => {
  let road: MiniRoad;
  beforeAll(async () => {
    road = await MiniRoad.open();
  });
  afterAll(() => road.close());

  it('stays paused, and nothing of it leaves', async () => {
    expect(await road.kntc('pause', '--all', ...BY)).toMatchObject({ code: 0 });
    await road.petition('Q-1', ACCEPTED);
    expect(await road.converge()).toMatchObject({ converged: false, why: 'GW_N212' });
    await road.far.kill();
    expect((await road.converge()).why).toBe('GW_N212');
    await road.far.startAgain();
    await road.restart();
    expect((await road.converge()).why).toBe('GW_N212');
    expect(await road.delivered('Q-1')).toEqual([]);
    const said = (await road.kntc('queues')).lines.join('\n');
    expect(said).toMatch(/Gửi lên CSDLQG của mọi cơ quan tạm dừng từ .* van\.hanh: CSDLQG bảo trì/u);
    expect((await road.kntc('status')).lines.join('\n')).toContain('CSDLQG bảo trì');
  });

  it('is paused once, and goes on once a person says so, each step once', async () => {
    expect(await road.kntc('pause', '--all', ...BY)).toMatchObject({ code: 1 });
    expect(await road.kntc('resume', '--all', ...BY)).toMatchObject({ code: 0 });
    expect(await road.kntc('resume', '--all', ...BY)).toMatchObject({ code: 1 });
    await road.converge();
    expect((await road.standing('Q-1')).class).toBe('confirmed');
    const creates = (await road.delivered('Q-1')).filter(({ decision }) => decision === 'created');
    expect(creates).toHaveLength(1);
  });

  it('is a source that no process reads meanwhile', async () => {
    expect(await road.kntc('pause', '--source', 'khong-co', ...BY)).toMatchObject({ code: 1 });
    expect(await road.kntc('pause', '--source', 'mini', ...BY)).toMatchObject({ code: 0 });
    await road.petition('Q-3');
    await road.restart();
    await road.takeIn();
    expect((await road.standing('Q-3')).class).toBeNull();
    expect((await road.kntc('queues')).lines.join('\n')).toContain('Đọc nguồn mini tạm dừng từ');
    expect(await road.kntc('resume', '--source', 'mini', ...BY)).toMatchObject({ code: 0 });
    await road.converge();
    expect((await road.standing('Q-3')).class).toBe('confirmed');
  });
});

interface Queue {
  readonly target: string;
  readonly due: number;
  readonly pause: { readonly by: string; readonly reason: string } | null;
}

describe('queues through the API', () => {
  let world: AccessWorld;
  let operator: Principal;
  let clerk: Principal;
  beforeAll(async () => {
    world = await AccessWorld.open();
    operator = await world.account({ name: 'ops', roles: ['operator'], scope: 'province', as: 'person' });
    clerk = await world.account({ name: 'clerk', roles: ['operator'], scope: 'own agency', as: 'person' });
    await world.recordAccounts();
  });
  afterAll(() => world.close());

  const act = (name: 'pause' | 'resume', queue: object, by = operator) =>
    world.ask(by, 'POST', `/api/v1/queues/${name}`, { reason: 'bảo trì máy chủ', ...queue });
  const queues = async (by = operator) => {
    const { text } = await world.ask(by, 'GET', '/api/v1/queues');
    return JSON.parse(text) as { destinations: readonly Queue[]; sources: readonly Queue[] };
  };
  const own = { side: 'destination', target: 'ttt' };

  it('of all agencies, and sources, are paused by people of the province alone', async () => {
    expect((await act('pause', { side: 'destination', target: '*' }, clerk)).status).toBe(404);
    expect((await act('pause', { side: 'source', target: 'mini' }, clerk)).status).toBe(404);
    expect((await act('pause', { side: 'destination', target: 'stnmt' }, clerk)).status).toBe(404);
    expect((await queues(clerk)).sources).toEqual([]);
  });

  it('of one agency wait while the others go on, and say who paused them and why', async () => {
    expect(await act('pause', own, clerk)).toMatchObject({ status: 200 });
    await world.road.petition('WAITS', { ...ACCEPTED, co_quan: 'TTT' });
    await world.road.petition('GOES', { ...ACCEPTED, co_quan: 'TNMT' });
    expect((await world.road.converge()).why).toBe('GW_N212');
    expect(await world.road.delivered('WAITS')).toEqual([]);
    expect((await world.road.standing('GOES')).class).toBe('confirmed');
    const ofAgency = (await queues(clerk)).destinations.find(({ target }) => target === 'ttt');
    expect(ofAgency).toMatchObject({ due: 1, pause: { by: clerk.login, reason: 'bảo trì máy chủ' } });
    const { reference } = await world.road.standing('WAITS');
    expect((await world.ask(operator, 'GET', `/api/v1/cases/${reference}`)).text).toContain('queue-paused');
  });

  it('go on with the word of another person, and both stand in the audit', async () => {
    expect(await act('resume', own)).toMatchObject({ status: 200 });
    await world.road.converge();
    expect((await world.road.standing('WAITS')).class).toBe('confirmed');
    const auditor = await world.account({ name: 'a', roles: ['auditor'], scope: 'province', as: 'person' });
    const { text } = await world.ask(auditor, 'GET', '/api/v1/audit');
    const { items } = JSON.parse(text) as {
      items: readonly { action: string; actor: string; result: string }[];
    };
    const done = items.filter(({ action, result }) => /^(pause|resume)$/u.test(action) && result === 'done');
    expect(done.map(({ action, actor }) => [action, actor.split(' ')[0]])).toEqual([
      ['resume', operator.login],
      ['pause', clerk.login],
    ]);
  });
});
