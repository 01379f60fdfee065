import { createHash } from 'node:crypto';

/** How a value may be written without being visible at first sight. */
export interface Written {
  readonly encoding: string;
  readonly bytes: Buffer;
}

/** Every way of writing a value: seven spellings, each in every byte form, and the digest anybody could make of it. */
export function writings(value: string): readonly Written[] {
  const all = SPELLINGS.flatMap(([spelling, spell]) => {
    const spelled = spell(value.normalize('NFC'));
    return FORMS.flatMap(([form, make]) =>
      make(spelled).map((bytes) => ({ encoding: `${spelling}, ${form}`, bytes })),
    );
  });
  const digest = createHash('sha256').update(value.normalize('NFC')).digest();
  const digests = [digest, Buffer.from(digest.toString('hex')), ...base64Forms(digest)];
  const written = [...all, ...digests.map((bytes) => ({ encoding: 'sha256 without a key', bytes }))];
  return [...new Map(written.map((one) => [one.bytes.toString('latin1'), one])).values()];
}

const SPELLINGS: readonly (readonly [name: string, spell: (text: string) => string])[] = [
  ['as written', (text) => text],
  ['lower case', (text) => text.toLowerCase()],
  ['upper case', (text) => text.toUpperCase()],
  ['NFD', (text) => text.normalize('NFD')],
  ['without diacritics', withoutDiacritics],
  ['upper case without diacritics', (text) => withoutDiacritics(text).toUpperCase()],
  ['lower case without diacritics', (text) => withoutDiacritics(text).toLowerCase()],
];

const FORMS: readonly (readonly [name: string, make: (text: string) => readonly Buffer[]])[] = [
  ['UTF-8', (text) => [Buffer.from(text, 'utf8')]],
  ['UTF-16', (text) => [Buffer.from(text, 'utf16le'), Buffer.from(text, 'utf16le').swap16()]],
  ['base64', (text) => base64Forms(Buffer.from(text, 'utf8'))],
  ['hex', (text) => [lower(hex(text)), Buffer.from(hex(text).toUpperCase())]],
  [
    'URL',
    (text) => [encodeURIComponent(text), encodeURIComponent(text).replaceAll('%20', '+')].flatMap(bothCases),
  ],
  ['JSON \\u', (text) => [escaped(text, 4, '\\u'), escaped(text, 4, '\\\\u')].flatMap(bothCases)],
  ['HTML', (text) => [htmlHex(text), htmlDecimal(text)].flatMap(bothCases)],
];

/** Names of the byte forms and spellings, for the account at the end. */
export const ENCODINGS: readonly string[] = [
  ...SPELLINGS.flatMap(([spelling]) => FORMS.map(([form]) => `${spelling}, ${form}`)),
  'sha256 without a key',
];

export function withoutDiacritics(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll('đ', 'd').replaceAll('Đ', 'D');
}

/** Base64 of bytes that start anywhere in a longer text: the characters that do not depend on their neighbours. */
function base64Forms(bytes: Buffer): readonly Buffer[] {
  return [0, 1, 2].flatMap((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    const whole = Math.floor(((bytes.length + before) * 8) / 6);
    const own = text.slice(Math.ceil((before * 8) / 6), whole);
    return [own, own.replaceAll('+', '-').replaceAll('/', '_')].map((one) => Buffer.from(one));
  });
}

function hex(text: string): string {
  return Buffer.from(text, 'utf8').toString('hex');
}

function lower(text: string): Buffer {
  return Buffer.from(text.toLowerCase());
}

/** Escapes in small and capital digits; the letters of the value itself keep their case. */
function bothCases(text: string): readonly Buffer[] {
  const digits = /%[0-9A-F]{2}|\\u[0-9A-F]{4}|&#x[0-9A-F]+;/gi;
  return [
    Buffer.from(text.replaceAll(digits, (one) => one.toLowerCase())),
    Buffer.from(text.replaceAll(digits, (one) => one.replaceAll(/[a-f]/g, (digit) => digit.toUpperCase()))),
  ];
}

/** UTF-16 units beyond ASCII as escapes, as `ensure_ascii` writers and a second layer of JSON make them. */
function escaped(text: string, width: number, prefix: string): string {
  return text.replaceAll(/[^ -~]/g, (unit) => prefix + unit.charCodeAt(0).toString(16).padStart(width, '0'));
}

function htmlHex(text: string): string {
  return text.replaceAll(/[^ -~]/gu, (letter) => `&#x${(letter.codePointAt(0) ?? 0).toString(16)};`);
}

function htmlDecimal(text: string): string {
  return text.replaceAll(/[^ -~]/gu, (letter) => `&#${letter.codePointAt(0) ?? 0};`);
}
