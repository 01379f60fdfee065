import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { kntc, parsed, variablesOf } from '../../apps/cli/test/kntc';
import { unzipped } from '../fakes';
import { SETTLED, settle, WITH_FIGURES } from './settled-petitions';
import { MiniRoad } from './mini-road';

jest.setTimeout(180_000);

interface Shown {
  readonly id: string;
  readonly columns: readonly { readonly key: string }[];
  readonly total: readonly { readonly key: string; readonly local: number | null }[];
}

/** Cells of a row by column, read from the XML alone: nothing of the product that wrote it is used. */
function rowsOf(xml: string): readonly (readonly (string | number | null)[])[] {
  return [...xml.matchAll(/<row [^>]*>(.*?)<\/row>/gs)].map(([, row = '']) =>
    [...row.matchAll(/<c ([^>]*?)(?:\/>|>(.*?)<\/c>)/gs)].map(([, attributes = '', inner = '']) => {
      if (attributes.includes('inlineStr')) return /<t[^>]*>(.*?)<\/t>/s.exec(inner)?.[1] ?? '';
      const value = /<v>(.*?)<\/v>/.exec(inner)?.[1];
      return value === undefined ? null : Number(value);
    }),
  );
}

describe('the workbook of the report forms, cell by cell', () => {
  let road: MiniRoad;
  let folder: string;
  let sheets: ReadonlyMap<string, string>;
  let forms: readonly Shown[];
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'kntc-cells-'));
    road = await MiniRoad.open({ edit: WITH_FIGURES });
    await settle(road);
    await road.converge();
    const said = (...words: readonly string[]) => kntc(variablesOf(road), 'forms', ...words);
    const file = join(folder, 'bieu.xlsx');
    const { code, err } = await said('export', '2026-Q1', '--out', file);
    if (code !== 0) throw new Error(err);
    const parts = await unzipped(readFileSync(file));
    const names = [...(parts.get('xl/workbook.xml') ?? '').matchAll(/<sheet name="([^"]*)"/g)];
    sheets = new Map(
      names.map(([, name = ''], index) => [name, parts.get(`xl/worksheets/sheet${index + 1}.xml`) ?? '']),
    );
    ({ forms } = parsed(await said('show', '2026-Q1', '--json')) as { readonly forms: readonly Shown[] });
  });
  afterAll(async () => {
    await road.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const totalIn = (id: string): readonly (string | number | null)[] =>
    (rowsOf(sheets.get(id.replace('/', '-')) ?? '').find(([first]) => first === 'Tổng cộng') ?? []).slice(1);
  const cellOf = (id: string, key: string): string | number | null | undefined =>
    totalIn(id)[(forms.find((one) => one.id === id)?.total ?? []).findIndex((one) => one.key === key)];

  it.each(['01/TCD', '01/XLD', '02/XLD', '03/XLD', '04/XLD', '01/KQGQ', '02/KQGQ', '03/KQGQ', '04/KQGQ'])(
    'holds of %s in each cell the number the command line shows',
    (id) => {
      const { total = [] } = forms.find((one) => one.id === id) ?? {};
      expect(total.length).toBeGreaterThan(0);
      expect(totalIn(id)).toEqual(total.map(({ local }) => local));
    },
  );

  it.each(SETTLED)('holds of %s, column «%s», %d, as it was decided and enforced', (id, key, expected) => {
    expect(cellOf(id, key)).toBe(expected);
  });

  it('leaves empty what nobody here can count', () => {
    expect(cellOf('01/KQGQ', 'công chức')).toBeNull();
    expect(cellOf('03/KQGQ', '7')).toBeNull();
  });
});
