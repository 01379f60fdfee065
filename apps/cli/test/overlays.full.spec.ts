import { MiniRoad } from '../../../test/journey/mini-road';
import { kntc, kntcReading, parsed, variablesOf, type Said } from './kntc';

const WHO = ['--actor', 'Cán bộ Lan', '--reason', 'Đã đối chiếu đơn giấy'];
const DOCUMENT = ['--document-no', '12/CV-UBND'];
const NAME = 'Trịnh Thị Không Được Lộ';
const NUMBER = '052190007788';
const DENUNCIATION = { loai: 'tc', linh_vuc: 'TN', ngay_thu_ly: '2026-03-10', han: '2026-05-10' };

jest.setTimeout(120_000);

describe('kntc overlays', () => {
  let road: MiniRoad;
  const set = (text: string, localKey: string, field: string, ...more: readonly string[]): Promise<Said> =>
    kntcReading(
      text,
      variablesOf(road),
      'overlays',
      'set',
      'mini',
      localKey,
      '--field',
      field,
      ...DOCUMENT,
      ...WHO,
      ...more,
    );
  const withdraw = (localKey: string, field: string): Promise<Said> =>
    kntc(variablesOf(road), 'overlays', 'withdraw', 'mini', localKey, '--field', field, ...WHO);
  const listed = async (...more: readonly string[]): Promise<Said> =>
    kntc(variablesOf(road), 'overlays', 'list', ...more);

  const reasonsOf = async (localKey: string): Promise<readonly string[]> => {
    const { rows } = await road.own.query<{ reasons: { code: string; field: string }[] }>(
      'select reasons from source_record where local_key = $1',
      [localKey],
    );
    return (rows[0]?.reasons ?? []).map(({ code, field }) => `${code} ${field}`);
  };

  beforeAll(async () => {
    road = await MiniRoad.open();
    await road.petition('LACKS', { noi_dung: null, ho_ten: NAME });
    await road.petition('WHOLE', { noi_dung: 'Đơn đủ.', ho_ten: NAME });
    await road.petition('TC', { noi_dung: 'Tố cáo.', ...DENUNCIATION });
    await road.converge();
  });
  afterAll(() => road.close());

  it('completes a field, the gateway judges the record again, and what was sent is what people completed', async () => {
    const text = 'Đề nghị xem lại ranh giới thửa đất số 12.';
    expect((await set(`${text}\n`, 'LACKS', 'content')).code).toBe(0);
    await road.converge();
    expect(await road.standing('LACKS')).toMatchObject({ class: 'confirmed' });
    const { rows } = await road.local.query("select noi_dung from don where ma = 'LACKS'");
    expect(rows).toEqual([{ noi_dung: null }]);
  });

  it('shows what was completed, by whom and by which document, and never the value', async () => {
    expect((await set(NUMBER, 'LACKS', 'petitioners[0].idNumber')).code).toBe(0);
    const said = await listed('mini', 'LACKS');
    expect(said.out).toMatch(/petitioners\[0\]\.idNumber[^\n]*12\/CV-UBND[^\n]*Cán bộ Lan/);
    const { reference } = await road.standing('LACKS');
    const shown = await kntc(variablesOf(road), 'holds', 'show', reference ?? '');
    expect(shown.out).toContain('Thông tin bổ sung: content');
    const stored = await road.own.query<{ all: string }>(
      `select concat((select json_agg(o) from overlay o), (select json_agg(p) from operation p),
         (select json_agg(a) from audit_entry a)) as all`,
    );
    for (const text of [said.out, shown.out, stored.rows[0]?.all ?? '', road.logLines.join('\n')])
      expect(text).not.toContain(NUMBER);
  });

  it.each([
    ['LACKS', 'petitioners[0].fullName', 'Trần Thị Bình', 'Nguồn đã có giá trị'],
    ['LACKS', 'content', 'Nội dung khác', 'đã có thông tin bổ sung'],
    ['LACKS', 'acceptance.date', '31/02/2026', 'không đọc được'],
    ['LACKS', 'petitioner.name', 'x', 'không bổ sung được'],
    ['LACKS', 'petitioners[3].fullName', 'Trần Thị Bình', 'chưa có trong hồ sơ'],
    ['NOBODY', 'channel', 'BC', 'Không có hồ sơ'],
  ])('refuses %s %s, and says why', async (localKey, field, text, why) => {
    const said = await set(text, localKey, field);
    expect(said.code).toBe(1);
    expect(said.err).toContain(why);
  });

  it('asks for two people where it may be the denouncer, and for one beside it', async () => {
    const alone = await set(NUMBER, 'TC', 'petitioners[0].idNumber');
    expect(alone.err).toContain('cần hai người');
    expect((await set(NUMBER, 'TC', 'petitioners[0].idNumber', '--approver', 'Trưởng ban Minh')).code).toBe(
      0,
    );
    expect((await set('Tóm tắt.', 'TC', 'verification.unit')).code).toBe(0);
  });

  it('stops the record when the source comes to say something else, and goes by the source once withdrawn', async () => {
    await road.change('LACKS', { noi_dung: 'Nội dung nhập sau.' });
    await road.converge();
    expect(await reasonsOf('LACKS')).toEqual(['OVERLAY_CONFLICT content']);
    expect((await withdraw('LACKS', 'content')).code).toBe(0);
    expect((await withdraw('LACKS', 'content')).err).toContain('không có thông tin bổ sung nào');
    await road.converge();
    expect(await reasonsOf('LACKS')).toEqual([]);
    const { items } = parsed(await listed('mini', 'LACKS', '--withdrawn', '--json')) as {
      items: readonly { readonly field: string; readonly withdrawnBy: string | null }[];
    };
    expect(new Map(items.map(({ field, withdrawnBy }) => [field, withdrawnBy]))).toEqual(
      new Map([
        ['content', 'Cán bộ Lan'],
        ['petitioners[0].idNumber', null],
      ]),
    );
  });

  it('refuses an empty value', async () => {
    expect((await set('  \n', 'WHOLE', 'request')).code).toBe(2);
  });

  it('keeps nothing of a denouncer under not-read', async () => {
    await road.own.query("update identity_policy set policy = 'not-read' where valid_until is null");
    const by = ['--approver', 'Trưởng ban Minh'];
    const said = await set(NUMBER, 'TC', 'petitioners[0].phone', ...by);
    expect(said.err).toContain('not-read');
  });
});
