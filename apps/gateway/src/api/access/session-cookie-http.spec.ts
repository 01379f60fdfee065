import { AccessBench, PASSWORD } from '../../../../../test/access/access-bench';
import { SignedInServer, cookieOf, type Answered } from '../../../../../test/access/signed-in-server';
import { usePool } from '../../../../../test/contract/stores-under-test';

const BROWSER = { 'sec-fetch-site': 'same-origin', origin: 'null' };
const PUBLIC_URL = 'https://kntc.tinh-x.gov.vn';
const PROXIED = { host: 'kntc.tinh-x.gov.vn', 'x-forwarded-for': '6.6.6.6, 10.1.2.3' };

describe('cookie and address of a session', () => {
  const pool = usePool();
  let bench: AccessBench;
  let server: SignedInServer;
  const start = async (publicUrl?: string): Promise<void> => {
    await server?.close();
    const { dataSource, audit, passwords } = bench;
    server = await SignedInServer.start(
      { dataSource, audit, provinceId: 'H507', passwords },
      publicUrl === undefined ? {} : { publicUrl },
    );
  };
  const signIn = (headers: Record<string, string> = BROWSER): Promise<Answered> =>
    server.signIn({ login: 'lan', password: PASSWORD }, headers);

  beforeAll(async () => {
    bench = new AccessBench(pool.dataSource);
    await bench.empty();
    await bench.account('lan', { roles: ['operator', 'inspector'] });
  });
  beforeEach(() => bench.query('truncate sign_in_try'));
  afterAll(() => server.close());

  it('on loopback the cookie has no prefix, for this browser only and no script', async () => {
    await start();
    expect((await signIn()).headers['set-cookie']?.[0]).toMatch(
      /^kntc-loopback=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/,
    );
  });

  it('behind TLS it is __Host-, secure, strict; and browsers are told to insist on TLS', async () => {
    await start(PUBLIC_URL);
    const answer = await signIn({ ...BROWSER, ...PROXIED });
    expect(answer.headers['set-cookie']?.[0]).toMatch(
      /^__Host-kntc=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Secure$/,
    );
    expect(answer.headers['strict-transport-security']).toBe('max-age=31536000');
    expect((await server.ask('/dang-nhap')).headers['strict-transport-security']).toBeUndefined();
    expect((await bench.audit.newest(1))[0]?.reason).toBe('từ 10.1.2.3');
  });

  it('each is read only where it was given', async () => {
    await start(PUBLIC_URL);
    const [secure, loopback] = [cookieOf(await signIn({ ...BROWSER, ...PROXIED })), cookieOf(await signIn())];
    const status = async (headers: Record<string, string>): Promise<number> =>
      (await server.ask('/api/v1/session', { headers })).status;
    expect(await status({ ...PROXIED, cookie: secure })).toBe(200);
    expect(await status({ cookie: loopback })).toBe(200);
    expect(await status({ cookie: secure })).toBe(401);
    expect(await status({ ...PROXIED, cookie: loopback })).toBe(401);
    expect(await status({ ...PROXIED, cookie: secure.replace('__Host-kntc', 'kntc-loopback') })).toBe(401);
    expect(await status({ ...PROXIED, cookie: `${secure}; ${secure.slice(0, -3)}abc` })).toBe(401);
  });

  it.each([
    ['a name somebody else points here', { host: 'evil.example' }],
    ['a name that only looks like ours', { host: 'kntc.tinh-x.gov.vn.evil.example' }],
    ['our name at another port', { host: 'kntc.tinh-x.gov.vn:8443' }],
    ['a loopback name that came from elsewhere', { 'x-forwarded-for': '10.1.2.3' }],
  ])('a request for %s is not answered', async (_what, headers) => {
    await start(PUBLIC_URL);
    expect((await server.ask('/dang-nhap', { headers })).status).toBe(421);
    expect((await server.ask('/api/v1/session', { headers })).status).toBe(421);
  });

  it('without a public address nothing is answered that was forwarded', async () => {
    await start();
    expect((await server.ask('/dang-nhap', { headers: PROXIED })).status).toBe(421);
    for (const headers of [PROXIED, { forwarded: 'for=10.1.2.3' }, { host: 'evil.example' }])
      expect((await server.ask('/metrics', { headers })).status).toBe(421);
    expect((await server.ask('/dang-nhap', { headers: { forwarded: 'for=10.1.2.3' } })).status).toBe(421);
  });
});
