import type { Frequencies, WeighedTerms } from '../frequencies';
import type { Prepared } from '../prepare';
import { compareFacts, compareProperNames } from './compare-facts';
import { compareThings } from './compare-things';
import { compareNames, NAME } from './compare-names';
import { comparePeople, type BestPair } from './compare-people';
import { bounded, overlap, sameWording } from './compare-texts';
import { levelsOf, type Levels } from './levels';
import { whatLevel, whoLevel } from './summaries';

/** A prepared petition with the weights its words have among the petitions it is compared with. */
export interface Weighed {
  readonly petition: Prepared;
  readonly summary: WeighedTerms;
  readonly content: WeighedTerms;
  readonly subject: WeighedTerms;
}

export function weigh(petition: Prepared, frequencies: Frequencies): Weighed {
  return {
    petition,
    summary: frequencies.weighed(petition.summary),
    content: frequencies.weighed(petition.content),
    subject: frequencies.weighed(petition.subject),
  };
}

const CONTENT_BOUNDS = [0.9, 0.75, 0.6, 0.45, 0.3, 0.15];
const SUMMARY_BOUNDS = [0.8, 0.5, 0.25, 0.1];
const WORDING_BOUNDS = [0.8, 0.5, 0.2, 0.03];
const SUBJECT_BOUNDS = [0.8, 0.5, 0.25];
/** Shorter texts are contained in others by accident. */
const LONG_ENOUGH = 12;

/** Level of every feature of two petitions. Symmetric: `compare(a, b)` equals `compare(b, a)`. */
export function compare(one: Weighed, other: Weighed, frequencies: Frequencies): Levels {
  const [left, right] = [one.petition, other.petition];
  const { best, set } = comparePeople(left, right);
  const facts = compareFacts(left.facts, right.facts, frequencies);
  const named = (isPerson: boolean): number =>
    compareProperNames(
      left.names.filter((name) => name.isPerson === isPerson),
      right.names.filter((name) => name.isPerson === isPerson),
      frequencies,
    );
  const levels = {
    ...best?.levels,
    rarity: rarityLevel(best, frequencies),
    set,
    author: compareAuthors(left, right),
    ...facts,
    content: contentLevel(one, other),
    summary: summaryLevel(one, other),
    wording: bounded(sameWording(left.sketch, right.sketch), WORDING_BOUNDS),
    people: named(true),
    names: named(false),
    things: compareThings(left.things, right.things),
    subject: bounded(overlap(one.subject, other.subject).cosine, SUBJECT_BOUNDS),
    topic: topicLevel(left.topics, right.topics),
    kind: kindLevel(left, right),
    gap: gapLevel(left.day, right.day),
    stage: left.isAgainstDecision === right.isAgainstDecision ? 0 : 1,
  };
  return levelsOf({ ...levels, who: whoLevel(levels), what: whatLevel(levels) });
}

/** The richest text of each side: the content, else the summary. */
function contentLevel(one: Weighed, other: Weighed): number {
  const [left, right] = [richest(one), richest(other)];
  const isLong = Math.min(left.terms.length, right.terms.length) > LONG_ENOUGH;
  const isContent = left === one.content && right === other.content;
  const { cosine: similarity, containment: contained } = overlap(left, right);
  if (isContent)
    return bounded(Math.max(similarity, isLong && contained > 0.8 ? contained : -1), CONTENT_BOUNDS);
  return bounded(Math.max(similarity, contained * 0.8), CONTENT_BOUNDS);
}

function richest({ content, summary }: Weighed): WeighedTerms {
  return content.terms.length > 0 ? content : summary;
}

function summaryLevel(one: Weighed, other: Weighed): number {
  const within = Math.max(
    overlap(one.summary, other.content).containment,
    overlap(other.summary, one.content).containment,
  );
  return bounded(Math.max(overlap(one.summary, other.summary).cosine, within * 0.8), SUMMARY_BOUNDS);
}

/** Rarity counts only where the names agree. */
function rarityLevel(best: BestPair | undefined, frequencies: Frequencies): number {
  if (best === undefined) return 0;
  const { name } = best.levels;
  if (name < NAME.same || name > NAME.otherMiddle) return 0;
  const isShort = name === NAME.noMiddle || name === NAME.otherMiddle;
  const oneIn = Math.min(
    frequencies.oneIn(best.one.name, isShort),
    frequencies.oneIn(best.other.name, isShort),
  );
  return oneIn < 500 ? 1 : oneIn < 2000 ? 2 : oneIn < 6000 ? 3 : 4;
}

function compareAuthors(left: Prepared, right: Prepared): number {
  const isSame = (one: Prepared['author'], other: Prepared['author']): boolean => {
    const level = compareNames(one, other);
    return level >= NAME.same && level <= NAME.typo;
  };
  const [one, other] = [left.author, right.author];
  if (one.syllables.length < 2 && other.syllables.length < 2) return 0;
  if (one.syllables.length > 1 && other.syllables.length > 1) return isSame(one, other) ? 1 : 3;
  const [author, people] = one.syllables.length > 1 ? [one, right.people] : [other, left.people];
  if (people.length === 0) return 0;
  return people.some(({ name }) => isSame(name, author)) ? 2 : 3;
}

function topicLevel(one: number, other: number): number {
  if (one === 0 || other === 0) return 0;
  if (one === other) return 1;
  return (one & other) === 0 ? 3 : 2;
}

function kindLevel(left: Prepared, right: Prepared): number {
  if (left.caseType === '' && left.field === '') return 0;
  if (right.caseType === '' && right.field === '') return 0;
  const isSameField = left.field === right.field;
  if (left.caseType === right.caseType) return isSameField ? 1 : 3;
  return isSameField ? 2 : 4;
}

function gapLevel(one: number | undefined, other: number | undefined): number {
  if (one === undefined || other === undefined) return 0;
  const days = Math.abs(one - other);
  return days <= 30 ? 1 : days <= 180 ? 2 : days <= 450 ? 3 : 4;
}
