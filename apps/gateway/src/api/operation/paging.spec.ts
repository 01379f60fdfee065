import { HttpException } from '@nestjs/common';
import fc from 'fast-check';
import { pageAnswered, pageAsked, type Way } from './paging';

const WAY: Way = { list: 'things', position: ['number', 'text'] };
const FILTER = { class: 'held', agency: undefined };

/** The cursor of a page that ends at this position. */
const cursorAt = (next: readonly string[], way = WAY, filter: object = FILTER): string =>
  pageAnswered(way, filter, { items: [1], next }, (one) => one).next ?? '';

describe('a cursor', () => {
  it('brings back exactly the position of the page before', () => {
    fc.assert(
      fc.property(fc.nat(), fc.string({ unit: 'grapheme', maxLength: 60 }), (number, text) => {
        fc.pre(!/[\p{Cc}\p{Cs}]/u.test(text));
        const next = [String(number), text];
        expect(pageAsked(WAY, { limit: 5, cursor: cursorAt(next) }, FILTER)).toEqual({
          filter: FILTER,
          limit: 5,
          after: next,
        });
      }),
    );
  });

  it('is absent where nothing follows, and the first page has none', () => {
    expect(pageAnswered(WAY, FILTER, { items: [1], next: undefined }, String)).toEqual({
      items: ['1'],
      next: null,
    });
    expect(pageAsked(WAY, { limit: 5 }, FILTER).after).toBeUndefined();
  });

  it.each([
    ['of another list', cursorAt(['1', 'a'], { ...WAY, list: 'others' })],
    ['of other filters', cursorAt(['1', 'a'], WAY, { class: 'waiting' })],
    ['with a member too few', cursorAt(['1'])],
    ['with a member of another kind', cursorAt(['one', 'a'])],
    ['that says more', cursorAt(['1', 'a', 'b'])],
    ['that is no text of ours', 'AAAA'],
    ['of a time when cursors were numbers', '0'],
  ])('%s is refused in words', (_what, cursor) => {
    const refused = (): unknown => pageAsked(WAY, { limit: 5, cursor }, FILTER);
    expect(refused).toThrow(HttpException);
    expect(answerTo(refused)).toMatchObject({
      code: 'wrong-request',
      errors: [{ in: 'query', name: 'cursor', text: expect.stringContaining('bỏ cursor') as string }],
    });
  });

  it('of any made-up text is refused or harmless, never a crash', () => {
    fc.assert(
      fc.property(fc.base64String(), (text) => {
        const cursor = text.replace(/[+/=]/g, '_');
        expect(() => pageAsked(WAY, { limit: 5, cursor }, FILTER)).toThrow(HttpException);
      }),
    );
  });
});

function answerTo(act: () => unknown): unknown {
  try {
    return act();
  } catch (err) {
    return err instanceof HttpException ? err.getResponse() : err;
  }
}
