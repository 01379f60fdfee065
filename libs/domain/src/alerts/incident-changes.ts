import type { AlertCondition, AlertFacts, AlertIncident } from './alert';
import { alertKindRule, type AlertKind } from './alert-kinds';
import type { AlertRules } from './alert-rules';

/** What becomes of incidents by what is seen now. */
export type IncidentChange =
  | { readonly kind: 'notice'; readonly condition: AlertCondition; readonly opens: boolean }
  | { readonly kind: 'see'; readonly id: string; readonly facts: AlertFacts; readonly opens: boolean }
  /** It passed by itself before anybody was told. */
  | { readonly kind: 'forget'; readonly id: string }
  | { readonly kind: 'miss'; readonly id: string }
  | { readonly kind: 'close'; readonly id: string };

/**
 * One incident for each key, from when its condition has lasted long enough until it was away long enough: what comes and goes
 * stays one.
 * @param standing those that are not closed
 * @param unseen kinds nobody could look for this time: what is known of them stays as it is
 */
export function incidentChanges(
  standing: readonly AlertIncident[],
  conditions: readonly AlertCondition[],
  {
    now,
    rules,
    unseen = [],
  }: {
    readonly now: Date;
    readonly rules: Pick<AlertRules, 'opensAfterMs' | 'settleMs'>;
    readonly unseen?: readonly AlertKind[];
  },
): readonly IncidentChange[] {
  const known = new Map(standing.map((one) => [one.key, one]));
  const seen = new Set(conditions.map(({ key }) => key));
  const isDue = (kind: AlertKind, since: Date): boolean =>
    now.getTime() - since.getTime() >= (rules.opensAfterMs[kind] ?? alertKindRule(kind).opensAfterMs);
  return [
    ...conditions.map((condition): IncidentChange => {
      const before = known.get(condition.key);
      if (before === undefined) return { kind: 'notice', condition, opens: isDue(condition.kind, now) };
      const opens = before.openedAt === undefined && isDue(condition.kind, before.noticedAt);
      return { kind: 'see', id: before.id, facts: condition.facts, opens };
    }),
    ...standing
      .filter(({ key, kind }) => !seen.has(key) && !unseen.includes(kind))
      .map((one) => gone(one, now, rules.settleMs)),
  ];
}

function gone({ id, openedAt, absentSince }: AlertIncident, now: Date, settleMs: number): IncidentChange {
  if (openedAt === undefined) return { kind: 'forget', id };
  const awayMs = absentSince === undefined ? 0 : now.getTime() - absentSince.getTime();
  return awayMs >= settleMs ? { kind: 'close', id } : { kind: 'miss', id };
}
