import { InvalidInput, oneOf, wholeNumber } from '../settings/parse-settings';
import { METHODS, type Method } from '../wire/methods';

export const PHASES = [
  'before-accept',
  'before-commit',
  'after-commit',
  'mid-response',
  'late-commit',
] as const;
export const ACTIONS = ['drop', 'reset', 'hang', 'drip', 'status', 'malformed', 'html', 'wrong-id'] as const;

export type Phase = (typeof PHASES)[number];
export type Action = (typeof ACTIONS)[number];

/**
 * One fault on command. All conditions that are given must hold: `nth` fires on exactly that matching request,
 * `rate` on that share of them (drawn from `seed`, so a run repeats). Without both it fires always.
 */
export interface FaultRule {
  readonly id: string;
  readonly method: Method | '*';
  readonly nth?: number;
  readonly rate?: number;
  readonly seed?: number;
  readonly phase: Phase;
  /** Absent: the true answer, only late by `delayMs`; with `late-commit` absent means `hang`. */
  readonly action?: Action;
  /** Wait before the action; pause between two bytes of a `drip`; time until a `late-commit` commits. */
  readonly delayMs?: number;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

const FIELDS: Readonly<Record<string, (value: unknown) => string | null>> = {
  id: (value) => (typeof value === 'string' && value !== '' ? null : 'a text'),
  method: oneOf('*', ...METHODS),
  nth: wholeNumber(1),
  rate: (value) => (typeof value === 'number' && value >= 0 && value <= 1 ? null : 'a number from 0 to 1'),
  seed: wholeNumber(0),
  phase: oneOf(...PHASES),
  action: oneOf(...ACTIONS),
  delayMs: wholeNumber(0),
  status: (value) =>
    Number.isInteger(value) && (value as number) >= 200 && (value as number) <= 599
      ? null
      : 'a status from 200 to 599',
  headers: (value) => (isTextRecord(value) ? null : 'an object of texts'),
};

/**
 * Reads `{"rules":[…]}`.
 * @throws InvalidInput naming the rule and field that is wrong; then no rule is taken.
 */
export function parseFaultRules(input: unknown): readonly FaultRule[] {
  const rules =
    typeof input === 'object' && input !== null ? (input as { rules?: unknown }).rules : undefined;
  if (!Array.isArray(rules)) throw new InvalidInput('rules: expected a list of fault rules');
  return rules.map((rule, index) => parseRule(rule, index));
}

function parseRule(rule: unknown, index: number): FaultRule {
  const at = `rules[${index}]`;
  if (typeof rule !== 'object' || rule === null) throw new InvalidInput(`${at}: expected an object`);
  const fields = rule as Readonly<Record<string, unknown>>;
  for (const [key, value] of Object.entries(fields)) {
    const check = Object.hasOwn(FIELDS, key) ? FIELDS[key] : undefined;
    if (!check) throw new InvalidInput(`${at}.${key}: unknown field`);
    const expected = value === undefined ? null : check(value);
    if (expected !== null) throw new InvalidInput(`${at}.${key}: expected ${expected}`);
  }
  if (fields['phase'] === undefined)
    throw new InvalidInput(`${at}.phase: missing, one of ${PHASES.join(' | ')}`);
  if (fields['action'] === undefined && fields['phase'] !== 'late-commit' && !fields['delayMs']) {
    throw new InvalidInput(`${at}.action: missing, one of ${ACTIONS.join(' | ')}`);
  }
  return { id: `f${index + 1}`, method: '*', ...fields } as FaultRule;
}

function isTextRecord(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.values(value).every((entry) => typeof entry === 'string')
  );
}
