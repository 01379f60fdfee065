import fc from 'fast-check';
import { LANES, laneOf, markerLine, referenceIn, referenceOf } from './reference';
import type { ReferenceParts } from './reference';

const PARTS: ReferenceParts = {
  prefix: 'BDI',
  province: 'H507',
  sourceId: 'mini',
  localKey: 'D-0001',
  agencyId: 'thanh-tra-tinh',
};

describe('a reference', () => {
  it('never changes: this one stands in national records already', () => {
    expect(referenceOf(PARTS)).toBe('BDI-7HRCQ3QJY1012');
    expect(laneOf(referenceOf(PARTS))).toBe(171);
  });

  it('is the prefix and thirteen characters that nobody mistakes for another', () => {
    fc.assert(
      fc.property(fc.string(), (localKey) => {
        expect(referenceOf({ ...PARTS, localKey })).toMatch(/^BDI-[0-9A-HJKMNP-TV-Z]{13}$/);
      }),
    );
  });

  it.each<[keyof ReferenceParts, string]>([
    ['province', 'H508'],
    ['sourceId', 'other'],
    ['localKey', 'D-0002'],
    ['agencyId', 'so-tnmt'],
  ])('differs with the %s', (part, value) => {
    expect(referenceOf({ ...PARTS, [part]: value })).not.toBe(referenceOf(PARTS));
  });

  it('cannot be confused by moving characters from one part to the next', () => {
    const one = referenceOf({ ...PARTS, sourceId: 'a|1:b', localKey: 'c' });
    const two = referenceOf({ ...PARTS, sourceId: 'a', localKey: '1:b|1:c' });
    expect(one).not.toBe(two);
  });

  it('uses all its bits: a hundred thousand keys give as many references', () => {
    const references = new Set<string>();
    for (let key = 0; key < 100_000; key += 1) references.add(referenceOf({ ...PARTS, localKey: `${key}` }));
    expect(references.size).toBe(100_000);
  });

  it('shows every character at every place, the last included', () => {
    const seen = Array.from({ length: 12 }, () => new Set<string>());
    for (let key = 0; key < 4_000; key += 1) {
      const text = referenceOf({ ...PARTS, localKey: `${key}` }).slice(4);
      for (const [place, characters] of seen.entries()) characters.add(text[place] ?? '');
    }
    expect(seen.map((characters) => characters.size)).toEqual(seen.map(() => 32));
  });
});

describe('lanes', () => {
  it('take their even share of records', () => {
    const counts = Array.from({ length: LANES }, () => 0);
    const records = 25_600;
    for (let key = 0; key < records; key += 1) {
      const lane = laneOf(referenceOf({ ...PARTS, localKey: `${key}` }));
      counts[lane] = (counts[lane] ?? 0) + 1;
    }
    expect(counts).toHaveLength(LANES);
    // 100 each on average; six standard deviations of a fair spread.
    expect(Math.min(...counts)).toBeGreaterThan(40);
    expect(Math.max(...counts)).toBeLessThan(160);
  });
});

describe('the marker line', () => {
  const reference = referenceOf(PARTS);

  it('is found at the end of a text, whatever stands before it', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(referenceIn(`${text}\n${markerLine(reference)}`)).toBe(reference);
      }),
    );
  });

  it('is found before trailing spaces', () => {
    expect(referenceIn(`${markerLine(reference)} \r\n`)).toBe(reference);
  });

  it.each([
    ['a quotation in the middle of a petition', `${markerLine(reference)} là mã cũ`],
    ['a shortened line', markerLine(reference).slice(0, -2)],
    ['no marker', 'Khiếu nại'],
    ['a marker with a wrong code', '[Mã hồ sơ địa phương: BDI-123]'],
  ])('is not found in %s', (_what, text) => expect(referenceIn(text)).toBeUndefined());

  it('is the last one of several', () => {
    const other = referenceOf({ ...PARTS, localKey: 'D-0002' });
    expect(referenceIn(`${markerLine(other)}\n${markerLine(reference)}`)).toBe(reference);
  });
});
