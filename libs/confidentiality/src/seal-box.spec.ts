import { createSecretKey } from 'node:crypto';
import fc from 'fast-check';
import { GatewayError, type SealBox } from '@kntc/domain';
import { sealedTheOldWay } from '../../../test/fakes';
import { Keys } from './keys';
import { createOldSealBox, createSealBox, SEAL_OVERHEAD_BYTES } from './seal-box';

const keys = keysOf('00112233445566ff', 1);
const old = createOldSealBox(keys);
const box = boxOf(9);
const sample = Buffer.from('Đặng Thị Hường', 'utf8');

it('opens what it sealed, for any content and context', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 2000 }), fc.string({ unit: 'binary' }), (plain, context) => {
      const sealed = box.seal(plain, context);
      expect(sealed.length).toBe(plain.length + SEAL_OVERHEAD_BYTES);
      expect(Buffer.from(box.open(sealed, context))).toEqual(Buffer.from(plain));
    }),
  );
});

it('seals the same content differently every time', () => {
  expect(box.seal(sample, 'c')).not.toEqual(box.seal(sample, 'c'));
});

it('starts with version 2 and shows nothing of the content', () => {
  const sealed = Buffer.from(box.seal(sample, 'c'));
  expect(sealed[0]).toBe(2);
  expect(sealed.includes(sample.subarray(0, 4))).toBe(false);
});

it('refuses a value in which any single byte was changed', () => {
  const sealed = box.seal(sample, 'c');
  for (let position = 0; position < sealed.length; position += 1) {
    const tampered = Uint8Array.from(sealed);
    tampered[position] = (tampered[position] ?? 0) ^ 0x40;
    expect(refusal(() => box.open(tampered, 'c'))).toBe('GW_T303');
  }
});

it('refuses a value that was cut off or extended anywhere', () => {
  const sealed = box.seal(sample, 'c');
  for (let length = 0; length < sealed.length; length += 1) {
    expect(refusal(() => box.open(sealed.subarray(0, length), 'c'))).toBe('GW_T303');
  }
  expect(refusal(() => box.open(Buffer.concat([sealed, Buffer.of(0)]), 'c'))).toBe('GW_T303');
});

it('refuses a value that was moved to another context', () => {
  const sealed = box.seal(sample, 'raw_record/payload/1');
  expect(refusal(() => box.open(sealed, 'raw_record/payload/2'))).toBe('GW_T303');
  expect(refusal(() => box.open(sealed, ''))).toBe('GW_T303');
});

it('refuses a value of another record, whatever its context', () => {
  expect(refusal(() => box.open(boxOf(8).seal(sample, 'c'), 'c'))).toBe('GW_T303');
});

describe('what was sealed before there were data keys', () => {
  const sealed = sealedTheOldWay(keys, sample, 'c');

  it.each([
    ['a record that has a data key by now', box],
    ['a record that has none', old],
  ])('opens in %s', (_which, opener: SealBox) => {
    expect(Buffer.from(opener.open(sealed, 'c'))).toEqual(sample);
  });

  it('names the key of a value of another key file', () => {
    const others = sealedTheOldWay(keysOf('ffffffffffffffff', 3), sample, 'c');
    expect(() => box.open(others, 'c')).toThrow('sealed with key ffffffffffffffff');
  });

  it('is refused when changed, cut off, moved, or sealed by another key of the same id', () => {
    for (let position = 0; position < sealed.length; position += 1) {
      const tampered = Uint8Array.from(sealed);
      tampered[position] = (tampered[position] ?? 0) ^ 0x40;
      expect(refusal(() => box.open(tampered, 'c'))).toBe('GW_T303');
      expect(refusal(() => box.open(sealed.subarray(0, position), 'c'))).toBe('GW_T303');
    }
    expect(refusal(() => box.open(sealed, 'd'))).toBe('GW_T303');
    expect(refusal(() => box.open(sealedTheOldWay(keysOf(keys.id, 3), sample, 'c'), 'c'))).toBe('GW_T303');
  });
});

it('seals nothing without a data key, and opens nothing new', () => {
  expect(refusal(() => old.seal(sample, 'c'))).toBe('GW_T303');
  expect(refusal(() => old.open(box.seal(sample, 'c'), 'c'))).toBe('GW_T303');
});

it('opens a value that lies inside a larger buffer', () => {
  const sealed = box.seal(sample, 'c');
  const page = Buffer.concat([Buffer.alloc(5), sealed, Buffer.alloc(5)]);
  expect(Buffer.from(box.open(new Uint8Array(page.buffer, page.byteOffset + 5, sealed.length), 'c'))).toEqual(
    sample,
  );
});

function boxOf(fill: number): SealBox {
  return createSealBox(createSecretKey(Buffer.alloc(32, fill)), old);
}

function keysOf(id: string, fill: number): Keys {
  return Keys.of({ id, sealingKey: Buffer.alloc(32, fill), digestKey: Buffer.alloc(32, fill + 1) });
}

function refusal(action: () => unknown): string {
  try {
    action();
    return 'no error';
  } catch (err) {
    return err instanceof GatewayError ? err.code : 'another error';
  }
}
