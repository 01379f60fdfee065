import { createServer as createHttpServer } from 'node:http';
import { createServer as createTcpServer, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { gzipSync } from 'node:zlib';
import type { HttpOutcome, HttpRequest } from '@kntc/domain';
import { FarServers } from '../../../../test/environment';
import { AxiosHttp } from './axios-http';
import { UndiciHttp } from './undici-http';

const DEADLINE_MS = 400;

let http: AxiosHttp | UndiciHttp;
const servers = new FarServers();

afterEach(async () => {
  http.close();
  await servers.close();
});

/** A far side that does exactly this with every connection once the request has begun to arrive. */
function far(onRequest: (socket: Socket) => void): Promise<string> {
  return servers.listen(createTcpServer((socket) => void socket.once('data', () => onRequest(socket))));
}

function post(url: string, more: Partial<HttpRequest> = {}): Promise<HttpOutcome> {
  const body = new TextEncoder().encode('{"HoTen":"Nguyễn Văn A"}');
  return http.post({ url, headers: {}, body, deadlineMs: DEADLINE_MS, maxResponseBytes: 1_000, ...more });
}

function expectDeadline(outcome: HttpOutcome): void {
  expect(outcome.durationMs).toBeGreaterThan(DEADLINE_MS * 0.9);
  expect(outcome.durationMs).toBeLessThan(DEADLINE_MS * 1.1 + 50); // 50 ms: a busy machine
}

describe.each([
  ['undici', () => new UndiciHttp(2)],
  ['axios', () => new AxiosHttp()],
])('%s', (_name, client) => {
  beforeEach(() => {
    http = client();
  });

  describe('an answer', () => {
    it('comes back whole, with its status and lower-case headers', async () => {
      const received: Buffer[] = [];
      const url = await servers.listen(
        createHttpServer((request, response) => {
          request.on('data', (chunk: Buffer) => received.push(chunk));
          request.on('end', () => response.writeHead(500, { 'X-Trace': 'b' }).end('Đã nhận'));
        }),
      );
      const outcome = await post(url, {
        headers: { 'Content-Type': 'application/json', Authorization: 'Basic x' },
      });
      expect(outcome).toMatchObject({ kind: 'answered', status: 500, headers: { 'x-trace': 'b' } });
      expect(outcome.kind === 'answered' && Buffer.from(outcome.body).toString()).toBe('Đã nhận');
      expect(Buffer.concat(received).toString()).toContain('Nguyễn Văn A');
    });

    it('may be a redirect, which is never followed', async () => {
      let asked = 0;
      const url = await servers.listen(
        createHttpServer((_request, response) => {
          asked += 1;
          response.writeHead(307, { Location: '/elsewhere' }).end();
        }),
      );
      expect(await post(url)).toMatchObject({
        kind: 'answered',
        status: 307,
        headers: { location: '/elsewhere' },
      });
      expect(asked).toBe(1);
    });

    it('is unpacked although we asked for plain text, but never beyond the limit', async () => {
      let packed = gzipSync('xin chào');
      const url = await servers.listen(
        createHttpServer((_request, response) =>
          response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(packed),
        ),
      );
      const outcome = await post(url);
      expect(outcome.kind === 'answered' && Buffer.from(outcome.body).toString()).toBe('xin chào');
      packed = gzipSync(Buffer.alloc(1_000_000));
      expect(await post(url, { maxResponseBytes: 2_000 })).toMatchObject({
        kind: 'unanswered',
        reason: 'too-large',
      });
    });

    it('reuses the connection', async () => {
      const url = await servers.listen(createHttpServer((_request, response) => response.end('ok')));
      for (let request = 0; request < 6; request += 1) await post(url);
      expect(servers.sockets.size).toBeLessThanOrEqual(2);
    });
  });

  describe('not sent, with proof', () => {
    it('when nobody listens', async () => {
      const server = createTcpServer();
      const url = await servers.listen(server);
      await servers.stop(server);
      expect(await post(url)).toMatchObject({ kind: 'not-sent', reason: 'refused' });
    });

    it('when the name does not exist', async () => {
      expect(await post('http://csdlqg.invalid/KNTC', { deadlineMs: 5_000 })).toMatchObject({
        kind: 'not-sent',
        reason: 'dns',
      });
    });

    it('when the far side speaks no TLS', async () => {
      const url = await far((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
      expect(await post(url.replace('http:', 'https:'))).toMatchObject({ kind: 'not-sent', reason: 'tls' });
    });

    it('when TLS hangs beyond the deadline', async () => {
      const url = await far(() => undefined);
      const outcome = await post(url.replace('http:', 'https:'));
      expect(outcome).toMatchObject({ kind: 'not-sent', reason: 'connect-timeout' });
      expectDeadline(outcome);
    });

    it('when the guard objects, also on a kept connection: the far side sees no byte', async () => {
      let bytes = 0;
      const url = await servers.listen(
        createHttpServer((_request, response) => response.end('ok')).on('connection', (socket: Socket) =>
          socket.on('data', (chunk) => (bytes += chunk.length)),
        ),
      );
      expect(await post(url, { beforeWrite: () => false })).toMatchObject({
        kind: 'not-sent',
        reason: 'guard',
      });
      expect(bytes).toBe(0);
      await post(url, { beforeWrite: () => true });
      const afterOne = bytes;
      expect(afterOne).toBeGreaterThan(0);
      expect(await post(url, { beforeWrite: () => false })).toMatchObject({
        kind: 'not-sent',
        reason: 'guard',
      });
      await post(url);
      expect(bytes).toBe(2 * afterOne);
    });

    it('when the guard itself fails', async () => {
      const url = await far(() => undefined);
      const broken = (): boolean => {
        throw new Error('lost the connection that holds the lane');
      };
      expect(await post(url, { beforeWrite: broken })).toMatchObject({ kind: 'not-sent', reason: 'guard' });
    });

    it('when it was called off before', async () => {
      const url = await far(() => undefined);
      expect(await post(url, { signal: AbortSignal.abort() })).toMatchObject({
        kind: 'not-sent',
        reason: 'aborted',
      });
    });

    it('when the TLS handshake fails', async () => {
      const url = await servers.listen(createTlsServer().on('tlsClientError', () => undefined));
      expect(await post(url.replace('http:', 'https:'))).toMatchObject({ kind: 'not-sent', reason: 'tls' });
    });

    it('when the address is nonsense', async () => {
      expect(await post('not an address')).toMatchObject({ kind: 'not-sent' });
    });
  });

  describe('unanswered: the far side may have acted', () => {
    it('when it says nothing until the deadline', async () => {
      const outcome = await post(await far(() => undefined));
      expect(outcome).toMatchObject({ kind: 'unanswered', reason: 'timeout' });
      expectDeadline(outcome);
    });

    it('when the answer drips past the deadline', async () => {
      const url = await far((socket) => {
        socket.write('HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n');
        const drip = setInterval(() => socket.write('x'), 20);
        socket.on('close', () => clearInterval(drip));
      });
      const outcome = await post(url, { maxResponseBytes: 200_000 });
      expect(outcome).toMatchObject({ kind: 'unanswered', reason: 'timeout' });
      expectDeadline(outcome);
    });

    it('when the headers drip past the deadline', async () => {
      const url = await far((socket) => {
        socket.write('HTTP/1.1 200 OK\r\n');
        const drip = setInterval(() => socket.write('X-A: b\r\n'), 20);
        socket.on('close', () => clearInterval(drip));
      });
      const outcome = await post(url);
      expect(outcome).toMatchObject({ kind: 'unanswered', reason: 'timeout' });
      expectDeadline(outcome);
    });

    it('when the connection is reset, also a kept one before any byte of the answer', async () => {
      expect(await post(await far((socket) => socket.resetAndDestroy()))).toMatchObject({
        kind: 'unanswered',
        reason: 'reset',
      });
      let asked = 0;
      const url = await servers.listen(
        createHttpServer((request, response) => {
          asked += 1;
          if (asked === 1) response.end('ok');
          else request.socket.resetAndDestroy();
        }),
      );
      expect(await post(url)).toMatchObject({ kind: 'answered' });
      expect(await post(url)).toMatchObject({ kind: 'unanswered' });
      expect(asked).toBe(2); // sent once, not repeated behind our back
    });

    it('when the connection is closed before or within the answer', async () => {
      expect(await post(await far((socket) => socket.end()))).toMatchObject({
        kind: 'unanswered',
        reason: 'closed',
      });
      const half = 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"Id":';
      expect(await post(await far((socket) => socket.end(half)))).toMatchObject({
        kind: 'unanswered',
        reason: 'closed',
      });
    });

    it('when the answer is too large', async () => {
      const url = await servers.listen(
        createHttpServer((_request, response) => response.end(Buffer.alloc(1_001))),
      );
      expect(await post(url)).toMatchObject({ kind: 'unanswered', reason: 'too-large' });
    });

    it('when it is no HTTP or cannot be unpacked', async () => {
      expect(await post(await far((socket) => socket.end('* OK IMAP4 ready\r\n\r\n')))).toMatchObject({
        kind: 'unanswered',
        reason: 'protocol',
      });
      const url = await servers.listen(
        createHttpServer((_request, response) =>
          response.writeHead(200, { 'Content-Encoding': 'gzip' }).end('plain'),
        ),
      );
      expect(await post(url)).toMatchObject({ kind: 'unanswered', reason: 'protocol' });
    });

    it('when it is called off after the write', async () => {
      const controller = new AbortController();
      const url = await far(() => controller.abort());
      expect(await post(url, { signal: controller.signal })).toMatchObject({
        kind: 'unanswered',
        reason: 'aborted',
      });
    });
  });

  it('never shows the body or the credentials in an outcome', async () => {
    const outcome = await post(await far((socket) => socket.end('<html>')), {
      headers: { Authorization: 'Basic c2VjcmV0' },
    });
    expect(JSON.stringify(outcome)).not.toMatch(/c2VjcmV0|Nguyễn/);
    expect(Object.keys(outcome).toSorted()).toEqual(['durationMs', 'kind', 'reason']);
  });
});
