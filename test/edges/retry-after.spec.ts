import { createServer } from 'node:http';
import { join } from 'node:path';
import { Gates } from '@kntc/delivery';
import { Credentials, createNationalProfile, loadNationalSettings } from '@kntc/national';
import { createHttp, systemClock } from '@kntc/platform';
import { FarServers } from '../environment';
import { fakeDigest, RecordingLogger } from '../fakes';

const SETTINGS = loadNationalSettings(join(__dirname, '../../config'), 'ttcp-2018', 'demo');
const HOUR = 3_600_000;
/** What a gate waits at least. */
const SECOND = 1_000;
/** Dates have no fractions of a second, and a machine may be busy. */
const SLACK = 2_500;
const inSeconds = (seconds: number): string => new Date(Date.now() + seconds * 1_000).toUTCString();

/** What a header says and how long nothing is sent, at least and at most. */
const VALUES: readonly (readonly [
  what: string,
  header: () => string | string[] | undefined,
  least: number,
  most: number,
])[] = [
  ['seconds', () => '30', 30_000, 30_000],
  ['a date', () => inSeconds(60), 60_000 - SLACK, 60_000],
  ['nothing', () => undefined, SECOND, SECOND],
  ['an empty text', () => '', SECOND, SECOND],
  ['0', () => '0', SECOND, SECOND],
  ['a thousand million seconds', () => '1000000000', HOUR, HOUR],
  ['a negative number', () => '-5', SECOND, SECOND],
  ['a fraction', () => '1.5', SECOND, SECOND],
  ['words', () => 'soon; drop table', SECOND, SECOND],
  ['a date that has passed', () => inSeconds(-86_400), SECOND, SECOND],
  ['a date in a hundred years', () => 'Sun, 22 Nov 2126 00:01:00 GMT', HOUR, HOUR],
  ['two headers', () => ['5', '7'], 5_000, 7_000],
];

describe.each(['undici', 'axios'] as const)('429 with a Retry-After over %s', (client) => {
  const servers = new FarServers();
  const http = createHttp({ client, connections: 2 });
  afterAll(() => http.close());
  afterEach(() => servers.close());

  it.each(VALUES)('of %s stops sending within its bounds', async (_what, header, least, most) => {
    const value = header();
    const url = await servers.listen(
      createServer((_request, response) => {
        response.writeHead(429, value === undefined ? {} : { 'Retry-After': value }).end();
      }),
    );
    const profile = createNationalProfile({
      settings: SETTINGS,
      baseUrl: url,
      credentials: new Credentials([], () => undefined, systemClock, { username: 'a', password: 'b' }),
      http,
      files: {
        read: () => {
          throw new Error('no file is sent');
        },
      },
      keyedDigest: fakeDigest,
      clock: systemClock,
    });
    const outcome = await profile.send({ kind: 'case', ordinal: 1 }, Buffer.from('{}'), undefined, {
      beforeWrite: () => true,
    });
    expect(outcome).toMatchObject({ kind: 'not-sent', reason: 'http-429', pause: { code: 'GW_N204' } });
    const gates = new Gates(
      { profile, clock: systemClock, logger: new RecordingLogger() },
      { rampMs: 0, perMinute: 'unlimited', agencies: [], concurrency: 4 },
    );
    if (outcome.kind === 'not-sent' && outcome.pause !== undefined) gates.pause(outcome.pause);
    expect(gates.waitMs).toBeLessThanOrEqual(most);
    expect(gates.waitMs).toBeGreaterThan(least - 100);
  });
});
