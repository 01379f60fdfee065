import type { Fact, FactKind } from '../facts/extract-facts';
import type { ProperName } from '../facts/proper-names';
import type { Frequencies } from '../frequencies';
import { editDistance } from './edit-distance';

export interface FactLevels {
  readonly facts: number;
  readonly acts: number;
  readonly land: number;
  readonly amounts: number;
  readonly dates: number;
  readonly counts: number;
}

const GROUPS = {
  acts: ['act', 'doc', 'ruling'],
  land: ['cert', 'plot', 'sheet'],
  amounts: ['money', 'area'],
  dates: ['date', 'month'],
  counts: ['year', 'count'],
} as const satisfies Readonly<Record<string, readonly FactKind[]>>;
/** Kinds of which a matter has one, so that two different ones speak against it. */
const SINGLE: ReadonlySet<string> = new Set(['act', 'cert', 'plot', 'ruling', 'money', 'area']);

const AGREES = 1;
const PARTLY = 2;
const NEAR = 3;
const CONFLICTS = 4;

/** Levels of the facts of two petitions. Symmetric. */
export function compareFacts(
  ones: readonly Fact[],
  others: readonly Fact[],
  frequencies: Frequencies,
): FactLevels {
  const [left, right] = [byKind(ones), byKind(others)];
  const group = (kinds: readonly FactKind[]): number => compareGroup(kinds, left, right);
  return {
    facts: pooled(ones, others, frequencies),
    acts: group(GROUPS.acts),
    land: group(GROUPS.land),
    amounts: group(GROUPS.amounts),
    dates: group(GROUPS.dates),
    counts: group(GROUPS.counts),
  };
}

type ByKind = ReadonlyMap<string, readonly Fact[]>;

function byKind(facts: readonly Fact[]): ByKind {
  const kinds = new Map<string, Fact[]>();
  for (const fact of facts) {
    const kind = fact.slice(0, fact.indexOf(':'));
    const known = kinds.get(kind);
    if (known === undefined) kinds.set(kind, [fact]);
    else known.push(fact);
  }
  return kinds;
}

function compareGroup(kinds: readonly FactKind[], left: ByKind, right: ByKind): number {
  const levels = kinds
    .map((kind) => compareKind(left.get(kind) ?? [], right.get(kind) ?? []))
    .filter((level) => level > 0);
  if (levels.length === 0) return 0;
  const hasConflict = levels.includes(CONFLICTS);
  const best = Math.min(...levels);
  return hasConflict && best < NEAR ? PARTLY : best;
}

function compareKind(ones: readonly Fact[], others: readonly Fact[]): number {
  if (ones.length === 0 || others.length === 0) return 0;
  const shared = ones.filter((fact) => others.includes(fact)).length;
  if (shared > 0) return shared === Math.min(ones.length, others.length) ? AGREES : PARTLY;
  return ones.some((one) => others.some((other) => areNear(one, other))) ? NEAR : CONFLICTS;
}

/** One digit mistyped in a number of at least three. */
function areNear(one: Fact, other: Fact): boolean {
  return Math.min(one.length, other.length) >= one.indexOf(':') + 4 && editDistance(one, other, 1) <= 1;
}

const RARE = 4.5;

/** All facts together: how much rare is shared, how many kinds conflict. */
function pooled(ones: readonly Fact[], others: readonly Fact[], frequencies: Frequencies): number {
  if (ones.length === 0 || others.length === 0) return 0;
  const shared = ones.filter((fact) => others.includes(fact));
  const rare = shared.filter((fact) => frequencies.rarityOfFact(fact) >= RARE).length;
  const conflicts = countConflicts(byKind(ones), byKind(others));
  if (shared.length === 0) return conflicts >= 2 ? 7 : 6;
  if (conflicts > 0) return rare - conflicts >= 2 ? 2 : 5;
  return rare >= 3 ? 1 : rare === 2 ? 2 : rare === 1 ? 3 : 4;
}

function countConflicts(left: ByKind, right: ByKind): number {
  return [...left].filter(
    ([kind, facts]) => SINGLE.has(kind) && compareKind(facts, right.get(kind) ?? []) === CONFLICTS,
  ).length;
}

/** Levels of the features `people` and `names`: of one sort of proper names. */
export function compareProperNames(
  ones: readonly ProperName[],
  others: readonly ProperName[],
  frequencies: Frequencies,
): number {
  if (ones.length === 0 && others.length === 0) return 0;
  if (ones.length === 0 || others.length === 0) return 5;
  const shared = ones.filter((one) => others.some(({ name }) => name === one.name));
  if (shared.some(({ name }) => frequencies.rarityOfProperName(name) >= RARE)) return 1;
  if (shared.length > 0) return 2;
  return ones.some((one) => others.some((other) => areNearlyOne(one.name, other.name))) ? 3 : 4;
}

function areNearlyOne(one: string, other: string): boolean {
  const shorter = Math.min(one.length, other.length);
  if (shorter >= 7 && (one.endsWith(` ${other}`) || other.endsWith(` ${one}`))) return true;
  const most = shorter > 9 ? 2 : 1;
  return editDistance(one, other, most) <= most;
}
