import { FEATURES, type FeatureId, type Side } from '../compare/levels';
import type { Shape } from './layout';

/** `who` and `what` only weigh together: alone they would count their parts twice. */
const SUMMARIES: readonly FeatureId[] = ['who', 'what'];

/** Is it one petition sent again? Every comparison, and few pairs of them. */
export const DUPLICATE_SHAPE: Shape = {
  features: of('person', 'matter', 'around'),
  crosses: [
    ['who', 'what'],
    ['content', 'facts'],
    ['set', 'wording'],
    ['set', 'author'],
    ['kind', 'topic'],
    ['people', 'names'],
    ['who', 'gap'],
    ['who', 'topic'],
    ['wording', 'facts'],
    ['topic', 'facts'],
    ['things', 'facts'],
    ['things', 'content'],
    ['set', 'who'],
  ],
};

/** Is it the same person? Whatever the matter. */
export const PERSON_SHAPE: Shape = {
  features: of('person'),
  crosses: [
    ['name', 'birth'],
    ['name', 'place'],
    ['name', 'rarity'],
  ],
};

/** Is it the same matter? Whoever complains. */
export const MATTER_SHAPE: Shape = {
  features: of('matter'),
  crosses: [
    ['content', 'facts'],
    ['people', 'names'],
    ['topic', 'facts'],
  ],
};

function of(...sides: readonly Side[]): readonly FeatureId[] {
  return FEATURES.filter(({ id, side }) => sides.includes(side) && !SUMMARIES.includes(id)).map(
    ({ id }) => id,
  );
}
