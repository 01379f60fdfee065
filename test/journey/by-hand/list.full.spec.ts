import { join } from 'node:path';
import { RecordingProxy } from '../../canary/recording-proxy';
import { MiniRoad } from '../mini-road';
import { QUICK } from '../ways-out/way-out';
import { Clerk, fill } from './clerk';
import { openAsClerk, saveAsClerk, type ClerkSheet } from './clerk-workbook';

jest.setTimeout(240_000);

const BY = ['--actor', 'can-bo', '--reason', 'thử nghiệm'];
const TWO = [...BY, '--approver', 'lanh-dao'];
const AGENCY = ['--agency', 'ttt'];
const MARKER = (reference: string): string => `[Mã hồ sơ địa phương: ${reference}]`;
const STRANGER = '99999999-9999-4999-8999-999999999999';

interface Listed {
  readonly id: string;
  readonly name: string;
  readonly content: string;
}

const NOBODY = { reference: '', national_id: '', agency_id: '' };

describe('a list that was exported from the national web', () => {
  let road: MiniRoad;
  const proxy = new RecordingProxy();
  const listed = new Map<string, Listed>();
  const file = (name: string): string => join(road.configDir, name);

  const sheetOf = (rows: readonly Listed[]): ClerkSheet => ({
    name: 'Danh sách',
    titles: ['TT', 'Mã vụ việc', 'Chủ đơn', 'Nội dung đơn'],
    rows: rows.map(({ id, name, content }, index) => [`${index + 1}`, id, name, content]),
  });
  const compare = async (rows: readonly Listed[], ...more: readonly string[]) => {
    await saveAsClerk(file('ds.xlsx'), [sheetOf(rows)]);
    const soon = new Date(Date.now() + 7 * 3_600_000 + 60_000).toISOString().slice(0, 16);
    const words = [
      'batch',
      'compare',
      ...AGENCY,
      '--file',
      file('ds.xlsx'),
      '--made-at',
      soon,
      ...BY,
      ...more,
    ];
    const { lines, errors, code } = await road.kntc(...words, '--json');
    if (lines.length === 0) throw new Error(errors.join('\n'));
    return { code, told: JSON.parse(lines.join('')) as Readonly<Record<string, unknown>> };
  };
  const findings = async (): Promise<readonly string[]> => {
    const { lines } = await road.kntc('findings', 'list', '--json');
    const { items } = JSON.parse(lines.join('')) as { readonly items: readonly { readonly code: string }[] };
    return items.map(({ code }) => code).toSorted();
  };

  beforeAll(async () => {
    road = await MiniRoad.open({ edit: QUICK, wire: (farSide) => proxy.open(farSide) });
    const clerk = new Clerk(road);
    for (const ma of ['SAME', 'EDITED', 'GONE', 'MOVED']) await road.petition(ma);
    await road.kntc('batch', 'begin', ...AGENCY, ...BY);
    await road.converge();
    await road.kntc('batch', 'export', ...AGENCY, ...BY, '--out', file('dot.xlsx'));
    const sheets = await openAsClerk(file('dot.xlsx'));
    const day = new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10);
    for (const sheet of sheets.slice(1))
      for (const row of sheet.rows) {
        const at = (part: string): string =>
          row[sheet.titles.findIndex((title) => title.includes(part))] ?? '';
        const reference = at('Mã hồ sơ địa phương');
        const id = await clerk.type(sheet, row, listed.get(reference)?.id);
        if (!listed.has(reference))
          listed.set(reference, { id, name: at('HoTen'), content: at('(NoiDungDon)') });
        fill(sheet, row, { id: listed.get(reference)?.id ?? '', day, by: 'Lan', result: 'đã nhập' });
      }
    await saveAsClerk(file('xong.xlsx'), sheets);
    const { code, errors } = await road.kntc('batch', 'read', '1', '--file', file('xong.xlsx'), ...TWO);
    if (code !== 0) throw new Error(errors.join('\n'));
  });
  afterAll(async () => {
    await road.close();
    await proxy.close();
  });

  const of = async (ma: string): Promise<Listed> => {
    const one = listed.get((await road.standing(ma)).reference ?? '');
    if (one === undefined) throw new Error(`${ma} was not typed`);
    return one;
  };

  it('matches what was typed, and finds nothing where everything is in it', async () => {
    const all = [...listed.values()];
    expect(all).toHaveLength(4);
    const { code, told } = await compare(all, '--whole');
    expect(told).toMatchObject({ compared: 4, classes: { matching: 4 }, onlyInList: [], unreadable: [] });
    expect(code).toBe(0);
    expect(await findings()).toEqual([]);
  });

  it('says of nothing that it is gone where nobody says that the list is whole', async () => {
    const { told } = await compare([await of('SAME')]);
    expect(told).toMatchObject({ compared: 4, unanswered: 3, classes: { matching: 1, onlyLocal: 0 } });
    expect(await findings()).toEqual([]);
  });

  it('gives the four classes with the evidence of every run, and the ledger follows', async () => {
    const [same, edited, moved] = [await of('SAME'), await of('EDITED'), await of('MOVED')];
    const { reference } = await road.standing('EDITED');
    const other = '88888888-8888-4888-8888-888888888888';
    const { code, told } = await compare(
      [
        same,
        { ...same, id: other },
        { ...edited, content: `Một nội dung khác hẳn.\n${MARKER(reference ?? '')}` },
        { ...moved, id: '77777777-7777-4777-8777-777777777777' },
        { id: STRANGER, name: 'Người Lạ', content: 'Không của ai ở đây.' },
        { id: 'không có', name: 'Người Lạ', content: 'Dòng hỏng.' },
      ],
      '--whole',
    );
    expect(code).toBe(1);
    expect(told).toMatchObject({ compared: 4, onlyInList: [STRANGER], unreadable: [7] });
    expect(await findings()).toEqual(['DUPLICATE_THERE', 'FIELDS_DIFFER', 'ID_MOVED', 'ID_VANISHED']);
    expect(await road.standing('GONE')).toMatchObject({ class: 'held', code: 'NATIONAL_DIFFERS' });
    const { lines } = await road.kntc('ledger', '--json');
    expect((JSON.parse(lines.join('')) as { total: unknown }).total).toMatchObject({ unaccounted: 0 });
  });

  it('proposes to a clerk what stands only in the list, and creates nothing of it', async () => {
    const { lines } = await road.kntc('proposals', 'list', '--json');
    const { items } = JSON.parse(lines.join('')) as { readonly items: readonly object[] };
    // Of which nobody knows what it is: the province's alone.
    expect(items).toMatchObject([{ nationalId: STRANGER, agency: 'ttt', way: 'entered', state: 'open' }]);
    const { rows } = await road.own.query('select p::text as row from proposal p');
    expect(JSON.stringify(rows)).not.toMatch(/Người Lạ|Không của ai/);
    expect(
      (await road.own.query('select from national_record where national_id = $1', [STRANGER])).rows,
    ).toEqual([]);
  });

  it('ends what is not found any more', async () => {
    await compare([...listed.values()], '--whole');
    expect(await findings()).toEqual([]);
    const { lines } = await road.kntc('proposals', 'list', '--json');
    expect((JSON.parse(lines.join('')) as { readonly items: object }).items).toMatchObject([
      { state: 'gone' },
    ]);
    expect(await road.standing('GONE')).not.toMatchObject({ class: 'held' });
  });

  it('is all that is compared: nothing of the agency is asked over the wire, fresh, by night or wanted by people', async () => {
    await road.own.query("update step set confirmed_at = confirmed_at - interval '1 hour'");
    const before = proxy.requests().length;
    expect(await road.kntc('reconcile', '--full', '--no-wait', ...BY)).toMatchObject({ code: 0 });
    for (let round = 0; round < 3; round += 1) await road.gateway.reconcile();
    // A person who opens one case sees what was sent, and the list says what stands there.
    const { rows: sent } = await road.own.query<{
      reference: string;
      national_id: string;
      agency_id: string;
    }>('select reference, national_id, agency_id from national_record where national_id is not null limit 1');
    const [{ reference, national_id: nationalId, agency_id: agencyId } = NOBODY] = sent;
    const { sides } = road.gateway.parts;
    expect(await sides.local(reference)).toBeDefined();
    expect(await sides.national({ nationalId, agencyId })).toBeUndefined();
    expect(
      proxy
        .requests()
        .slice(before)
        .map(({ method }) => method),
    ).toEqual([]);
    const { rows } = await road.own.query(
      "select finished_at is not null as is_finished, compared from reconciliation_run where kind = 'full'",
    );
    expect(rows).toEqual([{ is_finished: true, compared: 0 }]);
    const { code, errors } = await road.kntc('reconcile', ...AGENCY, ...BY);
    expect([code, errors.join(' ')]).toEqual([1, expect.stringContaining('đang nhập tay')]);
  });

  it('is refused where no column names the cases', async () => {
    await saveAsClerk(file('ds.xlsx'), [{ name: 'x', titles: ['Tên'], rows: [['An']] }]);
    const words = [
      'batch',
      'compare',
      ...AGENCY,
      '--file',
      file('ds.xlsx'),
      '--made-at',
      '2026-11-27',
      ...BY,
    ];
    expect(await road.kntc(...words)).toMatchObject({ code: 1 });
  });
});
