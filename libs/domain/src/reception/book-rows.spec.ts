import { aCase, aHandling, aReception, day, sealed } from '../../../../test/builders';
import type { BookEntry } from './book-entry';
import { bookEntryOfCase, bookEntryOfReception } from './book-entry';
import { BOOK_COLUMNS, bookRow, type BookShown } from './book-rows';
import { freezeReception, thawReception } from './bare-reception';

const WHO = { reference: 'BDI-0000000000001', agency: 'ttt' } as const;
const SHOWN: BookShown = {
  isNamed: true,
  nameOf: (list, code) => `${list}:${code}`,
  proofOf: () => undefined,
};
const visit = (changes: Parameters<typeof aReception>[0] = {}): BookEntry =>
  bookEntryOfReception(
    aReception({
      guidedToCode: 'H507.03',
      documentNo: '7/HD',
      isCompetent: false,
      priorAgencyCode: 'H507.02',
      words: sealed({ content: 'Hỏi thủ tục', result: 'Đã giải thích', note: 'Đến lần đầu' }),
      ...changes,
    }),
    WHO,
  );
const cells = (entry: BookEntry, shown: Partial<BookShown> = {}) => bookRow(entry, 0, { ...SHOWN, ...shown });

it('a line has a cell for each of the thirteen columns', () => {
  expect(BOOK_COLUMNS).toHaveLength(13);
  expect(cells(visit())).toHaveLength(13);
});

it('names who came, what they said and where they were sent', () => {
  const row = cells(visit());
  expect(row.slice(4)).toEqual([
    'Hỏi thủ tục',
    'Khiếu nại',
    1,
    '2:H507.02',
    '',
    '2:H507.03 (7/HD)',
    '',
    'Đã giải thích',
    'Đến lần đầu; không phát sinh đơn, BDI-0000000000001, chưa nhập CSDLQG',
  ]);
  expect(row[2]).not.toBe('•••');
});

it.each(['TC', undefined] as const)('of a visit about %s nobody is ever named', (kind) => {
  const row = cells(visit({ kind }));
  expect([row[2], row[3], row[4], row[11]]).toEqual(['•••', '•••', '•••', '•••']);
});

it('masked, nothing sealed is opened', () => {
  const shut = sealed<never>(undefined as never);
  const throwing = { ...visit(), identity: shut, words: shut };
  expect(cells(throwing, { isNamed: false })[4]).toBe('•••');
});

it('says who typed it in, without a name', () => {
  const proof = { enteredOn: '2026-03-20', enteredBy: 'lan.tt', evidence: 'màn hình 3' };
  const remark = String(cells(visit(), { proofOf: () => proof })[12]);
  expect(remark).toContain('đã nhập CSDLQG ngày 2026-03-20 (màn hình 3)');
  expect(remark).not.toContain('lan.tt');
});

describe('a visit a petition came of', () => {
  const reception = { date: day('2026-03-01'), periodic: false, delegated: false };

  it('stands in the book by its own day, with what was done about the petition', () => {
    const kase = aCase({
      reception,
      handling: aHandling({ directionCode: '5', nextAgencyCode: 'H507.03', documentNo: '9/PC' }),
    });
    const entry = bookEntryOfCase(kase, WHO)!;
    expect([entry.date, entry.hasPetition]).toEqual(['2026-03-01', true]);
    const row = cells(entry);
    expect([row[8], row[9], row[10], row[12]]).toEqual([
      '',
      '',
      '2:H507.03 (9/PC)',
      `có đơn, ${WHO.reference}`,
    ]);
  });

  it('that came by post is no visit', () => {
    expect(bookEntryOfCase(aCase(), WHO)).toBeUndefined();
  });
});

it('is stored in two halves, of which the plain one names nobody', () => {
  const whole = aReception();
  const { plain, secret } = freezeReception(whole);
  const stored = JSON.stringify(plain);
  expect(stored).not.toContain(whole.visitors.identity.open().people[0]?.fullName);
  expect(stored).not.toContain(whole.words.open().content);
  const again = thawReception(JSON.parse(stored) as typeof plain, () => secret);
  expect(again.words.open()).toEqual(whole.words.open());
  expect([again.words.digest, again.visit]).toEqual([whole.words.digest, whole.visit]);
});
