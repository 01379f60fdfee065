import { summarise } from '../../apps/gateway/src/composition/summary';
import { kntc, variablesOf } from '../../apps/cli/test/kntc';
import { MiniRoad } from './mini-road';

const WORDS = 'Nội dung thuộc bí mật nhà nước';

jest.setTimeout(120_000);

describe('records that the source marks Mật or above', () => {
  let road: MiniRoad;
  beforeAll(async () => {
    road = await MiniRoad.open({
      edit: {
        'sources/mini.yaml': [
          ['nulls: [""]', 'secret: [{ column: mat, in: [m, tm, tuyet mat] }]\nnulls: [""]'],
        ],
      },
    });
    await road.petition('OK-1');
    await road.petition('MAT-1', { mat: 'm', noi_dung: WORDS });
    await road.petition('MAT-2', { mat: 'Tuyệt mật', noi_dung: WORDS, loai: 'tc' });
    await road.converge();
  });
  afterAll(() => road.close());

  const stored = async (ma: string) => {
    const { rows } = await road.own.query<{ size: number; class: string }>(
      'select length(raw) as size, class from source_record where local_key = $1',
      [ma],
    );
    return rows[0];
  };
  const counted = async (): Promise<number> => {
    const { rows } = await road.own.query<{ n: string }>('select count(*) as n from secret_record');
    return Number(rows[0]?.n);
  };

  it('are counted and not stored: no row, no key, no content', async () => {
    expect(await stored('MAT-1')).toBeUndefined();
    expect(await stored('MAT-2')).toBeUndefined();
    expect(await counted()).toBe(2);
    const { rows } = await road.own.query('select * from secret_record');
    expect(JSON.stringify(rows)).not.toMatch(/MAT-|bí mật/);
    expect(road.logLines.join('')).not.toContain('MAT-1');
    expect(await road.far.ledger()).toHaveLength(2);
  });

  it('are in the account that adds up, as out of scope', async () => {
    const summary = await summarise(road.gateway, 0);
    expect(summary).toMatchObject({ read: 3, confirmed: 1, outOfScope: 2, unaccounted: 0 });
  });

  it('are shown in the status with their number', async () => {
    const said = await kntc(variablesOf(road), 'status');
    expect(said.out).toMatch(
      /Nguồn mini: 2 hồ sơ Mật trở lên, không đọc, chỉ đếm, gần nhất \d{4}-\d\d-\d\d: 2/,
    );
  });

  it('lose what was stored of them when they become secret, and nothing more is sent', async () => {
    const before = (await stored('OK-1'))?.size ?? 0;
    await road.change('OK-1', { mat: 'TM', ngay_thu_ly: '2026-03-10', han: '2026-05-10' });
    await road.converge();
    expect(await road.standing('OK-1')).toMatchObject({ class: 'quarantined', code: 'SECRET_RECORD' });
    expect((await stored('OK-1'))?.size).toBeLessThan(before / 3);
    expect(await road.far.ledger()).toHaveLength(2);
    expect(await summarise(road.gateway, 0)).toMatchObject({ read: 3, quarantined: 1, unaccounted: 0 });
  });

  it('are read like any other once they are not secret any more', async () => {
    await road.change('MAT-1', { mat: 't', noi_dung: 'Đơn đã giải mật, đề nghị xem xét.' });
    await road.converge();
    expect(await road.standing('MAT-1')).toMatchObject({ class: 'confirmed' });
    expect(await counted()).toBe(1);
    expect(await summarise(road.gateway, 0)).toMatchObject({ read: 3, outOfScope: 1, unaccounted: 0 });
  });
});
