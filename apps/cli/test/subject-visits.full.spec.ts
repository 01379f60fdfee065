import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MiniRoad } from '../../../test/journey/mini-road';
import { kntcReading, parsed, variablesOf } from './kntc';

jest.setTimeout(120_000);

const LAN = 'họ tên: Đặng Thị Lan\nsố giấy tờ: 052190001234\n';
const LAN_COLUMNS = { ho_ten: 'ĐẶNG THỊ LAN', cccd: '052190001234', dia_chi: 'Thôn Của Lan' };
const VISIT = {
  nguon: 'TD',
  co_don: 'khong',
  ngay_xu_ly: null,
  so_nguoi: '2',
  ho_ten_2: 'Lê Văn Ba',
  noi_dung: 'Lời kể riêng.',
};
const SOURCE = [
  ['nulls: [""]', 'receptionOnly: [{ column: co_don, equals: khong }]\nnulls: [""]'],
  [
    '  closedDate:',
    '  reception:\n    when: { column: nguon, equals: TD }\n    fields: { date: { column: ngay_nhan, date: [yyyy-MM-dd] } }\n  closedDate:',
  ],
] as const;
const PAPER = ['--document-no', '12/ĐN', '--received', '2026-11-20', '--due', '2026-11-30'];
const CHECKED = ['--verified-by', 'Chị Tiếp', '--verified-how', 'căn cước', '--actor', 'Lan Tiếp Dân'];

describe('an export for a data subject who came without a petition', () => {
  let road: MiniRoad;
  const folder = mkdtempSync(join(tmpdir(), 'kntc-visits-'));
  beforeAll(async () => {
    road = await MiniRoad.open({ edit: { 'sources/mini.yaml': SOURCE } });
    await road.local.query("alter table don add column co_don text default 'co'");
    await road.petition('LUOT-KN', { ...VISIT, ...LAN_COLUMNS });
    await road.petition('LUOT-TC', { ...VISIT, ...LAN_COLUMNS, loai: 'tc', linh_vuc: 'TN' });
    await road.converge();
  });
  afterAll(async () => {
    await road.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const run = (...argv: readonly string[]) => kntcReading(LAN, variablesOf(road), 'subject', ...argv);

  it('holds the visit with their own fields, and nobody else and no denunciation', async () => {
    const out = join(folder, 'mot.html');
    const said = await run('export', ...PAPER, ...CHECKED, '--out', out);
    expect(said).toMatchObject({ code: 0, out: expect.stringContaining('1 hồ sơ') });
    const text = readFileSync(out, 'utf8');
    for (const word of [
      'Lượt tiếp công dân không có đơn về khiếu nại',
      'LUOT-KN',
      'Người đến',
      'Thôn Của Lan',
    ])
      expect(text).toContain(word);
    expect(text).not.toMatch(/LUOT-TC|Lê Văn Ba|Lời kể riêng/);
  });

  it('holds a visit about a denunciation only on the word of two', async () => {
    const { id } = parsed(await run('export', ...PAPER, ...CHECKED, '--denunciations', '--json')) as {
      readonly id: string;
    };
    expect(await run('approve', id, '--actor', 'Trưởng phòng Hùng')).toMatchObject({ code: 0 });
    const out = join(folder, 'hai.json');
    await run('export', '--request', id, '--actor', 'Lan Tiếp Dân', '--out', out, '--json');
    expect(existsSync(out)).toBe(true);
    const { count, cases } = JSON.parse(readFileSync(out, 'utf8')) as {
      readonly count: number;
      readonly cases: readonly { readonly localKey: string }[];
    };
    expect([count, cases.map(({ localKey }) => localKey).toSorted()]).toEqual([2, ['LUOT-KN', 'LUOT-TC']]);
  });
});
