import type { Principal } from '@kntc/domain';
import { AccessWorld } from '../access/access-world';

jest.setTimeout(120_000);

interface Listed {
  readonly items: readonly Readonly<Record<string, unknown>>[];
  readonly next: string | null;
}

describe('deadlines and requests of the inspectorate through the API', () => {
  let world: AccessWorld;
  let clerk: Principal;
  let province: Principal;
  beforeAll(async () => {
    world = await AccessWorld.open();
    const roles = ['inspector'];
    clerk = await world.account({ name: 'clerk', roles, scope: 'own agency', as: 'person' });
    province = await world.account({ name: 'all', roles, scope: 'province', as: 'person' });
    await world.recordAccounts();
  });
  afterAll(() => world.close());

  const asked = async <T>(who: Principal, path: string): Promise<T> =>
    JSON.parse((await world.ask(who, 'GET', path)).text) as T;
  const keysOf = ({ items }: Listed): readonly unknown[] => items.map(({ localKey }) => localKey);
  const act = (path: string, body: object, key: string) =>
    world.ask(clerk, 'POST', path, { ...body, reason: 'theo văn bản' }, { 'idempotency-key': key });

  it('shows each what is theirs: the day, what it means and what to do, and nobody’s name', async () => {
    const mine = await asked<Listed>(clerk, '/api/v1/deadlines');
    expect(keysOf(mine)).toEqual(['OWN']);
    expect(mine.items[0]).toMatchObject({
      agency: 'ttt',
      kind: 'TC',
      stage: 'resolution',
      dueOn: '2026-05-10',
    });
    expect(mine.items[0]?.['daysLeft']).toBeLessThan(0);
    // Three lines of the law's term, and two of how the far side shows the case.
    expect(mine.items[0]?.['text']).toHaveLength(5);
    expect(keysOf(await asked<Listed>(province, '/api/v1/deadlines'))).toEqual(['OWN', 'OTHER']);
    expect(JSON.stringify(mine)).not.toMatch(/Bí Danh/);
  });

  it('narrows by agency, stage, clock and days', async () => {
    const found = async (query: string) =>
      keysOf(await asked<Listed>(province, `/api/v1/deadlines?${query}`));
    expect(await found('agency=ttt')).toEqual(['OWN']);
    expect(await found('stage=acceptance')).toEqual([]);
    expect(await found('clock=legal&within=0')).toEqual(['OWN', 'OTHER']);
    expect(await found('clock=national')).toEqual(['OWN', 'OTHER']);
    expect(await found('clock=national&stage=acceptance')).toEqual([]);
    expect(await found('clock=paused')).toEqual([]);
  });

  it('counts them in the overview', async () => {
    const { deadlines } = await asked<{ deadlines: object }>(province, '/api/v1/overview');
    expect(deadlines).toMatchObject({ overdue: 2, dueSoon: 0, late: 2, requestsOverdue: 0 });
  });

  it('takes a request of the inspectorate down to its reply, once', async () => {
    const request = { agency: 'ttt', documentNo: '12/TTCP', receivedOn: '2026-11-02', owner: 'phòng 1' };
    // This province wrote down no term, so the document must name one.
    expect(await act('/api/v1/requests', request, 'request-1')).toMatchObject({ status: 400 });
    const dated = { ...request, dueOn: '2026-11-17' };
    expect(await act('/api/v1/requests', dated, 'request-2')).toMatchObject({ status: 200 });
    expect(await act('/api/v1/requests', dated, 'request-2')).toMatchObject({ status: 200 });
    expect(await act('/api/v1/requests', dated, 'request-3')).toMatchObject({ status: 409 });
    const other = { ...dated, agency: 'tnmt' };
    expect((await act('/api/v1/requests', other, 'request-4')).status).toBeGreaterThanOrEqual(400);
    const { items } = await asked<Listed>(clerk, '/api/v1/requests');
    expect(items).toMatchObject([{ documentNo: '12/TTCP', dueOn: '2026-11-17', owner: 'phòng 1' }]);
    const path = `/api/v1/requests/${String(items[0]?.['id'])}/reply`;
    const reply = { replyNo: '7/BC', repliedOn: '2026-11-10' };
    expect(await act(path, reply, 'request-5')).toMatchObject({ status: 200 });
    expect(await asked<Listed>(clerk, '/api/v1/requests')).toMatchObject({ items: [] });
    const answered = await asked<Listed>(clerk, '/api/v1/requests?isReplied=true');
    expect(answered.items).toMatchObject([{ replyNo: '7/BC', daysLeft: null }]);
  });
});
