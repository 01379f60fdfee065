import { codeListChange, codeListDoubt } from './code-list-change';

const list = (...entries: readonly (readonly [string, string])[]) =>
  entries.map(([code, name]) => ({ code, name }));

describe('a change of a national list', () => {
  const before = list(['1', 'Một'], ['2', 'Hai'], ['3', 'Ba']);

  it('is what came in, what left and what has another name', () => {
    expect(codeListChange(before, list(['2', 'Hai mới'], ['3', 'Ba'], ['4', 'Bốn']))).toEqual({
      added: list(['4', 'Bốn']),
      removed: list(['1', 'Một']),
      renamed: [{ code: '2', from: 'Hai', to: 'Hai mới' }],
    });
  });

  it('is nothing when only the order differs', () => {
    expect(codeListChange(before, before.toReversed())).toEqual({ added: [], removed: [], renamed: [] });
  });

  it.each([
    ['everything is gone', list(), 'empty'],
    ['another list came', list(['KN', 'Khiếu nại'], ['TC', 'Tố cáo']), 'empty'],
    ['more than half is gone', list(['1', 'Một']), 'most-gone'],
    ['one of three is gone', list(['1', 'Một'], ['2', 'Hai']), undefined],
  ])('is doubted when %s', (_what, after, doubt) => {
    expect(codeListDoubt(before, codeListChange(before, after))).toBe(doubt);
  });

  it('is not doubted where nothing stood before', () => {
    expect(codeListDoubt([], codeListChange([], before))).toBeUndefined();
  });
});
