import { createServer, type IncomingMessage } from 'node:http';
import { Client } from 'pg';
import { DATABASE_ADDRESS, WEB_ADDRESS, type HttpOutcome } from '@kntc/domain';
import { FarServers, useDatabase } from '../../../../test/environment';
import { createHttp } from '../http/create-http';
import { AddressGuard, ownServer } from './address-guard';
import { guardedConnection, guardedSocket } from './guarded-socket';

const HERE = '127.0.0.1/32';
const servers = new FarServers();
const hosts: (string | undefined)[] = [];
let port = 0;

beforeEach(async () => {
  hosts.length = 0;
  const url = await servers.listen(
    createServer((request: IncomingMessage, response) => {
      hosts.push(request.headers.host);
      response.setHeader('connection', 'close').end('ok');
    }),
  );
  port = Number(new URL(url).port);
});
afterEach(() => servers.close());

/** A resolver that says one thing after the other, the last one for ever. */
function saying(...answers: readonly (readonly string[])[]) {
  let asked = 0;
  return {
    resolve: async () => answers[Math.min(asked++, answers.length - 1)] ?? [],
    get asked() {
      return asked;
    },
  };
}

describe.each(['undici', 'axios'] as const)('%s connects to a name', (client) => {
  async function post(guard: AddressGuard, times = 1): Promise<readonly HttpOutcome[]> {
    const base = `http://csdlqg.tinh.test:${port}`;
    const { lookup } = guard.target(base, WEB_ADDRESS, 'NATIONAL_BASE_URL');
    const http = createHttp({ client, connections: 1, lookup });
    const outcomes: HttpOutcome[] = [];
    const body = new TextEncoder().encode('{}');
    for (let request = 0; request < times; request += 1)
      outcomes.push(
        await http.post({ url: `${base}/KNTC`, headers: {}, body, deadlineMs: 3_000, maxResponseBytes: 100 }),
      );
    http.close();
    return outcomes;
  }

  it('at exactly the address that was judged, asked for once', async () => {
    const names = saying(['127.0.0.1']);
    const outcomes = await post(new AddressGuard({ allowed: [HERE], resolve: names.resolve }));
    expect(outcomes).toMatchObject([{ kind: 'answered', status: 200 }]);
    expect(hosts).toEqual([`csdlqg.tinh.test:${port}`]);
    expect(names.asked).toBe(1);
  });

  it.each([
    ['this machine', ['127.0.0.1']],
    ['the metadata of a cloud', ['169.254.169.254']],
    ['a public and a private place at once', ['10.0.0.7', '113.160.10.20']],
    ['nothing', []],
  ])('never when it leads to %s: not a byte leaves', async (_what, answers) => {
    const guard = new AddressGuard({ resolve: saying(answers).resolve });
    expect(await post(guard)).toMatchObject([{ kind: 'not-sent', reason: 'forbidden' }]);
    expect(hosts).toEqual([]);
  });

  it('anew for every connection: a name that is bound to something else later is refused then', async () => {
    const names = saying(['127.0.0.1'], ['169.254.169.254']);
    const outcomes = await post(new AddressGuard({ allowed: [HERE], resolve: names.resolve }), 2);
    expect(outcomes).toMatchObject([{ kind: 'answered' }, { kind: 'not-sent', reason: 'forbidden' }]);
    expect(hosts).toHaveLength(1);
  });
});

describe('an address of the configuration', () => {
  it('is refused at once when it can be seen from its form, with its variable and without itself', () => {
    const judge = () =>
      new AddressGuard().target('http://0x7f000001/?s3cret', WEB_ADDRESS, 'NATIONAL_BASE_URL');
    expect(judge).toThrow(/^GW_P402 .*: NATIONAL_BASE_URL: máy chủ phải là tên thường/);
    expect(judge).not.toThrow(/s3cret|0x7f/);
  });

  it('is refused when it is an address outside the list', () => {
    const guard = new AddressGuard({ allowed: ['10.20.0.0/16'] });
    expect(() => guard.target('http://10.21.0.1', WEB_ADDRESS, 'X')).toThrow(
      /GW_P402.*KNTC_ALLOWED_ADDRESSES/,
    );
    expect(guard.target('http://10.20.0.1', WEB_ADDRESS, 'X').host).toBe('10.20.0.1');
  });

  it('an entry of the list that cannot be read is told', () => {
    expect(() => new AddressGuard({ allowed: ['10.0.0.1/8'] })).toThrow(/GW_P401.*«10\.0\.0\.1\/8»/);
  });

  it('is refused when it is a server of the gateway under another name', async () => {
    const resolve = saying(['10.1.1.1']).resolve;
    const own = [
      await ownServer('redis://redis.tinh.test:6380', [], 6379, resolve),
      await ownServer('postgres://a:b@[::1]/kntc', ['postgres'], 5432, resolve),
    ];
    expect(own).toMatchObject([
      { addresses: ['10.1.1.1'], port: 6380 },
      { addresses: ['::1'], port: 5432, database: 'kntc' },
    ]);
    const guard = new AddressGuard({ own });
    expect(() => guard.target('http://10.1.1.1:6380', WEB_ADDRESS, 'X')).toThrow(/của chính cổng/);
    expect(() => guard.target('postgres://a:b@[::1]/kntc', DATABASE_ADDRESS, 'X')).toThrow(/của chính cổng/);
    expect(guard.target('postgres://a:b@[::1]/demo', DATABASE_ADDRESS, 'X').database).toBe('demo');
  });
});

describe('a database driver', () => {
  const database = useDatabase();

  it('is connected to the judged address, whatever its own reading of the address is', async () => {
    const real = new URL(database.url);
    const address = new URL(database.url);
    address.hostname = 'donthu.tinh.test';
    const guard = new AddressGuard({ allowed: [HERE], resolve: saying(['127.0.0.1']).resolve });
    const target = guard.target(address.href, DATABASE_ADDRESS, 'X');
    const client = new Client({
      connectionString: `${address.href}?host=169.254.169.254&port=1`,
      stream: () => guardedSocket(target),
    });
    await client.connect();
    const { rows } = await client.query('select current_database() as name');
    await client.end();
    expect(rows).toEqual([{ name: real.pathname.slice(1) }]);
  });

  it('gets no connection to a forbidden one', async () => {
    const guard = new AddressGuard({ resolve: saying(['169.254.169.254']).resolve });
    const socket = guardedConnection(guard.target('mysql://donthu.tinh.test/x', DATABASE_ADDRESS, 'X'));
    const failure = await new Promise((resolve) => socket.once('error', resolve));
    expect(failure).toMatchObject({ code: 'EKNTCADDRESS' });
  });
});
