import type { Principal } from '@kntc/domain';
import { AccessWorld } from '../access/access-world';
import { ReconcilingRoad } from '../journey/reconciling-road';
import { QUICK, referenceOf } from '../journey/ways-out/way-out';

jest.setTimeout(180_000);

const NAME = 'petitioners[0].fullName';
const OURS = 'Trần Văn Mẫu';
const THEIRS = 'Trần Văn Mẩu';
const reason = 'đã xem bản giấy';

describe('fields both sides see differently, through the API', () => {
  let world: AccessWorld;
  let reconciling: ReconcilingRoad;
  let inspector: Principal;
  let operator: Principal;
  let clerk: Principal;
  const of = (ma: string): Promise<string> => referenceOf(world.road, ma);
  const get = async <T>(who: Principal, path: string): Promise<T> => {
    const { text } = await world.ask(who, 'GET', `/api/v1/conflicts${path}`);
    expect(text).not.toMatch(/Bí Danh|Trần Văn|Người Lạ/);
    return JSON.parse(text) as T;
  };
  const post = (who: Principal, path: string, body: object, key: string) =>
    world.ask(who, 'POST', `/api/v1/conflicts/${path}`, body, { 'idempotency-key': key });
  interface Listed {
    readonly items: readonly {
      readonly reference: string;
      readonly fields: readonly { readonly group: string | null; readonly decision: object | null }[];
    }[];
  }

  beforeAll(async () => {
    world = await AccessWorld.open({ edit: QUICK });
    reconciling = ReconcilingRoad.on(world.road);
    for (const ma of ['G1', 'G2', 'G3']) await world.road.petition(ma, { co_quan: 'TNMT', ho_ten: OURS });
    await world.road.converge();
    await reconciling.compareAll();
    const edited = async (ma: string, HoTen: string) => ({
      do: 'edit' as const,
      caseId: await reconciling.idOf(ma),
      set: { NguoiKNTC: { DataNguoiKNTC: { 0: { HoTen } } } },
    });
    await world.road.far.tamper([
      await edited('OWN', 'Người Lạ'),
      await edited('G1', THEIRS),
      await edited('G2', THEIRS),
      await edited('G3', 'Người Lạ'),
    ]);
    await reconciling.compareAll();
    inspector = await world.account({ name: 'i', roles: ['inspector'], scope: 'province', as: 'person' });
    operator = await world.account({ name: 'o', roles: ['operator'], scope: 'province', as: 'person' });
    clerk = await world.account({ name: 'c', roles: ['inspector'], scope: 'own agency', as: 'person' });
    await world.recordAccounts();
  });
  afterAll(() => world.close());

  it('are listed for whoever may know of the record, without a value', async () => {
    const all = await get<Listed>(inspector, '');
    expect(all.items.map(({ reference }) => reference).toSorted()).toEqual(
      [await of('OWN'), await of('G1'), await of('G2'), await of('G3')].toSorted(),
    );
    const own = await get<Listed>(clerk, '');
    expect(own.items.map(({ reference }) => reference)).toEqual([await of('OWN')]);
    expect((await get<Listed>(inspector, '?kind=KN&limit=2')).items).toHaveLength(2);
    expect((await get<Listed>(inspector, '?way=conflict')).items).toEqual([]);
  });

  it('stand side by side, covered by role', async () => {
    const path = `/${await of('G1')}`;
    expect(await get(inspector, path)).toMatchObject({
      fields: [
        {
          field: NAME,
          changed: 'national',
          way: 'keep-national',
          base: { isKnown: true, sameAs: 'local' },
          local: { kind: 'masked', text: 'T••••••••••u' },
          national: { kind: 'masked', text: 'T••••••••••u' },
          likeness: 'close',
          isAsFound: true,
        },
      ],
    });
    expect(await get(operator, path)).toMatchObject({
      fields: [{ local: { kind: 'hidden' }, national: { kind: 'hidden' }, likeness: 'close' }],
    });
  });

  it('of a denunciation show neither a letter, nor how alike they are, nor which others are the same', async () => {
    expect(await get(inspector, `/${await of('OWN')}`)).toMatchObject({
      fields: [{ local: { kind: 'hidden' }, national: { kind: 'hidden' }, likeness: null, group: null }],
    });
  });

  it('say what would follow before anything is decided', async () => {
    const fields = [{ field: NAME, way: 'ours' }];
    const answer = await post(
      inspector,
      `${await of('G1')}/resolve?preview=true`,
      { fields, reason },
      'preview-1',
    );
    expect(JSON.parse(answer.text)).toMatchObject({
      result: 'preview',
      needsApprover: true,
      steps: [{ step: 'case', method: 'CapNhatVuViec', act: 'update', isIrreversible: false }],
    });
    const { rows } = await world.road.own.query('select from conflict_decision');
    expect(rows).toEqual([]);
  });

  it('are decided once however often the button is pressed, and taken back', async () => {
    const reference = await of('G3');
    const body = { fields: [{ field: NAME, way: 'theirs' }], reason };
    const first = await post(inspector, `${reference}/resolve`, body, 'resolve-1');
    expect(JSON.parse(first.text)).toMatchObject({ result: 'done', steps: [{ act: 'nothing' }] });
    expect(await post(inspector, `${reference}/resolve`, body, 'resolve-1')).toMatchObject({
      status: 200,
      text: first.text,
    });
    expect(await post(inspector, `${reference}/resolve`, body, 'resolve-2')).toMatchObject({ status: 409 });
    expect(await get(inspector, `?reference=${reference}`)).toMatchObject({
      items: [{ fields: [{ decision: { way: 'theirs', state: 'waiting', actor: inspector.login } }] }],
    });
    expect(await post(inspector, `${reference}/undo`, { reason }, 'take-back-1')).toMatchObject({
      status: 200,
    });
    expect(await get(inspector, `?reference=${reference}`)).toMatchObject({
      items: [{ fields: [{ decision: null }] }],
    });
  });

  it('are not there for whoever must not know of the record', async () => {
    const body = { fields: [{ field: NAME, way: 'theirs' }], reason };
    expect(await post(clerk, `${await of('G3')}/resolve`, body, 'of-others-1')).toMatchObject({
      status: 404,
    });
  });

  it('of a denunciation take two people', async () => {
    const body = { fields: [{ field: NAME, way: 'theirs' }], reason };
    expect(await post(clerk, `${await of('OWN')}/resolve`, body, 'denounced-1')).toMatchObject({
      status: 403,
    });
  });

  it('are decided alike where they are the same, and both sides agree afterwards without anything sent', async () => {
    const { items } = await get<Listed>(inspector, `?reference=${await of('G1')}`);
    const group = items[0]?.fields[0]?.group ?? '';
    const before = await reconciling.sent();
    const answer = await post(inspector, `groups/${group}/resolve`, { way: 'theirs', reason }, 'the-group-1');
    const decided = JSON.parse(answer.text) as { items: readonly { reference: string; result: string }[] };
    expect(decided.items.map(({ reference }) => reference).toSorted()).toEqual(
      [await of('G1'), await of('G2')].toSorted(),
    );
    expect(decided.items.every(({ result }) => result === 'done')).toBe(true);
    await world.road.converge();
    await reconciling.compareAll();
    expect((await reconciling.found()).map(({ ma }) => ma)).toEqual(['G3', 'OWN']);
    expect(await reconciling.sent()).toBe(before);
  });
});
