import 'reflect-metadata';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { signBell } from '@kntc/domain';
import { namedKeys } from '@kntc/platform';
import { PgBells, connect, createDataSource, migrate } from '@kntc/storage';
import { RecordingLogger } from '../../../../test/fakes';
import { fromTemplate, useDatabase } from '../../../../test/environment';
import { SourceBells } from '../composition/source-bells';
import { createServer } from './edge/create-server';
import { HooksController } from './hooks.controller';
import { GATEWAY } from './tokens';
import { documentedFigure } from '../../../../test/figures/figures';

const OLD_KEY = 'a'.repeat(40);
const NEW_KEY = 'b'.repeat(40);
const BODY = '{"soDon":"12/2026","ghiChu":"mới"}';
const HOUR = 3_600_000;
const MINUTE = 60_000;

const database = useDatabase(() =>
  fromTemplate('hooks spec', async (url) => {
    const dataSource = createDataSource(url);
    await connect(dataSource);
    await migrate(dataSource);
    await dataSource.destroy();
  }),
);

/** Stands still until a test moves it, also back. */
const clock = {
  ms: 0,
  monotonicMs: () => clock.ms,
  now: () => new Date(clock.ms),
  sleep: async () => undefined,
  turn: async () => undefined,
};

let folder = '';
let logger: RecordingLogger;
let dataSource: ReturnType<typeof createDataSource>;
let app: NestExpressApplication;
let address = '';
let nonces = 0;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kntc-hook-'));
  writeFileSync(join(folder, 'key'), `${OLD_KEY}\n`);
  clock.ms = Date.UTC(2026, 10, 26, 3);
  logger = new RecordingLogger();
  dataSource = createDataSource(database.url);
  await connect(dataSource);
  await dataSource.query('truncate hook_nonce, source_bell');
  await start();
});
afterEach(async () => {
  await app.close();
  await dataSource.destroy();
  rmSync(folder, { recursive: true });
});

/** A process as it starts; called again, another one on the same database. */
async function start(): Promise<void> {
  const bells = new SourceBells({
    definitions: [
      { id: 'so-don', hook: { keys: ['SO_DON_KEY', 'SO_DON_NEXT'] } },
      { id: 'tiep-dan', hook: { keys: ['TIEP_DAN_KEY'] } },
      { id: 'no-bell', hook: undefined },
    ],
    keyOf: namedKeys({
      SO_DON_KEY_FILE: join(folder, 'key'),
      SO_DON_NEXT: NEW_KEY,
      TIEP_DAN_KEY: 'c'.repeat(40),
    }),
    store: new PgBells(dataSource, 'BDI'),
    clock,
    logger,
  });
  class HooksModule {
    readonly name = 'hooks';
  }
  const provided = { provide: GATEWAY, useValue: { parts: { bells } } };
  const module = { module: HooksModule, controllers: [HooksController], providers: [provided] };
  app = await createServer(module, { logger, nestLogs: false });
  await app.listen(0, '127.0.0.1');
  address = await app.getUrl();
}

interface Sent {
  readonly source: string;
  readonly body: string;
  readonly timestamp: string;
  readonly nonce: string;
  readonly signature: string;
}

function message(changed: Partial<Sent> = {}, key = OLD_KEY): Sent {
  nonces += 1;
  const plain = {
    source: 'so-don',
    body: BODY,
    timestamp: String(Math.floor(clock.now().getTime() / 1_000)),
    nonce: `nonce-${String(nonces).padStart(16, '0')}`,
    ...changed,
  };
  const signature = signBell({ ...plain, body: Buffer.from(plain.body) }, Buffer.from(key));
  return { ...plain, signature, ...changed };
}

async function send({ source, body, timestamp, nonce, signature }: Sent): Promise<number> {
  const answer = await fetch(`${address}/api/v1/hooks/${source}`, {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/json',
      'x-kntc-timestamp': timestamp,
      'x-kntc-nonce': nonce,
      'x-kntc-signature': signature,
    },
  });
  await answer.arrayBuffer();
  return answer.status;
}

async function written(): Promise<{ nonces: number; bells: number }> {
  const [row] = await dataSource.query<{ nonces: number; bells: number }[]>(
    'select (select count(*)::int from hook_nonce) as nonces, (select count(*)::int from source_bell) as bells',
  );
  return row!;
}

it('a genuine bell is heard and says when; what it carries is kept nowhere', async () => {
  expect(await send(message())).toBe(202);
  expect([...(await new PgBells(dataSource, 'BDI').rung()).keys()]).toEqual(['so-don']);
  const [row] = await dataSource.query<{ all: string }[]>('select hook_nonce::text as all from hook_nonce');
  expect(row!.all).not.toMatch(/soDon|12\/2026/);
});

describe('nothing is written, and nobody learns why, when a bell is', () => {
  const forged = 'v1='.padEnd(67, '0');
  const cases: readonly (readonly [string, () => Sent])[] = [
    ['not signed', () => message({ signature: '' })],
    ['signed by a guess', () => message({ signature: forged })],
    ['signed with another key', () => message({}, 'x'.repeat(40))],
    ["signed with another source's key", () => message({}, 'c'.repeat(40))],
    ['signed for another source', () => ({ ...message(), source: 'tiep-dan' })],
    ['for a source without a bell', () => message({ source: 'no-bell' }, '')],
    [
      'for a source without a bell, signed with nothing',
      () => message({ source: 'no-bell' }, '\0'.repeat(32)),
    ],
    ['for a source nobody knows', () => message({ source: 'khong-co' })],
    ['for a path instead of a source', () => message({ source: '..%2f..%2fetc' })],
    ['with a body in another order', () => ({ ...message(), body: '{"ghiChu":"mới","soDon":"12/2026"}' })],
    ['with a body that lost its end', () => ({ ...message(), body: '{"soDon":"12/2026"}' })],
    ['with one blank more', () => ({ ...message(), body: `${BODY} ` })],
    ['with another nonce', () => ({ ...message(), nonce: 'nonce-of-someone-else' })],
    ['with a short nonce', () => message({ nonce: 'x' })],
    ['with a cut signature', () => ({ ...message(), signature: message().signature.slice(0, 40) })],
    ['with a signature in capitals', () => ({ ...message(), signature: message().signature.toUpperCase() })],
    [
      'with a signature of another kind',
      () => ({ ...message(), signature: message().signature.replace('v1', 'v0') }),
    ],
    ['six minutes old', () => message({ timestamp: String(clock.now().getTime() / 1_000 - 360) })],
    ['six minutes early', () => message({ timestamp: String(clock.now().getTime() / 1_000 + 360) })],
    ['of no time', () => message({ timestamp: 'now' })],
    ['of a time in milliseconds', () => message({ timestamp: String(clock.now().getTime()) })],
    ['given a new time', () => ({ ...message({ timestamp: '1000000000' }), timestamp: message().timestamp })],
  ];

  it.each(cases)('%s', async (_what, make) => {
    expect(await send(make())).toBe(401);
    expect(await written()).toEqual({ nonces: 0, bells: 0 });
  });

  it('of as many kinds as docs/security/figures.md says, with a body too large or no JSON', async () => {
    const kinds = cases.length + 2;
    expect(documentedFigure('bells-refused', kinds)).toBe(kinds);
    expect(await send(message({ body: `"${'x'.repeat(110_000)}"` }))).toBe(413);
    expect(await send(message({ body: '{"a":' }))).toBe(400);
    expect(await written()).toEqual({ nonces: 0, bells: 0 });
  });
});

it('a bell is heard once: not again at once, after a restart, from many at once, or the next day', async () => {
  const sent = message();
  const answers = await Promise.all(Array.from({ length: 8 }, () => send(sent)));
  expect(answers.toSorted((a, b) => a - b)).toEqual([202, 409, 409, 409, 409, 409, 409, 409]);
  await app.close();
  await start();
  expect(await send(sent)).toBe(409);
  clock.ms += 24 * HOUR;
  expect(await send(sent)).toBe(401);
  // A clock that was set back makes nothing new: the nonce is remembered longer than a day.
  clock.ms -= 24 * HOUR;
  expect(await send(sent)).toBe(409);
  expect((await written()).nonces).toBe(1);
});

it('nonces are forgotten when they can no longer matter', async () => {
  await send(message());
  await dataSource.query("update hook_nonce set expires_at = now() - interval '1 second'");
  await send(message());
  expect((await written()).nonces).toBe(1);
});

it('keys are exchanged while both sides run: old and new are good, then only the new one', async () => {
  expect(await send(message({}, OLD_KEY))).toBe(202);
  expect(await send(message({}, NEW_KEY))).toBe(202);
  writeFileSync(join(folder, 'key'), 'd'.repeat(40));
  expect(await send(message({}, OLD_KEY))).toBe(401);
  expect(await send(message({}, 'd'.repeat(40)))).toBe(202);
  writeFileSync(join(folder, 'key'), 'too short');
  expect(await send(message({}, 'too short'))).toBe(401);
  rmSync(join(folder, 'key'));
  expect(await send(message({}, NEW_KEY))).toBe(202);
});

it('a source that rings without end is told to wait, a stranger cannot make it wait', async () => {
  for (let stranger = 0; stranger < 30; stranger += 1) await send(message({}, 'x'.repeat(40)));
  const answers: number[] = [];
  for (let bell = 0; bell < 22; bell += 1) answers.push(await send(message()));
  expect(answers).toEqual([...Array<number>(20).fill(202), 429, 429]);
  clock.ms += MINUTE;
  expect(await send(message())).toBe(202);
});

it('the log says that bells were refused, with nothing of them', async () => {
  await send(message({ source: 'khong-co', body: '{"hoTen":"Nguyễn Văn Bí Mật"}' }));
  const lines = JSON.stringify(logger);
  expect(lines).toContain('bell refused');
  expect(lines).not.toMatch(/Bí Mật|khong-co|nonce-/);
});
