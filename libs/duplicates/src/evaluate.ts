import { bandOf, type Band } from './bands';
import { clustersOf, type ScoredPair } from './clusters';
import { pairKey, readLabels, type LabelProblems, type PairLabel, type ReadLabels } from './labels';
import { PetitionBody } from './match-all';
import type { Additive, Model, Thresholds } from './model/model';
import { Scorer } from './model/scorer';
import type { UnitTable } from './normalise/unit-table';
import type { PetitionToMatch } from './petition';

export interface Quality {
  readonly precision: number;
  readonly recall: number;
}

export interface WithF1 extends Quality {
  readonly f1: number;
}

/** Figures of one run. Shares lie between 0 and 1; a share of nothing is 0. */
export interface Evaluation {
  readonly petitions: number;
  readonly duplicates: number;
  readonly pairs: WithF1;
  readonly autoLink: Quality;
  /** Duplicates that a person or the gateway gets to see. */
  readonly autoAndReviewRecall: number;
  readonly reviewPairsPer1000: number;
  /** Recall at the lowest threshold with a precision of 99 %; of this file, so it is a limit and no promise. */
  readonly recallAtPrecision99: number;
  readonly clusters: WithF1 & { readonly exact: number };
  /** Of the labelled pairs that carry a tag. */
  readonly byTag: Readonly<Record<string, WithF1 & { readonly n: number }>>;
  /** Labelled pairs that are no duplicates, `label:tag`, and the share of them that was linked. */
  readonly wrongLinks: Readonly<Record<string, { readonly share: number; readonly n: number }>>;
  readonly candidateRecall: number;
  readonly candidatesPerRecord: number;
  readonly labels: LabelProblems;
  readonly largeBlocks: Readonly<Record<string, number>>;
}

export interface EvaluationInput {
  readonly petitions: readonly PetitionToMatch[];
  readonly labels: Iterable<PairLabel>;
  readonly units: UnitTable;
  readonly model: Model;
  /** Which question is measured: data sets about people only know people. */
  readonly question: 'duplicate' | 'person';
}

/**
 * Measures a model on labelled petitions as they come: nothing is learnt from the file. A pair that the labels do not list is
 * taken for no duplicate.
 */
export function evaluate({ petitions, labels, units, model, question }: EvaluationInput): Evaluation {
  const body = new PetitionBody(petitions, units);
  const positions = new Map(petitions.map(({ id }, at) => [id, at]));
  const known = readLabels(labels, positions);
  const thresholds = question === 'person' ? PERSON_THRESHOLDS : model.thresholds;
  const scored = scoreAll(body, model[question], thresholds);
  return figures({ body, known, scored, thresholds });
}

/** Of the question about people, which decides nothing by itself: likelier than not. */
const PERSON_THRESHOLDS: Thresholds = { review: -2, link: 0, auto: 4 };

interface Scored extends ScoredPair {
  readonly band: Band;
}

interface Measured {
  readonly body: PetitionBody;
  readonly known: ReadLabels;
  readonly scored: readonly Scored[];
  readonly thresholds: Thresholds;
}

function scoreAll(body: PetitionBody, question: Additive, thresholds: Thresholds): readonly Scored[] {
  const scorer = new Scorer(question);
  const scored: Scored[] = [];
  for (const { one, other, levels } of body.compared()) {
    const score = scorer.score(levels);
    scored.push({ one, other, score, band: bandOf(score, levels, thresholds) });
  }
  return scored;
}

function figures({ body, known, scored, thresholds }: Measured): Evaluation {
  const count = body.size;
  const judged = scored.filter(({ one, other }) => !known.ignored.has(pairKey(one, other, count)));
  const isDuplicate = ({ one, other }: ScoredPair): boolean =>
    known.labels.get(pairKey(one, other, count))?.label === 'duplicate';
  const duplicates = [...known.labels.values()].filter(({ label }) => label === 'duplicate').length;
  const quality = (found: readonly ScoredPair[]): Quality =>
    qualityOf(found.filter(isDuplicate).length, found.length, duplicates);
  const linked = judged.filter(({ score }) => score >= thresholds.link);
  const seen = judged.filter(({ band }) => band !== 'distinct');
  return {
    petitions: count,
    duplicates,
    pairs: withF1(quality(linked)),
    autoLink: quality(judged.filter(({ band }) => band === 'auto')),
    autoAndReviewRecall: quality(seen).recall,
    reviewPairsPer1000: share(seen.filter(({ band }) => band === 'review').length * 1000, count),
    recallAtPrecision99: recallAtPrecision(judged, isDuplicate, duplicates),
    clusters: clusterQuality(clustersOf(count, scored, thresholds.link), known, count),
    ...byTag(new Set(linked.map(({ one, other }) => pairKey(one, other, count))), known),
    candidateRecall: quality(judged).recall,
    candidatesPerRecord: share(scored.length * 2, count),
    labels: known.problems,
    largeBlocks: body.largeBlocks(),
  };
}

const WANTED_PRECISION = 0.99;

function recallAtPrecision(
  pairs: readonly ScoredPair[],
  isDuplicate: (pair: ScoredPair) => boolean,
  duplicates: number,
): number {
  let [right, best] = [0, 0];
  const sorted = pairs.toSorted((left, other) => other.score - left.score);
  for (const [at, pair] of sorted.entries()) {
    if (isDuplicate(pair)) right += 1;
    const isLastOfScore = sorted[at + 1]?.score !== pair.score;
    if (isLastOfScore && right / (at + 1) >= WANTED_PRECISION) best = right;
  }
  return share(best, duplicates);
}

/** Pairs inside clusters against pairs of duplicates, chains of labels closed. */
function clusterQuality(
  heads: Uint32Array,
  known: ReadLabels,
  count: number,
): WithF1 & { readonly exact: number } {
  const truth = Uint32Array.from({ length: count }, (_none, at) => at);
  const root = (at: number): number => {
    let top = at;
    while (truth[top] !== top) top = truth[top] ?? top;
    return top;
  };
  for (const [key, { label }] of known.labels) {
    if (label !== 'duplicate') continue;
    const [one, other] = [root(Math.floor(key / count)), root(key % count)];
    truth[Math.max(one, other)] = Math.min(one, other);
  }
  const wanted = groupsOf(Uint32Array.from(truth.keys(), (at) => root(at)));
  const found = groupsOf(heads);
  const rights = groupsOf(Float64Array.from(heads, (head, at) => head * count + root(at)));
  const exact = [...wanted.values()].filter(
    (members) => members.length > 1 && isGroup(found.get(heads[members[0] ?? 0] ?? 0), members),
  ).length;
  const several = [...wanted.values()].filter((members) => members.length > 1).length;
  const quality = qualityOf(pairsIn(rights), pairsIn(found), pairsIn(wanted));
  return { ...withF1(quality), exact: share(exact, several) };
}

function isGroup(found: readonly number[] | undefined, members: readonly number[]): boolean {
  return found?.length === members.length && found.every((member) => members.includes(member));
}

function groupsOf(keys: Uint32Array | Float64Array): ReadonlyMap<number, readonly number[]> {
  const groups = new Map<number, number[]>();
  keys.forEach((key: number, at: number) => {
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [at]);
    else group.push(at);
  });
  return groups;
}

function pairsIn(groups: ReadonlyMap<number, readonly number[]>): number {
  return [...groups.values()].reduce((sum, { length }) => sum + (length * (length - 1)) / 2, 0);
}

function byTag(linked: ReadonlySet<number>, known: ReadLabels): Pick<Evaluation, 'byTag' | 'wrongLinks'> {
  const tags = new Tally();
  for (const [key, { label, tags: names }] of known.labels)
    for (const name of names) tags.add(name, label, linked.has(key));
  return { byTag: tags.asQuality(), wrongLinks: tags.asWrongLinks() };
}

interface TagCounts {
  duplicates: number;
  found: number;
  /** By `related:` or `distinct:`. */
  readonly others: Map<string, { n: number; linked: number }>;
}

class Tally {
  readonly #counts = new Map<string, TagCounts>();

  add(tag: string, label: PairLabel['label'], isLinked: boolean): void {
    const counts = this.#counts.get(tag) ?? { duplicates: 0, found: 0, others: new Map() };
    this.#counts.set(tag, counts);
    if (label === 'duplicate') {
      counts.duplicates += 1;
      if (isLinked) counts.found += 1;
      return;
    }
    const other = counts.others.get(label) ?? { n: 0, linked: 0 };
    counts.others.set(label, { n: other.n + 1, linked: other.linked + (isLinked ? 1 : 0) });
  }

  /** Nothing to find and nothing found wrongly is all one can ask: 1. */
  asQuality(): Evaluation['byTag'] {
    const of = ({ duplicates, found, others }: TagCounts): WithF1 & { readonly n: number } => {
      const [n, wrong] = [...others.values()].reduce(
        ([all, bad], one) => [all + one.n, bad + one.linked],
        [0, 0],
      );
      const precision = found + wrong === 0 ? 1 : share(found, found + wrong);
      const recall = duplicates === 0 ? 1 : share(found, duplicates);
      return { ...withF1({ precision, recall }), n: duplicates + n };
    };
    return Object.fromEntries(this.#sorted().map(([tag, counts]) => [tag, of(counts)]));
  }

  asWrongLinks(): Evaluation['wrongLinks'] {
    const entries = this.#sorted().flatMap(([tag, { others }]) =>
      [...others].map(
        ([label, { n, linked }]) => [`${label}:${tag}`, { share: share(linked, n), n }] as const,
      ),
    );
    return Object.fromEntries(entries);
  }

  #sorted(): readonly (readonly [string, TagCounts])[] {
    return [...this.#counts].toSorted(([one], [other]) => (one < other ? -1 : 1));
  }
}

function qualityOf(right: number, found: number, wanted: number): Quality {
  return { precision: share(right, found), recall: share(right, wanted) };
}

function withF1({ precision, recall }: Quality): WithF1 {
  return { precision, recall, f1: share(2 * precision * recall, precision + recall) };
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
