import { LEVELS_VERSION } from '../compare/levels';
import { NORMALISER_VERSION } from '../prepare';
import type { LevelWeights, Model } from './model';

/** Natural log-odds, written by hand: how much a level speaks for (+) or against (−) one person. */
const PERSON: LevelWeights = {
  name: [0, 2.5, 2, -0.5, 1.5, 1, 1.2, -1.5, -3, -5],
  rarity: [0, -1, -0.3, 0.4, 1],
  birth: [0, 3.2, 1.6, 1.6, -0.5, 0.5, -0.8, -3.5],
  identity: [0, 5, 3, 0, -5],
  phone: [0, 4, 2, -0.5],
  place: [0, 2, 0.2, -1.5, 0, -3],
  line: [0, 1, 0.7, -0.5],
  set: [0, 0.5, -1, -2.5, -2.5, -3, 0, -2],
  author: [0, 1, 0.5, -2],
};

/** The same for one matter. */
const MATTER: LevelWeights = {
  content: [0, 4, 3, 2, 1, 0, -1, -2],
  summary: [0, 2, 1.2, 0.5, -0.3, -1],
  wording: [0, 1.5, 0.7, 0.4, 0.1, -0.5],
  facts: [0, 4, 3, 2, 0.3, -0.5, -1, -4],
  acts: [0, 1.5, 0.5, 0.3, -1.5],
  land: [0, 1.5, 0, 0, -2],
  amounts: [0, 1.5, 0.5, 0.3, -1],
  dates: [0, 1, 0.7, 0.3, -0.6],
  counts: [0, 0.5, 0.3, 0.1, -0.5],
  people: [0, 3, 1.5, 1.5, -2, 0],
  names: [0, 2, 0.8, 0.8, -0.8, 0],
  subject: [0, 1, 0.6, 0.2, -0.6],
  topic: [0, 1, 0.2, -2.5],
};

const AROUND: LevelWeights = {
  kind: [0, 0.6, 0, -0.4, -0.8],
  gap: [0, 0.5, 0, -0.3, -1],
  stage: [0, -5],
};

/**
 * Usable before anybody decided anything. Weaker than a trained model in every respect: no two features are weighed
 * together, and the thresholds are cautious.
 */
export const HAND_MODEL: Model = {
  version: 'tay-1',
  normaliserVersion: NORMALISER_VERSION,
  levelsVersion: LEVELS_VERSION,
  training: undefined,
  duplicate: { bias: -6, weights: { ...PERSON, ...MATTER, ...AROUND }, crosses: [] },
  person: { bias: -3, weights: PERSON, crosses: [] },
  matter: { bias: -3, weights: MATTER, crosses: [] },
  thresholds: { review: -1, link: 2, auto: 7 },
};
