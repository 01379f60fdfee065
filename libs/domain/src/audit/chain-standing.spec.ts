import { isBroken, standingOf } from './chain-standing';

const HASH = 'a'.repeat(64);

describe('a chain beside what is remembered of it', () => {
  it.each([
    ['ends where it should', 5, HASH, 'whole'],
    ['went on since', 9, HASH, 'whole'],
    ['ends earlier', 4, undefined, 'behind'],
    ['is empty', 0, undefined, 'behind'],
    ['has another entry there', 5, 'b'.repeat(64), 'other-history'],
    ['has another entry there and went on', 9, 'b'.repeat(64), 'other-history'],
    ['has a gap there', 9, undefined, 'other-history'],
  ])('that %s: %s', (_what, last, hashAt, kind) => {
    const standing = standingOf({ seq: 5, hash: HASH }, last, hashAt);
    expect(standing.kind).toBe(kind);
    expect(isBroken(standing)).toBe(kind !== 'whole');
  });

  it.each([[undefined], [{ seq: 0, hash: HASH }]])('of which nothing is remembered says so', (newest) => {
    expect(standingOf(newest, 3, undefined)).toEqual({ kind: 'unwitnessed', last: 3 });
  });
});
