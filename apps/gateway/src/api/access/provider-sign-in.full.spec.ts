import { identityCode } from '@kntc/access';
import { AccessBench, PASSWORD } from '../../../../../test/access/access-bench';
import { CLIENT_ID, CLIENT_SECRET, ProvinceProvider } from '../../../../../test/access/province-provider';
import { SignedInServer } from '../../../../../test/access/signed-in-server';
import { UserAgent, type Page } from '../../../../../test/access/user-agent';
import { emptyTables } from '../../../../../test/contract/empty-tables';
import { usePool } from '../../../../../test/contract/stores-under-test';

const ANSWER = /\/dang-nhap\/sso\/tra-loi\?/;

describe('the sign-in through the real provider of a province', () => {
  const pool = usePool();
  let bench: AccessBench;
  let provider: ProvinceProvider;
  let server: SignedInServer;

  const linked = async (login: string, subject: string): Promise<void> => {
    const code = identityCode(bench.keyedDigest, provider.issuer, subject);
    await bench.accounts.link(login, { issuer: provider.issuer, code }, bench.command());
  };
  /** A new browser that has clicked on the button and stands on the provider's page. */
  const atProvider = async (): Promise<UserAgent> => {
    const agent = new UserAgent();
    await agent.open(`${server.origin}/dang-nhap`);
    const page = await agent.click('/dang-nhap/sso');
    expect(new URL(page.url).origin).toBe(provider.issuer);
    return agent;
  };
  const signIn = async (login: string, otp = ''): Promise<UserAgent> => {
    const agent = await atProvider();
    await agent.submit({ login, otp });
    return agent;
  };
  const session = async (agent: UserAgent): Promise<Page> => agent.open(`${server.origin}/api/v1/session`);

  beforeAll(async () => {
    provider = await ProvinceProvider.start();
    bench = new AccessBench(pool.dataSource);
    await bench.empty();
    const { dataSource, audit, passwords } = bench;
    const oidc = {
      issuer: provider.issuer,
      clientId: CLIENT_ID,
      secret: { value: CLIENT_SECRET },
      secondFactor: { acr: ['2'], amr: [] },
      maxAgeS: 300,
    };
    server = await SignedInServer.start({ dataSource, audit, provinceId: 'H507', passwords }, { oidc });
    await provider.register(server.origin);
  });
  beforeEach(async () => {
    await emptyTables(bench.dataSource, ['account', 'sign_in_try', 'sign_in_state']);
    await bench.account('lan', { roles: ['inspector'], agencies: ['ttt'], passwordHash: undefined });
    await linked('lan', 'lan@tinh-x');
  });
  afterAll(async () => {
    await server.close();
    await provider.stop();
  });

  it('leads over the page of the provider to a session of our account, with our roles', async () => {
    const agent = await signIn('lan@tinh-x');
    expect([agent.page?.url, agent.page?.status]).toEqual([`${server.origin}/dang-nhap`, 200]);
    expect(agent.page?.text).toContain('<strong>lan</strong> (thanh tra viên)');
    expect(JSON.parse((await session(agent)).text)).toMatchObject({
      login: 'lan',
      via: 'oidc',
      roles: ['inspector'],
      agencies: ['ttt'],
    });
    expect(await bench.query('select via, stage from session')).toEqual([{ via: 'oidc', stage: 'full' }]);
  });

  it('is on the audit like every sign-in, and nowhere with what the provider calls the person', async () => {
    await signIn('lan@tinh-x');
    await signIn('nguoi.la@tinh-x');
    expect((await bench.said()).slice(-2)).toEqual([
      'sign-in lan done',
      'sign-in (không có tài khoản) refused',
    ]);
    const reasons = (await bench.audit.newest(2)).map(({ reason }) => reason);
    expect(new Set(reasons)).toEqual(new Set(['từ 127.0.0.1 qua hệ thống của tỉnh']));
    const everything = await bench.query(
      `select (select json_agg(a) from audit_entry a)::text as audit, (select json_agg(i) from account_identity i)::text as links,
         (select json_agg(s) from session s)::text as sessions, (select json_agg(s) from sign_in_state s)::text as states`,
    );
    expect(JSON.stringify([everything, server.logger])).not.toContain('@tinh-x');
  });

  it('asks for PKCE, state and nonce, and leaves of a sign-in only a hash that is used up', async () => {
    const agent = new UserAgent();
    await agent.open(`${server.origin}/dang-nhap`);
    const { url, headers } = await agent.click('/dang-nhap/sso', /\/auth\?/);
    expect(Object.fromEntries(new URL(url).searchParams)).toEqual({
      client_id: CLIENT_ID,
      response_type: 'code',
      scope: 'openid',
      redirect_uri: `${server.origin}/dang-nhap/sso/tra-loi`,
      state: expect.stringMatching(/^[\w-]{43}$/),
      nonce: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: 'S256',
      acr_values: '2',
      max_age: '300',
    });
    expect(headers.getSetCookie()).toEqual([
      expect.stringMatching(/^kntc-loopback-sso=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=600$/),
    ]);
    const [row] = await bench.query<{ state_hash: string }>('select state_hash from sign_in_state');
    expect(url).not.toContain(row?.state_hash);
    await agent.open(url);
    await agent.submit({ login: 'lan@tinh-x', otp: '' });
    expect(await bench.query('select 1 from sign_in_state')).toEqual([]);
    expect([...agent.cookiesOf(server.origin).keys()]).toEqual(['kntc-loopback-form', 'kntc-loopback']);
  });

  it('counts as proven when the password was typed at the provider, not when a later click came back', async () => {
    const agent = await signIn('lan@tinh-x');
    await new Promise((resolve) => setTimeout(resolve, 2_100));
    agent.forget(server.origin);
    await agent.open(`${server.origin}/dang-nhap`);
    await agent.click('/dang-nhap/sso');
    const { authenticatedAt } = JSON.parse((await session(agent)).text) as { authenticatedAt: string };
    expect(Date.now() - Date.parse(authenticatedAt)).toBeGreaterThan(2_000);
  });

  it('works with keys that the provider exchanged a moment ago', async () => {
    await signIn('lan@tinh-x');
    await provider.rotateKeys();
    expect((await session(await signIn('lan@tinh-x'))).status).toBe(200);
  });

  it('a person without an account gets none, and a code that an administrator can link', async () => {
    const agent = await signIn('hung@tinh-x');
    expect([agent.page?.status, new URL(agent.page?.url ?? '').pathname]).toEqual([
      403,
      '/dang-nhap/sso/tra-loi',
    ]);
    expect(agent.page?.text).toContain('chưa có tài khoản nào gắn với bạn');
    expect((await session(agent)).status).toBe(401);
    const code = /aria-label="Mã liên kết">([\w-]+)</.exec(
      (await signIn('hung@tinh-x')).page?.text ?? '',
    )?.[1];
    expect(code).toMatch(/^([a-z2-7]{4}-){5}[a-z2-7]{4}$/);
    await bench.account('hung');
    await bench.accounts.link(
      'hung',
      { issuer: provider.issuer, code: (code ?? '').replaceAll('-', '') },
      bench.command(),
    );
    expect((await signIn('hung@tinh-x')).page?.text).toContain('<strong>hung</strong>');
  });

  it('a person who is signed in at the provider as somebody else can say so', async () => {
    const agent = await signIn('hung@tinh-x');
    const page = await agent.click('/dang-nhap/sso?khac');
    expect(new URL(page.url).origin).toBe(provider.issuer);
    await agent.submit({ login: 'lan@tinh-x', otp: '' });
    await agent.submit({}); // the provider ends the session of the other one by a page with a form
    expect(agent.page?.text).toContain('<strong>lan</strong>');
  });

  it('a disabled or unlinked account is none, and what was open ends', async () => {
    const before = await signIn('lan@tinh-x');
    await bench.accounts.disable('lan', bench.command());
    expect((await session(before)).status).toBe(401);
    expect((await signIn('lan@tinh-x')).page?.status).toBe(403);
    await bench.accounts.unlock('lan', () => [], bench.command());
    const again = await signIn('lan@tinh-x');
    await bench.accounts.unlink('lan', bench.command());
    expect((await session(again)).status).toBe(401);
    expect((await signIn('lan@tinh-x')).page?.status).toBe(403);
  });

  it('changed roles end the session, and the next one has them', async () => {
    const before = await signIn('lan@tinh-x');
    await bench.accounts.grant('lan', { roles: ['auditor'], agencies: 'all' }, bench.command());
    expect((await session(before)).status).toBe(401);
    const after = await session(await signIn('lan@tinh-x'));
    expect(JSON.parse(after.text)).toMatchObject({ roles: ['auditor'], agencies: 'all' });
  });

  it('our second factor follows where the provider asked for none, and not where it did', async () => {
    await bench.account('minh', { needsCode: true, mustChange: true });
    await linked('minh', 'minh@tinh-x');
    const enrol = await signIn('minh@tinh-x');
    expect(enrol.page?.text).toContain('<h1>Bật xác thực hai bước</h1>');
    expect((await session(enrol)).status).toBe(401);
    const proven = await signIn('minh@tinh-x', '123456');
    expect((await session(proven)).status).toBe(200);
  });

  it('a browser that stopped at the provider is told quietly, without a word of the answer', async () => {
    const agent = await signIn('');
    expect(agent.page?.status).toBe(403);
    expect(agent.page?.text).toContain('bạn đã dừng lại ở đó');
    expect(agent.page?.text).not.toMatch(/<script|access_denied/);
    expect((await bench.said()).at(-1)).toBe('accounts link lan done');
  });

  describe('an answer', () => {
    /** Signs in up to the address with which the provider sends the browser back. */
    const answered = async (): Promise<{ readonly agent: UserAgent; readonly url: string }> => {
      const agent = await atProvider();
      const { url } = await agent.submit({ login: 'lan@tinh-x', otp: '' }, ANSWER);
      return { agent, url };
    };
    const isStale = ({ status, text }: Page): boolean => status === 400 && text.includes('Chưa ai đăng nhập');

    it('is good once', async () => {
      const { agent, url } = await answered();
      const secret = agent.cookiesOf(server.origin).get('kntc-loopback-sso') ?? '';
      const headers = { cookie: `kntc-loopback-sso=${secret}` };
      const path = url.slice(server.origin.length);
      const both = await Promise.all([server.ask(path, { headers }), server.ask(path, { headers })]);
      expect(new Set(both.map(({ status }) => status))).toEqual(new Set([200, 400]));
      expect((await server.ask(path, { headers })).status).toBe(400);
      expect(await bench.query('select 1 from session')).toHaveLength(1);
    });

    it('of another browser signs nobody in: neither without cookie nor with one’s own', async () => {
      const { url } = await answered();
      expect(isStale(await new UserAgent().open(url))).toBe(true);
      const victim = await atProvider();
      expect(isStale(await victim.open(url))).toBe(true);
      expect(await bench.query('select 1 from session')).toEqual([]);
      // What the victim had begun goes on.
      await victim.open(victim.visited.find((one) => one.includes('/auth?')) ?? '');
      await victim.submit({ login: 'lan@tinh-x', otp: '' });
      expect((await session(victim)).status).toBe(200);
    });

    it.each([
      ['with another state', (url: string) => url.replace(/state=[\w-]{5}/, 'state=AAAAA')],
      ['without a state', (url: string) => url.replace(/state=[\w-]+&?/, '')],
      ['with two states', (url: string) => `${url}&state=x`],
    ])('%s is not looked at', async (_what, changed) => {
      const { agent, url } = await answered();
      expect(isStale(await agent.open(changed(url)))).toBe(true);
      expect(await bench.query('select 1 from sign_in_try')).toEqual([]);
    });

    it.each([
      ['with another code', (url: string) => url.replace(/code=[\w-]{5}/, 'code=AAAAA')],
      ['of another issuer', (url: string) => url.replace(/iss=[^&]+/, 'iss=https%3A%2F%2Fother.example')],
      ['without the issuer that this provider promises', (url: string) => url.replace(/&iss=[^&]+/, '')],
      ['with two codes', (url: string) => `${url}&code=x`],
    ])('%s is not believed', async (_what, changed) => {
      const { agent, url } = await answered();
      const page = await agent.open(changed(url));
      expect([page.status, page.text]).toEqual([502, expect.stringContaining('không kiểm chứng được')]);
      expect(await bench.query('select 1 from session')).toEqual([]);
      expect((await bench.said()).at(-1)).toBe('sign-in (không có tài khoản) refused');
    });

    it('comes too late after ten minutes', async () => {
      const { agent, url } = await answered();
      await bench.query(`update sign_in_state set expires_at = expires_at - interval '10 minutes'`);
      expect(isStale(await agent.open(url))).toBe(true);
    });
  });

  it('every sign-in has a cookie of its own, and one brought along is none', async () => {
    const agent = await atProvider();
    const { url } = await agent.submit({ login: 'lan@tinh-x', otp: '' }, ANSWER);
    const secret = agent.cookiesOf(server.origin).get('kntc-loopback-sso') ?? '';
    const planted = 'A'.repeat(43);
    const cookie = `kntc-loopback-sso=${secret}; kntc-loopback=${planted}`;
    const answer = await server.ask(url.slice(server.origin.length), { headers: { cookie } });
    const given = answer.headers['set-cookie']?.find((one) => one.startsWith('kntc-loopback='));
    expect(given).toMatch(/^kntc-loopback=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
    expect(given).not.toContain(planted);
    expect(given).not.toContain(secret);
  });

  it('signing out ends our session and leads to the end of the one at the provider', async () => {
    const agent = await signIn('lan@tinh-x');
    const page = await agent.submit({}, /\/session\/end/);
    expect(page.text).toContain('Phiên ở cổng đã kết thúc');
    const end = new URL(page.url);
    expect([end.origin, end.searchParams.get('post_logout_redirect_uri')]).toEqual([
      provider.issuer,
      `${server.origin}/dang-nhap`,
    ]);
    expect((await session(agent)).status).toBe(401);
    expect((await agent.open(page.url)).status).toBe(200);
    expect((await bench.said()).at(-1)).toBe('sign-out lan done');
  });

  it('accounts of the gateway still sign in beside it', async () => {
    await bench.account('rieng');
    const agent = new UserAgent();
    await agent.open(`${server.origin}/dang-nhap`);
    await agent.submit({ login: 'rieng', password: PASSWORD });
    expect(JSON.parse((await session(agent)).text)).toMatchObject({ login: 'rieng', via: 'local' });
  });
});
