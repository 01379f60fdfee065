import { NO_ALERT_CHANNELS } from '@kntc/domain';
import type { AlertLook, AlertRules, DigestFacts, ProcessLook } from '@kntc/domain';
import { PgAlerts } from '@kntc/storage';
import { emptyTables } from '../../../../test/contract/empty-tables';
import { usePool } from '../../../../test/contract/stores-under-test';
import { FakeAlertSender, FakeClock, RecordingLogger } from '../../../../test/fakes';
import { AlertWatch } from './alert-watch';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const RULES: AlertRules = {
  ...NO_ALERT_CHANNELS,
  channels: [{ id: 'it' }, { id: 'head' }],
  routes: [
    {
      severities: ['critical', 'serious', 'warning'],
      steps: [
        { afterMs: 0, to: ['it'] },
        { afterMs: 30 * MINUTE, to: ['head'] },
      ],
    },
  ],
  opensAfterMs: { outage: 0, 'source-paused': 0 },
};
const NIGHT = { from: '22:00', to: '06:00', except: ['critical'] } as const;

const QUIET: AlertLook & ProcessLook = {
  isDeliveryPaused: false,
  hasWentBack: false,
  outages: [],
  unaccounted: 0,
  sources: [],
  queue: { due: 0, braked: 0, unknown: 0, oldestDueSeconds: 0 },
  queuePauses: [],
  duplicatesOverdue: 0,
  late: {},
  lateSoon: {},
  requestsOverdue: {},
  requestsSoon: {},
  listsWaiting: 0,
  causes: [],
  failingChannels: [],
  isAuditBroken: false,
  isWitnessAway: false,
  areReceiptsUnsigned: false,
  diskFreePercent: undefined,
};
const OUTAGE = { outages: [{ scope: '', code: 'GW_N202', affected: 900 }] } as const;
const SOURCE = {
  sources: [{ id: 'mini', title: 'Mini', pausedCode: 'GW_S101', isMappingWaiting: false }],
} as const;
const DIGEST: DigestFacts = {
  classes: new Map([['confirmed', 7]]),
  due: 0,
  late: 0,
  lateSoon: 0,
  overdue: 0,
  requestsOverdue: 0,
  requestsSoon: 0,
  open: [],
  closedLately: 0,
};

describe('whoever is to be told', () => {
  const pool = usePool();
  let now: Date;
  let look: AlertLook & ProcessLook;
  let ways: Map<string, FakeAlertSender>;
  const logger = new RecordingLogger();

  beforeEach(async () => {
    await emptyTables(pool.dataSource, ['alert_notice', 'alert_incident', 'alert_watch']);
    now = new Date('2026-11-28T10:00:00+07:00');
    look = QUIET;
    ways = new Map(RULES.channels.map(({ id }) => [id, new FakeAlertSender()]));
  });
  const aWatch = (
    rules: AlertRules = RULES,
    processId = '00000000-0000-4000-8000-000000000001',
  ): AlertWatch =>
    new AlertWatch({
      store: new PgAlerts(pool.dataSource, 'H507', async () => now),
      rules,
      senders: ways,
      look: async () => look,
      digest: async () => DIGEST,
      province: 'Tỉnh X',
      publicUrl: 'https://kntc.tinh.vn',
      lookEveryMs: 0,
      processId,
      clock: new FakeClock(),
      logger,
    });
  const turn = (watch: AlertWatch): Promise<void> => watch.turn(new AbortController().signal);
  /** What a channel heard, as severity-or-over and how often. */
  const heard = (channel: string): readonly string[] =>
    (ways.get(channel)?.messages ?? []).flatMap(({ items, subject }) =>
      items.length === 0 ? [subject] : items.map(({ what, kind }) => `${kind} ${what}`),
    );
  const later = (ms: number): void => void (now = new Date(now.getTime() + ms));
  const acknowledge = (until: Date): Promise<unknown> =>
    pool.dataSource.query(
      `update alert_incident set acknowledged_by = 'lan', acknowledged_at = $1, acknowledged_until = $2,
         acknowledged_note = 'đang gọi', acknowledged_count = 0 where closed_at is null`,
      [now, until],
    );

  it('is told once of an outage, however often it is seen and however many records wait', async () => {
    const watch = aWatch();
    look = { ...QUIET, ...OUTAGE };
    for (let count = 0; count < 20; count += 1) {
      await turn(watch);
      later(MINUTE);
      look = { ...QUIET, outages: [{ ...OUTAGE.outages[0], affected: 900 + count }] };
    }
    expect(heard('it')).toEqual(['outage opened']);
    expect(heard('head')).toEqual([]);
  });

  it('the whole story: next in the row, again, acknowledged and silent, over', async () => {
    const watch = aWatch();
    look = { ...QUIET, ...OUTAGE };
    await turn(watch);
    later(30 * MINUTE);
    await turn(watch);
    expect(heard('head')).toEqual(['outage opened']);
    later(3.5 * HOUR);
    await turn(watch);
    expect(heard('it')).toEqual(['outage opened', 'outage repeated']);
    await acknowledge(new Date(now.getTime() + 10 * HOUR));
    for (let hour = 0; hour < 9; hour += 1) {
      later(HOUR);
      await turn(watch);
    }
    expect(heard('it')).toHaveLength(2);
    expect(heard('head')).toEqual(['outage opened']);
    look = QUIET;
    await turn(watch);
    later(2 * MINUTE);
    await turn(watch);
    await turn(watch);
    expect(heard('it').at(-1)).toBe('outage closed');
    expect(heard('head')).toEqual(['outage opened', 'outage closed']);
    later(24 * HOUR);
    await turn(watch);
    expect(heard('it')).toHaveLength(3);
  });

  it('is told again when the acknowledgement is over and it is not', async () => {
    const watch = aWatch();
    look = { ...QUIET, ...OUTAGE };
    await turn(watch);
    await acknowledge(new Date(now.getTime() + 10 * MINUTE));
    later(11 * MINUTE);
    await turn(watch);
    expect(heard('it')).toEqual(['outage opened', 'outage repeated']);
  });

  it('hears of what comes and goes as one', async () => {
    const watch = aWatch();
    for (let round = 0; round < 10; round += 1) {
      look = round % 2 === 0 ? { ...QUIET, ...OUTAGE } : QUIET;
      await turn(watch);
      later(MINUTE);
    }
    expect(heard('it')).toEqual(['outage opened']);
  });

  it('sleeps at night: what can wait comes in the morning, what is critical at once', async () => {
    const watch = aWatch({ ...RULES, quiet: NIGHT });
    now = new Date('2026-11-28T23:00:00+07:00');
    look = { ...QUIET, ...SOURCE };
    await turn(watch);
    later(HOUR);
    await turn(watch);
    expect(heard('it')).toEqual([]);
    look = { ...QUIET, ...SOURCE, ...OUTAGE };
    await turn(watch);
    expect(heard('it')).toEqual(['outage opened']);
    now = new Date('2026-11-29T06:00:00+07:00');
    await turn(watch);
    expect(heard('it').slice(1)).toContain('source-paused opened');
  });

  it('hears in the morning that something was and is over, in one message', async () => {
    const watch = aWatch({ ...RULES, quiet: NIGHT });
    now = new Date('2026-11-28T23:00:00+07:00');
    look = { ...QUIET, ...SOURCE };
    await turn(watch);
    look = QUIET;
    for (const _minute of [1, 2, 3, 4]) {
      later(MINUTE);
      await turn(watch);
    }
    now = new Date('2026-11-29T06:00:00+07:00');
    await turn(watch);
    await turn(watch);
    expect(heard('it')).toEqual(['source-paused passed']);
    expect(heard('head')).toEqual([]);
  });

  it('misses nothing while the mail server is away', async () => {
    const watch = aWatch();
    const it = ways.get('it');
    if (it === undefined) throw new Error('no such way');
    it.failure = 'unreachable';
    look = { ...QUIET, ...OUTAGE };
    for (let minute = 0; minute < 20; minute += 1) {
      await turn(watch);
      later(MINUTE);
    }
    const [{ attempts, failure } = { attempts: 0, failure: '' }]: { attempts: number; failure: string }[] =
      await pool.dataSource.query("select attempts, failure from alert_notice where channel = 'it'");
    expect(failure).toBe('unreachable');
    // Ever more rarely: not twenty times in twenty minutes.
    expect(attempts).toBeGreaterThanOrEqual(4);
    expect(attempts).toBeLessThanOrEqual(6);
    it.failure = undefined;
    later(30 * MINUTE);
    await turn(watch);
    expect(heard('it')).toEqual(['outage opened']);
  });

  it('is not told what was still to be sent once somebody knows of it', async () => {
    const it = ways.get('it');
    if (it === undefined) throw new Error('no such way');
    it.failure = 'unreachable';
    look = { ...QUIET, ...OUTAGE };
    await turn(aWatch());
    await acknowledge(new Date(now.getTime() + 5 * HOUR));
    await turn(aWatch());
    it.failure = undefined;
    later(HOUR);
    await turn(aWatch());
    expect(heard('it')).toEqual([]);
    later(5 * HOUR);
    await turn(aWatch());
    expect(heard('it')).toEqual(['outage opened']);
  });

  it('is told again rather than not at all when the process dies between sending and noting it', async () => {
    const it = ways.get('it');
    if (it === undefined) throw new Error('no such way');
    it.afterAccept = () => {
      it.afterAccept = () => undefined;
      throw new Error('the process dies here');
    };
    look = { ...QUIET, ...OUTAGE };
    await expect(turn(aWatch())).rejects.toThrow('the process dies here');
    await turn(aWatch());
    expect(it.messages.map(({ id }) => id)).toEqual([it.messages[0]?.id, it.messages[0]?.id]);
    await turn(aWatch());
    expect(it.messages).toHaveLength(2);
  });

  it('is told by one process of all', async () => {
    look = { ...QUIET, ...OUTAGE };
    const others = Array.from({ length: 4 }, (_none, place) =>
      aWatch(RULES, `00000000-0000-4000-8000-00000000000${place}`),
    );
    for (let round = 0; round < 3; round += 1) await Promise.all(others.map(turn));
    expect(heard('it')).toEqual(['outage opened']);
  });

  it('is told by the next process as soon as one ends, and not while it lives', async () => {
    const [first, second] = ['1', '2'].map((id) => aWatch(RULES, `00000000-0000-4000-8000-00000000000${id}`));
    if (first === undefined || second === undefined) throw new Error('no such process');
    await turn(first);
    look = { ...QUIET, ...OUTAGE };
    await turn(second);
    expect(heard('it')).toEqual([]);
    await first.stop();
    await turn(second);
    expect(heard('it')).toEqual(['outage opened']);
  });

  it('hears of many incidents at once in one message', async () => {
    look = { ...QUIET, ...OUTAGE, ...SOURCE };
    await turn(aWatch());
    expect(ways.get('it')?.messages).toHaveLength(1);
    expect(heard('it')).toEqual(['outage opened', 'source-paused opened']);
  });

  it('gets the mail of the morning at eight, once, though processes start anew', async () => {
    const rules = { ...RULES, digest: { at: '08:00', to: ['it'] } };
    now = new Date('2026-11-28T07:59:00+07:00');
    await turn(aWatch(rules));
    expect(heard('it')).toEqual([]);
    now = new Date('2026-11-28T08:00:00+07:00');
    for (const _start of [1, 2, 3]) {
      await turn(aWatch(rules));
      later(MINUTE);
    }
    expect(heard('it')).toEqual(['[KNTC Tỉnh X] Bản tin 28/11/2026: không có sự cố']);
    now = new Date('2026-11-28T23:00:00+07:00');
    await turn(aWatch(rules));
    now = new Date('2026-11-29T08:00:01+07:00');
    await turn(aWatch(rules));
    expect(heard('it')).toHaveLength(2);
  });

  it('gets none for a morning that is long over', async () => {
    const rules = { ...RULES, digest: { at: '08:00', to: ['it'] } };
    now = new Date('2026-11-28T20:00:00+07:00');
    await turn(aWatch(rules));
    expect(heard('it')).toEqual([]);
  });
});
