/** Something with a name that a petition is about, folded: `du an duong vanh dai 3`, `truong thcs xuan thanh`. */
export interface NamedThing {
  readonly kind: 'project' | 'school' | 'business';
  /** Words of the name, without the word for its kind. */
  readonly words: readonly string[];
}

const MOST_THINGS = 8;
const MOST_WORDS = 8;
/** Where the name of a thing ends in a sentence. */
const END =
  /[.,;:()]|(?<![a-z])(?:tai|trong|do|nhung|cua|thi|la|duoc|da|dang|se|va|voi|theo|khi|nham|nen|ma|neu|de|vi|co|khong|tu|den|o|bi|no|gai|xa|ra|hoat dong|lam thu|thu|iieu|ieu cau|thong bao|tang|cham|van|qua dia|buc xuc|dau|ve|ban hanh|phai|chua|con|dung|to chuc|chiu)(?![a-z])/;
const KINDS: readonly (readonly [NamedThing['kind'], RegExp])[] = [
  ['project', /(?<![a-z])du an /g],
  ['school', /(?<![a-z])truong (?=tieu hoc|trung hoc|mam non|mau giao|thpt|thcs)/g],
  [
    'business',
    /(?<![a-z])(?:cong ti|hop tac xa|trang trai|xuong|nha mai|co so|doanh nghiep|tap doan|lo mo|bai rac) /g,
  ],
];
/** Forms of companies: no part of the name that tells one from another. */
const FORMS = /^(?:tnhh|co phan|cp|mot thanh vien|mtv|tap doan|dau tu|thuong mai|san xuat|xai dung)\s+/;

/** Named projects, schools and businesses of a text that `foldText` made, each once. */
export function namedThings(folded: string): readonly NamedThing[] {
  const found = new Map<string, NamedThing>();
  for (const [kind, start] of KINDS)
    for (const match of folded.matchAll(start)) {
      const from = match.index + match[0].length;
      const words = nameFrom(folded.slice(from, from + 90));
      if (words.length >= 2) found.set(`${kind} ${words.join(' ')}`, { kind, words });
    }
  return [...found.values()].slice(0, MOST_THINGS);
}

function nameFrom(text: string): readonly string[] {
  let name = text.slice(0, END.exec(text)?.index ?? text.length).trim();
  for (let before = ''; before !== name;) {
    before = name;
    name = name.replace(FORMS, '');
  }
  return name
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '')
    .slice(0, MOST_WORDS);
}
