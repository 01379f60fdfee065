import { createServer, type RequestListener } from 'node:http';
import { gzipSync } from 'node:zlib';
import { FarServers } from '../../../../test/environment';
import { AddressGuard } from '../addresses/address-guard';
import { guardedFetch, type FetchLimits } from './guarded-fetch';

const ENDED = /^(TimeoutError|ResponseExceededMaxSizeError|SocketError)$/;

describe('a guarded fetch', () => {
  const servers = new FarServers();
  const hits: (string | undefined)[] = [];
  afterEach(async () => {
    await servers.close();
    hits.length = 0;
  });

  const listening = async (answer: RequestListener): Promise<string> => {
    const url = await servers.listen(
      createServer((request, response) => {
        hits.push(request.headers.host);
        answer(request, response);
      }),
    );
    return new URL(url).origin;
  };
  const fetchAt = (home: string, changes: Partial<FetchLimits> = {}) =>
    guardedFetch({
      addresses: new AddressGuard(),
      about: 'KNTC_OIDC_ISSUER',
      home,
      deadlineMs: 500,
      maxBytes: 1_000,
      ...changes,
    });

  it('gives status, headers and body as they came, a redirect too', async () => {
    const home = await listening((request, response) => {
      if (request.url === '/gone') return response.writeHead(204).end();
      if (request.url === '/moved') return response.writeHead(302, { location: `${home}/x` }).end();
      return request.pipe(response.writeHead(201, { 'content-type': 'text/plain', 'x-how': request.method }));
    });
    const fetch = fetchAt(home);
    const sent = await fetch(`${home}/x`, { method: 'POST', body: new URLSearchParams({ a: 'b c' }) });
    expect([sent.status, sent.headers.get('x-how'), await sent.text()]).toEqual([201, 'POST', 'a=b+c']);
    expect((await fetch(`${home}/gone`, {})).status).toBe(204);
    const moved = await fetch(`${home}/moved`, {});
    expect([moved.status, moved.headers.get('location'), hits.length]).toEqual([302, `${home}/x`, 3]);
  });

  it('refuses at once a home that may not be reached, without naming it', () => {
    const addresses = new AddressGuard({ allowed: ['10.20.0.0/16'] });
    expect(() => fetchAt('http://127.0.0.1:9/s3cret', { addresses })).toThrow(/GW_P402.*KNTC_OIDC_ISSUER/);
    expect(() => fetchAt('http://127.0.0.1:9/s3cret', { addresses })).not.toThrow(/s3cret/);
    expect(() => fetchAt('http://169.254.169.254/')).toThrow('GW_P402');
  });

  it('goes to what an answer names elsewhere only where the list says so', async () => {
    const home = await listening((_request, response) => response.end('home'));
    const elsewhere = await listening((_request, response) => response.end('elsewhere'));
    await expect(fetchAt(home)(elsewhere, {})).rejects.toThrow('GW_P402');
    expect(hits).toEqual([]);
    const addresses = new AddressGuard({ allowed: ['127.0.0.1'] });
    expect(await (await fetchAt(home, { addresses })(elsewhere, {})).text()).toBe('elsewhere');
  });

  it('connects to nothing when a name leads where it must not', async () => {
    const home = await listening((_request, response) => response.end());
    const named = home.replace('127.0.0.1', 'sso.tinh.test');
    for (const answer of ['169.254.169.254', '127.0.0.1'])
      await expect(
        fetchAt(named, { addresses: new AddressGuard({ resolve: async () => [answer] }) })(named, {}),
      ).rejects.toMatchObject({ code: 'EKNTCADDRESS' });
    expect(hits).toEqual([]);
  });

  it.each<[string, RequestListener]>([
    ['is too large', (_request, response) => response.end('x'.repeat(1_001))],
    [
      'says it is too large',
      (_request, response) => response.writeHead(200, { 'content-length': '9999' }).flushHeaders(),
    ],
    ['never comes', () => undefined],
    ['drips in', (_request, response) => drip(response)],
    [
      'breaks off',
      (_request, response) =>
        response.writeHead(200, { 'content-length': '9' }).write('x', () => response.destroy()),
    ],
  ])('gives up an answer that %s', async (_what, answer) => {
    const home = await listening(answer);
    const started = performance.now();
    await expect(fetchAt(home)(home, {})).rejects.toMatchObject({ name: expect.stringMatching(ENDED) });
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  it('ends when whoever asked gives up', async () => {
    const home = await listening(() => undefined);
    const signal = AbortSignal.timeout(50);
    await expect(fetchAt(home, { deadlineMs: 10_000 })(home, { signal })).rejects.toMatchObject({
      name: 'TimeoutError',
    });
  });

  it('unpacks nothing: a bomb stays as small as it came', async () => {
    const packed = gzipSync('x'.repeat(500_000));
    const home = await listening((_request, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(packed),
    );
    const answer = await fetchAt(home)(home, {});
    expect((await answer.arrayBuffer()).byteLength).toBe(packed.length);
  });
});

function drip(response: Parameters<RequestListener>[1]): void {
  const timer = setInterval(() => response.write('x'), 20);
  response.on('close', () => clearInterval(timer));
}
