import { seesField } from '../access/field-classes';
import type { UserRole } from '../access/principal';
import type { PetitionKind } from '../case/case';
import type { ShownField } from '../ports/read-back';
import { mask } from '../text/mask';
import { comparableOf } from './comparable';

/** One side of a differing field as somebody may see it. */
export type ShownSide =
  | { readonly kind: 'open' | 'masked'; readonly text: string }
  /** There is a value and this person may not see it, or there is none. */
  | { readonly kind: 'hidden' | 'empty' };

const OPEN_KINDS: readonly ShownField['kind'][] = ['code', 'date', 'flag'];

/**
 * What a person may see of a value: codes, dates and flags as they are; names, numbers and texts with all but two letters covered,
 * by the roles that see masked fields; of a denunciation nothing of these, not even a letter (Law on Denunciations art. 8, 56).
 */
export function shownSide(
  { kind, value }: Pick<ShownField, 'kind' | 'value'>,
  { of, roles }: { readonly of: PetitionKind; readonly roles: readonly UserRole[] },
): ShownSide {
  if (value.trim() === '') return { kind: 'empty' };
  if (OPEN_KINDS.includes(kind)) return { kind: 'open', text: value };
  if (of === 'TC' || !seesField(roles, 'parties')) return { kind: 'hidden' };
  return { kind: 'masked', text: mask(value) };
}

/** Two values that share so much are a slip of the pen apart rather than two things. */
const CLOSE = 0.8;

/**
 * How far two values are apart, for who may not see them: `close` a letter or a word, `far` something else. `undefined`: not told
 * (a denunciation, or one side says nothing).
 */
export function likenessOf(
  one: Pick<ShownField, 'kind' | 'value'> | undefined,
  other: Pick<ShownField, 'kind' | 'value'> | undefined,
  of: PetitionKind,
): 'same' | 'close' | 'far' | undefined {
  if (of === 'TC' || one === undefined || other === undefined) return undefined;
  const [a, b] = [comparableOf(one), comparableOf(other)];
  if (a === '' || b === '') return undefined;
  if (a === b) return 'same';
  return shareOf(pairsOf(a), pairsOf(b)) >= CLOSE ? 'close' : 'far';
}

function pairsOf(text: string): ReadonlyMap<string, number> {
  const letters = Array.from(text.normalize('NFD'));
  const pairs = new Map<string, number>();
  for (const [at, letter] of letters.entries()) {
    const pair = `${letter}${letters[at + 1] ?? ''}`;
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
  }
  return pairs;
}

function shareOf(one: ReadonlyMap<string, number>, other: ReadonlyMap<string, number>): number {
  const sum = (counts: ReadonlyMap<string, number>): number =>
    [...counts.values()].reduce((a, b) => a + b, 0);
  const shared = [...one].reduce((total, [pair, count]) => total + Math.min(count, other.get(pair) ?? 0), 0);
  return (2 * shared) / (sum(one) + sum(other));
}
