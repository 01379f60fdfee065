import { MiniRoad } from '../../../test/journey/mini-road';
import { kntc, parsed, variablesOf } from './kntc';

const WHO = ['--actor', 'Cán bộ Lan', '--reason', 'Đã xem hồ sơ'];
const NAME = 'Trịnh Thị Không Được Lộ';
interface Reasoned {
  readonly class: string;
  readonly reasons: readonly { readonly code: string; readonly field: string }[];
}

interface StoredRecord extends Reasoned {
  readonly local_key: string;
}

interface Preview {
  readonly records: readonly { readonly localKey: string; readonly judgement: Reasoned }[];
  readonly classes: readonly { readonly count: number }[];
  readonly causes: readonly unknown[];
  readonly notes: readonly string[];
}

const PREVIEW = ['sources', 'preview', 'mini', '--limit', '100', '--json'];

function codesOf({ reasons }: Reasoned): readonly string[] {
  return reasons.map(({ code, field }) => `${code} ${field}`);
}

jest.setTimeout(120_000);

describe('kntc sources preview beside what intake did', () => {
  let road: MiniRoad;

  beforeAll(async () => {
    road = await MiniRoad.open({ withPolicy: false });
    const text = { ho_ten: NAME, noi_dung: 'Đề nghị xem lại ranh giới.' };
    await road.petition('OK', text);
    await road.petition('TWIN', text);
    await road.petition('TC', {
      ...text,
      loai: 'tc',
      linh_vuc: 'TN',
      ngay_thu_ly: '2026-03-10',
      han: '2026-05-10',
    });
    await road.petition('OLD', { ...text, ngay_nhan: '2015-03-02', ngay_xu_ly: '2015-03-05' });
    await road.petition('BAD', { ...text, ngay_nhan: '31/02' });
    await road.petition('WARD', { ...text, ho_ten_2: NAME, xa_2: '99887' });
    await road.converge();
    const decided = await kntc(variablesOf(road), 'quarantine', 'decide', 'mini', 'OLD', ...WHO, '--exclude');
    if (decided.code !== 0) throw new Error(decided.err);
    await road.converge();
  });
  afterAll(() => road.close());

  it('previews what intake has decided, with the same reasons, and writes nothing', async () => {
    const rows = 'select local_key, class, reasons, judged_at, decision from source_record order by 1';
    const before = (await road.own.query<StoredRecord>(rows)).rows;
    const said = await kntc(variablesOf(road), ...PREVIEW);
    const { records, classes, causes } = parsed(said) as Preview;
    expect((await road.own.query(rows)).rows).toEqual(before);
    // Duplicates are seen among stored records only: to the judge they are accepted, as they were.
    const decided = records.map(({ localKey, judgement }) => [localKey, judgement.class, codesOf(judgement)]);
    expect(decided).toEqual(before.map((one) => [one.local_key, one.class, codesOf(one)]));
    expect(new Set(records.map(({ judgement }) => judgement.class)).size).toBeGreaterThanOrEqual(3);
    expect(classes.reduce((sum, { count }) => sum + count, 0)).toBe(records.length);
    expect(causes).toContainEqual({
      class: 'quarantined',
      code: 'BAD_DATE',
      field: 'receivedDate',
      count: 1,
      keys: ['BAD'],
    });
    const lines = (await kntc(variablesOf(road), 'sources', 'preview', 'mini', '--limit', '100')).out;
    expect(`${said.out}${lines}`).not.toMatch(/99887|Trịnh|Không Được Lộ|Đề nghị xem/);
    expect(lines).toMatch(/hồ sơ của nguồn mini: \d+ tiếp nhận, .*chờ bổ sung/);
    expect(lines).toMatch(/■ BAD\n[^■]*→ chờ bổ sung\n {4}BAD_DATE .*Không đọc được ngày/);
  });

  it('previews without a database as if nobody had decided anything, and says so', async () => {
    const said = await kntc(
      { ...variablesOf(road), DATABASE_URL: 'postgres://x@127.0.0.1:1/none' },
      ...PREVIEW,
    );
    const { records, notes } = parsed(said) as Preview;
    expect(said.code).toBe(0);
    expect(records.find(({ localKey }) => localKey === 'OLD')?.judgement).toMatchObject({
      class: 'quarantined',
      reasons: [{ code: 'BEFORE_START_OPEN' }],
    });
    expect(notes.join('\n')).toMatch(/GW_T301[^]*chưa có quyết định nào[^]*Chưa có danh mục quốc gia/);
  });
});
