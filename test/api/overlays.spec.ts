import type { Principal } from '@kntc/domain';
import { AccessWorld } from '../access/access-world';

const TEXT = '18/KN-2026';

jest.setTimeout(120_000);

describe('what people complete through the API', () => {
  let world: AccessWorld;
  let clerk: Principal;
  const wanted = {
    source: 'mini',
    localKey: 'OWN',
    field: 'registerNo',
    value: TEXT,
    documentNo: '12/CV-UBND',
    reason: 'Đã đối chiếu đơn giấy',
  };
  const set = (body: object, key = 'overlay-set-1') =>
    world.ask(clerk, 'POST', '/api/v1/overlays', body, { 'idempotency-key': key });
  const listed = async (query = ''): Promise<readonly { readonly field: string }[]> => {
    const { text } = await world.ask(clerk, 'GET', `/api/v1/overlays${query}`);
    return (JSON.parse(text) as { items: readonly { field: string }[] }).items;
  };

  beforeAll(async () => {
    world = await AccessWorld.open();
    clerk = await world.account({ name: 'clerk', roles: ['inspector'], scope: 'own agency', as: 'person' });
    await world.recordAccounts();
  });
  afterAll(() => world.close());

  it('is recorded once, however often the button is pressed, and its value is shown to nobody', async () => {
    const first = await set(wanted);
    expect(JSON.parse(first.text)).toMatchObject({ result: 'done', target: `mini/OWN ${wanted.field}` });
    expect(await set(wanted)).toMatchObject({ status: 200, text: first.text });
    const items = await listed('?localKey=OWN');
    expect(items).toMatchObject([{ field: wanted.field, documentNo: '12/CV-UBND', author: clerk.login }]);
    expect(JSON.stringify(items)).not.toContain(TEXT);
    const kase = await world.ask(clerk, 'GET', `/api/v1/cases/${world.referenceOf('own agency')}`);
    const { documentNo, field, reason } = wanted;
    expect(JSON.parse(kase.text)).toMatchObject({
      overlays: [{ field, documentNo, reason, author: clerk.login, approver: null }],
    });
    expect(kase.text).not.toContain(TEXT);
    const { rows } = await world.road.own.query<{ all: string }>(
      'select concat((select json_agg(o) from overlay o), (select json_agg(p) from operation p)) as all',
    );
    expect(rows[0]?.all).not.toContain(TEXT);
  });

  it('is not taken for another value under the same key, and not for a record of another agency', async () => {
    expect(await set({ ...wanted, value: '19/KN-2026' })).toMatchObject({ status: 422 });
    expect(await set({ ...wanted, localKey: 'OTHER' }, 'overlay-set-2')).toMatchObject({ status: 404 });
    expect(await set({ ...wanted, value: '  ' }, 'overlay-set-3')).toMatchObject({ status: 400 });
    expect(await set(wanted, 'overlay-set-4')).toMatchObject({ status: 409 });
  });

  it('is taken back, and then listed among what was', async () => {
    const { source, localKey, field, reason } = wanted;
    const path = '/api/v1/overlays/withdraw';
    const answer = await world.ask(clerk, 'POST', path, { source, localKey, field, reason });
    expect(answer.status).toBe(200);
    expect(await listed()).toEqual([]);
    const kase = await world.ask(clerk, 'GET', `/api/v1/cases/${world.referenceOf('own agency')}`);
    expect(JSON.parse(kase.text)).toMatchObject({ overlays: [] });
    expect(await listed('?isWithdrawn=true')).toMatchObject([{ field, withdrawnBy: clerk.login }]);
  });
});
