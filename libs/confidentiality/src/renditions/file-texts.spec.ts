import { deflateSync } from 'node:zlib';
import { identityTraces } from '@kntc/domain';
import { fileTexts, renditionFileType } from './file-texts';
import { documentedFigure } from '../../../../test/figures/figures';

const NAME = 'Nguyễn Văn Ất';
const identity = { people: [{ fullName: NAME, idNumber: '037081000123', address: {} }] };
const noise = Buffer.from(Array.from({ length: 200_000 }, (_none, at) => (at * at * 2_654_435_761) >>> 24));

const pdf = (...parts: readonly (string | Buffer)[]): Buffer =>
  Buffer.concat(['%PDF-1.7\n', ...parts].map((part) => Buffer.from(part)));
const swapped = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16();
const kindsIn = (file: Uint8Array) =>
  fileTexts(file).flatMap((text) => identityTraces(text, identity).map(({ kind }) => kind));

describe('the texts of a redacted file', () => {
  let found = 0;
  it.each<[string, Buffer]>([
    ['a text file', Buffer.from(`Ông ${NAME} tố cáo`)],
    ['the author of a PDF in UTF-16', pdf('/Author (', swapped(`\ufeffThảo bởi ${NAME}`), ')', noise)],
    ['the same at an odd place', pdf('/Author  (', swapped(`\ufeffThảo bởi ${NAME}`), ')', noise)],
    ['XMP of a PDF', pdf(`<dc:creator>${NAME}</dc:creator>`)],
    [
      'a deflated stream',
      pdf('1 0 obj stream\n', deflateSync(`BT (Ong Nguyen Van At to cao) Tj ET`), '\nendstream'),
    ],
    [
      'a deflated stream with kerning',
      pdf('stream\r\n', deflateSync('[(Ng)-5(uyen V)12(an A)3(t)] TJ'), '\nendstream'),
    ],
    [
      'a comment of a PNG',
      Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47]), noise, Buffer.from(`Author\0${NAME} chup`)]),
    ],
    [
      'EXIF of a JPEG',
      Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.from(`Artist: ${NAME} 2026`), noise]),
    ],
  ])('show a name in %s', (_what, file) => {
    expect(kindsIn(file)).toContain('name');
    found += 1;
  });

  it('show a number in metadata', () => {
    expect(kindsIn(pdf('/Keywords (CCCD 037081000123)'))).toContain('number');
    found += 1;
    expect(documentedFigure('redaction-file-ways', found)).toBe(found);
  });

  it('show nothing in a clean file, however noisy', () => {
    expect(kindsIn(pdf('/Producer (LibreOffice 24.2)', noise))).toEqual([]);
    expect(kindsIn(Buffer.from('Tố cáo Chủ tịch xã nhận tiền.'))).toEqual([]);
  });

  it('are read of four kinds of file only', () => {
    expect(renditionFileType(Buffer.from('PK\u0003\u0004 word/document.xml'))).toBeUndefined();
    expect(renditionFileType(noise)).toBeUndefined();
    expect(renditionFileType(Buffer.from('Văn bản'))).toBe('txt');
    expect(renditionFileType(pdf())).toBe('pdf');
  });
});
