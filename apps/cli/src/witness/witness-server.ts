import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import {
  MAX_QUESTION_BYTES,
  WITNESS_QUESTION,
  type WitnessAnswer,
  type WitnessBook,
} from '@kntc/confidentiality';
import type { TimeStampAuthority } from '@kntc/domain';

export interface WitnessServerOptions {
  readonly book: WitnessBook;
  /** Signs that a digest was there; without it the host only remembers. */
  readonly authority?: TimeStampAuthority;
  /** Said to whoever watches: what was refused, and what could not be kept. Names of databases only. */
  readonly say: (line: string) => void;
}

const STATUS = { ok: 200, newest: 200, lines: 200, stamp: 200, refused: 409 } as const;
const SLOW_MS = 10_000;
const MOST_CONNECTIONS = 50;

/**
 * A witness for gateways on other hosts: every question is one small POST to `/<database>`, every answer small JSON.
 * Whoever can reach it can read numbers and hashes, and nothing else; to be remembered takes the gateway's signature.
 */
export function createWitnessServer(options: WitnessServerOptions): Server {
  const server = createServer({ requestTimeout: SLOW_MS, headersTimeout: SLOW_MS }, (request, response) => {
    answer(request, options)
      .then((given) => write(response, given))
      .catch(() => {
        options.say(`không ghi hoặc đọc được thư mục dấu mốc (${databaseOf(request)})`);
        response.writeHead(500).end();
      });
  });
  server.maxConnections = MOST_CONNECTIONS;
  return server;
}

async function answer(
  request: IncomingMessage,
  { book, say, authority }: WitnessServerOptions,
): Promise<WitnessAnswer> {
  const question = request.method === 'POST' ? await readQuestion(request) : undefined;
  if (question === undefined) return { kind: 'refused', why: 'not-understood' };
  if (question.ask === 'stamp') return stampOf(question.digest, authority);
  const database = databaseOf(request);
  const given = await book.answer(database, question);
  if (given.kind === 'refused') say(`TỪ CHỐI ${given.why}: ${database.slice(0, 100)}`);
  if (question.ask === 'remember' && question.line.restart !== undefined && given.kind === 'ok')
    say(`${database}: chấp nhận dùng tiếp cơ sở dữ liệu khôi phục, từ dòng ${question.line.restart}`);
  return given;
}

async function stampOf(digest: string, authority: TimeStampAuthority | undefined): Promise<WitnessAnswer> {
  if (authority === undefined) return { kind: 'refused', why: 'not-understood' };
  const { at, publicKey, signature } = await authority.stamp(digest);
  return { kind: 'stamp', at, publicKey, signature };
}

function databaseOf({ url }: IncomingMessage): string {
  try {
    return decodeURIComponent((url ?? '').split('/').at(-1) ?? '').replaceAll(/[^\w.-]/g, '_');
  } catch {
    return '';
  }
}

async function readQuestion(request: IncomingMessage) {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_QUESTION_BYTES) return undefined;
    chunks.push(chunk);
  }
  try {
    return WITNESS_QUESTION.safeParse(JSON.parse(Buffer.concat(chunks).toString())).data;
  } catch {
    return undefined;
  }
}

function write(response: ServerResponse, given: WitnessAnswer): void {
  response.writeHead(STATUS[given.kind], {
    'Content-Type': 'application/json',
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
  });
  response.end(JSON.stringify(given));
}
