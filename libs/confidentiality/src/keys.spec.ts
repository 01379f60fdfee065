import { inspect } from 'node:util';
import { createKeyedDigest } from './keyed-digest';
import { keyFingerprint, Keys, type KeyMaterial } from './keys';

const material = {
  id: '0123456789abcdef',
  sealingKey: Buffer.alloc(32, 'S'),
  digestKey: Buffer.alloc(32, 'D'),
} satisfies KeyMaterial;
const keys = Keys.of(material);

it.each([
  ['JSON', JSON.stringify({ keys })],
  ['a text', String(keys)],
  ['util.inspect', inspect({ keys }, { showHidden: true, depth: 9 })],
  [
    'the inspection of a handed out key',
    inspect([keys.sealingKey(), keys.digestKey(), keys.wrappingKey(keys.id)], { showHidden: true, depth: 9 }),
  ],
])('do not show in %s', (_where, printed) => {
  for (const key of [material.sealingKey, material.digestKey].map((bytes) => Buffer.from(bytes))) {
    for (const encoding of ['utf8', 'hex', 'base64'] as const) {
      expect(printed).not.toContain(key.toString(encoding).slice(0, 8));
    }
    expect(printed).not.toContain([...key.subarray(0, 3)].join(', '));
  }
});

it('refuses keys of another size, a bad id and one key for both purposes', () => {
  expect(() => Keys.of({ ...material, sealingKey: Buffer.alloc(16) })).toThrow('sealingKey is not 32 bytes');
  expect(() => Keys.of({ ...material, digestKey: Buffer.alloc(33) })).toThrow('digestKey is not 32 bytes');
  expect(() => Keys.of({ ...material, id: 'xyz' })).toThrow('key id');
  expect(() => Keys.of({ ...material, digestKey: material.sealingKey })).toThrow('must differ');
});

it('have a stable fingerprint that changes with the id and with either key', () => {
  expect(keyFingerprint(keys)).toBe(keyFingerprint(Keys.of({ ...material })));
  const fingerprints = [
    keys,
    Keys.of({ ...material, id: '0123456789abcdee' }),
    Keys.of({ ...material, sealingKey: Buffer.alloc(32, 'T') }),
    Keys.of({ ...material, digestKey: Buffer.alloc(32, 'E') }),
  ].map(keyFingerprint);
  expect(new Set(fingerprints).size).toBe(4);
  expect(fingerprints[0]).toMatch(/^[0-9a-f]{64}$/);
});

it('wrap with a key derived from the first sealing key as long as the file names no other', () => {
  expect(keys.wrappingIds).toEqual([keys.id]);
  expect(keys.wrappingKey(keys.id)?.equals(keys.sealingKey())).toBe(false);
  expect(keys.wrappingKey('ffffffffffffffff')).toBeUndefined();
});

it('keep their fingerprint when wrapping keys come and the sealing key goes', () => {
  const rotated = Keys.of({
    id: material.id,
    digestKey: material.digestKey,
    sealingMark: keys.sealingMark,
    wrappingKeys: [{ id: '00000000000000aa', key: Buffer.alloc(32, 'W') }],
  });
  expect(keyFingerprint(rotated)).toBe(keyFingerprint(keys));
  expect(() => rotated.sealingKey()).toThrow('was retired');
});

it.each([
  ['no wrapping key', { wrappingKeys: [] }, 'there is no wrapping key'],
  [
    'two of one id',
    { wrappingKeys: [aWrappingKey('a'), aWrappingKey('b')] },
    'two wrapping keys have one id',
  ],
  [
    'one of another size',
    { wrappingKeys: [{ ...aWrappingKey('a'), key: Buffer.alloc(31) }] },
    'not 32 bytes',
  ],
  ['one that digests as well', { wrappingKeys: [aWrappingKey('D')] }, 'must differ'],
])('are refused with %s', (_what, change, why) => {
  expect(() => Keys.of({ ...material, ...change })).toThrow(why);
});

function aWrappingKey(fill: string) {
  return { id: '00000000000000aa', key: Buffer.alloc(32, fill) };
}

it('digest as HMAC-SHA-256 under the digest key (RFC 4231 form, checked with openssl)', () => {
  const { digest } = createKeyedDigest(keys);
  expect(digest('Đơn khiếu nại')).toBe(EXPECTED);
  expect(digest('Đơn khiếu nại ')).not.toBe(EXPECTED);
  expect(digest('')).toMatch(/^[0-9a-f]{64}$/);
});

const EXPECTED = 'ddc1b92bf08a83a72f16d0b01b3666920956045c9b27266cd8b2e141e8a49a50';
