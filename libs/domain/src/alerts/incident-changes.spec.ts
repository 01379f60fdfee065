import type { AlertCondition, AlertIncident } from './alert';
import type { AlertRules } from './alert-rules';
import { incidentChanges } from './incident-changes';

const NOW = new Date('2026-11-28T03:00:00Z');
const ago = (minutes: number): Date => new Date(NOW.getTime() - minutes * 60_000);
const RULES: Pick<AlertRules, 'opensAfterMs' | 'settleMs'> = { opensAfterMs: {}, settleMs: 120_000 };

const outage: AlertCondition = { key: 'outage', kind: 'outage', facts: { code: 'GW_N202' } };
const known = (more: Partial<AlertIncident> = {}): AlertIncident => ({
  ...outage,
  id: '7',
  noticedAt: ago(10),
  openedAt: ago(9),
  absentSince: undefined,
  closedAt: undefined,
  acknowledged: undefined,
  ...more,
});
const change = (
  standing: readonly AlertIncident[],
  seen: readonly AlertCondition[],
  rules = RULES,
): unknown => incidentChanges(standing, seen, { now: NOW, rules })[0];

describe('what becomes of incidents', () => {
  it('notices a condition, and opens it at once only where nothing has to be waited for', () => {
    expect(change([], [outage])).toEqual({ kind: 'notice', condition: outage, opens: false });
    expect(change([], [{ key: 'went-back', kind: 'went-back', facts: {} }])).toMatchObject({ opens: true });
    expect(change([], [outage], { ...RULES, opensAfterMs: { outage: 0 } })).toMatchObject({
      opens: true,
    });
  });

  it('opens it when it has lasted long enough, once', () => {
    expect(change([known({ openedAt: undefined, noticedAt: ago(0.9) })], [outage])).toMatchObject({
      opens: false,
    });
    expect(change([known({ openedAt: undefined, noticedAt: ago(1) })], [outage])).toMatchObject({
      kind: 'see',
      id: '7',
      opens: true,
    });
    expect(change([known()], [outage])).toMatchObject({ kind: 'see', opens: false });
  });

  it('takes what is known of it from what is seen now', () => {
    const facts = { code: 'GW_N204' as const };
    expect(change([known()], [{ ...outage, facts }])).toMatchObject({ facts });
  });

  it('forgets what passed by itself before anybody was told', () => {
    expect(change([known({ openedAt: undefined })], [])).toEqual({ kind: 'forget', id: '7' });
  });

  it('closes it only when it stayed away: what comes and goes is one incident', () => {
    expect(change([known()], [])).toEqual({ kind: 'miss', id: '7' });
    expect(change([known({ absentSince: ago(1.9) })], [])).toEqual({ kind: 'miss', id: '7' });
    expect(change([known({ absentSince: ago(1.9) })], [outage])).toMatchObject({ kind: 'see' });
    expect(change([known({ absentSince: ago(2) })], [])).toEqual({ kind: 'close', id: '7' });
  });

  it('leaves alone what nobody could look for', () => {
    const unseen = ['outage'] as const;
    expect(incidentChanges([known()], [], { now: NOW, rules: RULES, unseen })).toEqual([]);
  });
});
