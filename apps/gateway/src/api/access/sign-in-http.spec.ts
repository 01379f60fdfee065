import { AccessBench, PASSWORD } from '../../../../../test/access/access-bench';
import { usePool } from '../../../../../test/contract/stores-under-test';
import {
  SignedInServer,
  cookieOf,
  csrfOf,
  type Answered,
  type Asked,
} from '../../../../../test/access/signed-in-server';

const NEW_PASSWORD = 'mưa rào tháng bảy, ô che';
const BROWSER = { 'sec-fetch-site': 'same-origin', origin: 'null' };

describe('the sign-in over HTTP', () => {
  const pool = usePool();
  let bench: AccessBench;
  let server: SignedInServer;

  const start = async (): Promise<void> => {
    await server?.close();
    const { dataSource, audit, passwords } = bench;
    server = await SignedInServer.start({ dataSource, audit, provinceId: 'H507', passwords });
  };
  const signIn = (
    headers: Record<string, string> = BROWSER,
    password = PASSWORD,
    login = 'lan',
  ): Promise<Answered> => server.signIn({ login, password }, headers);
  const signedIn = async (): Promise<{ readonly cookie: string; readonly csrf: string }> => {
    const cookie = cookieOf(await signIn());
    const { text } = await server.ask('/api/v1/session', { headers: { cookie } });
    return { cookie, csrf: (JSON.parse(text) as { csrf: string }).csrf };
  };

  beforeAll(async () => {
    bench = new AccessBench(pool.dataSource);
    await bench.empty();
    await bench.account('lan', { roles: ['operator', 'inspector'] });
    await start();
  });
  beforeEach(() => bench.query('truncate sign_in_try'));
  afterAll(() => server.close());

  it('leads from the first password over a new one to a session, and out of it', async () => {
    await bench.firstDay('hung');
    const first = await signIn(BROWSER, PASSWORD, 'hung');
    expect([first.status, first.headers.location]).toEqual([303, '/dang-nhap']);
    const cookie = cookieOf(first);
    expect((await server.ask('/api/v1/session', { headers: { cookie } })).status).toBe(401);
    const page = await server.ask('/dang-nhap', { headers: { cookie } });
    expect(page.text).toContain('Đặt mật khẩu của riêng mình');
    const form = { csrf: csrfOf(page), old: PASSWORD, password: NEW_PASSWORD, again: NEW_PASSWORD };
    const change = (fields: Partial<typeof form>): Promise<Answered> =>
      server.ask('/dang-nhap/doi-mat-khau', {
        form: { ...form, ...fields },
        headers: { ...BROWSER, cookie },
      });
    expect((await change({ again: 'khác' })).text).toContain('không giống nhau');
    expect((await change({ password: 'Matkhau@2026', again: 'Matkhau@2026' })).text).toContain('dễ đoán');
    const changed = await change({});
    const fresh = cookieOf(changed);
    expect(fresh).not.toBe(cookie);
    expect((await server.ask('/api/v1/session', { headers: { cookie } })).status).toBe(401);
    const home = await server.ask('/dang-nhap', { headers: { cookie: fresh } });
    expect(home.text).toContain('<strong>hung</strong>');
    const out = await server.ask('/dang-xuat', {
      form: { csrf: csrfOf(home) },
      headers: { ...BROWSER, cookie: fresh },
    });
    expect(out.headers['set-cookie']?.[0]).toContain('Max-Age=0');
    expect((await server.ask('/api/v1/session', { headers: { cookie: fresh } })).status).toBe(401);
  });

  it('tells who one is, and nothing that opens anything but the token of this session', async () => {
    const { cookie } = await signedIn();
    const session = JSON.parse((await server.ask('/api/v1/session', { headers: { cookie } })).text) as object;
    expect(session).toEqual({
      login: 'lan',
      roles: ['operator', 'inspector'],
      agencies: 'all',
      via: 'local',
      authenticatedAt: expect.any(String),
      permissions: [
        'session.own',
        'overview.read',
        'records.read',
        'cases.read',
        'records.decide',
        'alerts.answer',
        'unmask.request',
        'unmask.reveal',
      ],
      csrf: expect.stringMatching(/^[\w-]{43}$/),
    });
  });

  it('answers wrong names and passwords alike, keeps the name typed and never the password', async () => {
    const wrong = await signIn(BROWSER, 'không phải mật khẩu', 'lan');
    const unknown = await signIn(BROWSER, 'không phải mật khẩu', 'nobody');
    expect([wrong.status, unknown.status]).toEqual([401, 401]);
    const withoutNonce = ({ text }: Answered): string =>
      text.replace(/nonce="[^"]+"/, '').replaceAll(/value="[\w-]+"/g, '');
    expect(withoutNonce(wrong)).toBe(withoutNonce(unknown));
    expect(wrong.text).toContain('role="alert"');
    expect(wrong.text).toContain('value="lan"');
    expect(wrong.text).not.toContain('không phải mật khẩu');
    expect(wrong.headers['set-cookie']).toBeUndefined();
  });

  it('tells how long to wait after many mistakes', async () => {
    for (let mistake = 0; mistake < 5; mistake += 1) await signIn(BROWSER, 'sai', 'khoa');
    const answer = await signIn(BROWSER, PASSWORD, 'khoa');
    expect(answer.status).toBe(429);
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(20);
    expect(answer.text).toContain('Đã thử sai nhiều lần');
  });

  it.each([
    '"><script>alert(1)</script>',
    "'-alert(1)-'",
    '<img src=x onerror=alert(1)>',
    '</title><svg/onload=alert(1)>',
    '" autofocus onfocus=alert(1) x="',
    '${7*7}{{7*7}}<%= 7*7 %>',
  ])('shows %s as the text it is', async (login) => {
    const { text } = await signIn(BROWSER, 'x', login);
    expect(text).not.toMatch(/<script|<img|<svg|onfocus=alert\(1\) x="|value="" autofocus/);
    expect(text).toContain('value="');
  });

  describe('a request that another site made the browser send', () => {
    it.each([
      ['from another site', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }],
      ['from a sibling', { 'sec-fetch-site': 'same-site', origin: 'null' }],
      ['typed or bookmarked', { 'sec-fetch-site': 'none' }],
      ['of an old browser from another site', { origin: 'https://evil.example' }],
      ['of an old browser that hides from where', { origin: 'null' }],
      ['that says nothing', {}],
      ['whose headers disagree', { 'sec-fetch-site': 'same-origin', origin: 'https://evil.example' }],
    ])('%s changes nothing, signs nobody in', async (_what, headers: Record<string, string>) => {
      const { cookie, csrf } = await signedIn();
      const forged = await server.ask('/api/v1/session', {
        method: 'DELETE',
        headers: { ...headers, cookie, 'x-kntc-csrf': csrf },
      });
      expect(forged.status).toBe(403);
      expect(
        (await server.ask('/dang-xuat', { form: { csrf }, headers: { ...headers, cookie } })).status,
      ).toBe(403);
      expect((await signIn(headers)).status).toBe(403);
      expect((await server.ask('/api/v1/session', { headers: { cookie } })).status).toBe(200);
    });

    it('needs the token of its own session as well', async () => {
      const [mine, other] = [await signedIn(), await signedIn()];
      for (const token of [undefined, '', 'x', other.csrf, mine.csrf.slice(1)]) {
        const headers = {
          ...BROWSER,
          cookie: mine.cookie,
          ...(token !== undefined && { 'x-kntc-csrf': token }),
        };
        const answer = await server.ask('/api/v1/session', { method: 'DELETE', headers });
        expect([answer.status, (JSON.parse(answer.text) as { code: string }).code]).toEqual([403, 'csrf']);
      }
      const headers = { ...BROWSER, cookie: mine.cookie, 'x-kntc-csrf': mine.csrf };
      expect((await server.ask('/api/v1/session', { method: 'DELETE', headers })).status).toBe(204);
    });

    it('may come from an old browser that says its origin', async () => {
      expect((await signIn({ origin: server.origin })).status).toBe(303);
    });
  });

  describe('tokens for machines', () => {
    const make = async (body: object): Promise<Answered> => {
      const { cookie, csrf } = await signedIn();
      return server.ask('/api/v1/tokens', {
        json: body,
        headers: { ...BROWSER, cookie, 'x-kntc-csrf': csrf },
      });
    };
    const WISH = { name: 'Grafana', scopes: ['overview.read'], days: 30, reason: 'bảng theo dõi' };

    it('are made, used without any CSRF token, listed and revoked', async () => {
      const made = await make(WISH);
      expect(made.status).toBe(201);
      const { token, id } = JSON.parse(made.text) as { token: string; id: string };
      const bearer = { authorization: `Bearer ${token}` };
      // What it was made for it may (here nothing works behind it), what not it may not.
      expect((await server.ask('/api/v1/overview', { headers: bearer })).status).toBe(500);
      expect((await server.ask('/api/v1/records?class=held', { headers: bearer })).status).toBe(403);
      expect((await server.ask('/api/v1/tokens', { json: WISH, headers: bearer })).status).toBe(403);
      const { cookie, csrf } = await signedIn();
      const list = await server.ask('/api/v1/tokens', { headers: { cookie } });
      expect(list.text).toContain(id);
      expect(list.text).not.toContain(token);
      const headers = { ...BROWSER, cookie, 'x-kntc-csrf': csrf };
      expect((await server.ask(`/api/v1/tokens/${id}`, { method: 'DELETE', headers })).status).toBe(204);
      expect((await server.ask(`/api/v1/tokens/${id}`, { method: 'DELETE', headers })).status).toBe(404);
      expect((await server.ask('/api/v1/overview', { headers: bearer })).status).toBe(401);
    });

    it.each([
      ['more than a year', { days: 366 }],
      ['a scope nothing is made for', { scopes: ['accounts.manage'] }],
      ['what the owner may not', { scopes: ['audit.read'] }],
      ['no scope', { scopes: [] }],
      ['no name', { name: '' }],
      ['no reason', { reason: '' }],
      ['a field nobody declared', { accountId: 'x' }],
    ])('for %s are not made', async (_what, change) => {
      expect((await make({ ...WISH, ...change })).status).toBe(400);
    });

    it('a wrong one is nobody, even beside a good cookie', async () => {
      const { cookie } = await signedIn();
      const wrong = [
        'Bearer x',
        `Bearer kntc_pat_${'A'.repeat(49)}`,
        'Basic bGFuOng=',
        '',
        `Bearer ${cookie}`,
      ];
      for (const authorization of wrong)
        expect((await server.ask('/api/v1/session', { headers: { cookie, authorization } })).status).toBe(
          401,
        );
    });

    it('the key of the launcher reads numbers and does nothing else', async () => {
      const headers = { authorization: `Bearer ${server.access.localKey.text}` };
      expect((await server.ask('/api/v1/overview', { headers })).status).toBe(500);
      expect((await server.ask('/api/v1/session', { headers })).status).toBe(403);
      expect((await server.ask('/api/v1/tokens', { headers })).status).toBe(403);
    });
  });

  it.each([
    ['a page', '/dang-nhap'],
    ['an answer of the API', '/api/v1/session'],
    ['nothing', '/nowhere'],
    ['health', '/health/live'],
    ['a body of the wrong kind', '/dang-nhap', { json: {} }],
    ['a redirect', '/dang-nhap/doi-mat-khau'],
  ])('every answer has the headers: %s', async (_what, path, asked: Asked = {}) => {
    const { status, headers } = await server.ask(path, asked);
    const { date, connection, etag, 'content-length': length, 'keep-alive': keep, ...rest } = headers;
    void [date, connection, etag, length, keep];
    const policy = rest['content-security-policy']?.toString().replace(/nonce-[\w+/=]+/, 'nonce-…');
    const cookies = rest['set-cookie']?.map((one) => one.replace(/=[\w-]{43};/, '=…;'));
    expect({
      status,
      ...rest,
      ...(cookies && { 'set-cookie': cookies }),
      'content-security-policy': policy,
    }).toMatchSnapshot();
  });

  it('takes a sign-in only from the form that this browser was given', async () => {
    const headers = BROWSER;
    const [mine, other] = [await server.ask('/dang-nhap'), await server.ask('/dang-nhap')];
    const form = { login: 'lan', password: PASSWORD };
    const tries: readonly (readonly [string, string])[] = [
      ['', csrfOf(mine)],
      [cookieOf(mine), ''],
      [cookieOf(mine), csrfOf(other)],
      [`${cookieOf(mine)}; ${cookieOf(other)}`, csrfOf(mine)],
      ['kntc-loopback-form=short', csrfOf(mine)],
    ];
    for (const [cookie, csrf] of tries) {
      const answer = await server.ask('/dang-nhap', {
        form: { ...form, csrf },
        headers: { ...headers, cookie },
      });
      expect(answer.headers['set-cookie']?.join() ?? '').not.toContain('kntc-loopback=');
      expect(answer.status).toBe(403);
    }
    const right = { ...headers, cookie: cookieOf(mine) };
    expect(
      (await server.ask('/dang-nhap', { form: { ...form, csrf: csrfOf(mine) }, headers: right })).status,
    ).toBe(303);
  });

  it('two pages never share a nonce', async () => {
    const nonces = [await server.ask('/dang-nhap'), await server.ask('/dang-nhap')].map(
      ({ headers }) => /nonce-([\w+/=]+)/.exec(String(headers['content-security-policy']))?.[1],
    );
    expect(new Set(nonces).size).toBe(2);
  });

  it('leaves nothing that was typed, and no token, in the log', async () => {
    await signIn(BROWSER, 'một mật khẩu rất riêng');
    const said = JSON.stringify(server.logger);
    expect(said).not.toMatch(/rất riêng|kntc_pat_|kntc_local_|kntc-loopback=/);
  });
});
