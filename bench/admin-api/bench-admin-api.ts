import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { AccessTokens } from '@kntc/access';
import type { NewAccessToken } from '@kntc/domain';
import { randomIds, systemClock } from '@kntc/platform';
import type { Client } from 'pg';
import { wholeNumber } from '../delivery/arguments';
import { servingGateway, startGateway } from '../delivery/phases';
import { onDatabase, setStage } from '../delivery/stage';
import { describeMachine } from '../measure/machine';
import { untilQuiet } from '../measure/quiet';
import { fillCases } from './fill-cases';

/** Of issue 6, on 2 cores. */
const P95_MS = 300;
/** Below what one account, and one address, may ask in a second. */
const EVERY_MS = 50;
const WARM_UP = 10;
const OWN_COMMUNE = 'xa-7';
const SCOPES = ['overview.read', 'records.read', 'cases.read'];

interface Options {
  readonly cases: number;
  readonly requests: number;
  readonly waitSeconds: number;
}

interface Measured {
  readonly name: string;
  readonly ms: readonly number[];
}

/** Lists and searches of the admin API over HTTP, with sign-in, audit and witness, as two kinds of people ask them. */
export async function benchAdminApi(words: readonly string[]): Promise<boolean> {
  const options = readOptions(words);
  const stage = await setStage({ verify: true });
  try {
    const migrating = await startGateway(stage, 'api');
    await migrating.stop();
    process.stderr.write(`filling ${options.cases} cases\n`);
    const tokens = await onDatabase(stage.postgres.url('bench_gateway'), async (client) => {
      await fillCases(client, options.cases);
      return { province: await tokenOf(client, null), commune: await tokenOf(client, [OWN_COMMUNE]) };
    });
    const { child: gateway, url } = await servingGateway(stage, 'api');
    await untilQuiet(options.waitSeconds);
    // The first answers of a process carry its start.
    for (const token of Object.values(tokens))
      await times(url, token, {
        pathOf: () => '/api/v1/records',
        who: 'warm-up',
        ...options,
        requests: WARM_UP,
      });
    const measured: Measured[] = [];
    for (const [who, token] of Object.entries(tokens))
      for (const [name, pathOf] of Object.entries(QUESTIONS))
        measured.push({ name: `${who}: ${name}`, ms: await times(url, token, { pathOf, who, ...options }) });
    await gateway.stop();
    return print(measured, words);
  } finally {
    await stage.clear(false);
  }
}

/** @param commune the agency that is asked for, one of the 200 */
type PathOf = (request: number, cases: number, commune: string) => string;

const referenceOf = (number: number): string => `BENCH-${String(number).padStart(13, '0')}`;
const someone = (request: number, cases: number): number => ((request * 7919) % (cases / 100)) * 100;

const QUESTIONS: Readonly<Record<string, PathOf>> = {
  overview: () => '/api/v1/overview',
  ledger: () => '/api/v1/ledger',
  deadlines: () => '/api/v1/deadlines',
  'deadlines of a commune': (_request, _cases, commune) => `/api/v1/deadlines?agency=${commune}`,
  'all records': () => '/api/v1/records',
  confirmed: () => '/api/v1/records?class=confirmed',
  waiting: () => '/api/v1/records?class=waiting',
  held: () => '/api/v1/records?class=held',
  unknown: () => '/api/v1/records?class=unknown',
  quarantined: () => '/api/v1/records?class=quarantined',
  gone: () => '/api/v1/records?class=gone',
  'one cause': (request) =>
    `/api/v1/records?class=quarantined&code=UNKNOWN_CODE&list=1&localCode=M${request % 40}`,
  'denunciations held': () => '/api/v1/records?class=held&kind=TC',
  'of a commune': (_request, _cases, commune) => `/api/v1/records?agency=${commune}`,
  'waiting, 500 a page': () => '/api/v1/records?class=waiting&limit=500',
  'by reference': (request, cases) => `/api/v1/records?reference=${referenceOf(someone(request, cases))}`,
  'by key': (request, cases) => `/api/v1/records?source=bench&localKey=K${someone(request, cases)}`,
  holds: () => '/api/v1/holds',
  'holds of one kind': () => '/api/v1/holds?code=REJECTED&isKept=false',
  attempts: (request, cases) => `/api/v1/cases/${referenceOf(someone(request, cases))}/attempts`,
  causes: () => '/api/v1/causes?class=quarantined',
  'missing codes': () => '/api/v1/missing-codes',
};

interface Asking {
  readonly pathOf: PathOf;
  /** The commune's account may ask for itself only. */
  readonly who: string;
  readonly cases: number;
  readonly requests: number;
}

/** Milliseconds of each request; every second one goes on from the page before, where there is one. */
async function times(
  url: string,
  token: string,
  { pathOf, who, cases, requests }: Asking,
): Promise<readonly number[]> {
  const taken: number[] = [];
  let next: string | undefined;
  for (let request = 0; request < requests; request += 1) {
    const asked = request - (request % 2);
    const path = pathOf(asked, cases, who === 'commune' ? OWN_COMMUNE : `xa-${(asked * 2 + 1) % 200}`);
    const more = next === undefined ? '' : `${path.includes('?') ? '&' : '?'}cursor=${next}`;
    const started = performance.now();
    const answer = await fetch(`${url}${path}${request % 2 === 1 ? more : ''}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const body = (await answer.json()) as { readonly next?: string | null };
    taken.push(performance.now() - started);
    // A commune does not know most of the cases that are looked for.
    if (answer.status !== 200 && answer.status !== 404)
      throw new Error(`${path}: ${answer.status} ${JSON.stringify(body)}`);
    next = body.next ?? undefined;
    await wait(Math.max(0, EVERY_MS - (performance.now() - started)));
  }
  return taken;
}

/** A machine's token of an account that works for these agencies; `null` = the whole province. */
async function tokenOf(client: Client, agencies: readonly string[] | null): Promise<string> {
  const id = randomUUID();
  await client.query(
    `insert into account (id, agency_id, login, roles, agencies, must_change, needs_code)
     values ($1, 'BENCH', $2, '{operator}', $3, false, false)`,
    [id, `bench-${id.slice(0, 8)}`, agencies],
  );
  const rows: NewAccessToken[] = [];
  const store = {
    add: async (row: NewAccessToken) => rows.push(row) > 0,
  } as unknown as ConstructorParameters<typeof AccessTokens>[0]['store'];
  const made = await new AccessTokens({
    store,
    clock: systemClock,
    ids: randomIds,
    random: randomBytes,
  }).make(
    { id, login: 'bench' },
    { name: 'bench', scopes: SCOPES, days: 1 },
    { actor: 'bench', reason: 'bench' },
  );
  const [row] = rows;
  if (made.kind !== 'made' || row === undefined) throw new Error('no token was made');
  await client.query(
    `insert into access_token (id, agency_id, account_id, name, token_hash, scopes, created_at, expires_at)
     values ($1, 'BENCH', $2, 'bench', $3, $4, $5, $6)`,
    [row.id, id, row.tokenHash, SCOPES, row.createdAt, row.expiresAt],
  );
  return made.token;
}

function print(measured: readonly Measured[], words: readonly string[]): boolean {
  const all = measured.flatMap(({ ms }) => ms);
  const isMet = at(all, 0.95) <= P95_MS && measured.every(({ ms }) => at(ms, 0.95) <= P95_MS);
  const lines = measured.map(({ name, ms }) => lineOf(name, ms));
  process.stdout.write(
    `\n${describeMachine('embedded')}\nnpm run bench -- admin-api ${words.join(' ')}\n\n${lines.join('\n')}\n` +
      `${lineOf('all together', all)}\n${isMet ? '✓' : '✗'} p95 ≤ ${P95_MS} ms of every question\n`,
  );
  return isMet;
}

function lineOf(name: string, ms: readonly number[]): string {
  const [half, most] = [at(ms, 0.5), at(ms, 0.95)];
  return `${name.padEnd(40)} p50 ${half.toFixed(1).padStart(7)} ms   p95 ${most.toFixed(1).padStart(7)} ms`;
}

function at(ms: readonly number[], part: number): number {
  const sorted = ms.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
}

function readOptions(words: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...words],
    options: {
      cases: { type: 'string', default: '200000' },
      requests: { type: 'string', default: '40' },
      wait: { type: 'string', default: '0' },
    },
  });
  return {
    cases: wholeNumber('--cases', values.cases, 1_000),
    requests: wholeNumber('--requests', values.requests, 2),
    waitSeconds: wholeNumber('--wait', values.wait, 0),
  };
}
