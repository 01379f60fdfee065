import { MiniRoad } from '../journey/mini-road';
import { quickWith } from '../journey/ways-out/way-out';
import { apiSinks } from './admin-api';
import { Aviary, rowOf } from './canaries';
import { EchoingFarSide } from './echo';
import { POLICY } from './flows';
import { Scanner } from './scanner';
import type { Sink } from './scanner';
import { databaseSinks, inside, lines } from './sinks';

const ACCEPTED = { ngay_thu_ly: '2026-03-10', han: '2026-05-10' };

describe.each(['withheld', 'transmitted'] as const)('a refusal that quotes people, under %s', (policy) => {
  const far = new EchoingFarSide();
  const aviary = new Aviary();
  let road: MiniRoad;
  let common = '';
  let sinks: readonly Sink[] = [];

  beforeAll(async () => {
    road = await MiniRoad.open({
      withPolicy: false,
      edit: quickWith(),
      wire: (farSide) => far.open(farSide),
    });
    await road.gateway.parts.policies.record({ ...POLICY, policy });
    await road.converge();
    const before = await databaseSinks(road.own, 'before');
    common = before.flatMap(({ pieces }) => pieces.map(({ bytes }) => bytes.toString('utf8'))).join('\n');
    for (const [ma, owner, kind] of [
      ['TC-ECHO', 'denouncer', { loai: 'tc', linh_vuc: 'TN' }],
      ['KN-ECHO', 'complainant', { loai: 'kn' }],
    ] as const) {
      await road.petition(ma, rowOf(aviary.petition(ma, owner), { ...kind, ...ACCEPTED }, true));
    }
    await road.converge();
    sinks = [
      ...(await databaseSinks(road.own, policy)),
      ...(await apiSinks(road, policy)),
      inside('logs of the gateway', lines('line', road.logLines)),
    ];
  }, 60_000);
  afterAll(async () => {
    await road.close();
    await far.close();
  });

  const scan = (places: readonly Sink[]) =>
    new Scanner(aviary.canaries, (part) => common.includes(part)).scan(places);

  it('is held with what a clerk needs of it', async () => {
    const { rows } = await road.own.query<{ detail: string; reason: string }>(
      `select o.hold_detail as detail, a.reason from outbox o join attempt a using (national_record_id)
       where o.hold_code = 'REJECTED'`,
    );
    expect(rows).toHaveLength(2);
    for (const { detail, reason } of rows) {
      expect(detail).toContain('MaXa không hợp lệ (mã 52): ');
      expect(reason).toBe(detail);
    }
  });

  it('really quoted them', () => {
    const hits = scan([inside('far side', lines('message', far.messages))]);
    const owners = policy === 'transmitted' ? ['KN-ECHO', 'TC-ECHO'] : ['KN-ECHO'];
    expect([...new Set(hits.map(({ petition }) => petition))].toSorted()).toEqual(owners);
  });

  it('shows nobody in table, API, metric or log', () => {
    expect(scan(sinks)).toEqual([]);
  });
});
