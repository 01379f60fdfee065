import type { ReadSheet } from '../entry/read-sheet';
import { officeLines, type Office } from './office';
import { planOffices } from './plan-offices';

const HEADING = ['STT', 'Tên đơn vị', 'Cấp đơn vị', 'Đơn vị cấp trên', 'Là Cục Vụ', 'Loại', 'Thay cho'];
const GUIDE = [
  'Ghi Chú',
  'Tên đơn vị',
  'Cấp TU, Cấp tỉnh, Cấp huyện',
  'Tên đơn vị cấp trên',
  'Có, Không',
  'Đơn vị, Phòng',
];

const sheet = (...rows: readonly (readonly string[])[]): readonly ReadSheet[] => [
  {
    name: 'Biểu 1',
    rows: [['ĐƠN VỊ ...', '', 'Biểu số 1'], HEADING, GUIDE, ...rows, ['...']].map((cells, index) => ({
      number: index + 1,
      cells,
    })),
  },
];
const agency = (name: string, superior = '', more: Partial<{ level: string; former: string }> = {}) => [
  '1',
  name,
  more.level ?? 'Cấp tỉnh',
  superior,
  'Không',
  'Đơn vị',
  more.former ?? '',
];
const department = (name: string, superior: string) => ['1', name, 'Cấp tỉnh', superior, 'Không', 'Phòng'];

const office = (id: string, name: string, more: Partial<Office> = {}): Office => ({
  id,
  name,
  level: 'province',
  kind: 'agency',
  isBureau: false,
  superiorId: undefined,
  firstDay: '2020-01-01',
  validFrom: '2020-01-01',
  endedOn: undefined,
  successorId: undefined,
  ...more,
});
const STNMT = office('1', 'Sở Tài nguyên và Môi trường');
const SNN = office('2', 'Sở Nông nghiệp');

const plan = (rows: readonly (readonly string[])[], offices: readonly Office[] = [], on = '2026-11-28') =>
  planOffices(officeLines(sheet(...rows)) ?? [], { offices, on });
const states = (...of: Parameters<typeof plan>) =>
  plan(...of).map(({ state, problems }) => (problems.length > 0 ? problems.join() : state));

describe('Biểu số 1', () => {
  it('is read below its heading; guide, dots and empty rows are no offices', () => {
    const lines = officeLines(sheet(agency('UBND tỉnh'), ['', '', '', '', '', ''])) ?? [];
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({
      line: 4,
      name: 'UBND tỉnh',
      level: 'province',
      kind: 'agency',
      isBureau: false,
    });
  });

  it('loses the quote that an export put in front of what looks like a formula', () => {
    expect(officeLines(sheet(agency("'-Sở Một"), agency("'Sở Hai")))).toMatchObject([
      { name: '-Sở Một' },
      { name: "'Sở Hai" },
    ]);
  });

  it('is not found where a column is missing', () => {
    expect(officeLines([{ name: 'x', rows: [{ number: 1, cells: HEADING.slice(0, 4) }] }])).toBeUndefined();
  });

  it('adds offices, departments and communes, also below one of the same form', () => {
    const rows = [
      department('Phòng Thanh tra', 'Sở Mới'),
      agency('Sở Mới'),
      agency('UBND xã A', '', { level: 'Cấp xã' }),
    ];
    expect(states(rows)).toEqual(['new', 'new', 'new']);
    expect(plan(rows)[0]?.wanted?.superior).toEqual({ line: 5 });
  });

  it('says that nothing changes where nothing does, whatever capitals and blanks are like', () => {
    expect(states([agency('SỞ  NÔNG NGHIỆP')], [{ ...SNN, name: 'SỞ NÔNG NGHIỆP' }])).toEqual(['unchanged']);
    expect(plan([agency('Sở nông nghiệp')], [SNN])[0]).toMatchObject({ state: 'changed', changes: ['name'] });
  });

  it('renames an office that keeps its identity', () => {
    const rows = [agency('Sở Nông nghiệp và Môi trường', '', { former: 'Sở Nông nghiệp' })];
    expect(plan(rows, [SNN])).toMatchObject([{ state: 'renamed', officeId: '2', ended: [] }]);
  });

  it('merges: several go over to a new one, or to one of them', () => {
    const both = 'Sở Tài nguyên và Môi trường; Sở Nông nghiệp';
    const anew = plan([agency('Sở Nông nghiệp và Môi trường', '', { former: both })], [STNMT, SNN]);
    expect(anew).toMatchObject([{ state: 'merged', officeId: undefined, ended: ['1', '2'] }]);
    const into = plan([agency('Sở Nông nghiệp', '', { former: both })], [STNMT, SNN]);
    expect(into).toMatchObject([{ state: 'merged', officeId: '2', ended: ['1'] }]);
  });

  it('moves departments of an agency that is renamed in the same form', () => {
    const room = office('3', 'Phòng Thanh tra', { kind: 'department', superiorId: '2' });
    const rows = [
      agency('Sở Nông nghiệp và Môi trường', '', { former: 'Sở Nông nghiệp' }),
      department('Phòng Thanh tra', 'Sở Nông nghiệp và Môi trường'),
    ];
    expect(plan(rows, [SNN, room])).toMatchObject([
      { state: 'renamed' },
      { state: 'unchanged', officeId: '3' },
    ]);
  });

  it('tells every problem of a row at once', () => {
    const [row] = plan([['1', '', 'Cấp thôn', 'Sở Không Có', 'có lẽ', 'Tổ']]);
    expect(row?.state).toBe('refused');
    expect(row?.problems.toSorted()).toEqual(
      ['no-name', 'superior-unknown', 'unknown-bureau', 'unknown-kind', 'unknown-level'].toSorted(),
    );
  });

  it.each<[string, readonly (readonly string[])[], readonly string[]]>([
    ['a name twice', [agency('A'), agency('a')], ['name-doubled', 'name-doubled']],
    ['a department without an agency', [department('Phòng', '')], ['no-superior']],
    ['a circle', [agency('A', 'B'), agency('B', 'A')], ['superior-circle', 'superior-circle']],
    ['itself above itself', [agency('A', 'A')], ['superior-circle']],
    [
      'a province below a commune',
      [agency('A', 'B'), agency('B', '', { level: 'Cấp xã' })],
      ['above-superior', 'new'],
    ],
    ['a former name of nobody', [agency('A', '', { former: 'Z' })], ['former-unknown']],
    [
      'a former name twice',
      [agency('A', '', { former: 'Sở Nông nghiệp' }), agency('B', '', { former: 'Sở Nông nghiệp' })],
      ['former-doubled', 'former-doubled'],
    ],
    [
      'a former name that stays',
      [agency('A', '', { former: 'Sở Nông nghiệp' }), agency('Sở Nông nghiệp')],
      ['former-stays', 'unchanged'],
    ],
    [
      'what stands under it',
      [department('P', 'A'), agency('A', '', { level: '?' })],
      ['superior-refused', 'unknown-level'],
    ],
  ])('refuses %s', (_what, rows, expected) => {
    expect(states(rows, [SNN])).toEqual(expected);
  });

  it('knows that there are no districts since 01/07/2025, and that there were some', () => {
    const rows = [agency('UBND huyện A', '', { level: 'Cấp huyện' })];
    expect(states(rows, [], '2025-06-30')).toEqual(['new']);
    expect(states(rows, [], '2025-07-01')).toEqual(['district-ended']);
    expect(states(rows, [office('9', 'UBND huyện A', { level: 'district' })])).toEqual(['unchanged']);
  });

  it('takes nothing that begins before the last change, or is named like what ended', () => {
    expect(states([agency('Sở Nông nghiệp', '', { level: 'Cấp TU' })], [SNN], '2019-12-31')).toEqual([
      'before-last-change',
    ]);
    const gone = { ...SNN, endedOn: '2025-02-28', successorId: '1' };
    expect(states([agency('Sở Nông nghiệp')], [gone, STNMT])).toEqual(['name-of-ended']);
    expect(states([department('P', 'Sở Nông nghiệp')], [gone, STNMT])).toEqual(['superior-ended']);
    const room = office('3', 'P', { kind: 'department', superiorId: '2' });
    expect(states([department('P', 'Sở Nông nghiệp')], [gone, STNMT, room])).toEqual(['unchanged']);
    const other = department('P', 'Sở Nông nghiệp').with(2, 'Cấp xã');
    expect(states([other], [gone, STNMT, room])).toEqual(['superior-ended']);
  });
});
