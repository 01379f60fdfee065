import { contentDigest, recordDigest } from './record-digest';
import { digest128, isDigest128, isDigestRange, positionOf } from './digest-ranges';

const STEP = { name: 'CapNhatVuViec', ownId: '', digest: digest128('a') };
const DECISION = { name: 'CapNhatKQGiaiQuyet', ownId: 'AB', digest: digest128('b') };

describe('the digest of a record', () => {
  it('is the same in whatever order its steps came and however ids are written', () => {
    expect(recordDigest([DECISION, STEP])).toBe(recordDigest([STEP, { ...DECISION, ownId: 'ab' }]));
  });

  it.each([
    ['a step more', [STEP, DECISION]],
    ['other content', [{ ...STEP, digest: digest128('c') }]],
    ['another own id', [{ ...STEP, ownId: 'x' }]],
    ['the same step twice', [STEP, STEP]],
  ])('is another with %s', (_what, steps) => expect(recordDigest(steps)).not.toBe(recordDigest([STEP])));
});

describe('the digest of a content', () => {
  it.each([
    ['what is empty and what is not there', { a: 'x', b: '', c: null, d: {}, e: [''] }, { a: 'x' }],
    ['figures and their text', { n: 1, flag: 0 }, { n: '1', flag: '0' }],
    ['NFC and NFD, and blanks around', { a: ' e\u0301 ' }, { a: '\u00e9' }],
    ['another order of keys', { a: 1, b: 2 }, { b: 2, a: 1 }],
  ])('does not tell apart %s', (_what, one, other) => expect(contentDigest(one)).toBe(contentDigest(other)));

  it.each([
    ['another value', { a: 'x' }, { a: 'y' }],
    ['a figure of nought and none', { a: 0 }, {}],
    ['another order of a list', { a: ['1', '2'] }, { a: ['2', '1'] }],
    ['another key', { a: '1' }, { b: '1' }],
  ])('tells apart %s', (_what, one, other) => expect(contentDigest(one)).not.toBe(contentDigest(other)));
});

describe('forms', () => {
  it('keeps its positions and digests: both sides of the assumed contract count on them', () => {
    expect(positionOf('3F2B8C1E-6F6C-4B53-9A54-0D3C6F1F0A01')).toBe(
      positionOf('3f2b8c1e-6f6c-4b53-9a54-0d3c6f1f0a01'),
    );
    expect(positionOf('3f2b8c1e-6f6c-4b53-9a54-0d3c6f1f0a01')).toMatch(/^[0-9a-f]{15}$/);
    expect(digest128('abc')).toBe('ungWv48Bz-pBQUDeXa4iIw');
  });

  it('knows digests and ranges from other texts', () => {
    expect([digest128('a'), 'short', 7, `${'A'.repeat(21)}B`].map(isDigest128)).toEqual([
      true,
      false,
      false,
      false,
    ]);
    expect(['', '0af', 'g', 'A', '0'.repeat(16)].map(isDigestRange)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });
});
