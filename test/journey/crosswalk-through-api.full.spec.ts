import { randomUUID } from 'node:crypto';
import type { Principal } from '@kntc/domain';
import { AccessWorld } from '../access/access-world';

jest.setTimeout(120_000);

/** Somebody typed the national code of the reception wrongly; of another code nobody said anything. */
const MISTYPED = { 'crosswalks/mini.yaml': [['TD: { to: "21" }', 'TD: { to: "12" }']] } as const;
const CHANNELS = 5;

interface Problem {
  readonly code: string;
  readonly text: readonly string[];
}

describe('a crosswalk mistake, through the API alone', () => {
  let world: AccessWorld;
  let admin: Principal;
  let head: Principal;
  let clerk: Principal;
  beforeAll(async () => {
    world = await AccessWorld.open({ edit: MISTYPED });
    const person = (name: string, role: string) =>
      world.account({ name, roles: [role], scope: 'province', as: 'person' });
    [admin, head, clerk] = [
      await person('it', 'config-admin'),
      await person('head', 'approver'),
      await person('c', 'operator'),
    ];
    await world.recordAccounts();
    await world.road.petition('TYPED-1', { nguon: 'TD', ngay_thu_ly: '2026-03-10', han: '2026-05-10' });
    await world.road.petition('TYPED-2', { nguon: 'TD', ngay_thu_ly: '2026-03-10', han: '2026-04-20' });
    await world.road.petition('SPLIT-1', { nguon: 'WEB' });
    await world.road.converge();
  });
  afterAll(() => world.close());

  const read = async <T>(by: Principal, path: string): Promise<readonly T[]> => {
    const { status, text } = await world.ask(by, 'GET', `/api/v1/${path}`);
    if (status !== 200) throw new Error(text);
    return (JSON.parse(text) as { items: readonly T[] }).items;
  };
  const change = (by: Principal, body: object, key: string = randomUUID()) =>
    world.ask(
      by,
      'POST',
      '/api/v1/crosswalk',
      { source: 'mini', list: CHANNELS, reason: 'đối chiếu lại', ...body },
      { 'idempotency-key': key },
    );
  const stateOf = (localKey: string) =>
    read<{ class: string }>(clerk, `records?source=mini&localKey=${localKey}`);
  const wrong = { localCode: 'TD', seen: [{ nationalCode: '12' }] };

  it('is found as one cause with its records and its oldest deadline', async () => {
    expect(await read(clerk, 'missing-codes')).toMatchObject([
      { code: 'CODE_NOT_NATIONAL', list: CHANNELS, localCode: 'TD', records: 2, oldestDueOn: '2026-04-20' },
      { code: 'UNKNOWN_CODE', list: CHANNELS, localCode: 'WEB', records: 1, oldestDueOn: null },
    ]);
    expect(await read(admin, 'missing-codes?list=5')).toMatchObject([{ records: null }, { records: null }]);
    expect(await read(admin, 'crosswalk?source=mini&list=5&localCode=TD')).toMatchObject([
      { nationalCode: '12', nationalName: null, validFrom: null, parent: null },
    ]);
    expect(await read(admin, 'codes?list=5&code=21')).toHaveLength(1);
  });

  it('is not mended by one side, by nobody of the other, nor by a code of no list', async () => {
    const right = { ...wrong, targets: [{ nationalCode: '21' }] };
    expect(await change(admin, right)).toMatchObject({ status: 403 });
    expect(await change(clerk, { ...right, approver: head.login })).toMatchObject({ status: 403 });
    expect(await change(head, { ...right, approver: clerk.login })).toMatchObject({ status: 403 });
    const stranger = await change(admin, {
      ...wrong,
      targets: [{ nationalCode: '77' }],
      approver: head.login,
    });
    expect(stranger.status).toBe(409);
    expect(JSON.parse(stranger.text)).toMatchObject({ code: 'unknown-codes' });
    expect((JSON.parse(stranger.text) as Problem).text.join(' ')).toContain('77');
    const reversed = { nationalCode: '21', validFrom: '2026-01-02', validUntil: '2026-01-01' };
    expect((await change(admin, { ...wrong, targets: [reversed], approver: head.login })).text).toContain(
      'ngày cuối phải từ ngày đầu',
    );
    expect(await read(admin, 'crosswalk?source=mini&list=5&localCode=TD')).toMatchObject([
      { nationalCode: '12' },
    ]);
  });

  it('names the source that there is not, and takes a parent agency in the list of agencies alone', async () => {
    const right = { ...wrong, targets: [{ nationalCode: '21' }], approver: head.login };
    const missing = await change(admin, { ...right, source: 'khong-co' });
    expect([missing.status, missing.text]).toEqual([404, expect.stringContaining('nguồn «khong-co»')]);
    expect(missing.text).not.toContain('hồ sơ');
    const parent = { nationalCode: '21', parent: 'chưa có' };
    const refused = await change(admin, { ...right, targets: [parent] });
    expect([refused.status, refused.text]).toEqual([400, expect.stringContaining('chỉ danh mục 2')]);
  });

  it('is mapped, judged again and delivered with the code that was meant', async () => {
    const right = { ...wrong, targets: [{ nationalCode: '21' }], approver: head.login };
    const first = await change(admin, right, 'the-first-change');
    expect(first.status).toBe(200);
    expect(await change(admin, right, 'the-first-change')).toMatchObject({ status: 200, text: first.text });
    await world.road.converge();
    for (const key of ['TYPED-1', 'TYPED-2']) {
      expect(await stateOf(key)).toMatchObject([{ class: 'confirmed' }]);
      const [sent] = await world.road.delivered(key);
      expect(sent).toMatchObject({ method: 'CapNhatVuViec', decision: 'created' });
      expect(JSON.stringify(sent?.body)).toContain('"21"');
    }
    expect(await read(clerk, 'missing-codes')).toMatchObject([{ localCode: 'WEB' }]);
  });

  it('that somebody else mended meanwhile is told with what stands there now, and nothing is applied', async () => {
    const late = await change(head, { ...wrong, targets: [{ nationalCode: '1' }], approver: admin.login });
    expect(late.status).toBe(409);
    expect(JSON.parse(late.text)).toMatchObject({ code: 'changed-meanwhile' });
    expect((JSON.parse(late.text) as Problem).text).toContain('Nay mã này là: 21.');
    expect(await read(admin, 'crosswalk?source=mini&list=5&localCode=TD')).toMatchObject([
      { nationalCode: '21' },
    ]);
  });

  it('of a code that was split leaves the record to a person, and shows both codes', async () => {
    const split = { localCode: 'WEB', seen: [], targets: [{ nationalCode: '1' }, { nationalCode: '21' }] };
    expect(await change(head, { ...split, approver: admin.login })).toMatchObject({ status: 200 });
    await world.road.converge();
    expect(await read(clerk, 'missing-codes')).toMatchObject([{ code: 'CODE_SPLIT', localCode: 'WEB' }]);
    const shown = await read<{ nationalCode: string }>(admin, 'crosswalk?localCode=WEB');
    expect(shown.map(({ nationalCode }) => nationalCode)).toEqual(['1', '21']);
    expect(await world.road.delivered('SPLIT-1')).toEqual([]);
  });

  it('stands in the audit with both people', async () => {
    const auditor = await world.account({ name: 'a', roles: ['auditor'], scope: 'province', as: 'person' });
    const entries = await read<{ action: string; result: string; approver?: string }>(auditor, 'audit');
    const changes = entries.filter(({ action }) => action === 'crosswalk change');
    expect(changes.filter(({ result }) => result === 'done')).toHaveLength(2);
    expect(changes[0]?.approver).toContain(admin.login);
  });

  it('is not brought back unseen by the next import of the folder', async () => {
    const by = ['--actor', admin.login, '--approver', head.login, '--reason', 'nạp lại'];
    const { code, errors } = await world.road.kntc('crosswalk', 'import', '--allow-unknown', ...by);
    expect(code).toBe(1);
    expect(errors.join(' ')).toContain('mini danh mục 5 mã TD (đang dùng: 21; tệp: 12)');
    expect(await read(admin, 'crosswalk?source=mini&list=5&localCode=TD')).toMatchObject([
      { nationalCode: '21' },
    ]);
  });
});
