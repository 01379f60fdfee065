import { bandOf, type Band } from './bands';
import { FEATURES, levelOf, type Feature, type FeatureId, type Levels, type Side } from './compare/levels';
import { logOdds, probability, type Additive, type Cross, type Model } from './model/model';

/** One bar of the waterfall. */
export interface Evidence {
  readonly title: string;
  /** What was found, in plain Vietnamese; nothing personal. */
  readonly finding: string;
  readonly side: Side;
  /** Log-odds it adds; below zero it speaks against. The bars and the prior add up to the score exactly. */
  readonly weight: number;
}

export interface Explanation {
  readonly band: Band;
  readonly score: number;
  /** As calibrated on the data of the training; of another province's petitions an estimate. */
  readonly probability: number;
  /** «Người»: that it is one person. */
  readonly person: number;
  /** «Việc»: that it is one matter. */
  readonly matter: number;
  /** What is assumed before anything is compared. */
  readonly prior: number;
  /** The heaviest first. */
  readonly evidence: readonly Evidence[];
  readonly modelVersion: string;
}

/** Lighter bars say nothing to anybody; they are added up in one. */
const LIGHTEST = 0.05;

/** Why a pair got its score: every bar, for and against, in words for whoever decides. */
export function explain(levels: Levels, model: Model): Explanation {
  const score = logOdds(model.duplicate, levels);
  return {
    band: bandOf(score, levels, model.thresholds),
    score,
    probability: probability(score),
    person: probability(logOdds(model.person, levels)),
    matter: probability(logOdds(model.matter, levels)),
    prior: model.duplicate.bias,
    evidence: waterfall(levels, model.duplicate),
    modelVersion: model.version,
  };
}

function waterfall(levels: Levels, question: Additive): readonly Evidence[] {
  const bars = [...singles(levels, question), ...question.crosses.map((cross) => together(levels, cross))];
  const heavy = bars.filter(({ weight }) => Math.abs(weight) >= LIGHTEST);
  const light = bars.filter(({ weight }) => Math.abs(weight) < LIGHTEST);
  const rest = light.reduce((sum, { weight }) => sum + weight, 0);
  const sorted = heavy.toSorted((one, other) => Math.abs(other.weight) - Math.abs(one.weight));
  if (rest === 0) return sorted;
  return [...sorted, { title: 'Các so sánh nhỏ khác', finding: 'cộng lại', side: 'around', weight: rest }];
}

function singles(levels: Levels, { weights }: Additive): readonly Evidence[] {
  return FEATURES.flatMap(({ id, side, title, levels: names }) => {
    const level = levelOf(levels, id);
    const weight = weights[id]?.[level];
    return weight === undefined ? [] : [{ title, finding: names[level] ?? '', side, weight }];
  });
}

function together(levels: Levels, { of, weights }: Cross): Evidence {
  const [row, column] = [levelOf(levels, of[0]), levelOf(levels, of[1])];
  const [one, other] = [featureOf(of[0]), featureOf(of[1])];
  return {
    title: `${one.title} × ${other.title}`,
    finding: `${one.levels[row] ?? ''}; ${other.levels[column] ?? ''}`,
    side: one.side === other.side ? one.side : 'around',
    weight: weights[row]?.[column] ?? 0,
  };
}

function featureOf(id: FeatureId): Feature {
  return FEATURES.find((feature) => feature.id === id) ?? { id, side: 'around', title: id, levels: [] };
}

const BAND_TEXTS: Readonly<Record<Band, string>> = {
  auto: 'Gần như chắc là cùng một đơn gửi lại',
  review: 'Có thể trùng, cần người xem',
  distinct: 'Không thấy trùng',
};

/** The explanation as lines for a screen or a file: what agreed, what spoke against, the sum. */
export function explanationLines({
  band,
  evidence,
  prior,
  score,
  ...shares
}: Explanation): readonly string[] {
  const bar = ({ title, finding, weight }: Evidence): string => `${signed(weight)}  ${title}: ${finding}`;
  return [
    `${BAND_TEXTS[band]} (xác suất ước tính ${percent(shares.probability)}; người ${percent(shares.person)}, việc ${percent(shares.matter)}).`,
    `${signed(prior)}  Trước khi so sánh: đa số các cặp đơn không trùng`,
    ...evidence.map(bar),
    `${signed(score)}  Tổng (mô hình ${shares.modelVersion}); dương là nghiêng về trùng, âm là nghiêng về khác`,
  ];
}

function signed(weight: number): string {
  return `${weight < 0 ? '−' : '+'}${Math.abs(weight).toFixed(1).replace('.', ',')}`;
}

/** Never «100 %»: no score is certain. */
function percent(share: number): string {
  const bounded = Math.min(0.999, Math.max(0.001, share));
  return `${(bounded * 100).toFixed(1).replace('.', ',')} %`;
}
