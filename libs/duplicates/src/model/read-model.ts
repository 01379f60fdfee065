import { FEATURES, LEVELS_VERSION, type Feature } from '../compare/levels';
import { NORMALISER_VERSION } from '../prepare';
import type { Additive, Model } from './model';

export type ReadModel =
  | { readonly kind: 'model'; readonly model: Model }
  /** Why not, in Vietnamese; never used in part. */
  | { readonly kind: 'unusable'; readonly problem: string };

type Fields = Readonly<Record<string, unknown>>;

/** Reads a model from parsed JSON. One of other levels or another normaliser would weigh something else: it is refused. */
export function readModel(value: unknown): ReadModel {
  if (!isObject(value)) return unusable('không phải một đối tượng JSON');
  const { levelsVersion, normaliserVersion, version, thresholds } = value;
  if (typeof version !== 'string') return unusable('thiếu version');
  if (levelsVersion !== LEVELS_VERSION) return unusable(`levelsVersion phải là ${LEVELS_VERSION}`);
  if (normaliserVersion !== NORMALISER_VERSION)
    return unusable(`normaliserVersion phải là ${NORMALISER_VERSION}`);
  if (!areThresholds(thresholds)) return unusable('thresholds phải có review ≤ link ≤ auto');
  for (const question of ['duplicate', 'person', 'matter']) {
    const problem = problemOf(value[question]);
    if (problem !== undefined) return unusable(`${question}: ${problem}`);
  }
  return { kind: 'model', model: value as unknown as Model };
}

function unusable(problem: string): ReadModel {
  return { kind: 'unusable', problem };
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function areThresholds(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { review, link, auto } = value;
  return isNumber(review) && isNumber(link) && isNumber(auto) && review <= link && link <= auto;
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

const SIZES = new Map<string, number>(FEATURES.map(({ id, levels }: Feature) => [id, levels.length]));

function problemOf(value: unknown): string | undefined {
  if (!isObject(value) || !isNumber(value['bias'])) return 'thiếu bias';
  const { weights, crosses } = value as Fields & Partial<Additive>;
  if (!isObject(weights) || !Array.isArray(crosses)) return 'thiếu weights hoặc crosses';
  const wrong = Object.entries(weights).find(([id, levels]) => !isRow(levels, SIZES.get(id)));
  if (wrong !== undefined) return `trọng số của «${wrong[0]}» không đúng số mức`;
  return crosses.every(isCross) ? undefined : 'một bảng trọng số kép không đúng số mức';
}

function isCross(value: unknown): boolean {
  if (!isObject(value) || !Array.isArray(value['of']) || !Array.isArray(value['weights'])) return false;
  const [rows, columns] = value['of'].map((id: unknown) => SIZES.get(String(id)));
  const weights: readonly unknown[] = value['weights'];
  return weights.length === rows && weights.every((row) => isRow(row, columns));
}

function isRow(value: unknown, size: number | undefined): boolean {
  return Array.isArray(value) && value.length === size && value.every(isNumber);
}
