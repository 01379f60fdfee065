import { Socket } from 'node:net';
import type { Queue } from 'bullmq';
import type { CrashPoint } from './crash-points';

type Deed = CrashPoint extends infer P ? (P extends `${infer D}: ${string}` ? D : never) : never;
type Anything = (...given: unknown[]) => unknown;

let armed: CrashPoint | undefined;
let how: 'SIGKILL' | 'SIGSTOP' = 'SIGKILL';

/** The process dies (or stands still) when it next comes to this point; `undefined`: never. */
export function armCrash(point: CrashPoint | undefined, signal: 'SIGKILL' | 'SIGSTOP'): void {
  armed = point;
  how = signal;
}

/** Puts itself between the gateway and what it does: its database, its queue and its wire. Once, before any of them is used. */
export function watchPoints(): void {
  watchDatabase();
  watchQueue();
  watchWire();
}

function reached(point: CrashPoint): void {
  if (armed !== point) return;
  armed = undefined;
  process.kill(process.pid, how);
}

interface Asked {
  readonly text: string;
  readonly values: readonly unknown[];
}

/** Connections on which a transaction of this kind is being written. */
const writing = new WeakMap<object, Deed>();

/** What a statement is, as far as anybody may die in it; transactions are known by what is written in them. */
function deedOf(client: object, { text, values }: Asked): Deed | undefined {
  if (/^commit/i.test(text.trim())) {
    const deed = writing.get(client);
    writing.delete(client);
    return deed;
  }
  if (text.includes('update source set cursor')) writing.set(client, 'intake commit');
  if (text.includes('insert into receipt (')) writing.set(client, 'receipt');
  if (text.includes('pg_try_advisory_lock($1, lane)')) return 'lanes';
  if (!text.includes('json_to_recordset($1::json) as w(')) return undefined;
  const rows = String(values[0]);
  if (rows.includes('"c_kind"')) return 'outcome';
  return rows.includes('"o_no"') ? 'intent' : undefined;
}

function watchDatabase(): void {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- the very class the gateway will use
  const { Client } = require('pg') as { Client: { prototype: Record<'query', Anything> } };
  const real = Client.prototype.query;
  Client.prototype.query = function query(this: object, ...given: unknown[]): unknown {
    const deed = deedOf(this, askedIn(given));
    if (deed === undefined) return real.apply(this, given);
    reached(`${deed}: before` as CrashPoint);
    const callback = given.findIndex((one) => typeof one === 'function');
    const answered = given[callback] as Anything | undefined;
    if (answered !== undefined)
      given[callback] = (...answer: unknown[]) => {
        reached(`${deed}: after` as CrashPoint);
        return answered(...answer);
      };
    const result = real.apply(this, given);
    // What was written leaves with this turn of the event loop.
    if (armed === `${deed}: sent`) setImmediate(() => reached(`${deed}: sent` as CrashPoint));
    if (answered === undefined && result instanceof Promise)
      return result.then((answer: unknown) => {
        reached(`${deed}: after` as CrashPoint);
        return answer;
      });
    return result;
  };
}

function askedIn([first, second]: readonly unknown[]): Asked {
  if (typeof first === 'string') return { text: first, values: Array.isArray(second) ? second : [] };
  const { text = '', values } = (first ?? {}) as { readonly text?: string; readonly values?: unknown[] };
  return { text, values: values ?? (Array.isArray(second) ? second : []) };
}

function watchQueue(): void {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- the very class the gateway will use
  const bullmq = require('bullmq') as { readonly Queue: { readonly prototype: Queue } };
  const { prototype } = bullmq.Queue;
  // eslint-disable-next-line @typescript-eslint/unbound-method -- called on its queue below
  const real = prototype.add as unknown as Anything;
  const add = async function add(this: Queue, ...given: unknown[]): Promise<unknown> {
    reached('ring: before');
    const rung = await (real.apply(this, given) as Promise<unknown>);
    reached('ring: after');
    return rung;
  };
  Object.assign(prototype, { add });
}

type Written = (err?: Error | null) => void;
interface Chunk {
  readonly chunk: string | Buffer;
  readonly encoding: BufferEncoding;
}

interface Wire extends Socket {
  /** Whether a step is on its way over it. */
  isAsking?: boolean;
  _write(data: string | Buffer, encoding: BufferEncoding, written: Written): void;
  _writev(chunks: readonly Chunk[], written: Written): void;
}

/** Requests of steps; whatever else goes over a socket is left alone. */
function watchWire(): void {
  const prototype = Socket.prototype as Wire;
  // eslint-disable-next-line @typescript-eslint/unbound-method -- called on its socket below
  const { push } = prototype;
  const { _write: write, _writev: writev } = prototype as unknown as Record<'_write' | '_writev', Anything>;
  const send = (wire: Wire, bytes: Buffer, asEver: () => void): void => {
    if (!bytes.subarray(0, 200).includes('/KNTC/CapNhat')) return asEver();
    reached('request: before');
    wire.isAsking = true;
    if (armed === 'request: half sent') {
      const half = bytes.subarray(0, Math.floor(bytes.length / 2));
      const leave = (): void => void setTimeout(() => reached('request: half sent'), 5);
      return void write.call(wire, half, 'buffer', leave);
    }
    asEver();
    if (armed === 'request: sent') setImmediate(() => reached('request: sent'));
  };
  Object.assign(prototype, {
    _write(this: Wire, data: string | Buffer, encoding: BufferEncoding, written: Written): void {
      const bytes = typeof data === 'string' ? Buffer.from(data, encoding) : data;
      send(this, bytes, () => void write.call(this, data, encoding, written));
    },
    _writev(this: Wire, chunks: readonly Chunk[], written: Written): void {
      const bytes = Buffer.concat(
        chunks.map(({ chunk, encoding }) =>
          typeof chunk === 'string' ? Buffer.from(chunk, encoding) : chunk,
        ),
      );
      send(this, bytes, () => void writev.call(this, chunks, written));
    },
    push(this: Wire, ...given: [chunk: unknown, encoding?: BufferEncoding]): boolean {
      if (this.isAsking === true && given[0] !== null) {
        this.isAsking = false;
        reached('request: answered');
      }
      return push.apply(this, given);
    },
  });
}
