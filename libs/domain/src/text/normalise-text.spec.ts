import fc from 'fast-check';
import { htmlToText } from './html-to-text';
import { normaliseLine, normaliseText } from './normalise-text';
import { suspicious, tooLong } from './text-limits';

describe('normalising a line', () => {
  it.each([
    ['Nguyễn Văn An', 'Nguyễn Văn An', []],
    ['Nguyễn'.normalize('NFD'), 'Nguyễn', ['look-alike']],
    ['Ðỗ Ɖức', 'Đỗ Đức', ['look-alike']],
    ['xā Ā bÿ', 'xủ Ủ bụ', ['font-damage']],
    ['  hai\u00a0 ba\n', 'hai ba', ['whitespace']],
    ['a\u200bb\ufeffc', 'abc', ['look-alike']],
    ['a\u0007b\u200e', 'ab', ['control-character']],
    ['“Kính gửi” – ‘ông’ "x"', '“Kính gửi” – ‘ông’ "x"', []],
    ['👨‍👩‍👧 ❤️ 👍🏽', '👨‍👩‍👧 ❤️ 👍🏽', []],
    ['', '', []],
  ])('%j becomes %j', (value, text, repairs) => {
    expect(normaliseLine(value)).toEqual({ text, repairs });
  });

  it('is idempotent, and a second pass repairs nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        const once = normaliseLine(value).text;
        expect(normaliseLine(once)).toEqual({ text: once, repairs: [] });
      }),
    );
  });

  it('reports a repair exactly when it changed something', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (value) => {
        const { text, repairs } = normaliseLine(value);
        expect(repairs.length === 0).toBe(text === value);
      }),
    );
  });

  it('never turns a suspicious value into a trusted one', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.constantFrom('\0', '\ud800', '\udc00', '\ufffd', '\u0085', '\ue000'),
        (text, bad) => {
          expect(suspicious(normaliseLine(`${text}x${bad}x${text}`).text)).toBe(true);
        },
      ),
    );
  });
});

describe('normalising a text', () => {
  it.each([
    ['Một\r\n\r\n\r\n\r\nHai  ba \n', 'Một\n\nHai ba', ['whitespace']],
    [
      '<p>Kính gửi&nbsp;UBND</p><p>T&ocirc;i l&agrave; A<br>B &lt; C</p>',
      'Kính gửi UBND\n\nTôi là A\nB < C',
      ['html', 'whitespace'],
    ],
    ['Diện tích a < b và R&D; 5 > 3', 'Diện tích a < b và R&D; 5 > 3', []],
    ['<div>&#7891;&#x1ED3;</div>', 'ồồ', ['html', 'whitespace']],
  ])('%j becomes %j', (value, text, repairs) => {
    expect(normaliseText(value)).toEqual({ text, repairs });
  });
});

describe('HTML', () => {
  it.each([
    ['<ul><li>một</li><li>hai</li></ul>', '\n\n- một\n- hai\n'],
    ['<!-- ẩn <b> --><style>p{}</style>hiện', 'hiện'],
    ['<script>x < y', ''],
    ['a &unknown; &#0; &#xD800; b<br>', 'a &unknown; &#0; &#xD800; b\n'],
    ['&amp;lt;', '&lt;'],
    ['<Nguyễn Văn A>', '<Nguyễn Văn A>'],
  ])('%j reads as %j', (html, text) => {
    expect(htmlToText(html)).toBe(text);
  });

  it('takes hostile markup of a megabyte in linear time', () => {
    const started = performance.now();
    for (const piece of ['<', '<p ', '<!--', '&#', '<script>', '<p>&amp;'])
      normaliseText(`<b>${piece.repeat(1_000_000 / piece.length)}`);
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});

describe('limits', () => {
  it('keeps emoji and refuses damage', () => {
    expect(suspicious('😀 “Đơn” ½ m²')).toBe(false);
    expect(suspicious('\u{f0000}')).toBe(true);
  });

  it('counts up to the limit', () => {
    expect(tooLong('a'.repeat(500), 500)).toBe(false);
    expect(tooLong('a'.repeat(501), 500)).toBe(true);
  });
});
