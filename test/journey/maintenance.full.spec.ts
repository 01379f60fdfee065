import { expectAgreement } from './agreement';
import { MiniRoad, until } from './mini-road';
import { serve } from './serving';
import type { Serving } from './serving';
import { TravellingClock } from './travelling-clock';

jest.setTimeout(60_000);

// 28 November 2026 is a Saturday; 15:00 UTC is 22:00 in Viet Nam.
const BEFORE = '2026-11-28T14:58:00Z';
const BEGIN = '2026-11-28T15:00:00Z';
const LAST_MOMENT = '2026-11-28T21:59:00Z';
const END = '2026-11-28T22:00:00Z';
const WINDOW = "maintenance: [{ days: [sat], from: '22:00', until: '05:00' }]";

describe('a maintenance window of the national side', () => {
  const clock = new TravellingClock(BEFORE);
  let road: MiniRoad;
  let serving: Serving;
  let heard = 0;

  beforeAll(async () => {
    road = await MiniRoad.open({
      clock,
      edit: { 'national/ttcp-2018.yaml': [['maintenance: []', WINDOW]] },
    });
    serving = await serve(road.gateway);
  });
  afterEach(() => expectAgreement(road));
  afterAll(async () => {
    await serving.close();
    await road.close();
  });

  const isConfirmed = async (ma: string): Promise<boolean> => (await road.standing(ma)).class === 'confirmed';
  const destination = async (): Promise<unknown> => (await serving.ask('api/v1/overview'))['destination'];
  /** Both are read in, so both could be sent. */
  const areWaiting = async (): Promise<boolean> => {
    const { rows } = await road.own.query<{ count: number }>(
      "select count(*)::int as count from record_standing where local_key in ('M-1', 'M-2') and class = 'waiting'",
    );
    return rows[0]?.count === 2;
  };

  it('lets everything through until it begins', async () => {
    await road.petition('M-1');
    await until(() => isConfirmed('M-1'));
    expect((await road.delivered('M-1')).map(({ method }) => method)).toEqual([
      'CapNhatVuViec',
      'CapNhatKQXuLy',
    ]);
    expect(await destination()).toEqual({ open: true });
  });

  it('hears nothing from its first to its last moment, not even a question, and harms no record', async () => {
    clock.travelTo(BEGIN);
    heard = await road.far.requests();
    await road.petition('M-2');
    await road.change('M-1', { ngay_thu_ly: '2026-03-10', han: '2026-05-10' });
    await until(areWaiting);
    await until(() => road.gateway.parts.deliver.gateState.pausedCode !== undefined);
    clock.travelTo(LAST_MOMENT);
    // What the schedules do by themselves, at once, and a moment for what it may have set going.
    await Promise.all([road.gateway.sweep(), road.gateway.refreshKnowledge()]);
    const later = clock.monotonicMs() + 1_000;
    await until(() => clock.monotonicMs() > later);
    expect(await areWaiting()).toBe(true);
    expect(await road.far.requests()).toBe(heard);
  });

  it('is the reason an operator is shown, while the process itself is well', async () => {
    expect(await destination()).toEqual({
      open: false,
      code: 'GW_N206',
      text: expect.stringMatching(/khung giờ bảo trì.*hồ sơ chờ.*Hết giờ bảo trì cổng tự gửi tiếp/) as string,
    });
    await until(async () => (await serving.ask('health/ready'))['outages'] !== undefined);
    expect(await serving.ask('health/ready')).toMatchObject({
      status: 'ok',
      destination: 'GW_N206',
      outages: [{ code: 'GW_N206' }],
    });
    expect((await serving.ask('api/v1/overview'))['classes']).toEqual({ waiting: 2 });
  });

  it('that lasts longer than announced is no longer called one: nobody answers, and that is said', async () => {
    await road.far.faults([
      { id: 'late', method: '*', phase: 'before-accept', action: 'status', status: 503 },
    ]);
    clock.travelTo(END);
    await until(async () => (await serving.ask('health/ready'))['destination'] === 'GW_N202');
    expect(await destination()).toMatchObject({ open: false, code: 'GW_N202' });
    expect(await areWaiting()).toBe(true);
  });

  it('ends, and what waited is delivered by itself, once and in order', async () => {
    await road.far.clearFaults();
    await until(async () => (await isConfirmed('M-1')) && (await isConfirmed('M-2')));
    expect((await road.delivered('M-1')).map(({ method }) => method)).toEqual([
      'CapNhatVuViec',
      'CapNhatKQXuLy',
      'CapNhatGiaiQuyet',
    ]);
    expect((await road.delivered('M-2')).map(({ method }) => method)).toEqual([
      'CapNhatVuViec',
      'CapNhatKQXuLy',
    ]);
    expect(await destination()).toEqual({ open: true });
    expect((await road.far.ledger()).filter(({ decision }) => decision === 'refused')).toEqual([]);
  });
});
