import { connect as connectPlain } from 'node:net';
import type { Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { Finding } from './finding';
import { bad, good } from './finding';

const WITHIN_MS = 5_000;

/**
 * Asks a Redis whether it takes our account and answers. Speaks the few bytes itself: the queue's library keeps
 * reconnecting for ever, which is right for a gateway and wrong for a question.
 */
export async function checkRedis(redisUrl: string): Promise<Finding> {
  const url = new URL(redisUrl);
  const where = url.host;
  const answer = await ask(url);
  if (answer.includes('+PONG')) return good('Redis', `${where} trả lời`);
  return /NOAUTH|WRONGPASS|NOPERM|ERR AUTH/.test(answer)
    ? bad('Redis', `${where} từ chối tài khoản`, 'kiểm tra tên và mật khẩu trong REDIS_URL')
    : bad(
        'Redis',
        `${where} không trả lời`,
        'kiểm tra REDIS_URL và máy chủ Redis; hồ sơ không mất, chỉ chậm hơn',
      );
}

function ask(url: URL): Promise<string> {
  return new Promise((resolve) => {
    const socket = open(url);
    let answer = '';
    const finish = (): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(WITHIN_MS, finish);
    socket.on('error', finish);
    socket.on('close', finish);
    socket.on('data', (chunk) => {
      answer += chunk.toString('latin1');
      if (/\+PONG\r\n|^-/m.test(answer)) finish();
    });
    socket.write(greeting(url));
  });
}

function open(url: URL): Socket {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const port = url.port === '' ? 6379 : Number(url.port);
  return url.protocol === 'rediss:'
    ? connectTls({ host, port, servername: host })
    : connectPlain({ host, port });
}

/** `AUTH` when the address holds a password, then `PING`, as arrays of bulk strings (RESP). */
export function greeting(url: URL): string {
  const username = decodeURIComponent(url.username);
  const password = decodeURIComponent(url.password);
  const auth = password === '' ? '' : encode(['AUTH', ...(username === '' ? [] : [username]), password]);
  return auth + encode(['PING']);
}

function encode(words: readonly string[]): string {
  return `*${words.length}\r\n${words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`).join('')}`;
}
