import { createServer } from 'node:http';
import type { OidcEnvironment } from '@kntc/platform';
import { AccessBench, PASSWORD } from '../../../../../test/access/access-bench';
import { HostileProvider, endless, json } from '../../../../../test/access/hostile-provider';
import { CLIENT_ID, CLIENT_SECRET } from '../../../../../test/access/province-provider';
import { SignedInServer, type Answered } from '../../../../../test/access/signed-in-server';
import { usePool } from '../../../../../test/contract/stores-under-test';
import { FarServers } from '../../../../../test/environment';

const METADATA = '/.well-known/openid-configuration';

describe('a provider that is away, or is not what it should be', () => {
  const pool = usePool();
  const provider = new HostileProvider();
  const servers = new FarServers();
  let bench: AccessBench;
  let server: SignedInServer;

  const start = async (
    issuer: string | undefined,
    secret: OidcEnvironment['secret'] = { value: CLIENT_SECRET },
    publicUrl?: string,
  ): Promise<void> => {
    await server?.close();
    const { dataSource, audit, passwords } = bench;
    const oidc = issuer && {
      issuer,
      clientId: CLIENT_ID,
      secret,
      secondFactor: { acr: [], amr: [] },
      maxAgeS: 300,
    };
    server = await SignedInServer.start(
      { dataSource, audit, provinceId: 'H507', passwords },
      { ...(oidc && { oidc }), ...(publicUrl && { publicUrl }) },
    );
  };
  const begin = (): Promise<Answered> => server.ask('/dang-nhap/sso');
  const local = (): Promise<Answered> =>
    server.signIn({ login: 'rieng', password: PASSWORD }, { 'sec-fetch-site': 'same-origin' });

  beforeAll(async () => {
    await provider.start();
    bench = new AccessBench(pool.dataSource);
    await bench.empty();
    await bench.account('rieng');
  });
  beforeEach(() => provider.reset());
  afterAll(async () => {
    await server.close();
    await servers.close();
    await provider.stop();
  });

  it('keeps the gateway neither from starting nor from signing in its own accounts', async () => {
    const gone = createServer();
    const url = await servers.listen(gone);
    await servers.stop(gone);
    await start(new URL(url).origin);
    expect((await server.ask('/dang-nhap')).text).toContain('href="/dang-nhap/sso"');
    const answer = await begin();
    expect([answer.status, answer.headers['retry-after'], answer.headers['set-cookie']]).toEqual([
      503,
      '30',
      undefined,
    ]);
    expect(answer.text).toContain('hiện không trả lời');
    expect((await local()).status).toBe(303);
    expect(await bench.query('select 1 from sign_in_state')).toEqual([]);
    expect(JSON.stringify(server.logger)).toMatch(
      /identity provider: away.*ECONNREFUSED|ECONNREFUSED.*identity provider: away/,
    );
  });

  it('is asked for nothing before somebody signs in, and then for its metadata once', async () => {
    await start(provider.issuer);
    await server.ask('/dang-nhap');
    expect(provider.asked).toEqual([]);
    expect((await Promise.all([begin(), begin(), begin()])).map(({ status }) => status)).toEqual([
      303, 303, 303,
    ]);
    expect(provider.asked).toEqual([METADATA]);
  });

  it('begins only where the person asked for it and is nobody yet: others get the page with the button', async () => {
    await start(provider.issuer);
    const cookie = (await local()).headers['set-cookie']?.[0]?.split(';')[0] ?? '';
    for (const headers of [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { cookie },
    ]) {
      const answer = await server.ask('/dang-nhap/sso', { headers });
      expect([answer.status, answer.headers.location]).toEqual([303, '/dang-nhap']);
    }
    expect(provider.asked).toEqual([]);
  });

  it('behind TLS the cookie is __Host-, and the answer comes to the public address', async () => {
    await start(provider.issuer, undefined, 'https://kntc.tinh-x.gov.vn');
    const headers = { host: 'kntc.tinh-x.gov.vn', 'x-forwarded-for': '6.6.6.6, 10.1.2.3' };
    const begun = await server.ask('/dang-nhap/sso', { headers });
    const { searchParams } = new URL(begun.headers.location ?? '');
    expect(searchParams.get('redirect_uri')).toBe('https://kntc.tinh-x.gov.vn/dang-nhap/sso/tra-loi');
    const [set = ''] = begun.headers['set-cookie'] ?? [];
    expect(set).toMatch(/^__Host-kntc-sso=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Secure; Max-Age=600$/);
    provider.nonce = searchParams.get('nonce') ?? '';
    const path = `/dang-nhap/sso/tra-loi?code=c&state=${searchParams.get('state')}`;
    const [cookie = ''] = set.split(';');
    const onLoopback = cookie.replace('__Host-kntc-sso', 'kntc-loopback-sso');
    expect((await server.ask(path, { headers: { ...headers, cookie: onLoopback } })).status).toBe(400);
    expect((await server.ask(path, { headers: { ...headers, cookie } })).status).toBe(403);
    expect((await bench.audit.newest(1))[0]?.reason).toBe('từ 10.1.2.3 qua hệ thống của tỉnh');
  });

  it('without one there is no button, and its addresses lead to the page of the sign-in', async () => {
    await start(undefined);
    expect((await server.ask('/dang-nhap')).text).not.toContain('/dang-nhap/sso');
    for (const path of ['/dang-nhap/sso', '/dang-nhap/sso/tra-loi?code=x&state=y']) {
      const answer = await server.ask(path);
      expect([answer.status, answer.headers.location]).toEqual([303, '/dang-nhap']);
    }
  });

  it.each<[string, typeof endless, number]>([
    ['says it is another one', (response) => json(response, { issuer: 'https://sso.other.example' }), 502],
    ['says nothing of itself', (response) => json(response, {}), 502],
    ['sends a page', (response) => response.end('<h1>Bảo trì</h1>'), 502],
    ['sends five megabytes', endless, 503],
    [
      'sends elsewhere',
      (response) => response.writeHead(302, { location: 'https://sso.other.example/' }).end(),
      502,
    ],
    ['fails', (response) => response.writeHead(500).end(), 503],
  ])('that %s sends no browser anywhere', async (_what, answer, status) => {
    await start(provider.issuer);
    provider.answers = { [METADATA]: answer };
    const begun = await begin();
    expect([begun.status, begun.headers.location, begun.headers['set-cookie']]).toEqual([
      status,
      undefined,
      undefined,
    ]);
    expect(begun.text).not.toContain('Bảo trì');
    expect((await local()).status).toBe(303);
  });

  it.each(['http://sso.other.example/auth', 'javascript:alert(1)', 'data:text/html,x'])(
    'that has people type their password at %s is not used',
    async (endpoint) => {
      await start(provider.issuer);
      provider.metadata = { authorization_endpoint: endpoint };
      const begun = await begin();
      expect([begun.status, begun.headers.location]).toEqual([502, undefined]);
    },
  );

  it('that names another machine for the token is not given the secret there', async () => {
    let hits = 0;
    const elsewhere = await servers.listen(
      createServer((_request, response) => void ((hits += 1), response.end())),
    );
    await start(provider.issuer);
    provider.metadata = { token_endpoint: elsewhere };
    const begun = await begin();
    const state = new URL(begun.headers.location ?? '').searchParams.get('state') ?? '';
    const cookie = begun.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
    const answer = await server.ask(`/dang-nhap/sso/tra-loi?code=c&state=${state}`, { headers: { cookie } });
    expect([answer.status, hits]).toEqual([503, 0]);
    expect(JSON.stringify(server.logger)).toContain('GW_P402');
  });

  it('cannot be used while our secret is missing', async () => {
    await start(provider.issuer, { file: '/nowhere/secret' });
    expect((await begin()).status).toBe(503);
    expect(JSON.stringify(server.logger)).toContain('no_client_secret');
  });
});
