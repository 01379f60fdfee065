import { fold } from './fold';
import { isSurname, isWithoutMarks } from './surnames';

/** Anything but letters, blanks, apostrophes, hyphens and dots separates people, or is no part of a name. */
const FOREIGN = /[^\p{L}\p{M}'’‘`´ʼ .-]/u;
/** A hyphen with a blank at one side separates; one between letters is part of a name (`Y Bhăm-Êban`). */
const LOOSE_HYPHEN = /(?:^|\s)-|-(?:\s|$)/;
/** Between whole names two blanks or a tab stand for a separator. */
const WIDE_BLANK = /\s{2,}|\t/;
/** Names of princes and of other peoples have up to eight words. */
const MOST_WORDS = 10;

/** What speaks of others, of a birth or of an address, in capitals as in small letters. */
const PHRASES =
  /(?:^|\s)(?:các (?:hộ|ông|bà|công dân)|những (?:người|hộ)|hộ (?:dân|gia đình|khác)|người (?:dân|khác)|cùng (?:các|với|vợ|chồng|con)|gia đình|vợ chồng|bà con|đại diện|thay mặt|một số|sinh (?:năm|ngày)|địa chỉ|trú tại|cac (?:ho|ong|ba|cong dan)|nhung (?:nguoi|ho)|ho dan|nguoi khac|cung (?:cac|voi|vo|chong)|dai dien|thay mat|sinh (?:nam|ngay)|dia chi)(?=\s|$)/iu;

const inWords = (text: string): ReadonlySet<string> => new Set(text.split(' '));
/** Behind one name, in front of what comes along with it. */
const TOGETHER = inWords('và cùng với vs kèm');
const TOGETHER_UNMARKED = inWords('va cung voi vs');
/** In front of a place, however they are written. */
const UNITS = inWords('xã phường thôn xóm ấp huyện quận tỉnh');
/** Written small they are no names, unless they stand last (`Lê Thị tư`, `Trần Văn hộ`). */
const SMALL = inWords(
  'vợ chồng con mẹ cha em cháu các những hộ người khu khối bản làng buôn tổ đội số đường ngõ tại trú',
);
const OLDER = inWords('ông bà ong ba');
const YOUNGER = inWords('anh chị cô chú bác');

/**
 * Whether what stands in a name field is the name of one person for certain, and nothing else. `written` is the cell
 * as the source holds it, `line` the same as one line without outer separators, `name` without a title. In doubt the
 * answer is no: a wrong name that the national system has confirmed stays there.
 */
export function isOneName(written: string, line: string, name: string): boolean {
  if (FOREIGN.test(name) || LOOSE_HYPHEN.test(name) || endsWithin(name)) return false;
  const words = line.split(' ');
  if (words.length > MOST_WORDS || PHRASES.test(line)) return false;
  const text: Text = { words, isUnmarked: isWithoutMarks(line), isSmall: line === line.toLowerCase() };
  return !words.some((_word, at) => speaksOfOthers(text, at)) && !holdsTwoNames(written, text);
}

interface Text {
  readonly words: readonly string[];
  readonly isUnmarked: boolean;
  /** No capital at all: whoever typed so wrote names small, too. */
  readonly isSmall: boolean;
}

/** A dot behind a word of several letters with a vowel ends a name; `Ng. Văn An` and `Nguyễn T. An` go on. */
function endsWithin(name: string): boolean {
  if (!name.includes('.')) return false;
  return name
    .split('.')
    .slice(0, -1)
    .some((part) => {
      const last = part.split(/[\s-]/).at(-1) ?? '';
      return last === '' || (last.length > 1 && /[aeiouy]/.test(fold(last)));
    });
}

/** How a word stands in its text. */
interface Standing {
  /** Small, where the writer would have written a name with a capital or a whole name stands in front. */
  readonly isSmall: boolean;
  /** Two words at least stand in front of it. */
  readonly isInside: boolean;
  /** A family name and more follow. */
  readonly leadsToName: boolean;
  readonly isUnmarked: boolean;
}

/** When words lead to somebody or something else. */
const LEADING: readonly (readonly [ReadonlySet<string>, (how: Standing) => boolean])[] = [
  [TOGETHER, ({ isSmall, isInside, leadsToName }) => isSmall || (isInside && leadsToName)],
  [
    TOGETHER_UNMARKED,
    ({ isUnmarked, isSmall, isInside, leadsToName }) => isUnmarked && (isSmall || (isInside && leadsToName)),
  ],
  [UNITS, ({ isSmall, isInside }) => isSmall || isInside],
  [OLDER, ({ leadsToName }) => leadsToName],
  [YOUNGER, ({ isSmall, isInside, leadsToName }) => isSmall && isInside && leadsToName],
  [SMALL, ({ isSmall }) => isSmall],
];

/** Whether a word that is neither first nor last is no part of a name but leads to somebody or something else. */
function speaksOfOthers({ words, isUnmarked, isSmall }: Text, at: number): boolean {
  const [word = '', next = '', ...more] = words.slice(at);
  if (at === 0 || next === '') return false;
  const lower = word.toLowerCase();
  const how: Standing = {
    isSmall: word === lower && at >= (isSmall ? 2 : 1),
    isInside: at > 1,
    leadsToName: more.length > 0 && isSurname(next, isUnmarked),
    isUnmarked,
  };
  return LEADING.some(([leading, rule]) => leading.has(lower) && rule(how));
}

/** Two names with nothing but blanks between them, or with a hyphen grown onto both. */
function holdsTwoNames(written: string, { words, isUnmarked }: Text): boolean {
  const pieces = written.split(WIDE_BLANK).map((piece) => piece.split(/\s/));
  const isFollowed = pieces.some(
    (piece, at) => at > 0 && isWhole(piece, isUnmarked) && isWhole(pieces[at - 1] ?? [], isUnmarked),
  );
  return (
    isFollowed ||
    words.some((_word, at) => beginsAnother(words, at, isUnmarked)) ||
    isGrown(words, isUnmarked)
  );
}

const isMiddle = (word = ''): boolean => /^(?:văn|thị|van|thi)$/iu.test(word);

function isWhole(words: readonly string[], isUnmarked: boolean): boolean {
  return words.length > 1 && isSurname(words[0] ?? '', isUnmarked) && !isMiddle(words.at(-1));
}

/** `… Trần Thị Bình` behind a name of three words: a family name with the middle name that men or women bear. */
function beginsAnother(words: readonly string[], at: number, isUnmarked: boolean): boolean {
  return at > 2 && at + 2 < words.length && isSurname(words[at] ?? '', isUnmarked) && isMiddle(words[at + 1]);
}

/** `Nguyễn Văn An-Trần Thị Bình`. */
function isGrown(words: readonly string[], isUnmarked: boolean): boolean {
  return words.some((word, at) => {
    const [, second] = word.split('-');
    return at > 0 && second !== undefined && isWhole([second, ...words.slice(at + 1)], isUnmarked);
  });
}
