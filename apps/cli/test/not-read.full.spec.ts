import { readFileSync, writeFileSync } from 'node:fs';
import { MiniRoad } from '../../../test/journey/mini-road';
import { kntc, variablesOf } from './kntc';
import type { Said } from './kntc';

const RECORD = [
  'policy',
  'record',
  '--policy',
  'not-read',
  '--document-no',
  '7/QĐ',
  '--document-date',
  '2026-01-05',
];
const DOCUMENT = [...RECORD, '--signatory', 'Chánh Thanh tra', '--recorded-by', 'Lan'];
const CONFIRM = ['policy', 'confirm', '--document-no', '7/QĐ', '--by', 'Hùng', '--yes'];

/** A view of denunciations as a province would make it: nothing of the denouncer, of a text or of a file. */
const DENUNCIATIONS = `id: mini-tc
title: Sổ tố cáo không danh tính
kind: sql
enabled: true
connection: { dialect: postgresql, urlEnv: MINI_URL }
pollEvery: 1ms
record: { query: select * from to_cao, key: ma, watermark: cap_nhat, overlap: 10m, rescan: 1ms }
children:
  bi_don: { query: "select ma, ho_ten, chuc_vu from to_cao_bi_don", parent: ma }
feeds: { handling: true, acceptance: true, resolution: false, enforcement: false }
map:
  kind: { const: TC }
  receivedDate: { column: ngay_nhan, date: [yyyy-MM-dd] }
  receivingAgency: { column: co_quan }
  channel: { column: nguon }
  classification: [{ fields: { code: { column: linh_vuc } } }]
  headCount: { column: so_nguoi }
  petitioners: [{ fields: { province: { column: tinh } } }]
  respondents: { each: bi_don, fields: { fullName: { column: ho_ten }, position: { column: chuc_vu } } }
  handling:
    when: { column: ngay_xu_ly, present: true }
    fields:
      decidedDate: { column: ngay_xu_ly, date: [yyyy-MM-dd] }
      eligible: { const: "1" }
      direction: { column: huong }
      agency: { column: co_quan }
  acceptance:
    when: { column: ngay_thu_ly, present: true }
    fields:
      date: { column: ngay_thu_ly, date: [yyyy-MM-dd] }
      dueDate: { column: han, date: [yyyy-MM-dd] }
      agency: { column: co_quan }
`;
const COLUMNS =
  'ma, ngay_nhan, nguon, co_quan, linh_vuc, so_nguoi, tinh, ngay_xu_ly, huong, ngay_thu_ly, han, cap_nhat';
const VIEWS = `
  create view to_cao as select ${COLUMNS} from don where loai = 'tc';
  create table to_cao_bi_don (ma text, ho_ten text, chuc_vu text);
  create view khac as select * from don where loai <> 'tc';`;

jest.setTimeout(180_000);

describe('the policy not-read', () => {
  let road: MiniRoad;
  beforeAll(async () => {
    road = await MiniRoad.open({ withPolicy: false });
    await road.local.query(VIEWS);
  });
  afterAll(() => road.close());
  const run = (...argv: readonly string[]): Promise<Said> => kntc(variablesOf(road), ...argv);
  const configure = async (file: string, from: string, to: string): Promise<void> =>
    road.reconfigured(file, from, to, (start) => start);

  it('stays pending while a source could bring the denouncer, and says which column', async () => {
    const recorded = await run(...DOCUMENT);
    expect(recorded.code).toBe(0);
    expect(recorded.out).toMatch(/✗ .*map\.petitioners.*«ho_ten»/);
    expect(recorded.out).toContain('CHÚ Ý');
    const refused = await run(...CONFIRM);
    expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('chính sách vẫn chờ') });
    expect((await run('policy', 'show')).out).toContain('Đang chờ người thứ hai');
    const check = await run('sources', 'check', 'mini', '--not-read');
    expect(check.code).toBe(1);
    expect(check.out).toMatch(/not-read: không được khai cột «noi_dung»/);
    expect(check.out).toMatch(/nguồn trả về cột «uq_ho_ten»|không được khai cột «uq_ho_ten»/);
    expect((await run('sources', 'check', 'mini')).code).toBe(0);
  });

  it('comes into force once denunciations have a view of their own without those columns', async () => {
    await configure('sources/mini.yaml', 'query: select * from don\n', 'query: select * from khac\n');
    await configure('sources/mini.yaml', 'tc: TC, knpa: KNPA, kn_tc: ambiguous', 'knpa: KNPA');
    await road.stop();
    writeFileSync(`${road.configDir}/sources/mini-tc.yaml`, DENUNCIATIONS);
    const crosswalk = readFileSync(`${road.configDir}/crosswalks/mini.yaml`, 'utf8');
    const copied = crosswalk.replace('source: mini', 'source: mini-tc');
    writeFileSync(`${road.configDir}/crosswalks/mini-tc.yaml`, copied);
    await road.start();
    const check = await run('sources', 'check', '--not-read');
    expect(check).toMatchObject({ code: 0 });
    expect(check.out).toMatch(
      /chứng minh mini-tc: record có 12 cột, không cột nào của người tố cáo: ma, ngay_nhan/,
    );
    expect(check.out).toMatch(/chứng minh mini: không có đơn tố cáo/);
    expect(await run(...CONFIRM)).toMatchObject({ code: 0 });
  });

  it('sends denunciations without ever having read who wrote them; two of one day are no duplicates', async () => {
    const denunciation = { loai: 'tc', linh_vuc: 'TN', ho_ten: 'Trịnh Thị Không Được Lộ', so_nguoi: '3' };
    await road.petition('TC-1', { ...denunciation, ngay_thu_ly: '2026-03-10', han: '2026-05-10' });
    await road.petition('TC-2', { ...denunciation, ngay_thu_ly: '2026-03-10', han: '2026-05-10' });
    await road.petition('TC-3', { ...denunciation, so_nguoi: null });
    await road.converge();
    expect(await road.standing('TC-3')).toMatchObject({ class: 'quarantined', code: 'MISSING_MANDATORY' });
    for (const ma of ['TC-1', 'TC-2']) {
      expect(await road.standing(ma)).toMatchObject({ class: 'confirmed' });
      expect((await road.delivered(ma))[0]?.body).toMatchObject({
        NguoiKNTC: { SoNguoiKNTC: 3, DataNguoiKNTC: [{ HoTen: 'Người tố cáo – giữ bí mật', MaTinh: '507' }] },
      });
    }
    expect(JSON.stringify(await road.far.ledger())).not.toContain('Không Được Lộ');
  });

  const viewWith = async (column: string): Promise<void> => {
    await road.local.query(
      `drop view to_cao; create view to_cao as select ${COLUMNS}${column} from don where loai = 'tc'`,
    );
  };
  const pauseOf = async (source: string): Promise<string | undefined> => {
    const { rows } = await road.own.query<{ paused_code: string; paused_detail: string }>(
      'select paused_code, paused_detail from source where id = $1',
      [source],
    );
    return rows[0]?.paused_code === undefined || rows[0].paused_code === null
      ? undefined
      : `${rows[0].paused_code} ${rows[0].paused_detail}`;
  };
  const storedOf = async (ma: string): Promise<number> => {
    const { rows } = await road.own.query('select 1 from source_record where local_key = $1', [ma]);
    return rows.length;
  };

  it.each([
    ['ho_ten as ho_ten_nguoi_to_cao', '«ho_ten_nguoi_to_cao» giống thông tin người tố cáo'],
    ['ho_ten as ghi_nhan', '«ghi_nhan» mà tệp nguồn không dùng'],
  ])('stops the source before it reads once the view gains the column %s', async (column, why) => {
    await viewWith(`, ${column}`);
    await road.petition('TC-LATE', {
      loai: 'tc',
      linh_vuc: 'TN',
      ho_ten: 'Trịnh Thị Không Được Lộ',
      so_nguoi: '1',
    });
    await road.gateway.pollSources();
    expect(await pauseOf('mini-tc')).toContain(why);
    expect(await pauseOf('mini-tc')).toMatch(/^GW_S110 /);
    expect(await storedOf('TC-LATE')).toBe(0);
    expect(await pauseOf('mini')).toBeUndefined();
    await viewWith('');
    await road.converge();
    expect(await pauseOf('mini-tc')).toBeUndefined();
    expect(await road.standing('TC-LATE')).toMatchObject({
      class: expect.stringMatching(/confirmed|waiting/),
    });
    await road.local.query("delete from don where ma = 'TC-LATE'");
    await road.own.query("delete from source_record where local_key = 'TC-LATE' and case_id is null");
  });

  it('stops a source of other petitions when a kind comes that its map does not know', async () => {
    await road.local.query('create or replace view khac as select * from don');
    await road.petition('TC-AMONG', {
      loai: 'tc',
      linh_vuc: 'TN',
      ho_ten: 'Trịnh Thị Không Được Lộ',
      so_nguoi: '1',
    });
    await road.gateway.pollSources();
    expect(await pauseOf('mini')).toMatch(/^GW_S110 /);
    const { rows } = await road.own.query(
      "select 1 from source_record where source_id = 'mini' and local_key like 'TC-%'",
    );
    expect(rows).toEqual([]);
    await road.local.query("delete from don where ma = 'TC-AMONG'");
    await road.local.query("create or replace view khac as select * from don where loai <> 'tc'");
    await road.gateway.pollSources();
    expect(await pauseOf('mini')).toBeUndefined();
  });

  it('is disproved by a column somebody adds to the view later, and by a kind the map does not know', async () => {
    await viewWith(', dien_thoai');
    await road.local.query('create or replace view khac as select * from don');
    const check = await run('sources', 'check', '--not-read');
    expect(check.code).toBe(1);
    expect(check.out).toMatch(/nguồn trả về cột «dien_thoai»/);
    expect(check.out).toMatch(/3 dòng có loại đơn ngoài bảng quy đổi/);
  });
});
