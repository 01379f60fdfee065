import fc from 'fast-check';
import { canonicalJson } from './canonical-json';
import { sha256 } from './sha256';

/** The same value with the keys of every object in another order. */
function reordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reordered);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, item]) => [key, reordered(item)]),
  );
}

const json = fc.jsonValue({ maxDepth: 4 });

describe('canonical JSON', () => {
  it('sorts keys, leaves out what is undefined and keeps the order of lists', () => {
    expect(canonicalJson({ b: [3, 1, undefined], a: { d: undefined, c: null } })).toBe(
      '{"a":{"c":null},"b":[3,1,null]}',
    );
  });

  it('is the same whatever order the keys were built in', () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(canonicalJson(reordered(value))).toBe(canonicalJson(value));
      }),
    );
  });

  it('reads back as the same value, so that different values give different text', () => {
    fc.assert(
      fc.property(json, (value) => {
        // JSON has no negative zero.
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it.each([
    ['text and number', '1', 1],
    ['null and an empty text', null, ''],
    ['an empty list and an empty object', [], {}],
    ['nested and flat', { a: { b: 1 } }, { 'a.b': 1 }],
    ['NFC and NFD', '\u00e9', 'e\u0301'],
  ])('tells %s apart', (_what, one, two) => expect(canonicalJson(one)).not.toBe(canonicalJson(two)));
});

describe('sha256', () => {
  it('is the digest everybody knows', () => {
    expect(sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    expect(sha256(Buffer.from('abc'))).toBe(sha256('abc'));
  });
});
