import 'reflect-metadata';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { Controller, Get, Module, Post } from '@nestjs/common';
import type { MiddlewareConsumer, NestModule } from '@nestjs/common';
import type { Principal } from '@kntc/domain';
import { APP_GUARD } from '@nestjs/core';
import { z } from 'zod';
import { RecordingLogger } from '../../../../../test/fakes';
import { AccessGuard } from '../access/access.guard';
import { setPrincipal } from '../access/request-principal';
import { Needs, Open } from '../access/route-access';
import { Asked } from '../operation/asked';
import { Does, type AskedOf, type Operation } from '../operation/operation';
import { createServer } from './create-server';
import type { EdgeLimits } from './edge-limits';
import { networkOf } from './rate-limit';
import { ACCOUNT_BUCKETS, RateGuard } from './rate.guard';
import { TokenBuckets } from './token-buckets';

const NOTE_IT = {
  id: 'noteIt',
  group: 'Hồ sơ',
  summary: 'Ghi chú',
  params: z.strictObject({ id: z.string() }),
  body: z.strictObject({ note: z.string().max(20), count: z.number().int() }),
  answer: z.object({}),
  status: 201,
} as const satisfies Operation;

@Controller('api/v1/things')
class ThingsController {
  @Get()
  @Needs('records.read')
  list(): object {
    return { items: [] };
  }

  @Post(':id/notes')
  @Open('test')
  @Does(NOTE_IT)
  note(@Asked() { body }: AskedOf<typeof NOTE_IT>): object {
    const { note, count, isAdmin = false } = body as typeof body & { isAdmin?: boolean };
    return { note, count, isAdmin };
  }

  @Get('broken')
  @Open('test')
  broken(): never {
    throw Object.assign(new Error('duplicate key: select * from petition where name = $1'), { status: 500 });
  }
}

@Module({})
class ThingsModule implements NestModule {
  /** In the place of the sign-in: everybody is this operator. */
  configure(consumer: MiddlewareConsumer): void {
    const signIn = (request: object, _response: unknown, next: () => void): void => {
      setPrincipal(request, OPERATOR);
      next();
    };
    consumer.apply(signIn).forRoutes('{*path}');
  }
}

const OPERATOR: Principal = {
  accountId: '6b0a1a52-0d3f-4a43-9a55-6f4f0f0d9a01',
  login: 'lan',
  roles: ['operator'],
  agencies: 'all',
  via: 'local',
  authenticatedAt: '2026-11-26T03:00:00.000Z',
};

let clockMs = 0;
const accounts = new TokenBuckets({ atOnce: 3, perSecond: 1 }, () => clockMs);
const logger = new RecordingLogger();
let close: () => Promise<void> = async () => undefined;
let address = '';

async function start(limits: Partial<EdgeLimits> = {}): Promise<void> {
  const app = await createServer(
    {
      module: ThingsModule,
      controllers: [ThingsController],
      providers: [
        { provide: APP_GUARD, useClass: AccessGuard },
        { provide: APP_GUARD, useClass: RateGuard },
        { provide: ACCOUNT_BUCKETS, useValue: accounts },
      ],
    },
    { logger, nestLogs: false, limits },
  );
  await app.listen(0, '127.0.0.1');
  address = await app.getUrl();
  close = () => app.close();
}

afterEach(async () => {
  clockMs += 1_000_000;
  await close();
});

const NOTE = { note: 'xin chào', count: 1 };

function post(body: string | Buffer, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${address}/api/v1/things/7/notes`, {
    method: 'POST',
    body: typeof body === 'string' ? body : new Uint8Array(body),
    headers: { 'content-type': 'application/json', ...headers },
  });
}

/** Status and Vietnamese sentence; and that nothing else is in the answer. */
async function problem(answer: Response): Promise<readonly [number, string]> {
  expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  expect(answer.headers.get('x-powered-by')).toBeNull();
  const body = (await answer.json()) as Record<string, unknown>;
  const known = ['type', 'title', 'status', 'code', 'detail', 'errors'];
  expect(Object.keys(body).filter((key) => !known.includes(key))).toEqual([]);
  expect(body['status']).toBe(answer.status);
  return [answer.status, String(body['detail'])];
}

describe('a request body', () => {
  beforeEach(() => start());

  it('is what its operation declares', async () => {
    expect(await (await post(JSON.stringify(NOTE))).json()).toEqual({ ...NOTE, isAdmin: false });
  });

  it.each([
    ['a property nobody declared', { ...NOTE, isAdmin: true }, 'isAdmin'],
    ['every column of a table at once', { ...NOTE, id: 1, agency_id: 'x', created_at: 0 }, 'agency_id'],
    ['a wrong type', { note: 1, count: 1 }, 'note'],
    ['a missing property', { note: 'x' }, 'count'],
    ['a name that is no name', { ...NOTE, '<script>alert(1)</script>': 1 }, '?'],
  ])('with %s is refused, and the names are told', async (_what, body, name) => {
    const [status, detail] = await problem(await post(JSON.stringify(body)));
    expect(status).toBe(400);
    expect(detail).toContain(name);
    expect(detail).not.toContain('script');
  });

  it('cannot reach into the prototype of anything', async () => {
    for (const key of ['__proto__', 'constructor'])
      await post(`{"note":"x","count":1,"${key}":{"isAdmin":true,"prototype":{"isAdmin":true}}}`);
    expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined();
    expect(await (await post(JSON.stringify(NOTE))).json()).toMatchObject({ isAdmin: false });
  });

  it.each(['{', '{"note":', 'null', '"x"', '[]', '1', '{"a":1}}', '\u0000', '{"note":"\\ud800","count":}'])(
    '%j is refused as malformed',
    async (body) => {
      expect((await problem(await post(body)))[0]).toBe(400);
    },
  );

  it('of 100 KB is read, of one byte more not, packed or in another form neither', async () => {
    const filled = (bytes: number): string => `{"note":"x","count":1${' '.repeat(bytes - 22)}}`;
    expect((await post(filled(102_400))).status).toBe(201);
    expect(await problem(await post(filled(102_401)))).toEqual([413, 'Nội dung gửi lên quá lớn.']);
    const packed = gzipSync(Buffer.alloc(50_000_000, 0x20));
    expect((await problem(await post(packed, { 'content-encoding': 'gzip' })))[0]).toBe(415);
    for (const type of [
      'text/plain',
      'application/xml',
      'multipart/form-data; boundary=x',
      'application/json; charset=utf-7',
    ])
      expect((await problem(await post('{}', { 'content-type': type })))[0]).toBe(415);
  });
});

describe('a request line', () => {
  beforeEach(() => start());

  it.each(['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'PROPFIND', 'REPORT'])(
    'with %s, which nobody serves there, is answered 405 with what is',
    async (method) => {
      const answer = await fetch(`${address}/api/v1/THINGS/`, { method });
      expect(answer.headers.get('allow')).toBe('GET, HEAD');
      expect(await problem(answer)).toEqual([405, 'Địa chỉ này không dùng với phương thức đó.']);
    },
  );

  it('with a path nobody serves, or one that cannot be decoded, is refused', async () => {
    expect((await problem(await fetch(`${address}/nowhere`)))[0]).toBe(404);
    expect(
      (await problem(await fetch(`${address}/api/v1/things/%E0%A4%A/notes`, { method: 'POST' })))[0],
    ).toBe(400);
  });

  it('that ends in a fault of ours says nothing about it', async () => {
    const [status, detail] = await problem(await fetch(`${address}/api/v1/things/broken`));
    expect(status).toBe(500);
    expect(detail).not.toMatch(/select|petition|Error|\.ts|\/|stack/);
  });
});

describe('a caller', () => {
  it('who asks too much is told when to come back, and may then', async () => {
    await start({ perAddress: { atOnce: 5, perSecond: 2 } });
    const ask = () => fetch(`${address}/api/v1/things/1/x`);
    for (let request = 0; request < 5; request += 1) expect((await ask()).status).toBe(404);
    const refused = await ask();
    expect(refused.headers.get('retry-after')).toBe('1');
    expect((await problem(refused))[1]).toContain('Quá nhiều yêu cầu');
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect((await ask()).status).toBe(404);
  });

  it('has one share for its account as well, wherever it asks from', async () => {
    await start();
    const ask = async () => (await fetch(`${address}/api/v1/things`)).status;
    expect([await ask(), await ask(), await ask(), await ask()]).toEqual([200, 200, 200, 429]);
    clockMs += 1_000;
    expect(await ask()).toBe(200);
  });

  it('who sends headers drop by drop, or too many of them, is given up', async () => {
    await start({ headersWithinMs: 300, requestWithinMs: 600 });
    const said = (text: string): Promise<string> =>
      new Promise((resolve) => {
        let heard = '';
        const socket = connect(Number(new URL(address).port), '127.0.0.1', () => socket.write(text));
        socket.on('data', (bytes) => (heard += String(bytes)));
        socket.on('close', () => resolve(heard));
        socket.on('error', () => undefined);
      });
    const slow = 'GET /api/v1/things HTTP/1.1\r\nHost: x\r\nX-Slow: ';
    const half =
      'POST /api/v1/things/7/notes HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 40\r\n\r\n{';
    const wordy = `GET / HTTP/1.1\r\nHost: x\r\nX-A: ${'a'.repeat(20_000)}\r\n\r\n`;
    const twice =
      'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n';
    const answers = await Promise.all(
      [slow, half, wordy, twice, 'GET / HTTP/1.1\r\n\r\n', '\u0016\u0003\u0001'].map(said),
    );
    expect(answers.map((answer) => /^HTTP\/1\.1 (\d+)/.exec(answer)?.[1])).toEqual([
      '408',
      '408',
      '431',
      '400',
      '400',
      '400',
    ]);
  });

  it('is remembered in bounded memory, and is a network of its own', () => {
    const buckets = new TokenBuckets({ atOnce: 1, perSecond: 1 }, () => 0);
    for (let caller = 0; caller < 30_000; caller += 1) buckets.take(`10.${caller}`);
    expect(buckets.size).toBe(10_000);
    expect(networkOf('::ffff:10.0.0.1')).toBe('10.0.0.1');
    expect(networkOf('2405:4800:1:2:3::4')).toBe(networkOf('2405:4800:1:2:ffff::1'));
    expect(networkOf('2405:4800::1')).not.toBe(networkOf('2405:4800:0:1::1'));
  });
});
