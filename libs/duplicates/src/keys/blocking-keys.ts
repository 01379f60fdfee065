import type { Fact } from '../facts/extract-facts';
import { givenNameOf, surnameOf } from '../normalise/name-form';
import type { PersonForm } from '../normalise/person-form';
import type { Prepared } from '../prepare';
import { MINHASHES } from '../text/terms';

/**
 * Largest block of a kind that is looked through whole; of larger ones only the newest few. A key that many share finds
 * nothing a rarer key would not, and costs the most.
 */
export const KEY_LIMITS = {
  id: 60,
  phone: 60,
  nameYear: 120,
  nameProvince: 120,
  name: 40,
  shortNameCommune: 120,
  givenYearCommune: 60,
  shortNameYearProvince: 60,
  surnameYearCommune: 40,
  birthProvince: 40,
  factGiven: 80,
  factSurname: 80,
  fact: 40,
  plot: 60,
  mentionGiven: 80,
  mentionCommune: 40,
  wordingGiven: 60,
  wording: 60,
  anonymousWording: 60,
  anonymousSubject: 40,
  text: 40,
} as const;
export type KeyKind = keyof typeof KEY_LIMITS;

/** `kind|value`: two petitions with a common key are compared. Holds personal data: outside memory only as a keyed hash. */
export type BlockingKey = `${KeyKind}|${string}`;

/** People of a group that get keys of their own. */
const INDEXED = 12;
const IDENTIFYING = /^(?:act|doc|ruling|cert):/;
const TELLING = /^(?:act|doc|ruling|cert|money|date|area):/;

/** Keys of a petition, each once. */
export function blockingKeys(petition: Prepared): readonly BlockingKey[] {
  const keys = new Set<BlockingKey>();
  const people = petition.people.slice(0, INDEXED);
  for (const person of people) {
    for (const key of personKeys(person)) keys.add(key);
    for (const key of matterKeysOf(person, petition)) keys.add(key);
  }
  for (const key of matterKeys(petition)) keys.add(key);
  if (people.length === 0) for (const key of anonymousKeys(petition)) keys.add(key);
  return [...keys];
}

function* personKeys(person: PersonForm): Generator<BlockingKey> {
  const { name, place, birthYear, idNumber, phone } = person;
  if (idNumber !== '') yield `id|${idNumber}`;
  if (phone !== '') yield `phone|${phone}`;
  if (name.syllables.length === 0) return;
  const sorted = name.syllables.toSorted().join(' ');
  const short = `${surnameOf(name)} ${givenNameOf(name)}`;
  yield `nameProvince|${sorted}|${place.province}`;
  if (name.syllables.length > 2) yield `name|${sorted}`;
  for (const commune of place.communes) yield `shortNameCommune|${short}|${commune}`;
  if (birthYear === 0) return;
  yield `nameYear|${sorted}|${birthYear}`;
  yield `shortNameYearProvince|${short}|${birthYear}|${place.province}`;
  if (person.birthDay !== '') yield `birthProvince|${birthYear}-${person.birthDay}|${place.province}`;
  for (const commune of place.communes) {
    yield `givenYearCommune|${givenNameOf(name)}|${birthYear}|${commune}`;
    yield `surnameYearCommune|${surnameOf(name)}|${birthYear}|${commune}`;
  }
}

/** What one person says: the same letter of another household has other keys. */
function* matterKeysOf(person: PersonForm, petition: Prepared): Generator<BlockingKey> {
  const [given, surname] = [givenNameOf(person.name), surnameOf(person.name)];
  if (given === '') return;
  for (const fact of factsLike(petition, TELLING)) {
    yield `factGiven|${fact}|${given}`;
    if (IDENTIFYING.test(fact)) yield `factSurname|${fact}|${surname}`;
  }
  for (const { name, isPerson } of petition.names.slice(0, 6)) {
    if (isPerson) yield `mentionGiven|${name}|${given}`;
    for (const commune of isPerson ? person.place.communes : []) yield `mentionCommune|${name}|${commune}`;
  }
  for (let row = 0; row + 1 < petition.minhashes.length; row += 2)
    yield `wordingGiven|${row}|${petition.minhashes[row]}|${petition.minhashes[row + 1]}|${given}`;
}

function* matterKeys(petition: Prepared): Generator<BlockingKey> {
  const commune = petition.people[0]?.place.communes[0] ?? petition.people[0]?.place.province ?? '';
  const plot = petition.facts.find((fact) => fact.startsWith('plot:'));
  const sheet = petition.facts.find((fact) => fact.startsWith('sheet:'));
  if (plot !== undefined && sheet !== undefined) yield `plot|${plot}|${sheet}|${commune}`;
  for (const fact of factsLike(petition, IDENTIFYING)) yield `fact|${fact}`;
  const { minhashes } = petition;
  for (let row = 0; row + 4 <= minhashes.length; row += 4)
    yield `wording|${row}|${minhashes.slice(row, row + 4).join('.')}`;
  if (minhashes.length === MINHASHES) yield `text|${petition.sketch.slice(0, 8).join('.')}`;
}

function* anonymousKeys({ minhashes, names, facts, topics }: Prepared): Generator<BlockingKey> {
  for (const [row, hash] of minhashes.entries()) yield `anonymousWording|${row}|${hash}`;
  for (const { name } of names) yield `anonymousSubject|${name}`;
  for (const fact of facts.slice(0, 12)) yield `anonymousSubject|${fact}|${topics}`;
}

function factsLike(petition: Prepared, pattern: RegExp): readonly Fact[] {
  return petition.facts.filter((fact) => pattern.test(fact)).slice(0, 8);
}
