import { CP1258 } from './cp1258';
import { readAll, type LegacyEncoding, type LegacyEncodingName } from './encoding';
import { holdsUnicodeLetters, UNICODE, Scales, type Evidence } from './evidence';
import { hasLostLetters } from './lost-letters';
import { decodeLetters, outsideMarkup, withoutMarkup } from './markup';
import { MOJIBAKE } from './mojibake';
import { isOrdinary } from './ordinary';
import { TCVN3 } from './tcvn3';
import { VIQR } from './viqr';
import { VNI } from './vni';

/** `detect`, `off`, or the one encoding a source is known to write. */
export type LegacySetting = 'detect' | 'off' | Exclude<LegacyEncodingName, 'mojibake'>;
export const LEGACY_SETTINGS = ['detect', 'off', 'tcvn3', 'vni', 'viqr', 'cp1258'] as const;

/** What became of one text of a record. */
export type LegacyFinding =
  | {
      readonly kind: 'converted';
      readonly text: string;
      readonly encoding: LegacyEncodingName;
      readonly confidence: number;
    }
  /** Damage that may be an old encoding, but not surely enough to convert. */
  | { readonly kind: 'suspect'; readonly confidence: number }
  /** Letters became `?` at the source. */
  | { readonly kind: 'lost' };

const ENCODINGS: readonly LegacyEncoding[] = [MOJIBAKE, TCVN3, VNI, CP1258, VIQR];
/** Log-odds against an old encoding before anything is read: few texts have one. */
const RARE = 3;
/** Most that the other texts of the record add, however many they are. */
const MOST_SUPPORT = 6;
const CONVERT_FROM = 0.95;
const SUSPECT_FROM = 0.5;
/** Evidence that one accidental word cannot give. */
const TWO_WORDS = 6;
/** By so much the best explanation must beat the second. */
const CLEAR_LEAD = 3;
/** Longer texts are refused later anyway. */
const LONGEST = 400_000;

/**
 * Looks for old Vietnamese encodings and lost letters in all texts of one record together, since a name alone may be
 * too short to tell. Each text is judged by its own words, with the other texts as further evidence; a text that is
 * right as it stands is never changed. `undefined` when every text is ordinary, which costs microseconds. Pure.
 */
export function readLegacyTexts(
  texts: readonly string[],
  setting: LegacySetting = 'detect',
): ReadonlyMap<number, LegacyFinding> | undefined {
  if (setting === 'off' || (setting === 'detect' && texts.every(isOrdinaryText))) return undefined;
  const candidates = setting === 'detect' ? ENCODINGS : ENCODINGS.filter(({ name }) => name === setting);
  const weighed = texts.map((text) => new WeighedText(text, candidates));
  const findings = new Map<number, LegacyFinding>();
  weighed.forEach((text, index) => {
    const finding = judge(text, new Company(weighed, text), setting !== 'detect');
    if (finding !== undefined) findings.set(index, finding);
  });
  return findings.size === 0 ? undefined : findings;
}

/** Whether nothing in a text asks for a closer look: no sign of an old encoding and none of lost letters. */
export function isOrdinaryText(text: string): boolean {
  if (text.length > LONGEST) return true;
  const decoded = decodeLetters(text);
  return isOrdinary(decoded) || isOrdinaryUnicode(decoded);
}

/** `Ðỗ Văn Ðức`: Icelandic eth for Đ is a slip of its own, mended later, and no sign of an old encoding beside ỗ. */
function isOrdinaryUnicode(text: string): boolean {
  return /[ðÐ]/.test(text) && holdsUnicodeLetters(text) && isOrdinary(text.replace(/[ðÐ]/g, 'đ'));
}

/** A text and what it says about every encoding. */
class WeighedText {
  readonly decoded: string;
  readonly plain: string;
  readonly evidence: ReadonlyMap<LegacyEncoding, Evidence>;

  constructor(text: string, candidates: readonly LegacyEncoding[]) {
    const long = text.length > LONGEST;
    this.decoded = long ? '' : decodeLetters(text).normalize('NFC');
    this.plain = withoutMarkup(this.decoded);
    const clean = holdsUnicodeLetters(this.plain) && isOrdinaryText(this.plain);
    const scales = new Scales(this.plain);
    this.evidence = new Map(
      candidates.map((encoding) => [encoding, clean ? UNICODE : scales.weigh(encoding)]),
    );
  }
}

function oddsOf({ supporting, against }: Evidence): number {
  return supporting - 2 * against;
}

/** The other texts of the record. */
class Company {
  readonly #others: readonly WeighedText[];

  constructor(all: readonly WeighedText[], self: WeighedText) {
    this.#others = all.filter((text) => text !== self);
  }

  /** What they add to the odds of an encoding. */
  support(encoding: LegacyEncoding): number {
    const sums = this.#others.map((text) => sureOddsOf(text.evidence.get(encoding)));
    return Math.min(
      MOST_SUPPORT,
      sums.reduce((sum, odds) => sum + odds, 0),
    );
  }

  /** Whether one of them is certainly not written in the encoding. */
  denies(encoding: LegacyEncoding): boolean {
    return this.#others.some((text) => {
      const evidence = text.evidence.get(encoding);
      return evidence !== undefined && (evidence.unicode > 0 || evidence.against > evidence.supporting);
    });
  }
}

function sureOddsOf(evidence: Evidence | undefined): number {
  if (evidence === undefined || evidence.unicode > 0) return 0;
  return Math.max(0, oddsOf(evidence));
}

function judge(text: WeighedText, company: Company, named: boolean): LegacyFinding | undefined {
  return judgeEncoding(text, company, named) ?? (hasLostLetters(text.plain) ? { kind: 'lost' } : undefined);
}

function judgeEncoding(text: WeighedText, company: Company, named: boolean): LegacyFinding | undefined {
  if (named) return judgeNamed(text);
  const [best, second] = explanations(text, company);
  if (best === undefined) return judgeAmbiguous(text, company);
  const { supporting, against, unicode } = best.evidence;
  const damaged = supporting >= TWO_WORDS;
  // Old and new encoding in one text: converting would break the new part.
  if (unicode > 0) return damaged ? suspect(0.5) : undefined;
  if (4 * against > supporting) return damaged && supporting > 2 * against ? suspect(0.5) : undefined;
  const confidence = confidenceOf(best.odds);
  if (confidence < SUSPECT_FROM) return undefined;
  const sure = confidence >= CONVERT_FROM && !rivals(text, best, second);
  return sure ? converted(text, best.encoding, confidence) : suspect(Math.min(confidence, CONVERT_FROM));
}

/** Whether another encoding explains the text about as well, and reads it differently. */
function rivals(text: WeighedText, best: Explanation, second: Explanation | undefined): boolean {
  if (second === undefined || second.odds <= best.odds - CLEAR_LEAD) return false;
  return convert(text.decoded, second.encoding) !== convert(text.decoded, best.encoding);
}

interface Explanation {
  readonly encoding: LegacyEncoding;
  readonly evidence: Evidence;
  readonly odds: number;
}

/** Encodings that at least one word speaks for, best first. */
function explanations(text: WeighedText, company: Company): readonly Explanation[] {
  return [...text.evidence]
    .filter(([, { supporting }]) => supporting > 0)
    .map(([encoding, evidence]) => ({
      encoding,
      evidence,
      odds: oddsOf(evidence) + company.support(encoding),
    }))
    .toSorted((one, other) => other.odds - one.odds);
}

/**
 * Words that are Vietnamese both ways in a record whose other texts are all in one old encoding: usual names decide.
 * `Hoàng` may be `Hồng` in VNI; nobody can say.
 */
function judgeAmbiguous(text: WeighedText, company: Company): LegacyFinding | undefined {
  const [found, ...more] = [...text.evidence].filter(
    ([encoding, { ambiguous, against, unicode }]) =>
      ambiguous > 0 &&
      against === 0 &&
      unicode === 0 &&
      company.support(encoding) >= MOST_SUPPORT &&
      !company.denies(encoding),
  );
  if (found === undefined) return undefined;
  const [encoding, { names }] = found;
  // Marks of VIQR behind a vowel are nothing else in such a record.
  const decided = more.length === 0 && (names > 0 || encoding.name === 'viqr');
  return decided ? converted(text, encoding, CONVERT_FROM) : suspect(0.5);
}

/** The source file says the encoding: what can be read in it, is. */
function judgeNamed(text: WeighedText): LegacyFinding | undefined {
  const [first] = text.evidence;
  if (first === undefined) return undefined;
  const [encoding, { supporting, against, ambiguous, unicode }] = first;
  const speaking = supporting + 3 * ambiguous;
  if (unicode > 0) return supporting >= TWO_WORDS ? suspect(0.5) : undefined;
  if (speaking === 0) return undefined;
  return 4 * against <= speaking ? converted(text, encoding, 1) : suspect(0.5);
}

function suspect(confidence: number): LegacyFinding {
  return { kind: 'suspect', confidence };
}

function converted({ decoded }: WeighedText, encoding: LegacyEncoding, confidence: number): LegacyFinding {
  return { kind: 'converted', text: convert(decoded, encoding), encoding: encoding.name, confidence };
}

function convert(text: string, encoding: LegacyEncoding): string {
  return outsideMarkup(text, (piece) => readAll(piece, encoding));
}

function confidenceOf(odds: number): number {
  return 1 / (1 + Math.exp(RARE - odds));
}
