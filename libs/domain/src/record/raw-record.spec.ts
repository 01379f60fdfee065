import fc from 'fast-check';
import { decodeRawRecord, encodeRawRecord } from './raw-record';
import type { RawRecord, RawValue } from './raw-record';

const value: fc.Arbitrary<RawValue> = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
  fc.uint8Array(),
  fc.constantFrom('a\u0000b', '\ud800', '\udfff\ud800', '😀', '{"$base64":"AA=="}'),
);
const row = fc.dictionary(
  fc.string({ minLength: 1 }).filter((name) => !name.startsWith('__')),
  value,
  {
    noNullPrototype: true,
  },
);

describe('a stored raw record', () => {
  it('comes back exactly as the source handed it over', () => {
    const records: fc.Arbitrary<RawRecord> = fc.record({
      localKey: fc.string(),
      row: row.filter((one) => !('$base64' in one)),
      children: fc.constant({}),
    });
    fc.assert(
      fc.property(records, (record) => {
        expect(decodeRawRecord(encodeRawRecord(record))).toEqual(record);
      }),
    );
  });

  it('keeps child rows and their files', () => {
    const record: RawRecord = {
      localKey: 'A',
      row: {},
      children: { files: [{ content: new Uint8Array([1, 2]) }, { content: null }] },
    };
    expect(decodeRawRecord(encodeRawRecord(record))).toEqual(record);
  });
});
