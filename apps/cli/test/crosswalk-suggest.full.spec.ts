import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadUnits } from '@kntc/platform';
import { readCrosswalkText } from '@kntc/sources';
import { MiniRoad } from '../../../test/journey/mini-road';

jest.setTimeout(60_000);

const UNITS = join(__dirname, '..', '..', '..', 'config', 'units');

describe('codes that nobody mapped yet', () => {
  let road: MiniRoad;
  beforeAll(async () => {
    road = await MiniRoad.open({
      prepare: (configDir) => cpSync(UNITS, join(configDir, 'units'), { recursive: true }),
    });
    await road.petition('A-1', { co_quan: 'Sở Xây dựng tỉnh Bình Định' });
    await road.petition('A-2', { co_quan: 'Sở Xây dựng tỉnh Bình Định' });
    await road.petition('B-1', { ho_ten_2: 'Trần Thị Bình', xa_2: '21556', so_nguoi: 2 });
    await road.converge();
  });
  afterAll(() => road.close());

  it('are proposed with their evidence and the records that wait; nothing comes into use', async () => {
    const { lines } = await road.kntc('crosswalk', 'suggest');
    const said = lines.join('\n');
    expect(said).toContain('«Sở Xây dựng tỉnh Bình Định»: 2 hồ sơ chờ');
    expect(said).toMatch(/→ H507\.04\n +cùng tên/);
    expect(said).toContain('mã GSO của xã cũ: Phường Đống Đa, Thành phố Quy Nhơn, Tỉnh Bình Định');
    await road.converge();
    expect(await road.standing('A-1')).toMatchObject({ code: 'UNKNOWN_CODE' });
  });

  it('are written to a file that becomes a crosswalk once a person copies it', async () => {
    const out = join(road.configDir, 'de-nghi.yaml');
    await road.kntc('crosswalk', 'suggest', '--list', '2', '--out', out);
    const { rows, problems } = readCrosswalkText(
      'de-nghi.yaml',
      readFileSync(out, 'utf8').replace('---\n', ''),
    );
    expect(problems).toEqual([]);
    expect(rows).toMatchObject([{ list: 2, nationalCode: 'H507.04' }]);
  });

  it('are never written where the next import would take them', async () => {
    const out = join(road.configDir, 'crosswalks', 'x.yaml');
    const { code, errors } = await road.kntc('crosswalk', 'suggest', '--out', out);
    expect([code, existsSync(out)]).toEqual([2, false]);
    expect(errors.join()).toContain('không được ghi vào config/crosswalks');
  });

  it('are looked up in the national list by name, without marks and in any order of words', async () => {
    const { code, lines } = await road.kntc('crosswalk', 'codes', '--list', '2', '--name', 'xay dung so');
    expect(code).toBe(0);
    expect(lines.join('\n')).toMatch(/H507\.04 +Sở Xây dựng tỉnh Bình Định +đang dùng/);
    expect(lines.at(-1)).toMatch(/^\d mã\.$/);
    expect(lines.join()).not.toContain('Y tế');
    const byCode = await road.kntc('crosswalk', 'codes', '--list', '2', '--name', 'h507.04', '--json');
    expect(JSON.parse(byCode.lines.join(''))).toMatchObject({
      items: [{ code: 'H507.04' }, { code: 'H507.04.01' }],
    });
    const none = await road.kntc('crosswalk', 'codes', '--list', '2', '--name', 'khong co dau');
    expect([none.code, none.lines.join()]).toEqual([1, expect.stringContaining('Thử ít chữ hơn')]);
  });

  it('take the names of the local catalogue, and refuse a file that is none', async () => {
    const names = join(road.configDir, 'ma.csv');
    writeFileSync(names, 'ma;ten\nSYT;Sở Y tế tỉnh Bình Định\nGPMB;Ban Giải phóng mặt bằng\n');
    const of = ['crosswalk', 'suggest', '--source', 'mini', '--list', '2', '--names', names];
    const { items } = JSON.parse((await road.kntc(...of, '--json')).lines.join('')) as {
      items: { localCode: string; kind: string }[];
    };
    expect(items.map(({ localCode }) => localCode)).not.toContain('ma');
    expect(items.filter(({ localCode }) => localCode === 'SYT')).toMatchObject([{ kind: 'sure' }]);
    expect(items.filter(({ localCode }) => localCode === 'GPMB')).toMatchObject([{ kind: 'none' }]);
    writeFileSync(names, 'P01;UBND phường Quy Nhơn\n');
    const out = join(road.configDir, 'de-nghi-2.yaml');
    expect((await road.kntc(...of, '--out', out)).lines.join('\n')).toMatch(
      /«P01».*\n +không có gợi ý.*\n +\(có thể là cấp trên – không tự dùng: H50701 /,
    );
    expect(readFileSync(out, 'utf8')).toMatch(/^ +# "P01": +# UBND phường Quy Nhơn – \(có thể là cấp trên/m);
    writeFileSync(names, '\u0000\u0001');
    expect((await road.kntc(...of)).errors.join()).toContain('Không đọc được dòng «mã, tên» nào');
  });
});

describe('the data on units', () => {
  it('is checked in plain words, found by day, and not replaced by another file', async () => {
    const road = await MiniRoad.open({
      prepare: (configDir) => cpSync(UNITS, join(configDir, 'units'), { recursive: true }),
    });
    try {
      const checked = await road.kntc('units', 'check');
      expect([checked.code, checked.lines[0]]).toEqual([
        0,
        expect.stringMatching(/^34 tỉnh, 3321 xã mới; \d+ xã cũ, trong đó \d+ xã bị chia\.$/),
      ]);
      const found = await road.kntc(
        'units',
        'find',
        'Phường Trần Quang Diệu',
        '--on',
        '2025-06-30',
        '--province',
        'Bình Định',
      );
      expect(found.lines.join('\n')).toContain('→ từ 01/07/2025: 21553 Phường Quy Nhơn Bắc, Gia Lai');
      const other = join(road.configDir, 'khac.json');
      writeFileSync(other, JSON.stringify([{ Ma: '1', Ten: 'Một' }]));
      expect((await road.kntc('units', 'import', other)).errors.join()).toContain(
        'không phải tệp address.json',
      );
      const { provinces = [], wards = [], mappings = [] } = loadUnits(road.configDir) ?? {};
      const address = [
        {
          type: 'table',
          name: 'provinces',
          data: provinces.map((one) => ({ province_code: one.code, ...one })),
        },
        {
          type: 'table',
          name: 'wards',
          data: wards.map((one) => ({ ward_code: one.code, name: one.name, province_code: one.province })),
        },
        {
          type: 'table',
          name: 'ward_mappings',
          data: mappings.slice(0, 3).map((one) => ({ old_ward_code: null, new_ward_name: one.newName })),
        },
      ];
      writeFileSync(other, JSON.stringify(address));
      expect((await road.kntc('units', 'import', other)).code).toBe(0);
      expect(loadUnits(road.configDir)?.mappings).toHaveLength(3);
      writeFileSync(other, JSON.stringify(address.map((one) => ({ ...one, data: one.data.slice(0, 3) }))));
      const part = await road.kntc('units', 'import', other);
      expect([part.code, part.lines.join()]).toEqual([
        1,
        expect.stringContaining('Phải có 34 tỉnh và 3321 xã'),
      ]);
      expect(loadUnits(road.configDir)?.wards).toHaveLength(3321);
    } finally {
      await road.close();
    }
  });
});
