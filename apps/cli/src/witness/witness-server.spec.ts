import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WitnessBook } from '@kntc/confidentiality';
import { createWitnessServer } from './witness-server';

describe('the witness asked by strangers', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kntc-witness-'));
  const said: string[] = [];
  let server: Server;
  let address: string;
  beforeAll(async () => {
    server = createWitnessServer({ book: new WitnessBook(folder), say: (line) => void said.push(line) });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    rmSync(folder, { recursive: true, force: true });
  });

  const post = async (path: string, body: string): Promise<{ status: number; text: string }> => {
    const response = await fetch(`${address}${path}`, { method: 'POST', body });
    return { status: response.status, text: await response.text() };
  };
  const refused = (why: string) => ({ status: 409, text: JSON.stringify({ kind: 'refused', why }) });

  it.each([
    ['nothing', ''],
    ['no JSON', '{'],
    ['another question', '{"ask":"forget"}'],
    ['a field too many', '{"ask":"newest","path":"/etc/passwd"}'],
    ['a negative place', '{"ask":"read","from":-1}'],
    ['a number that is none', '{"ask":"read","from":1e400}'],
  ])('refuses %s', async (_what, body) => {
    expect(await post('/kntc', body)).toEqual(refused('not-understood'));
  });

  it('refuses to be read with GET', async () => {
    expect((await fetch(`${address}/kntc`)).status).toBe(409);
  });

  it.each(['/..%2f..%2fetc%2fpasswd', '/%00', '/%ff', '/'])(
    'writes and reads nothing outside its folder for %s',
    async (path) => {
      const { status } = await post(path, '{"ask":"read","from":0}');
      expect([200, 409]).toContain(status);
      expect(readdirSync(folder)).toEqual([]);
    },
  );

  it('tells whoever watches what it refused', async () => {
    await post('/kntc', '{"ask":"ready","key":"AAAA"}');
    const line = { seq: 1, hash: 'a'.repeat(64), at: '2026-11-26T08:00:00.000Z', signature: 'AAAA' };
    expect(await post('/kntc', JSON.stringify({ ask: 'remember', key: 'AAAA', line }))).toEqual(
      refused('bad-signature'),
    );
    expect(said).toContain('TỪ CHỐI bad-signature: kntc');
  });

  it('reads no body without end', async () => {
    const endless = `{"ask":"newest","x":"${'x'.repeat(2_000_000)}"}`;
    // Refused or cut off while it is still sent: either way nothing is kept of it.
    const answer = await post('/kntc', endless).catch(() => refused('not-understood'));
    expect(answer).toEqual(refused('not-understood'));
  });
});
