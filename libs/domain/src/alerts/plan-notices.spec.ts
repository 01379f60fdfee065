import type { AlertAcknowledgement, AlertIncident, Told } from './alert';
import { NO_ALERT_CHANNELS, type AlertRules } from './alert-rules';
import { isKnownOf, planNotices, retryAfterMs } from './plan-notices';

/** 10:00 in Vietnam. */
const NOW = new Date('2026-11-28T03:00:00Z');
const MINUTE = 60_000;
const at = (minutes: number): Date => new Date(NOW.getTime() + minutes * MINUTE);

const RULES: AlertRules = {
  ...NO_ALERT_CHANNELS,
  channels: [{ id: 'it' }, { id: 'head' }, { id: 'commune', agencies: ['xa-1'] }],
  routes: [
    {
      severities: ['critical', 'serious', 'warning'],
      steps: [
        { afterMs: 0, to: ['it', 'commune'] },
        { afterMs: 30 * MINUTE, to: ['head'] },
      ],
    },
  ],
  repeatMs: 240 * MINUTE,
};
const NIGHT: AlertRules = { ...RULES, quiet: { from: '22:00', to: '06:00', except: ['critical'] } };

const incident = (more: Partial<AlertIncident> = {}): AlertIncident => ({
  id: '7',
  key: 'outage',
  kind: 'outage',
  facts: { code: 'GW_N202' },
  noticedAt: NOW,
  openedAt: NOW,
  absentSince: undefined,
  closedAt: undefined,
  acknowledged: undefined,
  ...more,
});
const told = (channel: string, minutes: number, more: Partial<Told> = {}): Told => ({
  incidentId: '7',
  channel,
  what: 'opened',
  round: 0,
  at: at(minutes),
  isSent: true,
  wasSent: false,
  ...more,
});
const known = (more: Partial<AlertAcknowledgement> = {}): AlertAcknowledgement => ({
  by: 'lan',
  at: at(5),
  until: at(60),
  note: 'đang gọi',
  count: 0,
  ...more,
});

interface Asked {
  readonly told?: readonly Told[];
  readonly rules?: AlertRules;
}
const plan = (one: AlertIncident, minutes: number, { told: by = [], rules = RULES }: Asked = {}) =>
  planNotices(one, { rules, told: by, now: at(minutes) });
const sent = (...args: Parameters<typeof plan>): readonly string[] =>
  plan(...args).send.map(({ channel, what, round }) => `${channel} ${what} ${round}`);

describe('who is told what', () => {
  it('nobody while it may pass by itself', () => {
    expect(sent(incident({ openedAt: undefined }), 500)).toEqual([]);
  });

  it('the first in the row at once, and once', () => {
    expect(sent(incident(), 0)).toEqual(['it opened 0']);
    expect(sent(incident(), 1, { told: [told('it', 0)] })).toEqual([]);
    expect(sent(incident(), 1, { told: [told('it', 0, { isSent: false })] })).toEqual([]);
  });

  it('the next when nobody answered in time', () => {
    expect(sent(incident(), 29, { told: [told('it', 0)] })).toEqual([]);
    expect(plan(incident(), 30, { told: [told('it', 0)] }).send).toMatchObject([
      { channel: 'head', level: 1 },
    ]);
  });

  it('everybody who was told, again and again, until somebody answers', () => {
    const both = [told('it', 0), told('head', 30)];
    expect(sent(incident(), 239, { told: both })).toEqual([]);
    expect(sent(incident(), 240, { told: both })).toEqual(['it repeated 1']);
    expect(
      sent(incident(), 271, { told: [told('it', 240, { what: 'repeated', round: 1 }), told('head', 30)] }),
    ).toEqual(['head repeated 1']);
  });

  it('nobody any more once somebody acknowledged it, not even what waits to be sent', () => {
    const asked = { told: [told('it', 0), told('head', 30, { isSent: false })] };
    expect(plan(incident({ acknowledged: known() }), 59, asked)).toEqual({ send: [], drop: ['head'] });
  });

  it('everybody again when the acknowledgement is over, the row from its start', () => {
    const over = incident({ acknowledged: known() });
    expect(sent(over, 60, { told: [told('it', 0)] })).toEqual(['it repeated 1']);
    expect(sent(over, 61, { told: [told('it', 60, { round: 1 })] })).toEqual([]);
    expect(sent(over, 90, { told: [told('it', 60, { round: 1 })] })).toEqual(['head opened 0']);
  });

  it('everybody whom it was told that it is over, once, and nobody else', () => {
    const closed = incident({ closedAt: at(50) });
    expect(sent(closed, 50, { told: [told('it', 0)] })).toEqual(['it closed 1']);
    expect(sent(closed, 50, { told: [told('it', 40, { what: 'closed', round: 1 })] })).toEqual([]);
    // Still to be sent: it goes out as both in one.
    expect(plan(closed, 50, { told: [told('it', 0, { isSent: false })] })).toEqual({ send: [], drop: [] });
  });

  it('not again what waits to be repeated when it is over', () => {
    const waits = [told('it', 40, { what: 'repeated', round: 1, isSent: false, wasSent: true })];
    const { send, drop } = plan(incident({ closedAt: at(50) }), 50, { told: waits });
    expect(send).toMatchObject([{ what: 'closed', round: 2 }]);
    expect(drop).toEqual(['it']);
  });

  it('hears of it by what its routes take: severity and kind', () => {
    const rules = {
      ...RULES,
      routes: RULES.routes.map((one) => ({ ...one, severities: ['serious'] as const })),
    };
    expect(sent(incident(), 0, { rules })).toEqual([]);
    const only = { ...RULES, routes: RULES.routes.map((one) => ({ ...one, kinds: ['late'] as const })) };
    expect(sent(incident(), 0, { rules: only })).toEqual([]);
  });
});

describe('whoever is told of some agencies', () => {
  const late = (byAgency: Record<string, number>): AlertIncident =>
    incident({ kind: 'late', facts: { count: 9, byAgency } });

  it('hears of what is counted for one of them, and of nothing else', () => {
    expect(sent(late({ 'xa-1': 2, 'xa-2': 7 }), 0)).toEqual(['it opened 0', 'commune opened 0']);
    expect(sent(late({ 'xa-2': 9 }), 0)).toEqual(['it opened 0']);
    expect(sent(incident(), 0)).toEqual(['it opened 0']);
  });
});

describe('an acknowledgement', () => {
  it('counts to its end', () => {
    const one = incident({ acknowledged: known() });
    expect([59, 60].map((minutes) => isKnownOf(one, at(minutes)))).toEqual([true, false]);
  });

  it('of cases does not count for more of them', () => {
    const one = (count: number): AlertIncident =>
      incident({ kind: 'late', facts: { count }, acknowledged: known({ count: 12 }) });
    expect([11, 12, 13].map((count) => isKnownOf(one(count), at(10)))).toEqual([true, true, false]);
    expect(sent(one(13), 10, { told: [told('it', 0)] })).toEqual(['it repeated 1']);
    expect(sent(one(13), 11, { told: [told('it', 10, { round: 1 })] })).toEqual([]);
  });

  it('of an outage counts however many wait by now', () => {
    expect(isKnownOf(incident({ facts: { count: 900 }, acknowledged: known({ count: 1 }) }), at(10))).toBe(
      true,
    );
  });

  it('of a cause may have been said among the causes', () => {
    const one = incident({ kind: 'cause', facts: { count: 30, knownUntil: at(60).toISOString() } });
    expect([59, 60].map((minutes) => isKnownOf(one, at(minutes)))).toEqual([true, false]);
  });
});

describe('at night', () => {
  /** 23:00 in Vietnam; 06:00 is 420 minutes later. */
  const EVENING = 13 * 60;
  const one = (kind: AlertIncident['kind']): AlertIncident =>
    incident({ kind, openedAt: at(EVENING), noticedAt: at(EVENING) });

  it('what can wait is kept to the morning, and what comes next is counted from then', () => {
    expect(plan(one('source-paused'), EVENING, { rules: NIGHT }).send).toMatchObject([
      { channel: 'it', notBefore: at(EVENING + 420) },
    ]);
    const waits = { rules: NIGHT, told: [told('it', EVENING, { isSent: false })] };
    expect(sent(one('source-paused'), EVENING + 60, waits)).toEqual([]);
    expect(sent(one('source-paused'), EVENING + 449, waits)).toEqual([]);
    expect(sent(one('source-paused'), EVENING + 450, waits)).toEqual(['head opened 0']);
  });

  it('what is critical wakes people where they want that', () => {
    expect(plan(one('outage'), EVENING, { rules: NIGHT }).send).toMatchObject([{ notBefore: at(EVENING) }]);
    const asleep = { ...NIGHT, quiet: { from: '22:00', to: '06:00', except: [] } };
    expect(plan(one('outage'), EVENING, { rules: asleep }).send).toMatchObject([
      { notBefore: at(EVENING + 420) },
    ]);
  });

  it('a channel that is always awake hears everything', () => {
    const rules = { ...NIGHT, channels: [{ id: 'it', isAlways: true }] };
    expect(plan(one('source-paused'), EVENING, { rules }).send).toMatchObject([{ notBefore: at(EVENING) }]);
  });
});

it('tries again ever more rarely, and for ever', () => {
  expect([1, 2, 3, 6, 7, 50].map(retryAfterMs)).toEqual([
    30_000, 60_000, 120_000, 960_000, 1_800_000, 1_800_000,
  ]);
});
