import { createServer } from 'node:http';
import { identityCode } from '@kntc/access';
import { AccessBench, PASSWORD } from '../../../../../test/access/access-bench';
import {
  HostileProvider,
  PUBLIC_PEM,
  STRANGERS_KEY,
  endless,
  hmacSigned,
  json,
  unsigned,
  type Claims,
} from '../../../../../test/access/hostile-provider';
import { CLIENT_ID, CLIENT_SECRET } from '../../../../../test/access/province-provider';
import { SignedInServer, type Answered } from '../../../../../test/access/signed-in-server';
import { emptyTables } from '../../../../../test/contract/empty-tables';
import { usePool } from '../../../../../test/contract/stores-under-test';
import { FarServers } from '../../../../../test/environment';
import { documentedFigure } from '../../../../../test/figures/figures';

const NOBODY = 'sign-in (không có tài khoản) refused';

describe('what a provider answers', () => {
  const pool = usePool();
  const provider = new HostileProvider();
  const servers = new FarServers();
  let bench: AccessBench;
  let server: SignedInServer;

  const start = async (issuer = provider.issuer): Promise<SignedInServer> => {
    await server?.close();
    const { dataSource, audit, passwords } = bench;
    const oidc = {
      issuer,
      clientId: CLIENT_ID,
      secret: { value: CLIENT_SECRET },
      secondFactor: { acr: [], amr: ['mfa'] },
      maxAgeS: 300,
    };
    server = await SignedInServer.start({ dataSource, audit, provinceId: 'H507', passwords }, { oidc });
    return server;
  };
  const begin = (): Promise<Answered> => server.ask('/dang-nhap/sso');
  /** The whole way, the page of the provider left out. */
  const signIn = async (answer = '&code=c'): Promise<Answered> => {
    const begun = await begin();
    const { searchParams } = new URL(begun.headers.location ?? '');
    provider.nonce = searchParams.get('nonce') ?? '';
    const cookie = begun.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
    const path = `/dang-nhap/sso/tra-loi?state=${searchParams.get('state')}${answer}`;
    return server.ask(path, { headers: { cookie } });
  };
  const sessions = async (): Promise<number> => (await bench.query('select 1 from session')).length;

  beforeAll(async () => {
    await provider.start();
    bench = new AccessBench(pool.dataSource);
    await bench.empty();
    await start();
  });
  beforeEach(async () => {
    provider.reset();
    await emptyTables(bench.dataSource, ['account', 'sign_in_try', 'sign_in_state']);
    await bench.account('lan', { needsCode: true });
    const code = identityCode(bench.keyedDigest, provider.issuer, 'lan');
    await bench.accounts.link('lan', { issuer: provider.issuer, code }, bench.command());
  });
  afterAll(async () => {
    await server.close();
    await servers.close();
    await provider.stop();
  });

  it('is believed when it is as it should be; a second factor counts only as it was agreed', async () => {
    expect((await signIn()).status).toBe(200);
    expect(await bench.query('select stage from session')).toEqual([{ stage: 'enrol' }]);
    provider.idToken = (nonce) =>
      provider.signed(provider.claims(nonce, { acr: 'mfa', amr: ['pwd', 'mfa'] }));
    expect((await signIn()).status).toBe(200);
    provider.idToken = (nonce) => provider.signed(provider.claims(nonce, { acr: 'mfa', amr: 'mfa' }));
    expect((await signIn()).status).toBe(200);
    const stages = await bench.query<{ stage: string }>('select stage from session order by started_at');
    expect(stages.map(({ stage }) => stage)).toEqual(['enrol', 'full', 'enrol']);
  });

  let forged = 0;
  const past = (): number => Math.floor(Date.now() / 1_000) - 3_600;
  it.each<[string, Claims]>([
    ['of another nonce', { nonce: 'another' }],
    ['without a nonce', { nonce: undefined }],
    ['of another issuer', { iss: 'https://sso.other.example' }],
    ['for another client', { aud: 'another' }],
    ['for two clients without saying which', { aud: [CLIENT_ID, 'another'] }],
    ['for two clients, used by the other', { aud: [CLIENT_ID, 'another'], azp: 'another' }],
    ['that has expired', { exp: past() }],
    ['that never expires', { exp: undefined }],
    ['without a time', { iat: undefined }],
    ['that is not valid yet', { nbf: past() + 7_200 }],
    ['about nobody', { sub: undefined }],
    ['of a password typed an hour ago', { auth_time: past() }],
    ['that does not say when', { auth_time: undefined }],
  ])('an ID token %s signs nobody in', async (_what, changes) => {
    provider.idToken = (nonce) => provider.signed(provider.claims(nonce, changes));
    expect((await signIn()).status).toBe(502);
    expect([await sessions(), (await bench.said()).at(-1)]).toEqual([0, NOBODY]);
    forged += 1;
  });

  const claims = (nonce: string): Claims => provider.claims(nonce);
  it.each<[string, (nonce: string) => unknown]>([
    ['signed by another key', (nonce) => provider.signed(claims(nonce), { key: STRANGERS_KEY })],
    ['signed by a key nobody knows', (nonce) => provider.signed(claims(nonce), { header: { kid: 'two' } })],
    ['that brings its own key', (nonce) => provider.signed(claims(nonce), jwkOf())],
    ['with alg none', (nonce) => unsigned(claims(nonce))],
    [
      'whose alg is none above a signature',
      (nonce) => provider.signed(claims(nonce), { header: { alg: 'none' } }),
    ],
    ['signed with the public key as a secret', (nonce) => hmacSigned(claims(nonce), PUBLIC_PEM)],
    ['signed with the secret of the client', (nonce) => hmacSigned(claims(nonce), CLIENT_SECRET)],
    ['cut off', (nonce) => provider.signed(claims(nonce)).slice(0, -20)],
    ['without its signature', (nonce) => provider.signed(claims(nonce)).replace(/[^.]+$/, '')],
    ['changed after it was signed', (nonce) => swapped(provider.signed(claims(nonce)))],
    [
      'with a header nobody understands',
      (nonce) => provider.signed(claims(nonce), { header: { crit: ['x'] } }),
    ],
    ['that is none', () => 'x'],
    ['that is no text', () => 7],
    ['that is missing', () => undefined],
  ])('an ID token %s signs nobody in', async (_what, idToken) => {
    provider.idToken = idToken;
    expect((await signIn()).status).toBe(502);
    expect([await sessions(), (await bench.said()).at(-1)]).toEqual([0, NOBODY]);
    forged += 1;
  });

  it('and as many were forged as docs/security/figures.md says', () => {
    expect(documentedFigure('forged-tokens', forged)).toBe(forged);
  });

  it.each([
    ['/token', 502],
    ['/keys', 502],
  ])('a redirect of %s is not followed: nobody else sees the code or the secret', async (path, status) => {
    const hits: string[] = [];
    const elsewhere = await servers.listen(
      createServer((request, response) => {
        hits.push(request.url ?? '');
        response.end('{}');
      }),
    );
    provider.answers = { [path]: (response) => response.writeHead(307, { location: elsewhere }).end() };
    expect((await signIn()).status).toBe(status);
    expect([hits, await sessions()]).toEqual([[], 0]);
  });

  it.each<[string, string, typeof endless, number]>([
    ['five megabytes from the token endpoint', '/token', endless, 503],
    ['five megabytes of keys', '/keys', endless, 503],
    ['no keys', '/keys', (response) => json(response, { keys: [] }), 502],
    ['a page instead of a token', '/token', (response) => response.end('<h1>Xin chào</h1>'), 502],
    ['half an answer', '/token', brokenOff, 503],
    ['a failure of its server', '/token', (response) => response.writeHead(500).end('lỗi ở lan'), 503],
    [
      'a failure in the form of OAuth',
      '/token',
      (response) => json(response, { error: 'server_error' }, 503),
      503,
    ],
    ['that the code is used', '/token', (response) => json(response, { error: 'invalid_grant' }, 400), 502],
    ['that we are unknown', '/token', (response) => json(response, { error: 'invalid_client' }, 401), 502],
    ['a broken connection', '/token', (response) => response.destroy(), 503],
  ])('%s signs nobody in', async (_what, path, answer, status) => {
    provider.answers = { [path]: answer };
    const { status: said, text } = await signIn();
    expect([said, await sessions()]).toEqual([status, 0]);
    expect(text).not.toMatch(/lỗi ở|Xin chào|invalid_|OAUTH/);
  });

  it('a provider that hangs is given up, and keeps nobody with an account of the gateway waiting', async () => {
    await bench.account('rieng');
    provider.answers = { '/token': () => undefined };
    const hanging = Promise.all(Array.from({ length: 5 }, () => signIn()));
    await new Promise((resolve) => setTimeout(resolve, 500));
    const started = performance.now();
    const form = { login: 'rieng', password: PASSWORD };
    const local = await server.signIn(form, { 'sec-fetch-site': 'same-origin' });
    expect([local.status, performance.now() - started < 2_000]).toEqual([303, true]);
    expect((await hanging).map(({ status }) => status)).toEqual([503, 503, 503, 503, 503]);
  }, 30_000);

  it.each([
    ['access_denied', 403],
    ['login_required', 403],
    ['temporarily_unavailable', 503],
    ['server_error', 503],
    ['invalid_scope', 502],
    ['<script>alert(1)</script>', 502],
  ])('the error %s is told quietly, with nothing of its text', async (error, status) => {
    const more = `&error=${encodeURIComponent(error)}&error_description=${encodeURIComponent('<img src=x> gọi 0900')}&error_uri=https%3A%2F%2Fevil.example`;
    const answer = await signIn(more);
    expect([answer.status, await sessions()]).toEqual([status, 0]);
    expect(answer.text).not.toMatch(/<script|<img|0900|evil\.example|access_denied|invalid_scope/);
    expect(JSON.stringify(server.logger)).not.toMatch(/<script|<img|0900|evil\.example/);
  });

  it('many wrong answers from one address have to wait as many wrong passwords do; outages do not count', async () => {
    provider.answers = { '/token': (response) => response.writeHead(500).end() };
    for (let time = 0; time < 32; time += 1) expect((await signIn()).status).toBe(503);
    provider.answers = { '/token': (response) => json(response, { error: 'invalid_grant' }, 400) };
    const said: number[] = [];
    for (let time = 0; time < 32; time += 1) said.push((await signIn()).status);
    expect([said[0], said[28], said.at(-1)]).toEqual([502, 502, 429]);
    provider.reset();
    expect((await signIn()).headers['retry-after']).toMatch(/^\d+$/);
    expect(await sessions()).toBe(0);
  });
});

function brokenOff(response: Parameters<typeof endless>[0]): void {
  response.writeHead(200, { 'content-length': '99', 'content-type': 'application/json' });
  response.write('{', () => response.destroy());
}

function jwkOf(): { readonly key: typeof STRANGERS_KEY; readonly header: Readonly<Record<string, unknown>> } {
  const { n, e, kty } = STRANGERS_KEY.export({ format: 'jwk' });
  return { key: STRANGERS_KEY, header: { kid: undefined, jwk: { n, e, kty } } };
}

/** The same token about somebody else. */
function swapped(token: string): string {
  const [header = '', content = '', signature = ''] = token.split('.');
  const about = JSON.parse(Buffer.from(content, 'base64url').toString()) as object;
  const other = Buffer.from(JSON.stringify({ ...about, sub: 'minh' })).toString('base64url');
  return [header, other, signature].join('.');
}
