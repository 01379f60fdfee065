import { createServer, type RequestListener } from 'node:http';
import { loadEnvironment } from '@kntc/platform';
import { FarServers } from '../../../../test/environment';
import type { Place } from '../database/place';
import { checkIdentityProvider } from './identity-provider';

describe('the provider of the province, as kntc doctor sees it', () => {
  const servers = new FarServers();
  afterEach(() => servers.close());

  const at = (
    issuer: string,
    more: Record<string, string> = { KNTC_OIDC_CLIENT_SECRET: 's3cret' },
  ): Place => {
    const environment = loadEnvironment({ KNTC_OIDC_ISSUER: issuer, KNTC_OIDC_CLIENT_ID: 'kntc', ...more });
    return { environment } as Place;
  };
  const serving = async (answer: RequestListener): Promise<string> =>
    new URL(await servers.listen(createServer(answer))).origin;
  const saying = (body: (issuer: string) => object): Promise<string> =>
    serving((request, response) =>
      response.end(
        request.url === '/tinh/.well-known/openid-configuration'
          ? JSON.stringify(body(`http://${request.headers.host}/tinh`))
          : '',
      ),
    );

  it('is not looked for where none is set up', async () => {
    expect(await checkIdentityProvider({ environment: loadEnvironment({}) } as Place)).toMatchObject({
      ok: undefined,
    });
  });

  it('is well when it answers in its own name', async () => {
    const home = await saying((issuer) => ({ issuer, token_endpoint: `${issuer}/token` }));
    const found = await checkIdentityProvider(at(`${home}/tinh/`));
    expect(found).toMatchObject({ ok: true, detail: 'trả lời, không có trang đăng xuất chung' });
  });

  it.each<[string, (issuer: string) => object, RegExp]>([
    ['says it is another one', () => ({ issuer: 'https://sso.other.example' }), /tự xưng tên khác/],
    ['says nothing', () => ({}), /tự xưng tên khác/],
    ['gives no tokens', (issuer) => ({ issuer }), /token_endpoint/],
  ])('is not well when it %s', async (_what, body, why) => {
    const found = await checkIdentityProvider(at(`${await saying(body)}/tinh`));
    expect(found).toMatchObject({
      ok: false,
      detail: expect.stringMatching(why),
      action: expect.any(String),
    });
  });

  it.each<[string, RequestListener]>([
    ['fails', (_request, response) => response.writeHead(500).end()],
    ['sends a page', (_request, response) => response.end('<h1>')],
    ['sends elsewhere', (_request, response) => response.writeHead(302, { location: '/x' }).end()],
    ['breaks off', (_request, response) => response.destroy()],
  ])('is not well when it %s; local accounts are', async (_what, answer) => {
    const found = await checkIdentityProvider(at(await serving(answer)));
    expect(found).toMatchObject({ ok: false, action: expect.stringContaining('Tài khoản của cổng') });
  });

  it('cannot be used without our secret', async () => {
    const found = await checkIdentityProvider(
      at('http://127.0.0.1:9', { KNTC_OIDC_CLIENT_SECRET_FILE: '/nowhere' }),
    );
    expect(found).toMatchObject({
      ok: false,
      action: expect.stringContaining('KNTC_OIDC_CLIENT_SECRET_FILE'),
    });
  });
});
