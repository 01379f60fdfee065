import { fold } from '../text/fold';

const KINDS =
  /^(?:thanh pho truc thuoc trung uong|thanh pho|tinh|quan|huyen|thi xa|thi tran|phuong|xa|dac khu|tp\.?|tx\.?|tt\.?|[ptxhq]\.)\s+/;
const BODIES = /^(?:uy ban nhan dan|ubnd|so|ban|chi cuc)\s+/;
const NUMBER = /\b0+(?=\d)/g;

const TONE = /[\u0300\u0301\u0303\u0309\u0323]/gu;

/** Spelling by which names are the same for everybody: only case, spaces, and on which vowel the tone stands do not count. */
export function spelledKey(name: string): string {
  const words = name
    .normalize('NFD')
    .toLowerCase()
    .replaceAll('đ', 'd\u0335')
    .trim()
    .split(/[\s\-–.,']+/);
  return words
    .map((word) => word.replace(TONE, '') + (word.match(TONE) ?? []).join(''))
    .join(' ')
    .replace(NUMBER, '');
}

/** Name by which units and agencies are found in other spellings: without accents, hyphens and leading zeros. */
export function nameKey(name: string): string {
  return fold(name)
    .replace(/[-–.,']+/g, ' ')
    .replace(NUMBER, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** {@link nameKey} also without what kind of unit or body it is: weaker, «Phường Hoà Bình» and «Xã Hòa Bình» are one. */
export function bareNameKey(name: string): string {
  let key = nameKey(name);
  for (let before = ''; before !== key;) {
    before = key;
    key = key.replace(BODIES, '').replace(KINDS, '');
  }
  return key;
}
