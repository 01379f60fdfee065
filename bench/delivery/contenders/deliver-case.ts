import { createHttp } from '@kntc/platform';
import { Pool } from 'pg';
import { withIds } from '../plain-loop';
import type { SentStep } from '../ledger';
import type { Arena, DeliverCase } from './contender';

const CONNECTIONS = 20;
const DEADLINE_MS = 60_000;
const MOST_BYTES = 4_000_000;
const TAKE = 'select cac_buoc from viec_can_gui where id = $1';
const DONE =
  'update viec_can_gui set ma_vu_viec = $2, ma_ket_qua = $3, buoc_xong = $4, gui_luc = now() where id = $1';

type Post = (method: string, body: Record<string, unknown>) => Promise<string>;

interface Case {
  readonly id: number;
  readonly steps: readonly SentStep[];
}

/** One job of a queue: read the case, send its steps with the gateway's HTTP client, write the answer after each. */
export function caseDelivery(arena: Arena): DeliverCase {
  const pool = poolOf(arena);
  const post = poster(arena);
  return async (id) => {
    const { rows } = await pool.query<{ cac_buoc: readonly SentStep[] }>({
      name: 'take',
      text: TAKE,
      values: [id],
    });
    await sendSteps({ id, steps: rows[0]?.cac_buoc ?? [] }, post, (caseId, resultId, done) =>
      pool.query({ name: 'done', text: DONE, values: [id, caseId, resultId, done] }),
    );
  };
}

/** The same without any books: all bodies are read before the first is sent. */
export async function bookless(arena: Arena): Promise<DeliverCase> {
  const pool = poolOf(arena);
  const { rows } = await pool.query<{ id: number; cac_buoc: readonly SentStep[] }>(
    'select id, cac_buoc from viec_can_gui',
  );
  await pool.end();
  const steps = new Map(rows.map((row) => [row.id, row.cac_buoc]));
  const post = poster(arena);
  return (id) => sendSteps({ id, steps: steps.get(id) ?? [] }, post, () => Promise.resolve());
}

async function sendSteps(
  { steps }: Case,
  post: Post,
  note: (caseId: string, resultId: string, done: number) => Promise<unknown>,
): Promise<void> {
  let [caseId, resultId] = ['', ''];
  for (const [index, { method, body }] of steps.entries()) {
    const id = await post(method, withIds(method, body, caseId, resultId));
    if (method === 'CapNhatVuViec') caseId = id;
    if (method === 'CapNhatKQGiaiQuyet') resultId = id;
    await note(caseId, resultId, index + 1);
  }
}

function poolOf({ databaseUrl }: Arena): Pool {
  return new Pool({ connectionString: databaseUrl, max: CONNECTIONS });
}

function poster({ nationalUrl, atOnce }: Arena): Post {
  const http = createHttp({ client: 'undici', connections: atOnce });
  const headers = {
    authorization: `Basic ${Buffer.from('kntc_demo:kntc_demo').toString('base64')}`,
    'content-type': 'application/json; charset=utf-8',
  };
  return async (method, body) => {
    const answer = await http.post({
      url: `${nationalUrl}/${method}`,
      headers,
      body: Buffer.from(JSON.stringify(body)),
      deadlineMs: DEADLINE_MS,
      maxResponseBytes: MOST_BYTES,
    });
    if (answer.kind !== 'answered') throw new Error(`${method}: ${answer.kind}`);
    const { Id, Message } = JSON.parse(JSON.parse(Buffer.from(answer.body).toString()) as string) as {
      Id: string;
      Message: string;
    };
    if (Id === '') throw new Error(`${method}: ${Message}`);
    return Id;
  };
}
