import { connect } from 'node:net';
import { once } from 'node:events';
import { describeWith, startRedis } from '../environment';
import type { TestRedis } from '../environment';
import { expectAgreement } from './agreement';
import { MiniRoad, until } from './mini-road';
import { QUICK } from './ways-out/way-out';

jest.setTimeout(60_000);

const ACCEPTED = { ngay_thu_ly: '2026-03-10', han: '2026-05-10' };
const STEPS = ['CapNhatVuViec', 'CapNhatKQXuLy', 'CapNhatGiaiQuyet', 'CapNhatKQGiaiQuyet', 'CapNhatThiHanh'];

/** Several whole cases. */
async function cases(road: MiniRoad, name: string, count: number): Promise<void> {
  for (let index = 0; index < count; index += 1) {
    await road.petition(`${name}-${index}`, ACCEPTED);
    const { rows } = await road.local.query<{ id: number }>(
      "insert into quyet_dinh (ma, ngay) values ($1, '2026-04-20') returning id",
      [`${name}-${index}`],
    );
    await road.local.query("insert into thi_hanh (qd_id, ngay, tien) values ($1, '2026-05-02', '1')", [
      rows[0]?.id,
    ]);
  }
}

/** The journey of the road, the same on every queue; returns what one more enforcement row made it send. */
async function journey(road: MiniRoad): Promise<readonly string[]> {
  await cases(road, 'J', 20);
  expect(await road.converge()).toMatchObject({
    converged: true,
    summary: { read: 20, confirmed: 20, unaccounted: 0 },
  });
  expect((await road.delivered('J-7')).map((entry) => entry.method)).toEqual(STEPS);
  const before = (await road.far.ledger()).length;
  await road.converge();
  await road.local.query("insert into thi_hanh (qd_id, ngay, tien) values (1, '2026-05-12', '7')");
  await road.converge();
  await expectAgreement(road);
  return (await road.far.ledger()).slice(before).map((entry) => entry.method);
}

describe('the queue on PostgreSQL', () => {
  it('rings for every step a petition has reached, and for nothing else', async () => {
    const road = await MiniRoad.open({ edit: QUICK });
    try {
      expect(await journey(road)).toEqual(['CapNhatThiHanh']);
    } finally {
      await road.close();
    }
  });
});

/** As `redis-cli FLUSHALL`: everything the queue knows is gone, the connections stay. */
async function flush(redis: TestRedis): Promise<void> {
  const socket = connect(redis.port, '127.0.0.1', () => socket.write('FLUSHALL\r\n'));
  const [answer] = (await once(socket, 'data')) as [Buffer];
  socket.destroy();
  expect(answer.toString()).toMatch(/^\+OK/);
}

describeWith('redis', 'the queue on Redis', () => {
  let redis: TestRedis;
  let road: MiniRoad;
  beforeAll(async () => {
    redis = await startRedis();
    road = await MiniRoad.open({ edit: QUICK, redisUrl: redis.url });
  });
  afterAll(async () => {
    await road.close();
    await redis.stop();
  });

  it('gives the same journey', async () => {
    expect(await journey(road)).toEqual(['CapNhatThiHanh']);
  });

  it.each<[string, () => Promise<void>, () => Promise<void>]>([
    ['killed and started again, empty', () => redis.kill(), () => redis.startAgain()],
    ['emptied by FLUSHALL', () => flush(redis), () => flush(redis)],
  ])('%s in the middle: nothing is lost and nothing is sent twice', async (name, lose, comeBack) => {
    await road.far.settings({ latencyMs: 30 });
    const before = (await road.far.ledger()).length;
    await cases(road, `${name} 1`, 20);
    const run = road.converge();
    await until(async () => (await road.far.ledger()).length >= before + 10);
    await lose();
    await cases(road, `${name} 2`, 10);
    await until(async () => (await road.standing(`${name} 2-9`)).class !== null);
    await comeBack();
    // What was rung into nothing half a minute ago is rung again by the sweeper: let half a minute pass.
    await road.own.query("update outbox set rung_at = rung_at - interval '31 seconds'");
    const { converged, summary } = await run;
    expect({ converged, missing: summary.read - summary.confirmed }).toEqual({ converged: true, missing: 0 });
    await expectAgreement(road);
  });

  it('away at the start: the gateway starts all the same and goes on when Redis comes', async () => {
    await redis.kill();
    await road.restart();
    await cases(road, 'AWAY', 5);
    const run = road.converge();
    await until(async () => (await road.standing('AWAY-4')).class !== null);
    await redis.startAgain();
    await road.own.query("update outbox set rung_at = rung_at - interval '31 seconds'");
    const { converged, summary } = await run;
    expect({ converged, missing: summary.read - summary.confirmed }).toEqual({ converged: true, missing: 0 });
    await expectAgreement(road);
  });
});
