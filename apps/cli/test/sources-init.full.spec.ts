import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MiniRoad } from '../../../test/journey/mini-road';
import { kntc, parsed, variablesOf } from './kntc';

const NAME = 'Trịnh Thị Không Được Lộ';
const INIT = ['sources', 'init', 'so-moi', '--url-env', 'SO_MOI_URL', '--agency', 'ttt', '--table', 'don'];

interface Counted {
  readonly total: number;
  readonly classes: readonly { readonly class: string; readonly count: number }[];
}

jest.setTimeout(120_000);

describe('kntc sources init and dry-run', () => {
  let road: MiniRoad;
  let variables: Record<string, string>;

  beforeAll(async () => {
    road = await MiniRoad.open();
    variables = { ...variablesOf(road), SO_MOI_URL: road.localUrl };
    const text = { ho_ten: NAME, noi_dung: 'Đề nghị xem lại ranh giới đất với hộ liền kề.' };
    for (const key of ['A', 'B', 'C'])
      await road.petition(key, { ...text, loai: key === 'A' ? 'kn' : 'knpa' });
    await road.petition('BAD', { ...text, ngay_nhan: '31/02' });
    await road.petition('LV', { ...text, linh_vuc: 'ZZ' });
    await road.converge();
  });
  afterAll(() => road.close());

  it('writes a draft that check accepts and says what comes next, without a name on screen or in the files', async () => {
    const said = await kntc(variables, ...INIT);
    expect(said).toMatchObject({ code: 0 });
    expect(said.out).toContain('kntc -- sources check so-moi');
    const files = ['sources', 'crosswalks'].map((folder) =>
      readFileSync(join(road.configDir, folder, 'so-moi.yaml'), 'utf8'),
    );
    expect(`${said.out}${said.err}${files.join('')}`).not.toMatch(/Trịnh|Không Được Lộ|Đề nghị xem/);
    expect(files[1]).toContain('ttt: { to: ');
    const checked = await kntc(variables, 'sources', 'check', 'so-moi');
    expect(checked.out).toContain('✓ so-moi: 0 lỗi');
  });

  it('writes over nothing that is there', async () => {
    const file = join(road.configDir, 'sources/so-moi.yaml');
    writeFileSync(file, `${readFileSync(file, 'utf8')}# đã sửa tay\n`);
    const said = await kntc(variables, ...INIT);
    expect(said.code).toBe(1);
    expect(said.err).toContain('Không viết đè');
    expect(readFileSync(file, 'utf8')).toContain('# đã sửa tay');
  });

  it('refuses an address on the command line, an unknown agency and an id no reference could hold', async () => {
    const address = 'postgres://ai:mat-khau@may/so';
    const typed = await kntc(variables, 'sources', 'init', 'so-hai', '--url-env', address);
    expect(typed.code).toBe(2);
    expect(typed.out + typed.err).not.toContain('mat-khau');
    const agency = await kntc(
      variables,
      'sources',
      'init',
      'so-hai',
      '--url-env',
      'SO_MOI_URL',
      '--agency',
      'la',
    );
    expect(agency.code).toBe(2);
    expect(agency.err).toContain('ttt');
    expect((await kntc(variables, 'sources', 'init', 'Sổ', '--url-env', 'SO_MOI_URL')).code).toBe(2);
  });

  it('says what to do when the variable is not set or the table is not there', async () => {
    const unset = await kntc(variables, 'sources', 'init', 'so-hai', '--url-env', 'SO_BA_URL');
    expect(unset.code).toBe(2);
    expect(unset.err).toMatch(/Chưa đặt biến môi trường SO_BA_URL[^]*export SO_BA_URL='postgres:/);
    const wrong = { ...variables, SO_BA_URL: road.localUrl.replace(/[^/]*$/, 'khong_co') };
    const missing = await kntc(wrong, 'sources', 'init', 'so-hai', '--url-env', 'SO_BA_URL');
    expect(missing.err).toContain('không có cơ sở dữ liệu ghi ở cuối địa chỉ');
    const typed = { ...variables, SO_BA_URL: 'postgres://doc:a@b@may-chu:5432/so' };
    const unescaped = await kntc(typed, 'sources', 'init', 'so-hai', '--url-env', 'SO_BA_URL');
    expect(unescaped.err).toContain('%40');
    expect(unescaped.err).not.toContain('a@b');
    const table = await kntc(
      variables,
      'sources',
      'init',
      'so-hai',
      '--url-env',
      'SO_MOI_URL',
      '--table',
      'dn',
    );
    expect(table.err).toMatch(/Không có bảng «dn»[^]*quyet_dinh/);
  });

  it('a dry run counts what intake has decided, names unmapped codes one by one, and stores nothing', async () => {
    const stored = async () =>
      (await road.own.query('select class, count(*)::int as count from source_record group by 1 order by 1'))
        .rows;
    const before = await stored();
    const { total, classes } = parsed(
      await kntc(variables, 'sources', 'dry-run', 'mini', '--json'),
    ) as Counted;
    expect(await stored()).toEqual(before);
    expect(total).toBe(5);
    expect(classes.toSorted((a, b) => a.class.localeCompare(b.class))).toEqual(before);
    const said = await kntc(variables, 'sources', 'dry-run', 'mini');
    expect(said.out).toMatch(/1 chờ bổ sung: UNKNOWN_CODE Mã «ZZ»[^\n]*ví dụ: LV/);
    expect(said.out).not.toMatch(/Trịnh|Không Được Lộ/);
  });
});
