import type { Identity, Organisation, Person } from '../case/case';
import { readLegacyTexts } from '../text/legacy/read-legacy-texts';
import { suspicious } from '../text/text-limits';
import { nameTraces } from './name-traces';
import { birthTraces, numberTraces } from './number-traces';
import { addressTraces, placeTraces } from './place-traces';
import { foldedWords, placesOf, wordsIn, type TextWord } from './text-words';

/** What of an identity shows in a text. `unreadable`: characters that may hide anything. */
export type TraceKind = 'name' | 'number' | 'phone' | 'birth' | 'address' | 'organisation' | 'unreadable';

/** Where something shows; never what it says. */
export interface IdentityTrace {
  readonly kind: TraceKind;
  /** Line of the text, from 1. */
  readonly line: number;
}

/** What the identity itself does not say and the check needs. */
export interface Surroundings {
  /** Names of the wards and districts where the petitioners live, as the national list writes them. */
  readonly places?: readonly string[];
  /** Texts of the case that leave anyway: a place that stands in them tells nothing more. */
  readonly open?: readonly string[];
}

type Found = readonly (readonly [TraceKind, readonly TextWord[]])[];

/**
 * Where a text shows who stands behind a petition: names, numbers, phones, birth dates and parts of the address of
 * every petitioner, the agent and the organisation. Compared without marks, case, separators and look-alikes, so
 * that `NGUYEN  VAN-AT`, `N g u y ễ n V ă n Ất` and `0 9 1 2.000.111` are found. Pure; what it returns is nothing personal.
 *
 * It finds what is written; it does not understand. Who is meant by «người duy nhất trong thôn phản đối» only the second
 * person sees, whose approval it does not replace.
 */
export function identityTraces(
  text: string,
  identity: Identity,
  surroundings: Surroundings = {},
): readonly IdentityTrace[] {
  const words = wordsIn(text);
  const { people, organisation, agent } = identity;
  const found: Found = [
    ...people.flatMap((person) => tracesOfPerson(person, words)),
    ...(agent === undefined ? [] : tracesOfPerson(agent.person, words)),
    ...(organisation === undefined ? [] : tracesOfOrganisation(organisation, words)),
    ['address', unopened(surroundings).flatMap((place) => placeTraces(place, words))],
  ];
  const traces = found.flatMap(([kind, at]) => at.map(({ line }) => ({ kind, line })));
  const isUnreadable = suspicious(text) || readLegacyTexts([text]) !== undefined;
  return distinct(isUnreadable ? [{ kind: 'unreadable', line: 1 }, ...traces] : traces);
}

function tracesOfPerson(person: Person, words: readonly TextWord[]): Found {
  const { fullName, idNumber, phone, birthDate, address, idIssuedPlace } = person;
  return [
    ['name', nameTraces(fullName, words)],
    ['number', idNumber === undefined ? [] : numberTraces(idNumber, words)],
    ['phone', phone === undefined ? [] : numberTraces(phone, words)],
    ['birth', birthDate === undefined ? [] : birthTraces(birthDate, words)],
    ['address', address.detail === undefined ? [] : addressTraces(address.detail, words)],
    ['address', idIssuedPlace === undefined ? [] : phraseTraces(idIssuedPlace, words)],
  ];
}

/** What an organisation is called, with and without its legal form. */
const LEGAL_FORM =
  /^(?:cong ty|doanh nghiep tu nhan|dntn|hop tac xa|htx|to hop tac|hoi|ban|to chuc)(?: (?:tnhh|co phan|cp|mtv|mot thanh vien|hop danh|hai thanh vien|trach nhiem huu han))* /;

function tracesOfOrganisation({ name, address }: Organisation, words: readonly TextWord[]): Found {
  const bare = foldedWords(name).join(' ').replace(LEGAL_FORM, '').split(' ');
  const isTelling = bare.length >= 2 || bare.join('').length >= 6;
  return [
    ['organisation', phraseTraces(name, words)],
    ['organisation', isTelling ? placesOf(bare, words).flatMap((at) => words.slice(at, at + 1)) : []],
    ['address', address === undefined ? [] : addressTraces(address, words)],
  ];
}

function phraseTraces(phrase: string, words: readonly TextWord[]): readonly TextWord[] {
  const wanted = foldedWords(phrase);
  return wanted.length < 2 ? [] : placesOf(wanted, words).flatMap((at) => words.slice(at, at + 1));
}

/** Places that no text of the case shows anyway. */
function unopened({ places = [], open = [] }: Surroundings): readonly string[] {
  const shown = open.map((text) => ` ${foldedWords(text).join(' ')} `);
  return places.filter((place) => {
    const name = ` ${foldedWords(place).join(' ')} `;
    return !shown.some((text) => text.includes(name));
  });
}

function distinct(traces: readonly IdentityTrace[]): readonly IdentityTrace[] {
  const seen = new Map(traces.map((trace) => [`${trace.line} ${trace.kind}`, trace]));
  return [...seen.values()].toSorted((a, b) => a.line - b.line);
}
