import type { KeyKind } from '../keys/blocking-keys';

const WHO: readonly KeyKind[] = ['id', 'phone', 'nameYear', 'birthProvince', 'shortNameCommune'];
const WHAT: readonly KeyKind[] = [
  'fact',
  'plot',
  'factGiven',
  'factSurname',
  'mentionGiven',
  'mentionCommune',
  'wording',
  'wordingGiven',
];
/** One letter, whoever signed it. */
const SAME_LETTER: readonly KeyKind[] = ['text'];
/** Of the wording without a name so many rows agree by chance hardly ever. */
const MANY_ROWS = 4;

/**
 * Whether two denunciations may be one, by kinds of keys they have in common: no more is kept of a denunciation. Somebody and something
 * agree, or the whole letter does. Never sure: there is no score and nothing by itself.
 */
export function mayBeOneDenunciation(common: readonly KeyKind[]): boolean {
  const has = (kinds: readonly KeyKind[]): boolean => common.some((kind) => kinds.includes(kind));
  const rows = common.filter((kind) => kind === 'anonymousWording').length;
  return has(SAME_LETTER) || rows >= MANY_ROWS || (has(WHO) && has(WHAT));
}
