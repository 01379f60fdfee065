import fc from 'fast-check';
import { GatewayError } from '@kntc/domain';
import { Keys } from './keys';
import { createSealBox, SEAL_OVERHEAD_BYTES } from './seal-box';

const keys = keysOf('00112233445566ff', 1);
const box = createSealBox(keys);
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

it('starts with version 1 and the key id and shows nothing of the content', () => {
  const sealed = Buffer.from(box.seal(sample, 'c'));
  expect(sealed.toString('hex', 0, 9)).toBe(`01${keys.id}`);
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

it('names the key id of a value that another key sealed', () => {
  const other = createSealBox(keysOf('ffffffffffffffff', 3));
  expect(() => box.open(other.seal(sample, 'c'), 'c')).toThrow('sealed with key ffffffffffffffff');
});

it('refuses a value of another key that carries the same id', () => {
  const impostor = createSealBox(keysOf(keys.id, 3));
  expect(refusal(() => box.open(impostor.seal(sample, 'c'), 'c'))).toBe('GW_T303');
});

it('opens a value that lies inside a larger buffer', () => {
  const sealed = box.seal(sample, 'c');
  const page = Buffer.concat([Buffer.alloc(5), sealed, Buffer.alloc(5)]);
  expect(Buffer.from(box.open(new Uint8Array(page.buffer, page.byteOffset + 5, sealed.length), 'c'))).toEqual(
    sample,
  );
});

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
