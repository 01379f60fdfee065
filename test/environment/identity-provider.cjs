// A real OpenID provider (the package `oidc-provider`) in a process of its own, as the province's sign-in. It says its
// port, is told its clients, and exchanges its keys when asked. The page where people type their name is ours: a name, and
// whether a second factor was given.
'use strict';

const { createServer } = require('node:http');
const { generateKeyPairSync, randomUUID } = require('node:crypto');

let provider;
let settings;

function keys() {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { keys: [{ ...privateKey.export({ format: 'jwk' }), kid: randomUUID(), use: 'sig', alg: 'RS256' }] };
}

async function make() {
  const { Provider } = await import('oidc-provider');
  const made = new Provider(settings.issuer, {
    clients: settings.clients,
    jwks: keys(),
    cookies: { keys: ['test'] },
    pkce: { required: () => true },
    acrValues: ['2'],
    claims: { openid: ['sub'], acr: null, amr: null },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_ctx, interaction) => `/vao/${interaction.uid}` },
    findAccount: (_ctx, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
    loadExistingGrant: async (ctx) => {
      const grant = new ctx.oidc.provider.Grant({
        clientId: ctx.oidc.client.clientId,
        accountId: ctx.oidc.session.accountId,
      });
      grant.addOIDCScope('openid');
      await grant.save();
      return grant;
    },
    ttl: { AccessToken: 60, AuthorizationCode: 60, IdToken: 60, Interaction: 600, Session: 600, Grant: 600 },
  });
  provider = made;
}

const PAGE = '<form method="post"><input name="login"><input name="otp"><button>Đăng nhập</button></form>';

async function serve(request, response) {
  if (!request.url.startsWith('/vao/')) return provider.callback()(request, response);
  if (request.method !== 'POST') return response.setHeader('content-type', 'text/html').end(PAGE);
  let text = '';
  for await (const chunk of request) text += chunk;
  const form = new URLSearchParams(text);
  const login = form.get('login');
  const given = form.get('otp') === '' ? {} : { acr: '2', amr: ['pwd', 'otp'] };
  const result =
    login === ''
      ? { error: 'access_denied', error_description: '<script>alert("không")</script>' }
      : { login: { accountId: login, ...given } };
  return provider.interactionFinished(request, response, result);
}

const server = createServer((request, response) => {
  serve(request, response).catch((err) => response.writeHead(500).end(String(err)));
});

process.on('message', async (message) => {
  if (message.settings) settings = message.settings;
  await make();
  process.send({ ready: true });
});
process.on('disconnect', () => process.exit());
server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));
