import { LEVELS_VERSION } from './compare/levels';
import type { LabelledPair, LabelledPairs } from './labelled-pairs';
import type { PairLabel } from './labels';
import {
  calibrated,
  calibration,
  DEFAULT_AIMS,
  thresholdsFor,
  type Aims,
  type Judged,
} from './model/calibrate';
import { fitModel } from './model/fit';
import type { Shape } from './model/layout';
import type { Additive, Model, Training } from './model/model';
import { Scorer } from './model/scorer';
import { DUPLICATE_SHAPE, MATTER_SHAPE, PERSON_SHAPE } from './model/shapes';
import { NORMALISER_VERSION } from './prepare';

export interface TrainingInput {
  readonly train: readonly LabelledPairs[];
  /** Other petitions than those trained on: they set the scale and the thresholds. */
  readonly calibrate: readonly LabelledPairs[];
  readonly version: string;
  readonly about: Pick<Training, 'hash' | 'isSynthetic' | 'trainedOn'>;
  readonly aims?: Aims;
}

/** What a mistake costs: nobody labels a pair that looks like nothing, so labelled ones are the hard ones. */
const COSTS = { related: 6, distinct: 3 } as const;

/** Learns the three questions and sets the thresholds. Deterministic: the same labels make the same model. */
export function trainModel({ train, calibrate, version, about, aims = DEFAULT_AIMS }: TrainingInput): Model {
  const pairs = train.flatMap((set) => set.pairs);
  const raw = learn(DUPLICATE_SHAPE, pairs, ({ label }) => label === 'duplicate');
  const held = calibrate.flatMap((set) => set.pairs);
  const duplicate = calibrated(raw, calibration(judge(raw, held)));
  const petitions = calibrate.reduce((sum, set) => sum + set.petitions, 0);
  return {
    version,
    normaliserVersion: NORMALISER_VERSION,
    levelsVersion: LEVELS_VERSION,
    training: { ...about, ...sizesOf(train), figures: {} },
    duplicate,
    person: learn(PERSON_SHAPE, pairs, ({ label, samePerson }) => samePerson ?? label === 'duplicate'),
    matter: learn(MATTER_SHAPE, pairs, ({ label, sameMatter }) => sameMatter ?? label !== 'distinct'),
    thresholds: thresholdsFor(judge(duplicate, held), petitions, aims),
  };
}

function learn(shape: Shape, pairs: readonly LabelledPair[], isYes: (label: PairLabel) => boolean): Additive {
  const answers = Uint8Array.from(pairs, ({ label }) => (label !== undefined && isYes(label) ? 1 : 0));
  const costs = shape === DUPLICATE_SHAPE ? Float32Array.from(pairs, costOf) : undefined;
  const levels = pairs.map((pair) => pair.levels);
  return fitModel(shape, levels, answers, costs === undefined ? {} : { costs });
}

function costOf({ label }: LabelledPair): number {
  return label === undefined || label.label === 'duplicate' ? 1 : COSTS[label.label];
}

function judge(question: Additive, pairs: readonly LabelledPair[]): readonly Judged[] {
  const scorer = new Scorer(question);
  return pairs.map(({ levels, label }) => ({
    score: scorer.score(levels),
    isDuplicate: label?.label === 'duplicate',
  }));
}

function sizesOf(sets: readonly LabelledPairs[]): Pick<Training, 'petitions' | 'labels' | 'pairs'> {
  const sum = (of: (set: LabelledPairs) => number): number => sets.reduce((total, set) => total + of(set), 0);
  return {
    petitions: sum((set) => set.petitions),
    labels: sum((set) => set.pairs.filter(({ label }) => label !== undefined).length),
    pairs: sum((set) => set.pairs.length),
  };
}
