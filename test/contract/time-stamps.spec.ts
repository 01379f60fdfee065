import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HttpTimeStamps, LocalTimeStamps, WitnessBook } from '@kntc/confidentiality';
import { isStamped, sha256, type TimeStampAuthority } from '@kntc/domain';
import { AddressGuard, witnessHttp } from '@kntc/platform';
import { createWitnessServer } from '../../apps/cli/src/witness/witness-server';
import { NOW } from '../builders';
import { FakeClock } from '../fakes';

const folder = mkdtempSync(join(tmpdir(), 'kntc-time-stamps-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const local = (): LocalTimeStamps => new LocalTimeStamps(join(folder, 'key.pem'), new FakeClock());

async function listening(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/kntc`;
}

const asked = (url: string): HttpTimeStamps =>
  new HttpTimeStamps(url, witnessHttp(new AddressGuard(), [{ kind: 'http', url }]));

describe('a time stamp authority', () => {
  let server: Server;
  let url: string;
  beforeAll(async () => {
    const book = new WitnessBook(join(folder, 'book'));
    server = createWitnessServer({ book, authority: local(), say: () => undefined });
    url = await listening(server);
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  it.each<[string, () => TimeStampAuthority]>([
    ['on this machine', local],
    ['on another host', () => asked(url)],
  ])('%s says when a digest was there, always with the same key', async (_where, open) => {
    const digest = sha256('a day');
    const stamp = await open().stamp(digest);
    expect(stamp).toMatchObject({ digest, at: NOW.toISOString() });
    expect(isStamped(stamp)).toBe(true);
    expect(isStamped({ ...stamp, at: '2020-01-01T00:00:00.000Z' })).toBe(false);
    expect((await open().stamp(digest)).publicKey).toBe(stamp.publicKey);
  });

  it('is not believed when it stamps something else', async () => {
    const other = await local().stamp(sha256('another day'));
    const liar = createServer((_request, response) => {
      const { at, publicKey, signature } = other;
      response.end(JSON.stringify({ kind: 'stamp', at, publicKey, signature }));
    });
    await expect(asked(await listening(liar)).stamp(sha256('a day'))).rejects.toMatchObject({
      code: 'GW_T304',
    });
    await new Promise((resolve) => liar.close(resolve));
  });

  it('that only remembers, or is away, gives none', async () => {
    const deaf = createWitnessServer({ book: new WitnessBook(join(folder, 'deaf')), say: () => undefined });
    const place = await listening(deaf);
    await expect(asked(place).stamp(sha256('a day'))).rejects.toMatchObject({ code: 'GW_T304' });
    await new Promise((resolve) => deaf.close(resolve));
    await expect(asked(place).stamp(sha256('a day'))).rejects.toMatchObject({ code: 'GW_T304' });
  });
});
