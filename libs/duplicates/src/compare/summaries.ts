import { NAME } from './compare-names';
import type { FeatureId } from './levels';

type Named = { readonly [Id in FeatureId]?: number };

/** Level of `who`: what the levels of the person come to. */
export function whoLevel(named: Named): number {
  const { name = 0, identity = 0, phone = 0 } = named;
  if (identity === 1) return 0;
  if (name === NAME.missing) return 9;
  if (name > NAME.typo || name === NAME.otherMarks) return name === NAME.different ? 11 : 10;
  if (phone === 1) return 1;
  return identity === 4 ? 2 : byBirthAndPlace(named);
}

function byBirthAndPlace({ birth = 0, place = 0 }: Named): number {
  if (birth === 0) return place === 1 ? 5 : place === 2 || place === 4 || place === 3 ? 6 : 7;
  if (birth > 3) return 8;
  return place === 1 ? 3 : 4;
}

/** Level of `what`: what text, facts and names come to. */
export function whatLevel({ content = 0, facts = 0, people = 0, names = 0 }: Named): number {
  const text = content === 0 ? 3 : content <= 2 ? 0 : content <= 4 ? 1 : content <= 6 ? 2 : 3;
  return text * 12 + factsOf(facts) * 3 + namesOf(people, names);
}

function factsOf(facts: number): number {
  if (facts === 1 || facts === 2) return 0;
  if (facts === 3) return 1;
  return facts === 5 || facts === 7 ? 3 : 2;
}

function namesOf(people: number, names: number): number {
  const agrees = (level: number): boolean => level >= 1 && level <= 3;
  if (agrees(people) || (names === 1 && people !== 4)) return 0;
  return people === 4 ? 2 : 1;
}
