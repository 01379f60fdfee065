import { TextDecoder } from 'node:util';
import type { CsvEncoding } from '../../definition/source-definition';
import { FileRefused } from '../refusals';

/** Combining tones as windows-1258 decodes them: grave, acute, tilde, hook, dot below. */
const TONES = /[\u0300\u0301\u0303\u0309\u0323]/g;
/** Share of tones that find no letter to stand on: in real windows-1258 text none, in other code pages most. */
const STRAY_TONES = 0.02;
const LETTERS_PER_BROKEN = 4;

/**
 * Encoding of a text file by its first bytes: a byte order mark, zeros in every other byte, valid UTF-8, and else
 * one of the two Vietnamese habits of old software. Fonts of the nineties (TCVN3, VNI) look like windows-1252 here;
 * the mapping engine repairs them on the whole record.
 * @param head the beginning of the file; may end within a character
 */
export function detectEncoding(head: Buffer): CsvEncoding {
  if (head.subarray(0, 3).toString('hex') === 'efbbbf') return 'utf-8';
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  const wide = zerosAt(head);
  if (wide !== undefined) return wide;
  if (isUtf8(head) || isBrokenUtf8(head)) return 'utf-8';
  return isWindows1258(head) ? 'windows-1258' : 'windows-1252';
}

/** UTF-16 without a mark: spaces, digits and delimiters have a zero beside them. */
function zerosAt(head: Buffer): CsvEncoding | undefined {
  let even = 0;
  let odd = 0;
  for (let at = 0; at + 1 < head.length; at += 2) {
    if (head[at] === 0) even += 1;
    if (head[at + 1] === 0) odd += 1;
  }
  if (even + odd < head.length / 20) return undefined;
  return odd > even ? 'utf-16le' : 'utf-16be';
}

function isUtf8(head: Buffer): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
    return true;
  } catch {
    return false; // a TypeError says that a byte cannot stand where it stands
  }
}

/**
 * UTF-8 with single bytes broken, as after a bad copy: in no other encoding of Vietnamese do bytes happen to form
 * characters of several bytes time and again. To be read as what it is – and refused for the bytes, not for titles
 * that nobody can recognise in another encoding.
 */
function isBrokenUtf8(head: Buffer): boolean {
  const text = new TextDecoder('utf-8').decode(head, { stream: true });
  const broken = text.match(/\ufffd/g)?.length ?? 0;
  const letters = text.match(/[^\0-\x7f\ufffd]/gu)?.length ?? 0;
  return letters >= broken * LETTERS_PER_BROKEN;
}

function isWindows1258(head: Buffer): boolean {
  const text = new TextDecoder('windows-1258').decode(head);
  const tones = text.match(TONES)?.length ?? 0;
  const stray = text.normalize('NFC').match(TONES)?.length ?? 0;
  return tones > 0 && stray <= tones * STRAY_TONES;
}

/** Turns the bytes of a text file into text, piece by piece. @throws FileRefused ENCODING */
export function textDecoder(encoding: CsvEncoding): (chunk?: Buffer) => string {
  const decoder = new TextDecoder(encoding, { fatal: true });
  let line = 1;
  return (chunk) => {
    try {
      const text = chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true });
      if (text.includes('\0')) throw new FileRefused('ENCODING', `tệp không phải ${encoding}`);
      line += lineFeeds(text);
      // Tones of windows-1258 follow their letter; everything behind expects them on it.
      return encoding === 'windows-1258' ? text.normalize('NFC') : text;
    } catch (err) {
      if (err instanceof FileRefused) throw err;
      const [good = ''] = new TextDecoder(encoding).decode(chunk ?? Buffer.of()).split('\ufffd');
      const at = line + lineFeeds(good);
      throw new FileRefused('ENCODING', `từ dòng ${at} có chữ không phải ${encoding}`);
    }
  };
}

function lineFeeds(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}
