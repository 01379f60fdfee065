import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Principal } from '@kntc/domain';
import { saveUnits } from '@kntc/platform';
import { AccessWorld } from '../access/access-world';

jest.setTimeout(120_000);

const PATH = '/api/v1/code-list-changes';
const FIELDS = 6;

describe('a national list that changed, through the API', () => {
  let world: AccessWorld;
  let admin: Principal;
  let head: Principal;
  let version: string;
  beforeAll(async () => {
    world = await AccessWorld.open();
    const person = (name: string, role: string) =>
      world.account({ name, roles: [role], scope: 'province', as: 'person' });
    [admin, head] = [await person('admin', 'config-admin'), await person('head', 'approver')];
    await world.recordAccounts();
    const { configuration } = world.road.gateway.parts;
    const before = (await configuration.nationalCodes()).filter(({ list }) => list === FIELDS);
    await configuration.store(FIELDS, [
      ...before.filter(({ code }) => code !== 'KN.01.02'),
      { code: 'KN.01.12', name: 'Đất đai, nhà ở, tài sản' },
    ]);
  });
  afterAll(() => world.close());

  const read = async (path = PATH, by = head): Promise<unknown> =>
    JSON.parse((await world.ask(by, 'GET', path)).text);
  const decide = (act: string, body: object = {}, key: string = randomUUID()) =>
    world.ask(
      admin,
      'POST',
      `${PATH}/6/${act}`,
      { version, approver: head.login, reason: 'TTCP đổi danh mục', ...body },
      { 'idempotency-key': key },
    );

  it('waits with its effect, and numbers of a few cases are for those who may list them', async () => {
    const { items } = (await read()) as { readonly items: readonly { readonly version: string }[] };
    expect(items).toMatchObject([{ list: FIELDS, added: 1, removed: 1, renamed: 0, refused: null }]);
    version = items[0]?.version ?? '';
    // Of two cases one is of those that this person must not know of.
    expect(await read(`${PATH}/6`)).toMatchObject({
      touched: [{ code: 'KN.01.02', renamedTo: null, cases: 1, crosswalkRows: 1 }],
      entries: [{ code: 'KN.01.12' }],
    });
    expect(await read(`${PATH}/6`, admin)).toMatchObject({ touched: [{ cases: null }] });
    expect(await world.ask(head, 'GET', `${PATH}/7`)).toMatchObject({ status: 404 });
  });

  it('says of a commune that left it into which ones it was split', async () => {
    const { road } = world;
    const fresh = ['Phường Quy Nhơn Bắc', 'Phường Quy Nhơn Tây'];
    saveUnits(
      road.configDir,
      {
        provinces: [{ code: '52', name: 'Gia Lai' }],
        wards: fresh.map((name, at) => ({ code: `2155${at}`, name, province: '52' })),
        mappings: fresh.map((newName, at) => ({
          oldCode: '21559',
          oldName: 'Phường Trần Quang Diệu',
          oldDistrict: 'Thành phố Quy Nhơn',
          oldProvince: 'Tỉnh Bình Định',
          newCode: `2155${at}`,
          newName,
          newProvince: 'Gia Lai',
        })),
      },
      'thử',
    );
    const { configuration } = road.gateway.parts;
    const areas = (await configuration.nationalCodes()).filter(({ list }) => list === 1);
    await configuration.store(
      1,
      areas.filter(({ code }) => code !== '5070116'),
    );
    expect(await read(`${PATH}/1`)).toMatchObject({ touched: [{ code: '5070116', splitInto: fresh }] });
    writeFileSync(join(road.configDir, 'units', 'mappings.tsv'), 'x');
    expect(await read(`${PATH}/1`)).toMatchObject({ touched: [{ splitInto: [] }] });
    await configuration.store(1, areas);
  });

  it('is refused by two sides, and then it waits for nobody', async () => {
    expect(await decide('refuse', { approver: undefined })).toMatchObject({ status: 403 });
    expect(await decide('refuse')).toMatchObject({ status: 200 });
    expect(await read()).toMatchObject({ items: [{ refused: { by: admin.login } }] });
    expect(await decide('refuse')).toMatchObject({ status: 409 });
  });

  it('is accepted after all, once for its key, and only as the version that was seen', async () => {
    expect(await decide('accept', { version: '0'.repeat(64) })).toMatchObject({ status: 409 });
    const wanted = { fromDay: '2026-03-03' };
    const first = await decide('accept', wanted, 'accept-list-6');
    expect(first.status).toBe(200);
    expect(await decide('accept', wanted, 'accept-list-6')).toMatchObject({ status: 200, text: first.text });
    expect(await decide('accept', {}, 'accept-list-6')).toMatchObject({ status: 422 });
    const again = await decide('accept', wanted);
    expect(JSON.parse(again.text)).toMatchObject({ status: 409, code: 'no-list-waits' });
    expect(await read()).toEqual({ items: [] });
  });
});
