import { fold } from '@kntc/domain';
import { isSurname } from '../normalise/name-form';

/** A proper name in a text, folded: an official, a neighbour, a company, a project, a school. */
export interface ProperName {
  readonly name: string;
  /** Whether it looks like the name of a person. */
  readonly isPerson: boolean;
}

const MOST_NAMES = 16;
/** Two to six words that begin with a capital; the small letters may hold the digits of a bad scan. */
const CAPITALISED = /(?<![\p{L}\d])\p{Lu}[\p{Ll}\p{M}01]*(?: \p{Lu}[\p{Ll}\p{M}01]*){1,5}(?![\p{L}])/gu;
const TITLED = /(?<![\p{L}])(?:[ÔôOo]ng|[Bb]à|[Bb]a) (?=\p{Lu})/gu;
/** Begin a sentence or name a kind of thing; never the first word of a name. */
const LEADING = new Set(
  (
    'ong ba ho toi ten chu xa phuong huien thi quan thanh tinh truong cong khu ai ubnd chap don kinh ban theo ngai tai ' +
    'dai trung hoi hop du nha so chi de khieu to phan kien gia nam tu trong khi nai viec can cuc phong quiet'
  ).split(' '),
);
/** Runs of offices and of the law, and greetings: they name nobody. */
const GENERIC = new Set([
  'viet nam',
  'hoi dong',
  'nhan dan',
  'nha nuoc',
  'chinh phu',
  'quoc hoi',
  'luat dat dai',
  'kinh gui',
  'toa an',
  'dang ui',
]);

/**
 * Proper names of a text with marks and capitals, without those of `own` places and people, which say nothing new. Longer
 * runs lose leading words of office.
 */
export function properNames(text: string, own: ReadonlySet<string>): readonly ProperName[] {
  const found = new Map<string, boolean>();
  const separated = text.replace(TITLED, '. ');
  for (const [run] of separated.matchAll(CAPITALISED)) {
    const words = withoutLead(foldedWords(run));
    if (words.length < 2 || GENERIC.has(words.join(' ')) || found.size >= MOST_NAMES) continue;
    const name = words.join(' ');
    if (!isOwn(name, own)) found.set(name, words.length > 2 && isSurname(words[0]));
  }
  return [...found].map(([name, isPerson]) => ({ name, isPerson }));
}

function foldedWords(run: string): readonly string[] {
  return fold(run.replaceAll('0', 'o').replaceAll('1', 'l')).replace(/y/g, 'i').split(' ');
}

function withoutLead(words: readonly string[]): readonly string[] {
  let from = 0;
  while (words.length - from > 2 && LEADING.has(words[from] ?? '') && !isSurname(words[from])) from += 1;
  return words.slice(from);
}

function isOwn(name: string, own: ReadonlySet<string>): boolean {
  if (own.has(name)) return true;
  for (const one of own) if (one !== '' && (one.includes(name) || name.includes(one))) return true;
  return false;
}

const AUTHOR =
  /(?:t[ôo]i t[êe]n l[àa]|t[êe]n t[ôo]i l[àa]|t[ôo]i l[àa])\s*:?\s*(\p{Lu}[\p{L}\p{M}]*(?: \p{Lu}[\p{L}\p{M}]*){1,5})/iu;

/** Who the letter says is writing (`Tôi tên là …`), as written; empty when it does not. */
export function authorOf(content: string): string {
  const name = AUTHOR.exec(content.slice(0, 600))?.[1] ?? '';
  return /^\p{Lu}/u.test(name) ? leadingCapitals(name) : '';
}

/** The pattern ignores case for the introduction only: the name ends where small words begin. */
function leadingCapitals(name: string): string {
  const words = name.split(' ');
  const end = words.findIndex((word) => !/^\p{Lu}/u.test(word));
  return (end < 0 ? words : words.slice(0, end)).join(' ');
}
