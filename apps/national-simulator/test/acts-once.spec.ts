import { aFarSide, type FarSide, type Reply } from './far-side';
import { aCase, aDecision, anAcceptance, aProcessing } from './sample-bodies';

interface Said extends Reply {
  readonly status: number;
  readonly MaThamChieu?: string;
}

async function sent(far: FarSide, method: string, body: unknown, key?: string): Promise<Said> {
  const answer = await far.raw(method, body, key === undefined ? {} : { 'idempotency-key': key });
  return { ...(JSON.parse((await answer.json()) as string) as Reply), status: answer.status };
}

async function decisions(far: FarSide): Promise<readonly string[]> {
  return (await far.ledger()).map(({ decision }) => decision);
}

describe('a far side that acts once for one key', () => {
  let far: FarSide;
  let nowMs = Date.now();
  beforeEach(async () => {
    far = await aFarSide({ settings: { actsOnce: 'key', keyWindowMs: 60_000 }, now: () => nowMs });
  });
  afterEach(() => far.stop());

  it('answers the repeat as it answered the first, own ids of steps included', async () => {
    const [first, second] = [
      await sent(far, 'CapNhatVuViec', aCase(), 'k1'),
      await sent(far, 'CapNhatVuViec', aCase(), 'k1'),
    ];
    expect(second).toEqual(first);
    await sent(far, 'CapNhatKQXuLy', aProcessing(first.Id), 'k2');
    await sent(far, 'CapNhatGiaiQuyet', anAcceptance(first.Id), 'k3');
    const decided = await sent(far, 'CapNhatKQGiaiQuyet', aDecision(first.Id), 'k4');
    expect(await sent(far, 'CapNhatKQGiaiQuyet', aDecision(first.Id), 'k4')).toEqual(decided);
    expect(decided.Id).not.toBe(first.Id);
    expect(await decisions(far)).toEqual([
      'created',
      'repeated',
      'recorded',
      'recorded',
      'recorded',
      'repeated',
    ]);
  });

  it('refuses other bytes under a known key, and takes them under another', async () => {
    await sent(far, 'CapNhatVuViec', aCase(), 'k1');
    const other = aCase({ CoQuanTiepNhan: 'H507.02' });
    expect(await sent(far, 'CapNhatVuViec', other, 'k1')).toEqual({
      status: 409,
      Message: 'Khoá này đã được dùng cho một nội dung khác.',
    });
    expect((await sent(far, 'CapNhatVuViec', other, 'k2')).status).toBe(200);
    expect(await decisions(far)).toEqual(['created', 'refused', 'created']);
  });

  it('remembers a key as long as it says, over a restart of its own, and not one it refused', async () => {
    const { dataDirectory } = far;
    await sent(far, 'CapNhatVuViec', aCase({ NoiDungDon: '' }), 'k1');
    const { Id } = await sent(far, 'CapNhatVuViec', aCase(), 'k1');
    await far.stop();
    far = await aFarSide({
      dataDirectory,
      settings: { actsOnce: 'key', keyWindowMs: 60_000 },
      now: () => nowMs,
    });
    expect((await sent(far, 'CapNhatVuViec', aCase(), 'k1')).Id).toBe(Id);
    nowMs += 61_000;
    expect((await sent(far, 'CapNhatVuViec', aCase(), 'k1')).Id).not.toBe(Id);
    expect(await decisions(far)).toEqual(['refused', 'created', 'repeated', 'created']);
  });

  it('does nothing when the first comes later than its repeat', async () => {
    await far.inject({
      method: 'CapNhatVuViec',
      nth: 1,
      phase: 'late-commit',
      action: 'status',
      delayMs: 300,
    });
    expect((await far.raw('CapNhatVuViec', aCase(), { 'idempotency-key': 'k1' })).status).toBe(504);
    await sent(far, 'CapNhatVuViec', aCase(), 'k1');
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(await decisions(far)).toEqual(['created', 'repeated']);
  });
});

describe('a far side that holds one case per reference', () => {
  let far: FarSide;
  beforeEach(async () => {
    far = await aFarSide({ settings: { actsOnce: 'reference' } });
  });
  afterEach(() => far.stop());

  it('answers a second create with the id and the reference of the first', async () => {
    const first = await sent(far, 'CapNhatVuViec', aCase());
    expect(first).toMatchObject({ status: 200, MaThamChieu: 'BDI-AAAAAAAAAAAAA' });
    const other = aCase({ CoQuanTiepNhan: 'H507.02' });
    expect(await sent(far, 'CapNhatVuViec', other)).toEqual({
      status: 409,
      Id: first.Id,
      MaThamChieu: 'BDI-AAAAAAAAAAAAA',
      Message: expect.stringContaining('BDI-AAAAAAAAAAAAA') as unknown,
    });
    expect(await decisions(far)).toEqual(['created', 'refused']);
  });

  it('updates under the id, and knows nothing of petitions without a reference', async () => {
    const { Id } = await sent(far, 'CapNhatVuViec', aCase());
    expect((await sent(far, 'CapNhatVuViec', aCase({ 'VuViec.Id': Id }))).Id).toBe(Id);
    for (let nth = 0; nth < 2; nth += 1) await sent(far, 'CapNhatVuViec', aCase({ NoiDungDon: 'Không mã.' }));
    expect(await decisions(far)).toEqual(['created', 'updated', 'created', 'created']);
  });
});

it('a far side that does not act once does not look at keys', async () => {
  const far = await aFarSide();
  for (let nth = 0; nth < 2; nth += 1) await sent(far, 'CapNhatVuViec', aCase(), 'k1');
  expect(await decisions(far)).toEqual(['created', 'created']);
  await far.stop();
});
