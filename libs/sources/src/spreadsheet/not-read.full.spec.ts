import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkSource } from '../check';
import { createSource } from '../create-source';
import { problemLine } from '../definition/problems';
import { aSource, StandingClock } from '../testing/a-source';

const CLEAN = 'Số đơn,Ngày nhận,Lĩnh vực,Số người';
const ROW = 'A1,2026-03-02,TN,2';

/** A sheet of denunciations that names nothing of the denouncer. */
const DENUNCIATIONS = `id: so
title: Sổ tố cáo
kind: file
files:
  folder: so
  mode: snapshot
  columns:
    so: "Số đơn"
    ngay: "Ngày nhận"
    linh_vuc: "Lĩnh vực"
    so_nguoi: "Số người"
record: { key: so }
map:
  kind: { const: TC }
  registerNo: { column: so }
  headCount: { column: so_nguoi }
`;
const COMPLAINTS = DENUNCIATIONS.replace(
  '{ const: TC }',
  '{ column: linh_vuc, values: { KN: KN, PA: KNPA } }',
);

describe('the proof of not-read for a sheet', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'kntc-not-read-'));
    mkdirSync(join(root, 'inbox', 'so'), { recursive: true });
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  const put = (text: string, name = 'so.csv'): void => writeFileSync(join(root, 'inbox', 'so', name), text);
  const deps = () => ({
    clock: new StandingClock(),
    env: {},
    folders: { inbox: join(root, 'inbox'), data: join(root, 'data') },
  });
  const check = async (yaml: string) => {
    const { problems, proof } = await checkSource(aSource(yaml), {
      ...deps(),
      crosswalk: [],
      isNotRead: true,
    });
    return { problems: problems.map(problemLine), proof };
  };
  const prove = async (yaml: string) => {
    const source = createSource(aSource(yaml), deps());
    try {
      return await source.proveNotRead?.();
    } finally {
      await source.close();
    }
  };

  it('lists every title of the sheet, those the gateway does not read too', async () => {
    put(`${CLEAN},Đợt nhập\n${ROW},1\n`);
    const { problems, proof } = await check(DENUNCIATIONS);
    expect(problems).toEqual([]);
    expect(proof?.join('\n')).toMatch(/^so: record có \d+ cột, không cột nào của người tố cáo: .*Đợt nhập/);
  });

  it.each(['Họ tên người tố cáo', 'HỌ VÀ TÊN', 'Số CCCD', 'Điện thoại', 'Địa chỉ', 'Nội dung đơn', 'Email'])(
    'fails for a title the gateway does not even read: %s',
    async (title) => {
      put(`${CLEAN},${title}\n${ROW},x\n`);
      const { problems, proof } = await check(DENUNCIATIONS);
      expect(problems).toEqual([
        `sources/test.yaml:4 files: chính sách not-read: nguồn trả về cột «${title}» giống thông tin người tố cáo; bỏ cột này khỏi khung nhìn`,
      ]);
      expect(proof).toEqual([]);
    },
  );

  it('fails for a column of the denouncer, of the text or of a file that the map names, whatever it is called', async () => {
    put(`${CLEAN},Cột lạ\n${ROW},x\n`);
    const yaml = DENUNCIATIONS.replace('    so_nguoi:', '    la: "Cột lạ"\n    so_nguoi:');
    for (const field of [
      'petitioners: [{ fields: { fullName: { column: la } } }]',
      'content: { column: la }',
    ]) {
      const { problems } = await check(`${yaml}  ${field}\n`);
      expect(problems.join('\n')).toContain('không được khai cột «la»');
    }
  });

  it('says nothing of the province, which leaves anyway', async () => {
    put(`${CLEAN},Tỉnh\n${ROW},BD\n`);
    const yaml = DENUNCIATIONS.replace('    so_nguoi:', '    tinh: "Tỉnh"\n    so_nguoi:');
    const { problems } = await check(`${yaml}  petitioners: [{ fields: { province: { column: tinh } } }]\n`);
    expect(problems).toEqual([]);
  });

  it('is about denunciations: a register of other kinds may name people, but holds no kind it does not know', async () => {
    put(`${CLEAN},Họ tên\nA1,2026-03-02,KN,2,Lan\nA2,2026-03-02,PA,1,Hoa\n`);
    expect((await check(COMPLAINTS)).proof).toEqual([expect.stringContaining('không có đơn tố cáo')]);
    put(`${CLEAN},Họ tên\nA1,2026-03-02,KN,2,Lan\nA2,2026-03-02,TC,1,Hoa\n`);
    expect((await check(COMPLAINTS)).problems.join('\n')).toContain('1 dòng có loại đơn ngoài bảng quy đổi');
  });

  it('stops reading while the gateway runs, and lets it go on once the file was replaced', async () => {
    put(`${CLEAN}\n${ROW}\n`);
    const mayBeStored = await prove(DENUNCIATIONS);
    expect(mayBeStored?.({ localKey: 'A1', row: { so: 'A1', so_nguoi: '2' }, children: {} })).toBe(true);
    expect(mayBeStored?.({ localKey: 'A1', row: { so: 'A1', ho_ten: 'x' }, children: {} })).toBe(false);
    put(`${CLEAN},Họ tên người tố cáo\n${ROW},x\n`);
    await expect(prove(DENUNCIATIONS)).rejects.toMatchObject({ code: 'GW_S110' });
    put(`${CLEAN}\n${ROW}\n`);
    await expect(prove(DENUNCIATIONS)).resolves.toBeDefined();
  });

  it('sees the file of the moment, not the one of its first look', async () => {
    const source = createSource(aSource(DENUNCIATIONS), deps());
    put(`${CLEAN}\n${ROW}\n`);
    await source.proveNotRead?.();
    put(`${CLEAN},Họ tên\n${ROW},x\n`);
    await expect(source.proveNotRead?.()).rejects.toMatchObject({ code: 'GW_S110' });
    await source.close();
  });

  it('leaves a file that does not fit to the reading, which refuses it; without a file the map alone counts', async () => {
    await expect(prove(DENUNCIATIONS)).resolves.toBeDefined();
    put('một dòng không có tiêu đề\n');
    await expect(prove(DENUNCIATIONS)).resolves.toBeDefined();
    expect((await check(DENUNCIATIONS)).problems).not.toEqual([]);
  });
});
