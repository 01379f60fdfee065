import { createServer as createHttpServer } from 'node:http';
import { createServer as createTcpServer, type Socket } from 'node:net';
import type { HttpOutcome, HttpRequest, StreamedBody } from '@kntc/domain';
import { FarServers } from '../../../../test/environment';
import { AxiosHttp } from './axios-http';
import { UndiciHttp } from './undici-http';

const far = new FarServers();
let http: AxiosHttp | UndiciHttp;

afterEach(async () => {
  http.close();
  await far.close();
});

function post(url: string, more: Pick<HttpRequest, 'body'> & Partial<HttpRequest>): Promise<HttpOutcome> {
  return http.post({ url, headers: {}, deadlineMs: 400, maxResponseBytes: 1_000, ...more });
}

describe.each([
  ['undici', () => new UndiciHttp(2)],
  ['axios', () => new AxiosHttp()],
])('a streamed body over %s', (_name, client) => {
  beforeEach(() => {
    http = client();
  });

  const PIECES = ['{"HoTen":"', 'Nguyễn Văn A', '"}'];
  const size = Buffer.byteLength(PIECES.join(''));

  function streamed(pieces: readonly string[], fails = false): StreamedBody & { opened: number } {
    const body = {
      size,
      opened: 0,
      async *stream(): AsyncIterable<Uint8Array> {
        body.opened += 1;
        for (const piece of pieces) yield Buffer.from(piece);
        if (fails) throw new Error('the file changed');
      },
    };
    return body;
  }

  it('arrives whole, with its length said beforehand and on a kept connection', async () => {
    const received: string[] = [];
    const url = await far.listen(
      createHttpServer((request, response) => {
        const chunks: Buffer[] = [];
        request.on('data', (chunk: Buffer) => chunks.push(chunk));
        request.on('end', () => {
          received.push(`${request.headers['content-length']} ${Buffer.concat(chunks).toString()}`);
          response.end('ok');
        });
      }),
    );
    for (let turn = 0; turn < 3; turn += 1)
      expect(await post(url, { body: streamed(PIECES) })).toMatchObject({ kind: 'answered', status: 200 });
    expect(received).toEqual(Array(3).fill(`${size} ${PIECES.join('')}`));
    expect(far.sockets.size).toBeLessThanOrEqual(2);
  });

  it.each([
    ['that breaks off', PIECES.slice(0, 2), true],
    ['shorter than it said', PIECES.slice(0, 2), false],
  ])(
    '%s reaches nobody as a whole; only without a byte on the wire is it not sent',
    async (_what, pieces, fails) => {
      let whole = 0;
      let bytes = 0;
      const url = await far.listen(
        createHttpServer((request, response) => {
          request.on('error', () => undefined).resume();
          request.on('end', () => {
            whole += 1;
            response.end('ok');
          });
        }).on('connection', (socket: Socket) => socket.on('data', (chunk) => (bytes += chunk.length))),
      );
      const { kind } = await post(url, { body: streamed(pieces, fails) });
      expect(['not-sent', 'unanswered']).toContain(kind);
      expect({ whole, provenUnsent: kind === 'not-sent' ? bytes : 0 }).toEqual({
        whole: 0,
        provenUnsent: 0,
      });
    },
  );

  it('is not even begun when the guard objects or nobody listens', async () => {
    let bytes = 0;
    const url = await far.listen(
      createHttpServer((_request, response) => response.end('ok')).on('connection', (socket: Socket) =>
        socket.on('data', (chunk) => (bytes += chunk.length)),
      ),
    );
    const body = streamed(PIECES);
    const refused = await post(url, { body, beforeWrite: () => false });
    expect(refused).toMatchObject({ kind: 'not-sent', reason: 'guard' });
    expect(bytes).toBe(0);
    const server = createTcpServer();
    const nobody = await far.listen(server);
    await far.stop(server);
    expect(await post(nobody, { body })).toMatchObject({ kind: 'not-sent', reason: 'refused' });
  });
});
