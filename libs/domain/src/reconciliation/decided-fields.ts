import type { Case } from '../case/case';
import { Sealed } from '../case/sealed';
import { stepName, type PlannedStep, type StepKey } from '../ports/step-plan';
import type { ExpectedField, ShownKind } from '../ports/read-back';
import { comparableOf } from './comparable';
import type { FieldDigest } from './compare-fields';

/**
 * How people settled a field both sides see differently. `ours`: what the province has is sent (again); `theirs`: what stands
 * at the far side is taken for ours, nothing is sent for it; `typed`: neither was right, a third value is sent.
 */
export const DECISION_WAYS = ['ours', 'theirs', 'typed'] as const;
export type DecisionWay = (typeof DECISION_WAYS)[number];

/** A decision about one field of a step that was confirmed, as long as the step was not acknowledged since. */
export interface DecidedField {
  readonly key: StepKey;
  readonly field: string;
  readonly way: DecisionWay;
  /** Keyed digest of the compared form that the field should have on both sides. */
  readonly digest: string;
}

/** Decisions that wait to be carried out. */
export interface Decided {
  readonly fields: readonly DecidedField[];
  /** Every field both sides see differently, decided or not: what is sent replaces all of its step. */
  readonly differing: readonly string[];
  /** The state with which the case step was confirmed: what else changed since is told by it. */
  readonly confirmedCase: Case;
}

export interface DecisionBasis {
  readonly decisions: readonly DecidedField[];
  /** Fields both sides see differently, by the name of their step. */
  readonly differing: ReadonlyMap<string, readonly string[]>;
  /** As the newest case is planned. */
  readonly now: readonly PlannedStep[];
  /** What the newest plan should show. */
  readonly expected: readonly ExpectedField[];
  /** As the state is planned that was confirmed last; `undefined`: it cannot be planned any more. */
  readonly before: readonly PlannedStep[] | undefined;
  /** Steps as the far side acknowledged them, by name. */
  readonly acknowledged: ReadonlyMap<string, Pick<PlannedStep, 'contentDigest'>>;
  readonly digest: FieldDigest;
}

/**
 * What decisions of people let delivery do with steps that were confirmed, by name of the step. `send`: it goes out, although
 * nothing of it changed or although it replaces something; `take`: what is planned now stands there already, by what people
 * saw: it counts as acknowledged, and nothing is sent.
 *
 * A step whose decided fields do not show what was decided (not judged again yet, or changed since), or in which anything
 * else changed since it was confirmed, is not in the answer: the ordinary rules hold for it. Nor is one that would be sent while
 * another field of it differs that nobody decided about: sending it would replace that as well. Pure; keeps nothing.
 */
export function decidedSteps(basis: DecisionBasis): ReadonlyMap<string, 'send' | 'take'> {
  const names = [...new Set(basis.decisions.map(({ key }) => stepName(key)))];
  return new Map(
    names.flatMap((name): readonly (readonly [string, 'send' | 'take'])[] => {
      const decisions = basis.decisions.filter(({ key }) => stepName(key) === name);
      if (!isInEffect(name, decisions, basis)) return [];
      if (decisions.every(({ way }) => way === 'theirs')) return [[name, 'take']];
      const decided = new Set(decisions.map(({ field }) => field));
      const isAll = (basis.differing.get(name) ?? []).every((field) => decided.has(field));
      return isAll ? [[name, 'send']] : [];
    }),
  );
}

function isInEffect(name: string, decisions: readonly DecidedField[], basis: DecisionBasis): boolean {
  const { now, before, expected, acknowledged, digest } = basis;
  const step = now.find(({ key }) => stepName(key) === name);
  const standing = acknowledged.get(name);
  if (step === undefined || standing === undefined) return false;
  const shown = new Map(expected.map((field) => [field.name, field]));
  const isShown = decisions.every(({ field, digest: wanted }) => {
    const own = shown.get(field);
    return own !== undefined && digest(field, comparableOf(own)) === wanted;
  });
  if (!isShown) return false;
  if (step.contentDigest === standing.contentDigest) return true;
  const sent = before?.find(({ key }) => stepName(key) === name);
  if (sent === undefined || sent.contentDigest !== standing.contentDigest) return false;
  const isDecided = (value: string): boolean =>
    decisions.some(({ field, digest: wanted }) => {
      const kind: ShownKind = shown.get(field)?.kind ?? 'text';
      return digest(field, comparableOf({ kind, value })) === wanted;
    });
  return changedLeaves(sent.content, step.content).every(isDecided);
}

/** Values that the second has and the first has not, or has otherwise; `''` for one that is missing. */
function changedLeaves(before: unknown, after: unknown): readonly string[] {
  const [one, other] = [leavesOf('', before), leavesOf('', after)];
  const paths = [...new Set([...one.keys(), ...other.keys()])];
  return paths.filter((path) => one.get(path) !== other.get(path)).map((path) => other.get(path) ?? '');
}

function leavesOf(path: string, value: unknown): ReadonlyMap<string, string> {
  if (value instanceof Sealed) return new Map([[path, value.digest]]);
  if (value === undefined || value === null) return new Map();
  if (typeof value === 'string') return new Map([[path, value]]);
  if (typeof value !== 'object') return new Map([[path, JSON.stringify(value)]]);
  return new Map(Object.entries(value).flatMap(([key, item]) => [...leavesOf(`${path}/${key}`, item)]));
}
