import { appendFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { auditKeeping, Keys, WitnessBook, type WitnessPlace } from '@kntc/confidentiality';
import type { AuditWitness } from '@kntc/domain';
import { AddressGuard, witnessHttp } from '@kntc/platform';
import { createWitnessServer } from '../../apps/cli/src/witness/witness-server';
import { FakeWitness } from '../fakes';
import { documentedFigure } from '../figures/figures';
import { auditWitnessContract, placesUnderContract, type WitnessUnderTest } from './audit-witness-contract';

const keys = Keys.of({
  id: '00112233445566ff',
  sealingKey: Buffer.alloc(32, 1),
  digestKey: Buffer.alloc(32, 2),
});

const folders: string[] = [];
function ownFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'kntc-witness-'));
  folders.push(folder);
  return folder;
}
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

const opener =
  (...places: readonly WitnessPlace[]) =>
  (): AuditWitness =>
    auditKeeping(keys, places, witnessHttp(new AddressGuard(), places)).witness;

async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

const closed = (server: Server): Promise<void> => new Promise((resolve) => server.close(() => resolve()));

auditWitnessContract('in memory', async () => {
  const witness = new FakeWitness();
  return {
    open: () => witness,
    takeAway: async () => void (witness.isAway = true),
    close: async () => undefined,
    refusesOtherHistory: false,
  };
});

auditWitnessContract('in a file', async () => {
  const path = join(ownFolder(), 'kntc.jsonl');
  return {
    open: opener({ kind: 'file', path }),
    takeAway: async () => {
      rmSync(path, { force: true });
      mkdirSync(path);
    },
    close: async () => undefined,
    refusesOtherHistory: false,
  };
});

async function onAnotherHost(): Promise<WitnessUnderTest & { readonly url: string }> {
  const folder = ownFolder();
  const server = createWitnessServer({ book: new WitnessBook(folder), say: () => undefined });
  const url = `http://127.0.0.1:${await listening(server)}/kntc`;
  return {
    url,
    open: opener({ kind: 'http', url }),
    takeAway: () => closed(server),
    close: () => closed(server),
    refusesOtherHistory: true,
  };
}

auditWitnessContract('on another host', onAnotherHost);

auditWitnessContract('a log server and the file it writes', async () => {
  const logFile = join(ownFolder(), 'audit.log');
  appendFileSync(logFile, 'Nov 26 08:00:00 host sshd[1]: something else\n');
  // As rsyslog does: takes octet-counted frames and writes a line of its own around each.
  const server = createServer((socket) => {
    let frames = Buffer.alloc(0);
    socket.on('data', (chunk) => (frames = Buffer.concat([frames, chunk])));
    socket.on('end', () => {
      for (let rest = frames; rest.length > 0;) {
        const blank = rest.indexOf(' ');
        const length = Number(rest.subarray(0, blank).toString());
        const message = rest.subarray(blank + 1, blank + 1 + length).toString();
        appendFileSync(logFile, `Nov 26 08:00:01 host ${message.slice(message.indexOf('kntc-audit -'))}\n`);
        rest = rest.subarray(blank + 1 + length);
      }
      socket.end();
    });
  });
  const port = await listening(server);
  const to = {
    kind: 'syslog',
    transport: 'tcp',
    host: '127.0.0.1',
    port,
    database: 'kntc',
    logFile,
  } as const;
  return {
    open: opener(to),
    takeAway: () => closed(server),
    close: () => closed(server),
    refusesOtherHistory: false,
  };
});

auditWitnessContract('a file and another host together', async () => {
  const { url, takeAway, close } = await onAnotherHost();
  return {
    open: opener({ kind: 'file', path: join(ownFolder(), 'kntc.jsonl') }, { kind: 'http', url }),
    takeAway,
    close,
    refusesOtherHistory: true,
  };
});

it('as many places as docs/security/figures.md says', () => {
  expect(documentedFigure('audit-witness-places', placesUnderContract())).toBe(placesUnderContract());
});
