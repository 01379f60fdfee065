import { levelOf, type FeatureId, type Levels } from '../compare/levels';

/** Log-odds (natural) of every level of every feature. */
export type LevelWeights = { readonly [Id in FeatureId]?: readonly number[] };

/** Two features whose levels together weigh something of their own. */
export interface Cross {
  readonly of: readonly [FeatureId, FeatureId];
  /** Rows: levels of the first; columns: of the second. */
  readonly weights: readonly (readonly number[])[];
}

/** One additive question: bias, one weight a level, few crossed levels. The sum is the log-odds of the answer «yes». */
export interface Additive {
  readonly bias: number;
  readonly weights: LevelWeights;
  readonly crosses: readonly Cross[];
}

/** Log-odds from which a pair is put into a band; ascending. */
export interface Thresholds {
  readonly review: number;
  /** Lies inside the review band: what clusters are made of, and what «found» means in the figures. */
  readonly link: number;
  readonly auto: number;
}

/** What the weights were learnt from, so that nobody takes figures of synthetic data for figures of the field. */
export interface Training {
  /** SHA-256 of everything that was trained on, in order. */
  readonly hash: string;
  readonly petitions: number;
  readonly labels: number;
  readonly pairs: number;
  readonly isSynthetic: boolean;
  readonly trainedOn: string;
  /** Of data that was not trained on. */
  readonly figures: Readonly<Record<string, number>>;
}

/** A versioned model: data, not code. */
export interface Model {
  readonly version: string;
  readonly normaliserVersion: number;
  readonly levelsVersion: number;
  readonly training: Training | undefined;
  readonly duplicate: Additive;
  readonly person: Additive;
  readonly matter: Additive;
  readonly thresholds: Thresholds;
}

/** Log-odds that an additive question is answered «yes». */
export function logOdds(question: Additive, levels: Levels): number {
  let sum = question.bias;
  for (const [id, weights] of Object.entries(question.weights))
    sum += weights[levelOf(levels, id as FeatureId)] ?? 0;
  for (const { of, weights } of question.crosses)
    sum += weights[levelOf(levels, of[0])]?.[levelOf(levels, of[1])] ?? 0;
  return sum;
}

export function probability(logOddsOfYes: number): number {
  return 1 / (1 + Math.exp(-logOddsOfYes));
}
