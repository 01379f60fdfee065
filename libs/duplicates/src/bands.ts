import { levelOf, type Levels } from './compare/levels';
import type { Thresholds } from './model/model';

/** `auto` grouped locally by itself, where the province allowed it; `review` a person looks; `distinct` nothing found. */
export type Band = 'auto' | 'review' | 'distinct';

/**
 * Band of a pair. Above the automatic threshold it is still a person's decision when anything contradicts: another identity
 * number, another stage, one of a group, or who complains rests on a single sign.
 */
export function bandOf(score: number, levels: Levels, thresholds: Thresholds): Band {
  if (score < thresholds.review) return 'distinct';
  return score >= thresholds.auto && mayLinkByItself(levels) ? 'auto' : 'review';
}

function mayLinkByItself(levels: Levels): boolean {
  if (levelOf(levels, 'stage') !== 0 || levelOf(levels, 'identity') === 4) return false;
  return MAY_LINK.has(levelOf(levels, 'set'));
}

/** One and one, two groups of nearly the same people, two letters without a name. */
const MAY_LINK: ReadonlySet<number> = new Set([0, 1, 6]);
