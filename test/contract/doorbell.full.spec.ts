import { randomUUID } from 'node:crypto';
import type { Logger } from '@kntc/domain';
import { createBullDoorbell, createMemoryDoorbell, MemoryLine } from '@kntc/queue';
import { describeWith } from '../environment/tools';
import {
  doorbellContract,
  doorbellOutageContract,
  type BellServer,
  type BellUnderTest,
} from './doorbell-contract';
import { startPostgresForDoorbell, startRedisForDoorbell, type QueueServer } from './doorbell-servers';

const silent = (): void => undefined;
const logger: Logger = { error: silent, warn: silent, info: silent, debug: silent };

describe('the memory doorbell', () => {
  doorbellContract({ keepsRings: false }, () => {
    const line = new MemoryLine();
    return { open: async (log) => createMemoryDoorbell(line, log) };
  });
});

describe('the BullMQ doorbell on PostgreSQL', () => {
  let server: QueueServer;
  beforeAll(async () => {
    server = await startPostgresForDoorbell();
  }, 60_000);
  afterAll(() => server.end());

  const create = () => bellOn(server, { databaseUrl: server.url });
  doorbellContract({ keepsRings: true }, create);
  doorbellOutageContract(create);

  it('is not opened on a database that cannot be reached', async () => {
    const databaseUrl = 'postgres://nobody@127.0.0.1:1/none';
    await expect(createBullDoorbell({ databaseUrl, prefix: 'x', logger })).rejects.toMatchObject({
      code: 'GW_T301',
    });
  });

  it('keeps its settings beside options that stand in the address', async () => {
    const bell = bellOn(server, { databaseUrl: `${server.url}?options=-c%20statement_timeout%3D60s` });
    const heard: number[] = [];
    const doorbell = await bell.open(logger);
    try {
      await new Promise<void>((resolve, reject) => {
        const onRing = (lanes: readonly number[]) => resolve(void heard.push(...lanes));
        doorbell.answer(onRing).then(() => doorbell.ring([4]), reject);
      });
      expect(heard).toEqual([4]);
    } finally {
      await doorbell.close();
    }
  });
});

describeWith('redis', 'the BullMQ doorbell on Redis', () => {
  let server: QueueServer;
  beforeAll(async () => {
    server = await startRedisForDoorbell();
  }, 30_000);
  afterAll(() => server.end());

  const create = () => bellOn(server, { databaseUrl: 'postgres://unused', redisUrl: server.url });
  doorbellContract({ keepsRings: true }, create);
  doorbellOutageContract(create);
});

function bellOn(
  server: QueueServer,
  where: { databaseUrl: string; redisUrl?: string },
): BellUnderTest & { readonly server: BellServer } {
  const prefix = `test:${randomUUID().slice(0, 8)}`;
  const queue = `${prefix.replace(':', '-')}-doorbell`;
  return {
    open: (log) => createBullDoorbell({ ...where, prefix, logger: log }),
    stored: () => server.stored(queue),
    forge: (payload) => server.forge(queue, payload),
    server,
  };
}
