import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MiniRoad } from '../../../test/journey/mini-road';
import { kntc, kntcReading, parsed, variablesOf, type Said } from './kntc';

const WHO = ['--actor', 'Người giữ khoá', '--reason', 'Đổi khoá định kỳ'];

const DENUNCIATION = { loai: 'tc', linh_vuc: 'TN', ngay_thu_ly: '2026-03-10', han: '2026-05-10' };

jest.setTimeout(180_000);

interface KeyItem {
  readonly id: string;
  readonly active: boolean;
  readonly retiredAt: string | null;
  readonly lost: boolean;
  readonly usage: { readonly records: number };
}

describe('keys exchanged beside a running gateway', () => {
  let road: MiniRoad;
  let keyFile: string;
  beforeAll(async () => {
    road = await MiniRoad.open();
    keyFile = join(road.configDir, 'var', 'keys', 'kntc-key.json');
    copyFileSync(keyFile, `${keyFile}.before`);
    await road.petition('A');
    await road.petition('B', DENUNCIATION);
    await road.converge();
  });
  afterAll(() => road.close());

  const run = (...argv: readonly string[]): Promise<Said> => kntc(variablesOf(road), ...argv);
  const keys = async (): Promise<readonly KeyItem[]> =>
    (parsed(await run('keys', 'status', '--json')) as { items: readonly KeyItem[] }).items;
  const confirmed = async (ma: string): Promise<string | null> => (await road.standing(ma)).class;

  it('begin with one that wraps every record', async () => {
    expect(await keys()).toMatchObject([{ active: true, lost: false, usage: { records: 2 } }]);
    expect((await run('keys', 'status')).out).toContain('Không phải làm gì.');
  });

  it('need a name and a reason', async () => {
    for (const command of ['rotate', 'rewrap']) expect((await run('keys', command)).code).toBe(2);
    expect(await keys()).toHaveLength(1);
  });

  it('are prepared for other machines without being used yet', async () => {
    const said = await run('keys', 'rotate', '--prepare', ...WHO);
    expect(said).toMatchObject({ code: 0, out: expect.stringContaining('chưa dùng') });
    expect(await keys()).toHaveLength(1);
  });

  it('reach the running gateway without a restart, and nothing stops', async () => {
    const said = await run('keys', 'rotate', ...WHO);
    expect(said).toMatchObject({ code: 0, out: expect.stringContaining('keys rewrap') });
    await road.petition('C');
    await road.change('A', { tom_tat_xu_ly: 'Đã chuyển' });
    await road.converge();
    expect(await keys()).toMatchObject([
      { active: false, usage: { records: 2 } },
      { active: true, usage: { records: 1 } },
    ]);
    expect([await confirmed('A'), await confirmed('C')]).toEqual(['confirmed', 'confirmed']);
    const [first] = await keys();
    const refused = await run('keys', 'retire', first?.id ?? '', ...WHO);
    expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('Còn bản ghi cần khoá này') });
  });

  it('take over every record, and the old one goes', async () => {
    expect(await run('keys', 'rewrap', ...WHO)).toMatchObject({
      code: 0,
      out: expect.stringContaining('mọi bản ghi nay dưới khoá này'),
    });
    const [first] = await keys();
    expect(await run('keys', 'retire', first?.id ?? '', ...WHO)).toMatchObject({ code: 0 });
    expect(await keys()).toMatchObject([
      { retiredAt: expect.any(String), usage: { records: 0 } },
      { active: true, lost: false, usage: { records: 3 } },
    ]);
    await road.restart();
    await road.change('A', { tom_tat_xu_ly: 'Đã chuyển lần hai' });
    await road.converge();
    expect(await confirmed('A')).toBe('confirmed');
  });

  it('are on record with who and why, in an audit that is whole', async () => {
    const { items } = parsed(await run('audit', 'list', '--json')) as {
      items: readonly { action: string; actor: string; reason: string; result: string }[];
    };
    const acts = items.filter(({ action }) => action.startsWith('keys')).toReversed();
    expect(acts.map(({ action, result }) => `${action} ${result}`)).toEqual([
      'keys prepare done',
      'keys rotate done',
      'keys retire refused',
      'keys rewrap started',
      'keys rewrap done',
      'keys retire done',
    ]);
    expect(
      acts.every(({ actor, reason }) => actor === `${WHO[1]} (tên gõ, chưa xác minh)` && reason === WHO[3]),
    ).toBe(true);
    expect(await run('audit', 'verify')).toMatchObject({ code: 0 });
  });

  it('are missed at start when the file is an old copy: by name, and status shows which', async () => {
    await road.stop();
    const now = readFileSync(keyFile);
    copyFileSync(keyFile, `${keyFile}.now`);
    copyFileSync(`${keyFile}.before`, keyFile);
    const [, second] = await keys();
    await expect(road.start()).rejects.toMatchObject({ code: 'GW_T308', detail: second?.id });
    expect(second).toMatchObject({ lost: true });
    const status = await run('keys', 'status');
    expect(status).toMatchObject({ code: 1, out: expect.stringContaining('KHÔNG MỞ ĐƯỢC') });
    expect(await run('keys', 'rotate', ...WHO)).toMatchObject({
      code: 1,
      err: expect.stringContaining('KEK'),
    });
    copyFileSync(`${keyFile}.now`, keyFile);
    expect(readFileSync(keyFile)).toEqual(now);
    await road.start();
    await road.converge();
    expect(await confirmed('C')).toBe('confirmed');
  });

  it('let cases be found by a number that never stands on a command line', async () => {
    const number = '052190001234';
    await road.petition('D', { cccd: number });
    await road.petition('E', { cccd: number, ...DENUNCIATION });
    await road.converge();
    const [d, e] = [(await road.standing('D')).reference, (await road.standing('E')).reference];
    const find = (...more: readonly string[]) =>
      kntcReading(`${number}\n`, variablesOf(road), 'cases', 'find', ...WHO, ...more);
    const alone = await find();
    expect(alone.out.split('\n')).toEqual([d, 'Chưa tìm trong đơn tố cáo.']);
    const all = await find('--denunciations', '--second-person', 'Trưởng phòng', '--json');
    const { items } = parsed(all) as { items: readonly string[] };
    expect(new Set(items)).toEqual(new Set([d, e]));
    expect((await find('--denunciations')).code).toBe(2);
    expect((await find('--denunciations', '--second-person', WHO[1] ?? '')).code).toBe(2);
    expect((await run('cases', 'find', ...WHO)).code).toBe(2); // nothing on standard input
    const audit = await run('audit', 'list', '--json');
    expect(audit.out).toContain('cases find');
    expect(audit.out).not.toContain(number);
  });

  it('make what older cases lack to be found', async () => {
    await road.own.query('update case_file set party_hashes = null');
    expect((await run('keys', 'status')).out).toContain('5 hồ sơ chưa có chỉ mục tìm kiếm');
    expect(parsed(await run('keys', 'index', ...WHO, '--json'))).toEqual({ indexed: 5, left: 0 });
  });
});
