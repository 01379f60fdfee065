import { join } from 'node:path';
import type { CodeListEntry } from '@kntc/domain';
import { saveUnits } from '@kntc/platform';
import { editFile, MiniRoad } from './mini-road';

jest.setTimeout(90_000);

const FIELDS = 6;
const BY = ['--actor', 'cntt', '--approver', 'thanh tra', '--reason', 'TTCP đổi danh mục'];

describe('a national list that changed at the far side', () => {
  let road: MiniRoad;
  let changed: readonly CodeListEntry[];
  beforeAll(async () => {
    road = await MiniRoad.open();
    await road.petition('BEFORE-1');
    await road.converge();
    const { configuration } = road.gateway.parts;
    const before = (await configuration.nationalCodes()).filter(({ list }) => list === FIELDS);
    changed = [
      ...before.filter(({ code }) => code !== 'KN.01.02'),
      { code: 'KN.01.12', name: 'Đất đai, nhà ở, tài sản' },
    ];
    await configuration.store(FIELDS, changed);
  });
  afterAll(() => road.close());

  const said = async (...words: readonly string[]): Promise<string> => {
    const { lines, errors } = await road.kntc('crosswalk', ...words);
    return [...lines, ...errors].join('\n');
  };
  const version = async (): Promise<string> => {
    const { items } = JSON.parse(await said('lists', '--json')) as { items: { version: string }[] };
    return items[0]?.version.slice(0, 12) ?? '';
  };

  it('waits, and shows how many cases use what left it', async () => {
    const shown = await said('lists');
    expect(shown).toContain('thêm 1, mất 1, đổi tên 0');
    expect(shown).toMatch(/KN\.01\.02 .*không còn +1 +1/);
    const { lines } = await road.kntc('status');
    expect(lines.join('\n')).toContain('1 danh mục quốc gia đã đổi, chờ hai bên duyệt (danh mục 6)');
    await road.petition('BEFORE-2');
    await road.converge();
    expect(await road.standing('BEFORE-2')).toMatchObject({ class: 'confirmed' });
  });

  it('asks nobody any more when two sides refuse it, and can still be accepted', async () => {
    expect(await said('refuse-list', '6', '--version', await version())).toContain('cần --actor');
    expect(await said('refuse-list', '6', '--version', await version(), ...BY)).toContain(
      'không dùng danh mục này',
    );
    expect(await said('refuse-list', '6', '--version', await version(), ...BY)).toContain('đã bị từ chối');
    expect(await said('lists')).toContain('Đã từ chối');
    expect((await road.kntc('status')).lines.join('\n')).not.toContain('danh mục quốc gia đã đổi');
  });

  it('is put into use only as the version that was seen', async () => {
    expect(await said('accept-list', '6', '--version', '000000000000', ...BY)).toContain(
      'không phải phiên bản',
    );
    expect(await said('accept-list', '6')).toContain('Chưa duyệt');
    const sentBefore = (await road.far.ledger()).length;
    const done = await said('accept-list', '6', '--version', await version(), '--from', '2026-03-03', ...BY);
    expect(done).toContain('Đã duyệt danh mục 6');
    await road.converge();
    expect(await road.standing('BEFORE-1')).toMatchObject({ class: 'confirmed' });
    expect((await road.far.ledger()).length).toBe(sentBefore);
  });

  it('makes what came in later one cause, with its number of records and its oldest deadline', async () => {
    const later = { ngay_nhan: '2026-03-04', ngay_thu_ly: '2026-03-10', ngay_xu_ly: '2026-03-06' };
    await road.petition('LATER-1', { ...later, han: '2026-05-10' });
    await road.petition('LATER-2', { ...later, han: '2026-04-20' });
    await road.converge();
    expect(await road.standing('LATER-1')).toMatchObject({ class: 'quarantined', code: 'CODE_NOT_NATIONAL' });
    expect(JSON.parse(await said('missing', '--json'))).toMatchObject({
      items: [{ source: 'mini', list: 6, localCode: 'DD', records: 2, oldestDueOn: '2026-04-20' }],
    });
    expect(await said('missing')).toMatch(/mini +6 +DD .*CODE_NOT_NATIONAL +2 +20\/04\/2026/);
  });

  it('judges a target by the days of its row: a code that left it is none for later', async () => {
    const file = join(road.configDir, 'crosswalks', 'mini.yaml');
    const [DD, later] = ['DD: { to: KN.01.02 }', 'DD: { to: KN.01.02, from: 2026-03-03 }'];
    editFile(file, [[DD, later]]);
    expect(await said('import')).toMatch(/mã KN\.01\.02 không có trong danh mục quốc gia trong thời hạn/);
    editFile(file, [[later, `QD2: { to: KN.01.12 }, ${DD}`]]);
    const warned = await said('import');
    expect(warned).toContain('mã KN.01.02 chỉ có trong danh mục quốc gia đến 2026-03-02: thêm until');
    expect(warned).toContain('Đã nạp');
  });

  it('says of a commune that left it into which ones it was split', async () => {
    const old = ['21559', 'Phường Trần Quang Diệu', 'Thành phố Quy Nhơn', 'Tỉnh Bình Định'];
    const fresh = ['Phường Quy Nhơn Bắc', 'Phường Quy Nhơn Tây'].map((name, at) => [`2155${at}`, name]);
    saveUnits(
      road.configDir,
      {
        provinces: [{ code: '52', name: 'Gia Lai' }],
        wards: fresh.map(([code = '', name = '']) => ({ code, name, province: '52' })),
        mappings: fresh.map(([newCode = '', newName = '']) => {
          const [oldCode = '', oldName = '', oldDistrict = '', oldProvince = ''] = old;
          return { oldCode, oldName, oldDistrict, oldProvince, newCode, newName, newProvince: 'Gia Lai' };
        }),
      },
      'thử',
    );
    const { configuration } = road.gateway.parts;
    const areas = (await configuration.nationalCodes()).filter(({ list }) => list === 1);
    await configuration.store(
      1,
      areas.filter(({ code }) => code !== '5070116'),
    );
    expect(await said('lists')).toContain(
      '! 5070116 Phường Trần Quang Diệu bị chia thành Phường Quy Nhơn Bắc, Phường Quy Nhơn Tây',
    );
  });
});
