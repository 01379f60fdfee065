import { signBell } from '@kntc/domain';
import { MiniRoad, until } from './mini-road';
import { serve } from './serving';
import type { Serving } from './serving';

const KEY = 'k'.repeat(40);

describe('a source that is looked at once an hour', () => {
  let road: MiniRoad;
  let serving: Serving;

  beforeAll(async () => {
    road = await MiniRoad.open({
      variables: { MINI_HOOK: KEY },
      edit: { 'sources/mini.yaml': [['pollEvery: 1ms', 'hook: { keys: [MINI_HOOK] }\npollEvery: 1h']] },
    });
    await road.petition('H-1');
    serving = await serve(road.gateway);
  });
  afterAll(async () => {
    await serving.close();
    await road.close();
  });

  const isRead = async (ma: string): Promise<boolean> => (await road.standing(ma)).class !== null;

  async function ring(nonce: string, body: string, signature?: string): Promise<number> {
    const timestamp = String(Math.floor(Date.now() / 1_000));
    const bell = { source: 'mini', timestamp, nonce, body: Buffer.from(body) };
    const headers = {
      'content-type': 'application/json',
      'x-kntc-timestamp': timestamp,
      'x-kntc-nonce': nonce,
      'x-kntc-signature': signature ?? signBell(bell, Buffer.from(KEY)),
    };
    return (await fetch(`${serving.address}/api/v1/hooks/mini`, { method: 'POST', body, headers })).status;
  }

  it('is looked at when it rings, and not when somebody else does; the row is the one of the source', async () => {
    await until(() => isRead('H-1'));
    await road.petition('H-2');
    expect(await ring('nonce-0000000000001', '{}', `v1=${'0'.repeat(64)}`)).toBe(401);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(await isRead('H-2')).toBe(false);
    // What the bell says about a petition is nobody's word: only the row in the source counts.
    expect(await ring('nonce-0000000000002', '{"ma":"H-9","noi_dung":"Đơn bịa"}')).toBe(202);
    await until(() => isRead('H-2'));
    expect(await isRead('H-9')).toBe(false);
  });
});
