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

/** Tiers of government from the top; a «thành phố» may stand in either of the first two. */
type Tier = 'province' | 'district' | 'commune';

const TIERS: readonly (readonly [words: RegExp, tiers: readonly Tier[]])[] = [
  [/^(?:tinh|thanh pho truc thuoc trung uong)\s/, ['province']],
  [/^(?:thanh pho|tp)\s/, ['province', 'district']],
  [/^(?:quan|huyen|thi xa|tx)\s/, ['district']],
  [/^(?:phuong|xa|thi tran|tt|dac khu)\s/, ['commune']],
];
/** Each body stands under one before it, or has nothing to do with it. */
const BODY_WORDS = [
  [/^(?:uy ban nhan dan|ubnd)\s/, 'committee'],
  [/^so\s/, 'department'],
  [/^ban\s/, 'board'],
  [/^chi cuc\s/, 'branch'],
] as const;

/** What kind of unit or body a name says it is; empty where it does not say. */
export interface NamedKind {
  readonly tiers: readonly Tier[];
  readonly body?: (typeof BODY_WORDS)[number][1] | undefined;
}

/** Kind as the words before the name say it: «UBND phường Quy Nhơn» is the committee of a commune. */
export function namedKind(name: string): NamedKind {
  const key = nameKey(name);
  const unit = key.replace(BODIES, '');
  return {
    tiers: TIERS.find(([words]) => words.test(unit))?.[1] ?? [],
    body: BODY_WORDS.find(([words]) => words.test(key))?.[1],
  };
}

/** Whether two names can be of one thing: tier and body are the same wherever both names say them. */
export function doKindsFit(one: NamedKind, other: NamedKind): boolean {
  const isTier = one.tiers.length === 0 || other.tiers.length === 0 || commonTiers(one, other).length > 0;
  return isTier && (one.body === undefined || other.body === undefined || one.body === other.body);
}

/** Whether only one of two names says of which tier it is. */
export function isTierUnsaid(one: NamedKind, other: NamedKind): boolean {
  return (one.tiers.length === 0) !== (other.tiers.length === 0);
}

function commonTiers(one: NamedKind, other: NamedKind): readonly Tier[] {
  return one.tiers.filter((tier) => other.tiers.includes(tier));
}
