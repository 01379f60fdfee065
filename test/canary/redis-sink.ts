import { once } from 'node:events';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import Redis from 'ioredis';
import type { TestRedis } from '../environment';
import type { Piece, Sink } from './scanner';
import { inside } from './sinks';

const DUMP = `
  local function everything(key)
    local kind = redis.call('type', key).ok
    if kind == 'string' then return redis.call('get', key) end
    if kind == 'list' then return redis.call('lrange', key, 0, -1) end
    if kind == 'set' then return redis.call('smembers', key) end
    if kind == 'zset' then return redis.call('zrange', key, 0, -1, 'withscores') end
    if kind == 'hash' then return redis.call('hgetall', key) end
    if kind == 'stream' then return redis.call('xrange', key, '-', '+') end
    return kind
  end
  local all = {}
  for _, key in ipairs(redis.call('keys', '*')) do
    table.insert(all, key)
    table.insert(all, everything(key))
  end
  return all`;

/** Hears every command that reaches a Redis, and reads what it holds. */
export class RedisEar {
  readonly #heard: Buffer[] = [];

  private constructor(
    private readonly redis: TestRedis,
    private readonly monitor: Socket,
  ) {
    monitor.on('data', (chunk: Buffer) => void this.#heard.push(chunk));
    monitor.on('error', () => undefined);
  }

  static async listen(redis: TestRedis): Promise<RedisEar> {
    const socket = connect(redis.port, '127.0.0.1');
    await once(socket, 'connect');
    const ear = new RedisEar(redis, socket);
    socket.write('MONITOR\r\n');
    await once(socket, 'data');
    return ear;
  }

  /** Commands heard so far. */
  get commands(): number {
    return Buffer.concat(this.#heard).toString('latin1').split('\n').length - 1;
  }

  /** MONITOR writes bytes beyond ASCII as `\\xHH`: they are put back. */
  async sinks(): Promise<readonly Sink[]> {
    const client = new Redis(this.redis.url, { lazyConnect: true });
    client.on('error', () => undefined);
    await client.connect();
    const content = flat(await client.callBuffer('eval', DUMP, '0'));
    client.disconnect();
    return [
      inside('Redis: keys and values', content),
      inside('Redis: commands', [{ where: 'MONITOR', bytes: unescape(Buffer.concat(this.#heard)) }]),
    ];
  }

  close(): void {
    this.monitor.destroy();
  }
}

function flat(answer: unknown): readonly Piece[] {
  if (Array.isArray(answer)) return answer.flatMap(flat);
  return Buffer.isBuffer(answer) ? [{ where: 'value', bytes: answer }] : [];
}

function unescape(bytes: Buffer): Buffer {
  const text = bytes.toString('latin1');
  const plain = text.replaceAll(/\\x([0-9a-f]{2})/g, (_all, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 16)),
  );
  return Buffer.from(plain, 'latin1');
}
