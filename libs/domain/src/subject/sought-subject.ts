import type { Case, Identity, Person, PetitionKind } from '../case/case';
import type { NationalWho } from '../ports/national-reading';
import type { BareReception } from '../reception/bare-reception';
import { fold } from '../text/fold';
import { identityNumber } from '../text/identity-number';
import { phone } from '../text/phone';

/** Who asks for their own data, as somebody checked it on paper. */
export interface SoughtSubject {
  readonly fullName: string;
  /** In the form the gateway keeps; old and new ones. */
  readonly idNumbers: readonly string[];
  readonly phones: readonly string[];
}

export type SubjectRole = 'petitioner' | 'agent' | 'respondent';

/** Where somebody stands in a case. */
export interface SubjectPlace {
  readonly role: SubjectRole;
  /** From 1. */
  readonly place: number;
  readonly person: Person;
}

export interface FoundPlaces {
  readonly certain: readonly SubjectPlace[];
  /** Places where number or phone agree and the name does not, or the other way round: a person has to look. */
  readonly doubtful: number;
}

const KEYS: Readonly<Record<string, 'name' | 'number' | 'phone'>> = {
  'ho ten': 'name',
  'so giay to': 'number',
  'dien thoai': 'phone',
};

/**
 * Reads `họ tên: …`, `số giấy tờ: …`, `điện thoại: …`, one a line, the last two as often as needed. Nothing for anything
 * else: a name alone finds namesakes and is not enough.
 */
export function readSubject(text: string): SoughtSubject | undefined {
  const found = { name: new Set<string>(), number: new Set<string>(), phone: new Set<string>() };
  for (const line of text.normalize('NFC').split(/\r?\n/)) {
    if (line.trim() === '') continue;
    const at = line.indexOf(':');
    const key = KEYS[fold(line.slice(0, Math.max(at, 0))).replaceAll('_', ' ')];
    const value = line.slice(at + 1).trim();
    if (at < 0 || key === undefined || value === '') return undefined;
    found[key].add(key === 'name' ? value : readerOf(key)(value));
  }
  const [fullName] = found.name;
  if (fullName === undefined || found.name.size > 1 || found.number.size + found.phone.size === 0)
    return undefined;
  return { fullName, idNumbers: [...found.number].toSorted(), phones: [...found.phone].toSorted() };
}

function readerOf(key: 'number' | 'phone'): (value: string) => string {
  return (value) => (key === 'number' ? identityNumber(value) : phone(value)).text;
}

/**
 * Where somebody stands in a case. In a denunciation only as the denouncer: whoever is denounced, or only acts for
 * somebody, learns nothing of it, not even that a person has to look (Law on Denunciations, art. 56). Opens the identity.
 */
export function placesOfSubject(kase: Case, sought: SoughtSubject): FoundPlaces {
  const isDenunciation = kase.kind === 'TC';
  const behind = standingBehind(kase.petitioners.identity.open(), isDenunciation);
  return foundAmong([...behind, ...(isDenunciation ? [] : respondentsOf(kase))], sought, isDenunciation);
}

/** The same of a visit that no petition came of. About what nobody wrote down counts as about a denunciation. */
export function placesInReception({ kind, visitors }: BareReception, sought: SoughtSubject): FoundPlaces {
  const isGuarded = isGuardedKind(kind);
  return foundAmong(standingBehind(visitors.identity.open(), isGuarded), sought, isGuarded);
}

/** Denunciations, and what may be one: answered to the denouncer alone, and on the word of two. */
export function isGuardedKind(kind: PetitionKind | undefined): boolean {
  return kind !== 'KN' && kind !== 'KNPA';
}

/** What a case that only the far side knows says of somebody. */
export type InStranger =
  | { readonly how: 'same'; readonly fullName: string; readonly idNumbers: readonly string[] }
  | { readonly how: 'doubtful' | 'other' };

/** Names and numbers are written there without saying which belongs to whom: one of each has to agree, and only these are given. */
export function inStranger({ names, idNumbers }: NationalWho, sought: SoughtSubject): InStranger {
  const own = idNumbers.filter((one) => sought.idNumbers.includes(identityNumber(one).text));
  if (own.length === 0) return { how: 'other' };
  const fullName = names.find((one) => fold(one) === fold(sought.fullName));
  return fullName === undefined ? { how: 'doubtful' } : { how: 'same', fullName, idNumbers: own };
}

function standingBehind({ people, agent }: Identity, isGuarded: boolean): readonly SubjectPlace[] {
  return [
    ...people.map((person, index) => ({ role: 'petitioner' as const, place: index + 1, person })),
    ...(agent === undefined || isGuarded ? [] : [{ role: 'agent' as const, place: 1, person: agent.person }]),
  ];
}

function foundAmong(places: readonly SubjectPlace[], sought: SoughtSubject, isGuarded: boolean): FoundPlaces {
  const likeness = places.map((one) => [one, likenessOf(one.person, sought)] as const);
  return {
    certain: likeness.filter(([, how]) => how === 'same').map(([one]) => one),
    doubtful: isGuarded ? 0 : likeness.filter(([, how]) => how === 'doubtful').length,
  };
}

function respondentsOf({ respondents }: Case): readonly SubjectPlace[] {
  return respondents.flatMap((one, index) =>
    one.type === 'person' ? [{ role: 'respondent' as const, place: index + 1, person: one.person }] : [],
  );
}

/** The same name with the same number; with the same phone only where no number says anything. */
function likenessOf(person: Person, sought: SoughtSubject): 'same' | 'doubtful' | 'other' {
  const isNamed = fold(person.fullName) === fold(sought.fullName);
  const number = identityNumber(person.idNumber ?? '').text;
  const isReached = sought.phones.includes(phone(person.phone ?? '').text);
  const isNumbered = number !== '' && sought.idNumbers.includes(number);
  if (isNumbered) return isNamed ? 'same' : 'doubtful';
  if (!isReached) return 'other';
  const saysNoNumber = number === '' || sought.idNumbers.length === 0;
  return isNamed && saysNoNumber ? 'same' : 'doubtful';
}
