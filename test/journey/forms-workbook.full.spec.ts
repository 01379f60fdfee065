import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { kntc, parsed, variablesOf } from '../../apps/cli/test/kntc';
import { describeWith, requireTool } from '../environment';
import { MiniRoad } from './mini-road';

jest.setTimeout(300_000);

/** Petitions of the first quarter of 2026 (15/12/2025 – 14/03/2026). */
const BOOK: Readonly<Record<string, Readonly<Record<string, string | null>>>> = {
  LAND: { ngay_thu_ly: '2026-03-06', han: '2026-05-06' },
  CARRIED: { ngay_nhan: '2025-12-01', ngay_xu_ly: '2025-12-20' },
  LATER: { ngay_nhan: '2026-03-16', ngay_xu_ly: '2026-03-18' },
};

describeWith('soffice', 'the report forms, opened by LibreOffice', () => {
  let road: MiniRoad;
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'kntc-forms-'));
    road = await MiniRoad.open();
    for (const [ma, columns] of Object.entries(BOOK))
      await road.petition(ma, {
        noi_dung: `Đề nghị xem xét đơn ${ma}.`,
        ho_ten: `Trần Văn ${ma}`,
        ...columns,
      });
    await road.converge();
  });
  afterAll(async () => {
    await road.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const said = (...words: readonly string[]) => kntc(variablesOf(road), 'forms', ...words);
  /** The file as another program sees it. */
  const converted = (path: string, as: string, ending: string): string => {
    const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`;
    const words = [profile, '--headless', '--convert-to', as, '--outdir', folder, path];
    execFileSync(requireTool('soffice'), words, { stdio: 'pipe', timeout: 120_000 });
    return path.replace(/\.\w+$/, ending);
  };
  /** Each sheet becomes a file of its own: -1 is «every sheet». */
  const CSV = 'csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,true,false,false,false,-1';
  const rowsOf = (path: string, sheet: string): readonly (readonly string[])[] =>
    readFileSync(path.replace(/\.csv$/, `-${sheet}.csv`), 'utf8')
      .split('\n')
      .map((line) => line.split(';').map((cell) => cell.replaceAll('"', '')));

  it('shows in each cell what the command line shows, as numbers', async () => {
    const file = join(folder, 'bieu.xlsx');
    expect((await said('export', '2026-Q1', '--out', file)).code).toBe(0);
    const csv = converted(file, CSV, '.csv');
    const { forms } = parsed(await said('show', '2026-Q1', '--json')) as {
      forms: readonly { id: string; total: readonly { local: number | null; confirmed: number | null }[] }[];
    };
    expect(forms).toHaveLength(9);
    // Of the forms that only count: what is shown of money and land is rounded for the reader.
    const counting = forms.filter(({ id }) => !id.endsWith('KQGQ'));
    const shown = counting.map(({ id }) => {
      const row = rowsOf(csv, id.replace('/', '-')).find(([first]) => first === 'Tổng cộng') ?? [];
      return row.slice(1).map((cell) => (cell === '' ? null : Number(cell)));
    });
    expect(shown).toEqual(counting.map(({ total }) => total.map(({ local }) => local)));
    const handling = forms.find(({ id }) => id === '01/XLD')?.total ?? [];
    // LAND and CARRIED had to be handled in the quarter, and both sides say so.
    expect(handling.slice(0, 5).map(({ local }) => local)).toEqual([2, 1, 1, 2, 0]);
    expect(handling.slice(0, 5).map(({ confirmed }) => confirmed)).toEqual([2, 1, 1, 2, 0]);
  });

  it('is printed across: the pages of the PDF are wider than high', async () => {
    const file = join(folder, 'in.xlsx');
    expect((await said('export', '2026-Q1', '--out', file)).code).toBe(0);
    const pdf = readFileSync(converted(file, 'pdf', '.pdf'), 'latin1');
    const [, width = '0', height = '0'] = /\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)/.exec(pdf) ?? [];
    expect(Number(width)).toBeGreaterThan(Number(height));
  });

  it('names nobody', async () => {
    const { out } = await said('show', '2026-Q1', '--json');
    expect(out).not.toMatch(/Trần Văn/);
  });
});
