import { probability, type Additive, type Thresholds } from './model';

/** A score with what the pair really is. */
export interface Judged {
  readonly score: number;
  readonly isDuplicate: boolean;
}

const STEPS = 25;

/**
 * Slope and shift that turn scores into honest log-odds on data that was not trained on (Platt). Training with costs
 * makes scores that are too careful; this takes that back without changing the order of pairs.
 */
export function calibration(judged: readonly Judged[]): { readonly slope: number; readonly shift: number } {
  let slope = 1;
  let shift = 0;
  for (let step = 0; step < STEPS; step += 1) {
    const sums = { ss: 1e-3, s1: 0, n: 1e-3, gs: 0, g1: 0 };
    for (const { score, isDuplicate } of judged) {
      const chance = probability(slope * score + shift);
      const weight = chance * (1 - chance);
      const error = (isDuplicate ? 1 : 0) - chance;
      sums.ss += weight * score * score;
      sums.s1 += weight * score;
      sums.n += weight;
      sums.gs += error * score;
      sums.g1 += error;
    }
    const determinant = sums.ss * sums.n - sums.s1 * sums.s1;
    if (determinant <= 0) break;
    slope += (sums.n * sums.gs - sums.s1 * sums.g1) / determinant;
    shift += (sums.ss * sums.g1 - sums.s1 * sums.gs) / determinant;
  }
  return { slope, shift };
}

/** The same question with other log-odds: every weight scaled, so that it stays a sum. */
export function calibrated(question: Additive, { slope, shift }: ReturnType<typeof calibration>): Additive {
  const scaled = (weights: readonly number[]): readonly number[] =>
    weights.map((weight) => round(weight * slope));
  return {
    bias: round(question.bias * slope + shift),
    weights: Object.fromEntries(
      Object.entries(question.weights).map(([id, weights]) => [id, scaled(weights)]),
    ),
    crosses: question.crosses.map(({ of, weights }) => ({ of, weights: weights.map(scaled) })),
  };
}

function round(weight: number): number {
  return Math.round(weight * 1000) / 1000;
}

/** What thresholds must hold on data that was not trained on; with a margin over what is promised. */
export interface Aims {
  readonly autoPrecision: number;
  readonly linkPrecision: number;
  /** Pairs a person has to look at. */
  readonly reviewPairsPer1000: number;
}

export const DEFAULT_AIMS: Aims = { autoPrecision: 0.9965, linkPrecision: 0.986, reviewPairsPer1000: 70 };

/** Lowest thresholds that hold the aims on the judged pairs. */
export function thresholdsFor(judged: readonly Judged[], petitions: number, aims: Aims): Thresholds {
  const sorted = judged.toSorted((one, other) => other.score - one.score);
  const auto = lowestWith(sorted, aims.autoPrecision);
  const link = Math.min(auto, lowestWith(sorted, aims.linkPrecision));
  const automatic = sorted.filter(({ score }) => score >= auto).length;
  const seen = automatic + Math.round((aims.reviewPairsPer1000 * petitions) / 1000);
  const review = Math.min(link, sorted[Math.min(seen, sorted.length) - 1]?.score ?? link);
  return { auto: round(auto), link: round(link), review: round(review) };
}

function lowestWith(sorted: readonly Judged[], precision: number): number {
  let right = 0;
  let lowest = Number.MAX_SAFE_INTEGER;
  for (const [at, { score, isDuplicate }] of sorted.entries()) {
    if (isDuplicate) right += 1;
    if (right / (at + 1) >= precision && sorted[at + 1]?.score !== score) lowest = score;
  }
  return lowest;
}
