import { aCodeBook, CROSSWALK, day, NATIONAL_CODES, SOURCE } from '../../../../test/builders';

const MERGED = [
  { sourceId: SOURCE, list: 1, localCode: 'X', nationalCode: '507', validUntil: '2025-06-30' },
  { sourceId: SOURCE, list: 1, localCode: 'X', nationalCode: '5070103', validFrom: '2025-07-01' },
];

describe('a code book', () => {
  const book = aCodeBook();
  const periods = aCodeBook({ crosswalk: MERGED });

  it('translates the code of a source into the national one', () => {
    expect(book.translate(SOURCE, 5, 'truc-tiep', day('2026-03-02'))).toEqual({ kind: 'found', code: '1' });
  });

  it('does not mind spaces around a local code', () => {
    expect(book.translate(SOURCE, 5, ' truc-tiep ', undefined)).toMatchObject({ kind: 'found' });
  });

  it.each([
    ['another source', 'other', 5, 'truc-tiep'],
    ['another list', SOURCE, 6, 'truc-tiep'],
    ['another spelling', SOURCE, 5, 'TRUC-TIEP'],
    ['an unknown code', SOURCE, 5, 'thu-dien-tu'],
  ])('knows no counterpart in %s', (_what, source, list, code) => {
    expect(book.translate(source, list, code, undefined)).toEqual({ kind: 'unmapped' });
  });

  it('says when a mapped code is no national one any more', () => {
    const codes = NATIONAL_CODES.filter((row) => row.list !== 5);
    const poorer = aCodeBook({ crosswalk: CROSSWALK, codes });
    expect(poorer.translate(SOURCE, 5, 'truc-tiep', undefined)).toEqual({ kind: 'not-national', code: '1' });
  });

  it.each([
    ['2025-06-30', '507'],
    ['2025-07-01', '5070103'],
    ['2026', '5070103'],
    ['2024', '507'],
    ['2025-06', '507'],
    ['2025-08', '5070103'],
    [undefined, '5070103'],
  ])('takes the row that was valid on %s', (date, code) => {
    const onDate = date === undefined ? undefined : day(date);
    expect(periods.translate(SOURCE, 1, 'X', onDate)).toEqual({ kind: 'found', code });
  });

  it('knows nothing before the first and after the last period', () => {
    const bounded = aCodeBook({
      crosswalk: [
        {
          sourceId: SOURCE,
          list: 1,
          localCode: 'X',
          nationalCode: '507',
          validFrom: '2025-01-01',
          validUntil: '2025-12-31',
        },
      ],
    });
    const kinds = ['2024-12-31', '2025-01-01', '2025-12-31', '2026-01-01'].map(
      (date) => bounded.translate(SOURCE, 1, 'X', day(date)).kind,
    );
    expect(kinds).toEqual(['unmapped', 'found', 'found', 'unmapped']);
  });

  it('names codes and agencies', () => {
    expect(book.nameOf(5, '1')).toBe('5/1');
    expect(book.nameOf(5, '99')).toBeUndefined();
    expect(book.agencyOn('H507.02', day('2026-03-02'))).toEqual({ kind: 'open', id: 'thanh-tra-tinh' });
    expect(book.agencyOn('H999.01', undefined)).toBeUndefined();
  });

  const SPLIT = ['5070118', '5070119'].map((nationalCode) => ({
    sourceId: SOURCE,
    list: 1,
    localCode: 'X',
    nationalCode,
    validFrom: '2025-07-01',
  }));

  it('never chooses between the units that one was split into', () => {
    const split = aCodeBook({ crosswalk: [...MERGED.slice(0, 1), ...SPLIT] });
    expect(split.translate(SOURCE, 1, 'X', day('2025-06-30'))).toEqual({ kind: 'found', code: '507' });
    expect(split.translate(SOURCE, 1, 'X', day('2025-07-01'))).toEqual({
      kind: 'split',
      codes: ['5070118', '5070119'],
    });
  });

  it('does not guess on which side of a change a date without its day lies', () => {
    expect(periods.translate(SOURCE, 1, 'X', day('2025'))).toMatchObject({ kind: 'split' });
  });

  it('keeps a code that vanished from the list for what happened while it stood there', () => {
    const codes = [{ list: 1, code: '507', name: 'Tỉnh Bình Định', validUntil: '2025-06-30' }];
    const later = aCodeBook({
      crosswalk: [{ sourceId: SOURCE, list: 1, localCode: 'X', nationalCode: '507' }],
      codes,
    });
    expect(later.translate(SOURCE, 1, 'X', day('2025-06-30'))).toEqual({ kind: 'found', code: '507' });
    expect(later.translate(SOURCE, 1, 'X', day('2025-07-01'))).toEqual({ kind: 'not-national', code: '507' });
    expect(later.nameOf(1, '507')).toBe('Tỉnh Bình Định');
  });
});
