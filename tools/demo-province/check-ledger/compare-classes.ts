import type { Difference } from './difference';
import type { ExpectedRecord, RecordClass } from './expected-class';
import type { ExpectedCase } from './expected-bodies';

/** Every row in its class and no class with a row that is not its own. Codes count where both sides name one. */
export function compareClasses(
  expected: ReadonlyMap<string, ExpectedRecord>,
  found: ReadonlyMap<string, ExpectedRecord>,
): Difference[] {
  return [...new Set([...expected.keys(), ...found.keys()])].flatMap((key) => {
    const wanted = expected.get(key);
    const actual = found.get(key);
    const classes = { expected: wanted?.class ?? 'no row', found: actual?.class ?? 'no record' };
    if (classes.expected !== classes.found) return [{ key, step: 'class', field: 'class', ...classes }];
    const codes = { expected: wanted?.code ?? '', found: actual?.code ?? '' };
    return codes.found === '' || codes.expected === codes.found
      ? []
      : [{ key, step: 'class', field: 'code', ...codes }];
  });
}

export interface Counts {
  readonly read: number;
  readonly classes: Readonly<Record<RecordClass, number>>;
  readonly byType: Readonly<Record<string, number>>;
  readonly steps: Readonly<Record<string, number>>;
}

export function countExpected(
  records: ReadonlyMap<string, ExpectedRecord>,
  cases: readonly ExpectedCase[],
): Counts {
  const classes = { confirmed: 0, waiting: 0, outOfScope: 0, held: 0, quarantined: 0 };
  for (const record of records.values()) classes[record.class] += 1;
  const byType = { KN: 0, TC: 0, KNPA: 0 };
  for (const { local } of cases) if (local.kind !== undefined) byType[local.kind] += 1;
  const decisions = cases.flatMap((one) => one.decisions);
  return {
    read: records.size,
    classes,
    byType,
    steps: {
      CapNhatVuViec: cases.length,
      CapNhatKQXuLy: cases.filter((one) => one.handling !== undefined).length,
      CapNhatGiaiQuyet: cases.filter((one) => one.acceptance !== undefined).length,
      CapNhatKQGiaiQuyet: decisions.length,
      CapNhatThiHanh: decisions.flatMap((decision) => decision.enforcements).length,
    },
  };
}

/** The summary JSON of `npm start -- --once --json` against the counts that must come out. */
export function compareSummary(counts: Counts, summary: Readonly<Record<string, unknown>>): Difference[] {
  const wanted: Record<string, number> = {
    read: counts.read,
    ...counts.classes,
    unknown: 0,
    unaccounted: 0,
    ...prefixed('byType', counts.byType),
    ...prefixed('steps', counts.steps),
  };
  const found = { ...summary, ...nested(summary, 'byType'), ...nested(summary, 'steps') } as Record<
    string,
    unknown
  >;
  return Object.entries(wanted)
    .filter(([field, value]) => found[field] !== value)
    .map(([field, value]) => ({
      key: 'summary',
      step: 'summary',
      field,
      expected: String(value),
      found: String(found[field]),
    }));
}

function nested(summary: Readonly<Record<string, unknown>>, name: string): Record<string, unknown> {
  return prefixed(name, (summary[name] ?? {}) as Record<string, unknown>);
}

function prefixed<T>(name: string, values: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [`${name}.${key}`, value]));
}
