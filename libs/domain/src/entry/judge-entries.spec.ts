import type { KeyedDigest } from '../ports/seal';
import { sha256 } from '../digest/sha256';
import { partialDate, type PartialDate } from '../case/partial-date';
import { cellsDigest, rowCode, type EntryCells, type EntryRow } from './entry-batch';
import { ENTRY_COLUMNS, entryCells } from './entry-columns';
import { judgeEntries, type JudgedEntries } from './judge-entries';
import type { ReadSheet } from './read-sheet';
import { returnedRows } from './returned-rows';

const keyed: KeyedDigest = { digest: (text) => sha256(`key ${String(text)}`) };
const BATCH = '7';
const ID = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222'] as const;
const day = (text: string): PartialDate => partialDate(text) as PartialDate;

const FIELDS = [{ path: 'VuViec.NgayNhapDon', label: 'Ngày nhập đơn', value: '02/03/2026' }];
const [A, B] = ['BDI-AAAAAAAAAAAAA', 'BDI-BBBBBBBBBBBBB'];

function aRow(
  position: number,
  reference: string,
  kind: EntryRow['key']['kind'],
  more: Partial<EntryRow> = {},
) {
  const row = {
    position,
    reference,
    key: { kind, ordinal: 1 },
    act: 'new' as const,
    state: 'open' as const,
    ...more,
  };
  const cells = entryCells(row, FIELDS);
  return { cells, row: { ...row, cellsDigest: cellsDigest(cells, keyed) } satisfies EntryRow };
}

const ROWS = [aRow(1, A, 'case'), aRow(2, A, 'handling'), aRow(3, B, 'case')];

interface Said {
  readonly id?: string;
  readonly day?: string;
  readonly by?: string;
  readonly result?: string;
  readonly note?: string;
}
const entered = (id: string): Said => ({ id, day: '27/11/2026', by: 'Lan', result: 'Đã nhập' });

/** The sheet as it comes back: what each row says, in the order handed out. */
function sheet(
  rows: readonly {
    readonly row: EntryRow;
    readonly cells: EntryCells;
    readonly said: Said;
    readonly code?: string;
  }[],
): ReadSheet {
  const titles = [...Object.values(ENTRY_COLUMNS), 'Ngày nhập đơn (VuViec.NgayNhapDon)', 'Cột riêng của tôi'];
  const lines = rows.map(({ row, cells, said, code }) => {
    const texts = new Map([
      ...cells,
      [ENTRY_COLUMNS.code, code ?? rowCode(BATCH, row, keyed)],
      [ENTRY_COLUMNS.id, said.id ?? ''],
      [ENTRY_COLUMNS.enteredOn, said.day ?? ''],
      [ENTRY_COLUMNS.enteredBy, said.by ?? ''],
      [ENTRY_COLUMNS.result, said.result ?? ''],
      [ENTRY_COLUMNS.note, said.note ?? ''],
    ]);
    return titles.map((title) => texts.get(title));
  });
  return { name: 'trang', rows: [titles, ...lines].map((cells, index) => ({ number: index + 1, cells })) };
}

function judged(
  said: readonly Said[],
  {
    rows = ROWS,
    owners = new Map<string, string>(),
  }: { readonly rows?: typeof ROWS; readonly owners?: ReadonlyMap<string, string> } = {},
  change: (sheets: ReadSheet) => ReadSheet = (one) => one,
): JudgedEntries {
  const made = sheet(rows.map((one, index) => ({ ...one, said: said[index] ?? {} })));
  const stored = rows.map(({ row }) => row);
  const returned = returnedRows([change(made)], { batch: BATCH, rows: stored, keyed }) ?? [];
  const isId = (text: string): boolean => /^[0-9a-f-]{36}$/i.test(text);
  return judgeEntries(stored, returned, {
    isId,
    owners,
    madeOn: day('2026-11-20'),
    today: day('2026-11-27'),
  });
}

const problems = ({ objections }: JudgedEntries): readonly string[] =>
  objections.map(({ line, problem }) => `${line} ${problem}`);

describe('a workbook that comes back', () => {
  it('is taken row by row: ids of their own, steps without one under the case, blank rows stay open', () => {
    const { answers, objections, unanswered } = judged([entered(ID[0]), entered('')]);
    expect(objections).toEqual([]);
    expect(answers).toMatchObject([
      { position: 1, kind: 'entered', resultId: ID[0], enteredOn: '2026-11-27', enteredBy: 'Lan' },
      { position: 2, kind: 'entered', resultId: ID[0] },
    ]);
    expect(unanswered).toBe(1);
  });

  it.each<[string, readonly Said[], readonly string[]]>([
    ['an id is missing', [entered('')], ['2 no-id']],
    ['an id has another form', [entered('123')], ['2 id-form']],
    [
      'an id stands in two rows',
      [entered(ID[0]), {}, entered(ID[0].toUpperCase())],
      ['2 id-doubled', '4 id-doubled'],
    ],
    ['a later step names another case', [entered(ID[0]), entered(ID[1])], ['3 id-of-another']],
    ['a step stands without the one before it', [{}, entered('')], ['3 earlier-step']],
    ['the one before it is wrong', [entered('123'), entered('')], ['2 id-form', '3 earlier-step']],
    [
      'a step was refused and nobody says what became of the next',
      [{ result: 'bị từ chối', note: 'x' }],
      ['2 later-step'],
    ],
    [
      'a step was left out and the next one stands',
      [{ result: 'chưa nhập' }, entered(ID[0])],
      ['2 later-step', '3 earlier-step'],
    ],
    ['a refusal has no reason', [{ result: 'bị từ chối' }, { result: 'chưa nhập' }], ['2 no-reason']],
    ['nothing says what became of it', [{ ...entered(ID[0]), result: '' }], ['2 no-result']],
    ['nobody understands what became of it', [{ ...entered(ID[0]), result: 'xong' }], ['2 unknown-result']],
    ['nobody typed it', [{ ...entered(ID[0]), by: ' ' }], ['2 no-person']],
    ['it was typed on no day', [{ ...entered(ID[0]), day: 'hôm qua' }], ['2 no-day']],
    ['it was typed before it was handed out', [{ ...entered(ID[0]), day: '19/11/2026' }], ['2 day-outside']],
    ['it was typed tomorrow', [{ ...entered(ID[0]), day: '2026-11-28' }], ['2 day-outside']],
  ])('is not taken where %s', (_what, said, expected) => {
    expect(problems(judged(said))).toEqual(expected);
  });

  it('is not taken where an id is that of another record of ours', () => {
    const owners = new Map([[ID[0], B]]);
    expect(problems(judged([entered(ID[0])], { owners }))).toEqual(['2 id-taken']);
  });

  it('takes what was refused with its reason, and what was not typed, where all that follows agrees', () => {
    const { answers } = judged([{ result: 'Bị từ chối', note: 'thiếu ngày' }, { result: 'chưa nhập' }]);
    expect(answers).toEqual([
      { position: 1, kind: 'refused', note: 'thiếu ngày' },
      { position: 2, kind: 'not-entered' },
    ]);
  });

  const withCell = (row: number, title: string, text: string) => (made: ReadSheet) => {
    const at = made.rows[0]?.cells.indexOf(title) ?? -1;
    const rows = made.rows.map((one, index) =>
      index === row ? { ...one, cells: one.cells.with(at, text) } : one,
    );
    return { ...made, rows };
  };

  it('knows cells that were edited, but not what a spreadsheet program does by itself, nor columns people add', () => {
    const title = 'Ngày nhập đơn (VuViec.NgayNhapDon)';
    const said = [entered(ID[0])];
    expect(problems(judged(said, {}, withCell(1, title, '03/03/2026')))).toEqual(['2 row-edited']);
    expect(problems(judged(said, {}, withCell(1, title, '  02/03/2026\r\n')))).toEqual([]);
    expect(problems(judged(said, {}, withCell(1, 'Cột riêng của tôi', 'xem lại')))).toEqual([]);
    expect(
      problems(judged([{ result: 'chưa nhập' }, { result: 'chưa nhập' }], {}, withCell(1, title, ''))),
    ).toEqual([]);
  });

  it('knows rows of other batches, rows that were made up, and rows that were copied', () => {
    const other = aRow(1, A, 'case');
    const said = entered(ID[0]);
    const stored = ROWS.map(({ row }) => row);
    const read = (code: string) =>
      returnedRows([sheet([{ ...other, said, code }])], { batch: BATCH, rows: stored, keyed })?.map(
        ({ position }) => position,
      );
    expect(read(rowCode('8', other.row, keyed))).toEqual([undefined]);
    expect(read('D7-1-00000000')).toEqual([undefined]);
    expect(read('D7-9-00000000')).toEqual([undefined]);
    expect(read(rowCode(BATCH, other.row, keyed).toLowerCase())).toEqual([1]);
    const twice = { rows: [ROWS[0] as (typeof ROWS)[0], ROWS[0] as (typeof ROWS)[0]] };
    expect(problems(judged([said, said], twice))).toEqual(['2 row-doubled', '3 row-doubled']);
  });

  it('is no workbook of a batch without the column of row codes', () => {
    const rows = [{ number: 1, cells: ['Mã', 'Tên'] }];
    expect(returnedRows([{ name: 'x', rows }], { batch: BATCH, rows: [], keyed })).toBeUndefined();
  });

  it('says nothing new when it is read twice, and contradicts nothing that is on record', () => {
    const rows = [aRow(1, A, 'case', { state: 'entered', resultId: ID[0] })];
    expect(judged([entered(ID[0].toUpperCase())], { rows })).toMatchObject({
      answers: [],
      objections: [],
      repeated: 1,
    });
    expect(problems(judged([entered(ID[1])], { rows }))).toEqual(['2 settled-otherwise']);
  });

  it('changes a step only under the id it stands under', () => {
    const rows = [aRow(1, A, 'resolution', { act: 'change', nationalId: ID[0], standingId: ID[1] })];
    expect(problems(judged([entered(ID[0])], { rows }))).toEqual(['2 id-of-another']);
    expect(judged([entered(ID[1])], { rows }).answers).toHaveLength(1);
  });
});
