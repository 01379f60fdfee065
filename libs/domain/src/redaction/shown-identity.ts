import type { Identity, Person } from '../case/case';
import { fold } from '../text/fold';
import type { TraceKind } from './identity-traces';
import { numberTraces } from './number-traces';
import { foldedWords, placesOf, wordsIn, type TextWord } from './text-words';

/** From this length on a name inside a longer word is no chance. */
const SURELY_A_NAME = 8;
/** The first digits of two identity numbers are alike for people of one province, sex and year of birth. */
const FEWEST_DIGITS = 9;
const LAST_DIGITS_LEFT_OUT = 2;
const FEWEST_WORDS = 3;
const HOUSE_NUMBER = /^(?:so nha |nha so |so |nha )?\d/;
const TONES = /[\u0300\u0301\u0303\u0309\u0323]/g;

/**
 * What of an identity a short text about somebody else says: the name of an officer, of a denounced person, the number of
 * a document. Much stricter than `identityTraces`, which looks at texts a denouncer wrote: names of other people share
 * a family or given name with the denouncer, their numbers begin alike and they may live in the same hamlet. Only the
 * whole name (marks told apart where both have them), most digits of a number, a whole address with its house number, or
 * the whole name of the organisation count. Pure.
 */
export function shownIdentity(text: string, identity: Identity): TraceKind | undefined {
  const words = wordsIn(text);
  const { people, organisation, agent } = identity;
  for (const person of agent === undefined ? people : [...people, agent.person]) {
    const kind = shownPerson(person, words);
    if (kind !== undefined) return kind;
  }
  if (organisation === undefined) return undefined;
  if (holdsName(organisation.name, words)) return 'organisation';
  return holdsAddress(organisation.address, words) ? 'address' : undefined;
}

function shownPerson(person: Person, words: readonly TextWord[]): TraceKind | undefined {
  if (holdsName(person.fullName, words)) return 'name';
  if (holdsNumber(person.idNumber, words)) return 'number';
  if (holdsNumber(person.phone, words)) return 'phone';
  return holdsAddress(person.address.detail, words) ? 'address' : undefined;
}

function holdsNumber(number: string | undefined, words: readonly TextWord[]): boolean {
  const digits = (number ?? '').replaceAll(/\D/g, '').length;
  const wanted = Math.min(digits, Math.max(FEWEST_DIGITS, digits - LAST_DIGITS_LEFT_OUT));
  return number !== undefined && numberTraces(number, words, wanted).length > 0;
}

function holdsAddress(detail: string | undefined, words: readonly TextWord[]): boolean {
  const wanted = foldedWords(detail ?? '');
  if (wanted.length < FEWEST_WORDS || !HOUSE_NUMBER.test(wanted.join(' '))) return false;
  return placesOf(wanted, words).length > 0;
}

/** The whole name, whatever separates its letters; one word alone only as all that the text says. */
function holdsName(fullName: string, words: readonly TextWord[]): boolean {
  const name = wordsIn(fullName).filter(({ folded }) => /[a-z]/.test(folded));
  const wanted = lettersOf(name.map(({ folded }) => folded).join(''));
  if (wanted === '') return false;
  if (name.length === 1 && words.length > 1) return false;
  const written = lettersOf(name.map((word) => word.written).join(''));
  return words.some((word, at) => {
    if (name.length > 1 && wanted.length >= SURELY_A_NAME && word.folded.includes(wanted)) return true;
    const found = lettersFrom(words, at, wanted);
    return found !== undefined && isSameWriting(found, written);
  });
}

function lettersOf(text: string): string {
  return text.replaceAll(/\d/g, '');
}

/** As written, the words from a place on whose letters are exactly the wanted ones. */
function lettersFrom(words: readonly TextWord[], from: number, wanted: string): string | undefined {
  let folded = '';
  let written = '';
  for (let at = from; at < words.length && folded.length < wanted.length; at += 1) {
    const word = words[at];
    if (word === undefined) return undefined;
    folded += lettersOf(word.folded);
    if (!wanted.startsWith(folded)) return undefined;
    written += lettersOf(word.written);
  }
  return folded === wanted ? written : undefined;
}

/** «Hùng» is not «Hưng»; «Hung» may be either. Where the tone stands in its syllable does not matter. */
function isSameWriting(one: string, other: string): boolean {
  return isBare(one) || isBare(other) || markedForm(one) === markedForm(other);
}

function isBare(text: string): boolean {
  return fold(text) === text.toLowerCase();
}

function markedForm(text: string): string {
  const letters = text.toLowerCase().normalize('NFD');
  return `${letters.replaceAll(TONES, '')} ${(letters.match(TONES) ?? []).join('')}`;
}
