import { PROOF_SCOPE } from '@kntc/domain';
import { AccessBench } from '../../../../../test/access/access-bench';
import { SignedInServer } from '../../../../../test/access/signed-in-server';
import { usePool } from '../../../../../test/contract/stores-under-test';
import { MAKE_TOKEN } from './session.dto';

describe('a token that proves its owner on the command line', () => {
  const pool = usePool();
  let bench: AccessBench;
  let server: SignedInServer;
  beforeAll(async () => {
    bench = new AccessBench(pool.dataSource);
    await bench.empty();
    await bench.account('lan', { roles: ['operator', 'inspector'] });
    const { dataSource, audit, passwords } = bench;
    server = await SignedInServer.start({ dataSource, audit, provinceId: 'H507', passwords });
  });
  afterAll(() => server.close());

  it('is among what an owner may make, and nothing that decides is', () => {
    const wish = { name: 'dòng lệnh', days: 90, reason: 'chứng minh' };
    const isTaken = (scope: string) => MAKE_TOKEN.body.safeParse({ ...wish, scopes: [scope] }).success;
    expect(isTaken(PROOF_SCOPE)).toBe(true);
    expect(isTaken('unmask.approve')).toBe(false);
    expect(isTaken('records.decide')).toBe(false);
  });

  it('opens no route', async () => {
    const owner = { id: (await bench.accounts.idOf('lan')) ?? '', login: 'lan' };
    const wish = { name: 'dòng lệnh', scopes: [PROOF_SCOPE], days: 1 };
    const made = await server.access.tokens.make(owner, wish, { actor: 'lan', reason: 'chứng minh' });
    const headers = { authorization: `Bearer ${made.kind === 'made' ? made.token : ''}` };
    for (const path of [
      '/api/v1/overview',
      '/api/v1/records?class=held',
      '/api/v1/tokens',
      '/api/v1/session',
    ])
      expect((await server.ask(path, { headers })).status).toBe(403);
  });
});
