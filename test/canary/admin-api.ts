import 'reflect-metadata';
import { createServer } from '../../apps/gateway/src/api/edge/create-server';
import type { Gateway } from '../../apps/gateway/src/composition/gateway';
import { GatewayModule } from '../../apps/gateway/src/gateway.module';
import type { Piece, Sink } from './scanner';
import { inside } from './sinks';

const CLASSES = ['confirmed', 'waiting', 'quarantined', 'held', 'unknown', 'outOfScope'];
const PAGES = [
  'api/v1/overview',
  ...CLASSES.map((name) => `api/v1/records?class=${name}&limit=500`),
  'api/v1/records?class=nothing',
  'health/live',
  'health/ready',
  'nowhere',
];

/** What the admin API and the metrics say about everything that stands in the database. */
export async function apiSinks(gateway: Gateway, when: string): Promise<readonly Sink[]> {
  const { logger } = gateway.parts;
  const app = await createServer(GatewayModule.of(gateway, ['api']), { logger, nestLogs: false });
  try {
    await app.listen(0, '127.0.0.1');
    const address = await app.getUrl();
    const answers = await Promise.all(PAGES.map((page) => answerOf(address, page, when)));
    return [inside('admin API', answers), inside('metrics', [await answerOf(address, 'metrics', when)])];
  } finally {
    await app.close();
  }
}

async function answerOf(address: string, page: string, when: string): Promise<Piece> {
  const answer = await fetch(`${address}/${page}`);
  const head = [...answer.headers].map(([name, value]) => `${name}: ${value}`).join('\n');
  return {
    where: `${when}: /${page}`,
    bytes: Buffer.from(`${answer.status}\n${head}\n${await answer.text()}`),
  };
}
