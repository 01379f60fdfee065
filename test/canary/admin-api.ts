import 'reflect-metadata';
import { setTimeout as wait } from 'node:timers/promises';
import type { INestApplication } from '@nestjs/common';
import { USER_ROLES, type Principal } from '@kntc/domain';
import { setPrincipal } from '../../apps/gateway/src/api/access/request-principal';
import { routeTable } from '../../apps/gateway/src/api/access/route-table';
import { createServer } from '../../apps/gateway/src/api/edge/create-server';
import { GatewayModule } from '../../apps/gateway/src/gateway.module';
import type { Client } from 'pg';
import type { MiniRoad } from '../journey/mini-road';
import type { Piece, Sink } from './scanner';
import { inside } from './sinks';

const CLASSES = [
  'confirmed',
  'waiting',
  'quarantined',
  'held',
  'unknown',
  'noChannel',
  'outOfScope',
  'gone',
  'nothing',
];
const ASKING_AS = 'x-test-role';
const UNMASKING = '/api/v1/unmask-requests';
/** The only role that may ask to see a field. */
const ASKER = 'inspector';
/** Petitions a field of which is asked for at each look: an account has a hundred requests a day. */
const REQUESTED = 3;
const REASON = { reasonCode: 'verify-identity', reasonText: 'xác minh nhân thân người đứng đơn' } as const;
const UNLIMITED = { atOnce: 1e6, perSecond: 1e6 };

/**
 * Every address that can be asked for, asked for as nobody and as each single role: what the API and the metrics say
 * about everything that stands in the database, and what it answers to whoever wants to change something. Nobody sees a
 * person there without an unmasking on record; that one is walked in `memory.ts`.
 */
export async function apiSinks({ gateway, own }: MiniRoad, when: string): Promise<readonly Sink[]> {
  const references = await someReferences(own);
  const { logger } = gateway.parts;
  const module = GatewayModule.of(gateway, ['api']);
  const app = await createServer(module, {
    logger,
    nestLogs: false,
    limits: { perAddress: UNLIMITED },
  });
  app.use(
    (request: { headers: Record<string, string | undefined> }, _response: unknown, next: () => void) => {
      const role = USER_ROLES.find((one) => one === request.headers[ASKING_AS]);
      if (role !== undefined) setPrincipal(request, principal(role));
      next();
    },
  );
  try {
    await app.listen(0, '127.0.0.1');
    const address = await app.getUrl();
    const pages = pagesOf(app, { references, proposals: await proposalIds(own) }).filter(
      (page) => page !== '/metrics',
    );
    const answers: Piece[] = [];
    for (const role of ['nobody', ...USER_ROLES])
      for (const page of pages) answers.push(await answerOf({ address, page, role, when }));
    answers.push(...(await writesOf(app, { address, references, when })));
    const metrics = await answerOf({ address, page: '/metrics', role: 'nobody', when });
    return [inside('admin API', answers), inside('metrics', [metrics])];
  } finally {
    await app.close();
  }
}

/** Of petitions of both owners, in every state. */
async function someReferences(own: Client): Promise<readonly string[]> {
  const { rows } = await own.query<{ reference: string }>(
    `select min(reference) as reference from record_standing where reference is not null
     group by kind, class, local_key like '%SHEET%' order by 1 limit 12`,
  );
  return rows.map(({ reference }) => reference);
}

async function proposalIds(own: Client): Promise<readonly string[]> {
  const { rows } = await own.query<{ id: string }>('select id from proposal order by national_id');
  return rows.map(({ id }) => id);
}

function principal(role: (typeof USER_ROLES)[number]): Principal {
  return {
    accountId: `6b0a1a52-0d3f-4a43-9a55-6f4f0f0d9a0${USER_ROLES.indexOf(role)}`,
    login: `canary-${role}`,
    roles: [role],
    agencies: 'all',
    via: 'local',
    authenticatedAt: new Date().toISOString(),
  };
}

/** Addresses that are read, their parameters filled with everything known, and addresses that are wrong. */
function pagesOf(
  app: INestApplication,
  {
    references,
    proposals,
  }: { readonly references: readonly string[]; readonly proposals: readonly string[] },
): readonly string[] {
  const routes = routeTable(app).filter(({ method }) => method === 'GET');
  const paths = routes.flatMap(({ path }) => {
    const parameter = /:\w+/.exec(path)?.[0];
    if (parameter === undefined) return [path];
    const known = path.includes('/proposals/') ? proposals : references;
    return [...known, 'nothing'].map((value) => path.replace(parameter, value));
  });
  const questions = CLASSES.map((name) => `/api/v1/records?class=${name}&limit=500`);
  const periods = ['/api/v1/receptions', '/api/v1/receptions/book', '/api/v1/statutory/forms'].map(
    (path) => `${path}?period=2026-Q1`,
  );
  // The looks of this very walk are in the audit too: what was decided before lies behind them.
  return [...paths, ...questions, ...periods, '/api/v1/audit?limit=500', '/nowhere'];
}

/** Every address that changes something, as everybody; a look is allowed to nobody but whoever asked for it. */
async function writesOf(
  app: INestApplication,
  asked: { readonly address: string; readonly references: readonly string[]; readonly when: string },
): Promise<readonly Piece[]> {
  const { address, references, when } = asked;
  const answers: Piece[] = [];
  const ids: string[] = [];
  for (const reference of references.slice(0, REQUESTED)) {
    const body = { reference, field: 'petitioner.name', ...REASON };
    for (const role of ['nobody', ...USER_ROLES]) {
      const piece = await answerOf({ address, page: UNMASKING, role, when, method: 'POST', body });
      ids.push(...(/"id":"([0-9a-f-]{36})"/.exec(piece.bytes.toString())?.slice(1) ?? []));
      answers.push(piece);
    }
  }
  if (ids.length === 0) throw new Error('no request was taken: looking at its answers proves nothing');
  const others = routeTable(app).filter(({ method }) => method !== 'GET');
  for (const { method, path } of others)
    for (const page of path.includes(':') ? ids.map((id) => path.replace(/:\w+/, id)) : [path])
      for (const role of ['nobody', ...USER_ROLES.filter((one) => !path.endsWith('reveal') || one !== ASKER)])
        answers.push(await answerOf({ address, page, role, when, method, body: {} }));
  return answers;
}

async function answerOf(asked: {
  readonly address: string;
  readonly page: string;
  readonly role: string;
  readonly when: string;
  readonly method?: string;
  readonly body?: object;
}): Promise<Piece> {
  const { method = 'GET', body } = asked;
  const ask = async (): Promise<Response> =>
    fetch(`${asked.address}${asked.page}`, {
      method,
      headers: { [ASKING_AS]: asked.role, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  let answer = await ask();
  // An account has so many questions a second; a quiet machine asks faster. What has no end today proves nothing.
  while (answer.status === 429 && answer.headers.has('retry-after')) {
    await wait(1_000 * Number(answer.headers.get('retry-after')));
    answer = await ask();
  }
  if (answer.status === 429)
    throw new Error(`${asked.page} as ${asked.role}: asked too often to prove anything`);
  const head = [...answer.headers].map(([name, value]) => `${name}: ${value}`).join('\n');
  return {
    where: `${asked.when}: ${method} ${asked.page} as ${asked.role}`,
    bytes: Buffer.from(`${answer.status}\n${head}\n${await answer.text()}`),
  };
}
