import fc from 'fast-check';
import { readLegacyTexts, type LegacyFinding, type LegacySetting } from './read-legacy-texts';
import { falseAlarms } from '../../../../../test/builders/clean-records';
import { toCp1258, toMojibake, toTcvn3, toViqr, toVni } from '../../../../../test/builders/old-encoders';
import { aName, aPlace, aStory } from '../../../../../test/builders/vietnamese-texts';

const found = (
  texts: readonly string[],
  setting?: LegacySetting,
): readonly (LegacyFinding['kind'] | undefined)[] => {
  const findings = readLegacyTexts(texts, setting);
  return texts.map((_text, index) => findings?.get(index)?.kind);
};

const readAs = (text: string, ...others: readonly string[]): string | undefined => {
  const finding = readLegacyTexts([text, ...others])?.get(0);
  return finding?.kind === 'converted' ? `${finding.encoding}: ${finding.text}` : finding?.kind;
};

/** Encoder, name, whether the encoding keeps the case of every letter. */
const ENCODERS: readonly (readonly [string, (text: string) => string, boolean])[] = [
  ['TCVN3', toTcvn3, false],
  ['VNI', toVni, true],
  ['VNI with small toned capitals', (text) => toVni(text, false), false],
  ['VIQR', toViqr, true],
  ['Windows-1258', toCp1258, true],
  ['Windows-1258 with whole letters', (text) => toCp1258(text, true), true],
  ['UTF-8 as Latin-1', toMojibake, true],
  ['UTF-8 as Windows-1252', (text) => toMojibake(text, 'windows-1252'), true],
  ['UTF-8 as Latin-1 twice', (text) => toMojibake(text, 'latin1', 2), true],
  ['UTF-8 as Windows-1252 twice', (text) => toMojibake(text, 'windows-1252', 2), true],
];

describe.each(ENCODERS)('a record in %s', (_name, encode, keepsCase) => {
  const same = (text: string): string => (keepsCase ? text : text.toLowerCase());
  const record = fc.tuple(aStory, aName, aPlace);

  it('is read back letter by letter, or a text too short to tell is suspect', () => {
    const read: string[] = [];
    const meant: string[] = [];
    let stopped = 0;
    for (const clean of fc.sample(record, { numRuns: 150, seed: 7 })) {
      const findings = readLegacyTexts(clean.map((text) => encode(text)));
      clean.forEach((text, index) => {
        const finding = findings?.get(index);
        const converted = finding?.kind === 'converted' ? finding.text : undefined;
        if (converted === undefined && encode(text) !== text) stopped += text.length;
        read.push(same(converted ?? text));
        meant.push(same(text));
      });
    }
    expect(read).toEqual(meant);
    // Nothing converted is wrong; what is stopped for a person stays below one in a thousand characters.
    expect(stopped / meant.join('').length).toBeLessThan(0.001);
  });

  it('says how sure it is', () => {
    for (const clean of fc.sample(aStory, { numRuns: 50, seed: 8 })) {
      const finding = readLegacyTexts([encode(clean)])?.get(0);
      expect(finding).toMatchObject({ kind: 'converted' });
      expect(finding?.kind === 'converted' && finding.confidence).toBeGreaterThan(0.95);
    }
  });

  it('leaves columns that are clean as they are', () => {
    fc.assert(
      fc.property(record, ([story, name, place]) => {
        const [content, ...others] = found([encode(story), name, place]);
        expect(content).toBe('converted');
        expect(others).toEqual([undefined, undefined]);
      }),
      { numRuns: 60 },
    );
  });

  it('keeps tags and entities around the text', () => {
    const finding = readLegacyTexts([
      `<p class="x">${encode('Trần Đình Thắng trình bày việc bồi thường')}.</p>&nbsp;`,
    ])?.get(0);
    expect(finding?.kind === 'converted' && same(finding.text)).toBe(
      same('<p class="x">Trần Đình Thắng trình bày việc bồi thường.</p>&nbsp;'),
    );
  });
});

it('of 5,000 clean records none is converted, suspected or taken for damaged', () => {
  expect(falseAlarms(5_000)).toEqual([]);
});

describe('the letters of old fonts as an editor wrote them', () => {
  it('are entities and read all the same', () => {
    expect(readAs('<p>Ti&Otilde;p c&laquo;ng d&copy;n, tr&igrave;nh b&#181;y</p>', 'khiÕu n¹i')).toBe(
      'tcvn3: <p>Tiếp công dân, tr×nh bày</p>'.replace('×', 'ỡ'),
    );
  });
});

describe('what a text is too short or too mixed to tell', () => {
  it('is converted when the rest of the record is in the same encoding', () => {
    expect(readAs('Hång')).toBe('suspect');
    expect(readAs('Hång', 'khiÕu n¹i viÖc thu håi ®Êt')).toBe('tcvn3: Hồng');
  });

  it('is suspect when Unicode and an old encoding stand in one text', () => {
    expect(readAs('Bổ sung: NguyÔn ThÞ Hång khiÕu n¹i, đã nộp đủ')).toBe('suspect');
    expect(readAs('Việc má»™t hộ dân')).toBe('suspect');
  });

  it('is suspect when it is Vietnamese both ways in a record that is old throughout', () => {
    const rest = ['khieáu naïi vieäc thu hoài ñaát', 'Nguyeãn Thò Hueä'];
    expect(readAs('Hoàng', ...rest)).toBe('suspect');
    expect(readAs('Hoàng', ...rest, 'Xã Minh Tân, huyện Cẩm Khê')).toBeUndefined();
  });
});

describe('foreign names, figures and questions', () => {
  it.each([
    "H'Hen Niê",
    'Y Ñang',
    'Müller',
    '10 µm',
    '½',
    'naïve',
    'où',
    'Bún chả – 5°C – m²',
    'hoa.nga@example.vn. Toi di. Ba ra. Ma ta. Thi ve. Nha to. Xa la.',
    "it's a^2, we're f(a)",
  ])('%s stays', (text) => {
    expect(readAs(text)).toBeUndefined();
    expect(readAs(text, 'Nội dung bình thường', 'Việt Nam')).toBeUndefined();
  });
});

describe('the setting of a source', () => {
  it('off finds nothing', () => {
    expect(readLegacyTexts(['TiÕp c«ng d©n', 'tr?nh b?y'], 'off')).toBeUndefined();
  });

  it('an encoding reads what is ambiguous, and never what is Unicode', () => {
    const texts = ['Hoàng', 'Toáng Thu Thò', 'Bùi Thị Hồng', 'Nguyen Van A', 'KN.01'];
    const findings = readLegacyTexts(texts, 'vni');
    expect(texts.map((_text, index) => findings?.get(index))).toMatchObject(
      [
        { kind: 'converted', text: 'Hồng' },
        { kind: 'converted', text: 'Tống Thu Thị' },
        ...[undefined, undefined, undefined].map(() => undefined as never),
      ].slice(0, 2),
    );
    expect([2, 3, 4].map((index) => findings?.get(index))).toEqual([undefined, undefined, undefined]);
  });
});

it('answers for every text there may be, the same each time', () => {
  const any = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.integer({ min: 0x20, max: 0x17f }).map((code) => String.fromCharCode(code)) }),
    fc.string({ unit: fc.constantFrom(...Array.from("aeo^+(.?'`~\\dÃ¡»ºáđ<>&;u")) }),
  );
  fc.assert(
    fc.property(fc.array(any, { maxLength: 4 }), (texts) => {
      expect(readLegacyTexts(texts)).toEqual(readLegacyTexts(texts));
    }),
    { numRuns: 1_000 },
  );
});

it('takes hostile text of 400,000 characters in linear time', () => {
  const started = performance.now();
  for (const piece of ['µ', 'Ã', 'a^', '&', '<', '?a', 'a?', 'ñ ', '\\', "a'"])
    found([piece.repeat(200_000).slice(0, 400_000)]);
  expect(performance.now() - started).toBeLessThan(10_000);
});
