import type { DuplicateCandidate, DuplicateSituation, FoundPair } from '@kntc/domain';
import { bandOf } from '../bands';
import { compare, weigh, type Weighed } from '../compare/compare';
import { LEVELS_VERSION, type Levels } from '../compare/levels';
import type { Frequencies } from '../frequencies';
import type { KindedKey } from '../keys/hashed-keys';
import { probability, type Model } from '../model/model';
import type { Prepared } from '../prepare';
import { situationOf, tellApart } from '../situations';
import { mayBeOneDenunciation } from './denunciations';
import type { PairScorers } from './pair-scorers';

/** One side of a pair: what is known of when it came and what became of it. */
export type Side = Pick<
  DuplicateCandidate,
  'caseId' | 'agencyId' | 'kind' | 'receivedOn' | 'decidedOn' | 'isAfterDecision' | 'arrivedMs'
>;

export interface Matching {
  readonly model: Model;
  readonly scorers: PairScorers;
  readonly frequencies: Frequencies;
}

export interface Compared {
  readonly side: Side;
  readonly prepared: Prepared;
}

/** Partners of one petition that are compared with each other, to see whether it holds several matters. */
const PARTNERS = 5;

/** Pairs of a petition with whoever shares keys with it, those that a person should see. */
export function judgePairs(
  one: Compared,
  others: readonly Compared[],
  matching: Matching,
): readonly FoundPair[] {
  const mine = weigh(one.prepared, matching.frequencies);
  const scored = others.flatMap((other) => {
    const found = judged(one, mine, other, matching);
    return found === undefined ? [] : [{ other, found }];
  });
  const { link } = matching.model.thresholds;
  const partners = scored
    .filter(({ found }) => (found.judged?.score ?? 0) >= link)
    .slice(0, PARTNERS)
    .map(({ other }) => other);
  if (!areApart(partners, matching)) return scored.map(({ found }) => found);
  return scored.map(({ found }) =>
    (found.judged?.score ?? 0) >= link && found.situation !== 'after-decision'
      ? { ...found, situation: 'several-matters' }
      : found,
  );
}

function areApart(partners: readonly Compared[], { model, scorers, frequencies }: Matching): boolean {
  if (partners.length < 2) return false;
  const weighed = partners.map(({ prepared }) => weigh(prepared, frequencies));
  const pairs = weighed.flatMap((left, one) =>
    weighed.slice(one + 1).map((right, at) => ({
      one,
      other: one + 1 + at,
      score: scorers.duplicate.score(compare(left, right, frequencies)),
    })),
  );
  return tellApart(
    partners.map((_one, at) => at),
    pairs,
    model.thresholds.review,
  );
}

function judged(
  one: Compared,
  mine: Weighed,
  other: Compared,
  { model, scorers, frequencies }: Matching,
): FoundPair | undefined {
  const levels = compare(mine, weigh(other.prepared, frequencies), frequencies);
  const score = scorers.duplicate.score(levels);
  const band = bandOf(score, levels, model.thresholds);
  const [person, matter] = [scorers.person.score(levels), scorers.matter.score(levels)].map(probability);
  const asks = { band, person: person ?? 0, matter: matter ?? 0 };
  const situation = seen(levels, asks, one, other);
  if (situation === undefined || band === 'distinct') return undefined;
  const { later, earlier } = inOrder(one.side, other.side);
  return {
    later: later.caseId,
    earlier: earlier.caseId,
    band: situation === 'after-decision' ? 'review' : band,
    situation,
    judged: {
      score,
      person: asks.person,
      matter: asks.matter,
      levels,
      levelsVersion: LEVELS_VERSION,
      modelVersion: model.version,
    },
  };
}

function seen(
  levels: Levels,
  asks: Pick<Parameters<typeof situationOf>[1], 'band' | 'person' | 'matter'>,
  one: Compared,
  other: Compared,
): DuplicateSituation | undefined {
  const situation = situationOf(levels, {
    ...asks,
    isSameAgency: one.side.agencyId === other.side.agencyId,
    isSupplement: one.prepared.isSupplement || other.prepared.isSupplement,
  });
  return situation !== undefined && isNewStage(one.side, other.side) ? 'after-decision' : situation;
}

/** The first one was decided before the second came, or the second says that it was. */
export function isNewStage(one: Side, other: Side): boolean {
  const { later, earlier } = inOrder(one, other);
  const isDecided = earlier.decidedOn !== undefined && earlier.decidedOn <= later.receivedOn;
  return isDecided || (later.isAfterDecision && !earlier.isAfterDecision);
}

/** By the day it was received, then by when it came to the gateway. */
export function inOrder(one: Side, other: Side): { readonly later: Side; readonly earlier: Side } {
  const isOneLater =
    one.receivedOn === other.receivedOn
      ? one.arrivedMs === other.arrivedMs
        ? one.caseId > other.caseId
        : one.arrivedMs > other.arrivedMs
      : one.receivedOn > other.receivedOn;
  return isOneLater ? { later: one, earlier: other } : { later: other, earlier: one };
}

/** Pairs of a denunciation: by common keys alone. */
export function judgeDenunciation(
  side: Side,
  keys: readonly KindedKey[],
  candidates: readonly DuplicateCandidate[],
): readonly FoundPair[] {
  const kinds = new Map(keys.map(({ hash, kind }) => [hash, kind]));
  return candidates.flatMap((other): readonly FoundPair[] => {
    if (other.kind !== 'TC') return [];
    const common = other.common.flatMap((hash) => kinds.get(hash) ?? []);
    if (!mayBeOneDenunciation(common)) return [];
    const { later, earlier } = inOrder(side, other);
    const situation = isNewStage(side, other) ? 'after-decision' : 'unclear';
    return [{ later: later.caseId, earlier: earlier.caseId, band: 'review', situation }];
  });
}
