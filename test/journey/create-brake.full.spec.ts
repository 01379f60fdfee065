import { AN_OPERATOR } from './an-operator';
import { MiniRoad } from './mini-road';
import { serve } from './serving';
import type { Serving } from './serving';

const SMALL_DAY = { 'national/ttcp-2018.yaml': [['createsPerDay: auto', 'createsPerDay: 3']] } as const;
const DOCUMENT = ['--document-no', '20/KH-TTT'] as const;
const RECORD = ['campaigns', 'record', ...DOCUMENT, '--quota', '50', '--until', '2099-12-31'] as const;

describe('a province with more old petitions than a day may create', () => {
  let road: MiniRoad;
  let serving: Serving | undefined;
  beforeEach(async () => {
    road = await MiniRoad.open({ edit: SMALL_DAY });
    for (let at = 1; at <= 7; at += 1) await road.petition(`C-${at}`);
  });
  afterEach(async () => {
    await serving?.close();
    serving = undefined;
    await road.close();
  });

  const created = async (): Promise<number> =>
    (await road.far.ledger()).filter(({ decision }) => decision === 'created').length;
  const status = async (): Promise<Readonly<Record<string, unknown>>> => {
    const { lines } = await road.kntc('status', '--json');
    return JSON.parse(lines.at(-1) ?? '{}') as Record<string, unknown>;
  };

  it('creates what the day may see, says so, and goes on once two people approved a campaign', async () => {
    expect((await road.converge()).why).toBe('GW_N208');
    expect(await created()).toBe(2);
    expect(await status()).toMatchObject({
      queue: { due: 0, braked: 5 },
      brake: { limit: 3, backfill: 2, live: 0, waiting: 5, campaignLeft: 0 },
    });

    expect((await road.kntc(...RECORD, '--recorded-by', 'Lan')).code).toBe(0);
    const alone = await road.kntc('campaigns', 'approve', ...DOCUMENT, '--by', 'lan');
    expect([alone.code, await created()]).toEqual([1, 2]);
    expect((await road.kntc('campaigns', 'approve', ...DOCUMENT, '--by', 'Hùng')).code).toBe(0);
    expect((await road.converge()).why).toBe('');
    expect(await created()).toBe(7);
    expect(await status()).toMatchObject({ brake: { waiting: 0, backfill: 2, campaignLeft: 45 } });
  });

  it('shows its brakes to operators and to Prometheus', async () => {
    await road.converge();
    serving = await serve(road.gateway);
    const { ask, address } = serving;
    const brakes = async (): Promise<unknown> => (await ask('api/v1/overview'))['brakes'];
    const metrics = async (): Promise<string> => (await fetch(`${address}/metrics`)).text();
    expect(await brakes()).toEqual({
      createsToday: 2,
      createsLimit: 3,
      campaignLeft: 0,
      waiting: 5,
      paused: null,
      watch: null,
      wentBack: null,
    });
    const { reference } = await road.standing('C-7');
    const read = await road.gateway.parts.people.reading.one(reference ?? '', AN_OPERATOR);
    expect(read?.view.wait).toMatchObject({ kind: 'campaign' });
    expect(await metrics()).toMatch(/kntc_creates_today 2\n[^]*kntc_creates_limit 3\n/u);
    expect(await metrics()).toMatch(
      /kntc_braked 5\n[^]*kntc_delivery_paused 0\n[^]*kntc_mapping_watched Nan\n/iu,
    );

    await road.own.query(
      "insert into delivery_watch (agency_id, what, target, seen, refused) values ('MINI', 'mapping', 'mini', 6, 5)",
    );
    expect(await brakes()).toMatchObject({ watch: { what: 'mapping', seen: 6, of: 20, bad: 5 } });
    await road.own.query("update delivery_watch set state = 'tripped'");
    await road.own.query(
      "insert into delivery_pause (agency_id, code, detail) values ('MINI', 'GW_N209', 'mapping mini: 5 refused')",
    );
    expect(await brakes()).toMatchObject({
      watch: null,
      paused: {
        why: 'mapping mini: 5 refused',
        text: expect.stringContaining('hai người cho gửi tiếp') as string,
      },
    });
    expect(await metrics()).toContain('kntc_delivery_paused 1');
  });

  it.each([
    ['a quota of nothing', [...RECORD.slice(0, 5), '0', ...RECORD.slice(6), '--recorded-by', 'Lan'], 2],
    ['a last day that has passed', [...RECORD.slice(0, 7), '2020-01-01', '--recorded-by', 'Lan'], 1],
    ['a day that does not exist', [...RECORD.slice(0, 7), '2099-02-30', '--recorded-by', 'Lan'], 2],
    ['a campaign nobody recorded', ['campaigns', 'approve', ...DOCUMENT, '--by', 'Lan'], 1],
  ])('refuses %s in three lines', async (_what, command, code) => {
    const refused = await road.kntc(...command);
    expect([refused.code, refused.errors.length]).toEqual([code, 3]);
  });
});
