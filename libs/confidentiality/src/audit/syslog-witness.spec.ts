import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Keys } from '../keys';
import { SyslogWitness, type SyslogPlace } from './syslog-witness';

const keysOf = (fill: number): Keys =>
  Keys.of({
    id: '00112233445566ff',
    sealingKey: Buffer.alloc(32, fill),
    digestKey: Buffer.alloc(32, fill + 1),
  });
const AT = '2026-11-26T08:00:00.000Z';
const HEAD = { seq: 3, hash: 'c'.repeat(64) };
const TO: SyslogPlace = { transport: 'udp', host: '127.0.0.1', port: 9, database: 'kntc' };
const witness = (changes: Partial<SyslogPlace> = {}, of = keysOf(1)): SyslogWitness =>
  new SyslogWitness({ ...TO, ...changes }, of.witnessKey());

/** What a datagram with HEAD says. */
async function datagram(of = keysOf(1), database = 'kntc'): Promise<string> {
  const receiver = createSocket('udp4');
  receiver.bind(0, '127.0.0.1');
  await once(receiver, 'listening');
  const got = once(receiver, 'message');
  await witness({ port: receiver.address().port, database }, of).remember(HEAD, AT);
  const [message] = (await got) as [Buffer];
  receiver.close();
  return message.toString();
}

describe('a log server as witness', () => {
  let folder: string;
  let logFile: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'kntc-syslog-'));
    logFile = join(folder, 'audit.log');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('is told in one datagram of RFC 5424, without anything of what was done', async () => {
    const message = await datagram();
    expect(message).toMatch(
      /^<109>1 2026-11-26T08:00:00\.000Z - kntc-gateway - kntc-audit - kntc-audit kntc \{[^\n]*\}$/,
    );
    const line = JSON.parse(message.slice(message.indexOf('{'))) as object;
    expect(Object.keys(line).toSorted()).toEqual(['at', 'hash', 'seq', 'signature']);
  });

  it('cannot be read back without the file it writes, and says so', async () => {
    expect(witness().isReadable).toBe(false);
    expect(await witness().newest()).toBeUndefined();
  });

  it('finds our lines among those of others, and passes over those of other databases', async () => {
    writeFileSync(
      logFile,
      [
        'Nov 26 host sshd[1]: kntc-audit is mentioned by somebody',
        await datagram(keysOf(7), 'another'),
        `Nov 26 host ${await datagram()}`,
        '',
      ].join('\n'),
    );
    expect(await witness({ logFile }).newest()).toEqual(HEAD);
    expect((await witness({ logFile }).remembered()).size).toBe(1);
  });

  it('shows that somebody wrote or changed a line of ours', async () => {
    const ours = await datagram();
    for (const tampered of [ours.replace('"seq":3', '"seq":2'), await datagram(keysOf(7))]) {
      writeFileSync(logFile, `${tampered}\n${ours}\n`);
      await expect(witness({ logFile }).remembered()).rejects.toMatchObject({ code: 'GW_T304' });
    }
  });

  it('says that its file cannot be read', async () => {
    await expect(witness({ logFile }).remembered()).rejects.toMatchObject({
      code: 'GW_T304',
      detail: expect.stringContaining('ENOENT'),
    });
  });

  it('is away when it speaks no TLS', async () => {
    const plain = createServer((socket) => socket.end('220 hello\r\n'));
    plain.listen(0, '127.0.0.1');
    await once(plain, 'listening');
    const { port } = plain.address() as AddressInfo;
    await expect(witness({ transport: 'tls', port }).ready()).rejects.toMatchObject({ code: 'GW_T304' });
    plain.close();
  });
});
