import { Aviary } from './canaries';
import { ENCODINGS, writings } from './encodings';
import { Scanner } from './scanner';
import { inside } from './sinks';

const aviary = new Aviary();
const name = aviary.petition('TC-1', 'denouncer').name('họ tên');
const number = aviary.petition('TC-2', 'denouncer').identityNumber('số định danh');
const scanner = new Scanner(aviary.canaries);

function foundIn(text: string | Buffer): readonly string[] {
  const sink = inside('text', [{ where: 'here', bytes: Buffer.from(text as string) }]);
  return [...new Set(scanner.scan([sink]).map(({ petition }) => petition))];
}

const record = JSON.stringify({ ten: name });
const word = name.split(' ').at(-1) ?? '';

it.each<[string, string | Buffer]>([
  ['as it is', record],
  ['only one word of it', `bà ${word} đến`],
  [
    'in capitals without marks',
    word.normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll('đ', 'd').toUpperCase(),
  ],
  ['decomposed', record.normalize('NFD')],
  ['in UTF-16', Buffer.from(record, 'utf16le')],
  ['in base64 behind one more byte', Buffer.from(`x${record}`).toString('base64')],
  ['in base64 behind two more bytes', Buffer.from(`xy${record}`).toString('base64')],
  ['in base64 for addresses', Buffer.from(`xyz${record}`).toString('base64url')],
  ['as hex', Buffer.from(record).toString('hex')],
  ['as a part of an address', encodeURIComponent(record)],
  ['as a form', new URLSearchParams({ ten: name }).toString()],
  [
    'as JSON in ASCII',
    record.replaceAll(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
  ],
  ['as HTML', name.replaceAll(/[^ -~]/gu, (letter) => `&#x${(letter.codePointAt(0) ?? 0).toString(16)};`)],
])('a name is found %s', (_how, text) => {
  expect(foundIn(text)).toEqual(['TC-1']);
});

it('a number is found, also in a binary column and as base64', () => {
  expect(foundIn(Buffer.concat([Buffer.from([0, 255, 3]), Buffer.from(number), Buffer.from([9])]))).toEqual([
    'TC-2',
  ]);
  expect(foundIn(Buffer.from(`{"so":"${number}"}`).toString('base64'))).toEqual(['TC-2']);
});

it('every writing is found wherever it stands, at the edges too', () => {
  for (const { bytes } of [...writings(name), ...writings(number)].filter((one) => one.bytes.length >= 6)) {
    expect(foundIn(bytes)).toHaveLength(1);
    expect(foundIn(Buffer.concat([Buffer.alloc(7, 'z'), bytes, Buffer.alloc(3, 'z')]))).toHaveLength(1);
  }
});

it('what was not planted is not found', () => {
  expect(foundIn('Nguyễn Thị Hồng Vân, 052199000001')).toEqual([]);
  expect(ENCODINGS.length).toBeGreaterThan(40);
});
