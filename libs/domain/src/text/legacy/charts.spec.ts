import fc from 'fast-check';
import { CP1258 } from './cp1258';
import { readAll, type LegacyEncoding } from './encoding';
import { LETTERS } from './letters';
import { MOJIBAKE } from './mojibake';
import { TCVN3 } from './tcvn3';
import { toCp1258, toMojibake, toTcvn3, toViqr, toVni } from '../../../../../test/builders/old-encoders';
import { aSyllable } from '../../../../../test/builders/vietnamese-texts';
import { VIQR } from './viqr';
import { VNI } from './vni';

const read = (encoding: LegacyEncoding, text: string): string => readAll(text, encoding);

describe('what everybody knows of the old encodings', () => {
  it.each([
    ['TCVN3', TCVN3, 'TiÕp c«ng d©n', 'Tiếp công dân'],
    ['TCVN3', TCVN3, 'NguyÔn ThÞ Hång, ng\u00adêi d©n', 'Nguyễn Thị Hồng, người dân'],
    ['TCVN3', TCVN3, '§¬n khiÕu n¹i QSD§', 'Đơn khiếu nại QSDĐ'],
    ['TCVN3', TCVN3, 'NGUYÔN V¡N TH¾NG', 'NGUYỄN VĂN THẮNG'],
    ['VNI', VNI, 'Tieáp coâng daân', 'Tiếp công dân'],
    ['VNI', VNI, 'Nguyeãn Thò Hoàng, ngöôøi daân', 'Nguyễn Thị Hồng, người dân'],
    ['VNI', VNI, 'ÑÔN KHIEÁU NAÏI', 'ĐƠN KHIẾU NẠI'],
    ['VIQR', VIQR, "Tie^'p co^ng da^n", 'Tiếp công dân'],
    ['VIQR', VIQR, 'Nguye^~n Thi. Ho^`ng, ngu+o+`i da^n', 'Nguyễn Thị Hồng, người dân'],
    ['VIQR', VIQR, "DDo+n khie^'u na.i. Ba\\. Con", 'Đơn khiếu nại. Ba. Con'],
    ['VIQR', VIQR, 'nguyen@example.vn, to^i. QDD', 'nguyen@example.vn, tôi. QĐ'],
    ['CP1258', CP1258, 'Tiêìp công dân', 'Tiếp công dân'],
    ['CP1258', CP1258, 'NguyêÞn Thiò Hôòng, ngýõÌi', 'Nguyễn Thị Hộng, người'],
    ['MOJIBAKE', MOJIBAKE, 'Tiáº¿p cÃ´ng dÃ¢n', 'Tiếp công dân'],
    ['MOJIBAKE', MOJIBAKE, 'Tiáº\u00bfp cÃ\u00b4ng dÃ\u00a2n', 'Tiếp công dân'],
    ['MOJIBAKE', MOJIBAKE, 'TiÃ¡ÂºÂ¿p', 'Tiếp'],
    ['MOJIBAKE', MOJIBAKE, 'â€œÄ‘Æ¡nâ€\u009d', '“đơn”'],
  ])('%s, line %#', (_name, encoding, old, text) => {
    expect(read(encoding, old)).toBe(text);
  });
});

const SMALL = [...LETTERS.keys()].filter((letter) => letter === letter.toLowerCase());

describe.each<[string, LegacyEncoding, (text: string) => string]>([
  ['TCVN3', TCVN3, toTcvn3],
  ['VNI', VNI, toVni],
  ['VIQR', VIQR, toViqr],
  ['Windows-1258', CP1258, toCp1258],
  ['Windows-1258 with whole letters', CP1258, (text) => toCp1258(text, true)],
  ['UTF-8 as Latin-1', MOJIBAKE, (text) => toMojibake(text)],
  ['UTF-8 as Windows-1252', MOJIBAKE, (text) => toMojibake(text, 'windows-1252')],
  ['UTF-8 twice', MOJIBAKE, (text) => toMojibake(text, 'windows-1252', 2)],
])('%s', (name, encoding, encode) => {
  it('gives back every syllable that was written in it', () => {
    fc.assert(
      fc.property(fc.array(aSyllable, { minLength: 1, maxLength: 30 }), (syllables) => {
        expect(read(encoding, encode(syllables.join(' ')))).toBe(syllables.join(' '));
      }),
    );
  });

  // VIQR reads marks only where they make a syllable.
  const letters = name === 'VIQR' ? ['đạ'] : SMALL;
  it.each(letters)('gives back %s', (letter) => {
    expect(read(encoding, encode(letter))).toBe(letter);
  });

  it('gives back capitals where the rest of the word shows them', () => {
    const capitals = 'NGUYỄN THẮNG PHƯỚC ĐƯỜNG ÁNH ĐƠN';
    expect(read(encoding, encode(capitals))).toBe(capitals);
  });
});

it('a capital that the font drew is not guessed', () => {
  expect(read(TCVN3, toTcvn3('Ấp Ổi'))).toBe('ấp ổi');
  expect(read(VNI, toVni('Ấp Ổi'))).toBe('Ấp Ổi');
});
