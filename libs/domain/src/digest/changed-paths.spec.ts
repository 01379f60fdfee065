import { changedPaths } from './changed-paths';

describe('where two values differ', () => {
  it.each<[string, unknown, unknown, readonly string[]]>([
    ['nowhere, in whatever order they stand', { a: 1, b: { c: 'x' } }, { b: { c: 'x' }, a: 1 }, []],
    ['a value', { a: { code: 'H1', n: 2 } }, { a: { code: 'H2', n: 2 } }, ['a.code: H1 → H2']],
    ['something new and something gone', { a: true }, { b: false }, ['a: true → –', 'b: – → false']],
    ['a list, as one value', { a: [1, 2] }, { a: [2, 1] }, ['a: [1,2] → [2,1]']],
  ])('%s', (_what, before, after, expected) => {
    expect(changedPaths(before, after)).toEqual(expected);
  });
});
