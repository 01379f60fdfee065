import { Agent } from 'node:http';
import axios, { type AxiosInstance } from 'axios';
import { Client } from 'pg';

/**
 * What the bench compares with: the loop a province's programmer would write. One process, one row after the other,
 * axios with keep-alive, an UPDATE after each step – no intent, no deadline, no order of lanes, no second look. Two
 * lost answers and it creates a case twice; speed is all it is here for.
 */
interface Row {
  readonly id: number;
  readonly cac_buoc: readonly { readonly method: string; readonly body: Record<string, unknown> }[];
}

const PENDING = 'select id, cac_buoc from viec_can_gui where buoc_xong < so_buoc order by id limit 100';
const DONE =
  'update viec_can_gui set ma_vu_viec = $2, ma_ket_qua = $3, buoc_xong = $4, gui_luc = now() where id = $1';

/** The loop as a process of its own, so that nothing of the bench counts as its memory. */
export async function plainLoop(): Promise<boolean> {
  await sendAll(process.env['PLAIN_DATABASE_URL'] ?? '', process.env['PLAIN_NATIONAL_URL'] ?? '');
  process.send?.({ type: 'done' });
  // Lives on until it was measured.
  await new Promise((resolve) => process.once('SIGTERM', resolve));
  process.disconnect();
  process.exit();
}

async function sendAll(databaseUrl: string, nationalUrl: string): Promise<void> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  const http = axios.create({
    baseURL: nationalUrl,
    auth: { username: 'kntc_demo', password: 'kntc_demo' },
    httpAgent: new Agent({ keepAlive: true }),
    proxy: false,
  });
  for (;;) {
    const { rows } = await client.query<Row>(PENDING);
    if (rows.length === 0) break;
    for (const row of rows) await deliver(client, http, row);
  }
  // The connection stays open until SIGTERM: what its server process used can be read only while it lives.
}

async function deliver(client: Client, http: AxiosInstance, row: Row): Promise<void> {
  let [caseId, resultId] = ['', ''];
  for (const [index, { method, body }] of row.cac_buoc.entries()) {
    const answer = await http.post<string>(`/${method}`, withIds(method, body, caseId, resultId));
    // The answer is JSON inside a JSON string; axios has opened the outer layer.
    const { Id, Message } = JSON.parse(answer.data) as { Id: string; Message: string };
    if (Id === '') throw new Error(`${method}: ${Message}`);
    if (method === 'CapNhatVuViec') caseId = Id;
    if (method === 'CapNhatKQGiaiQuyet') resultId = Id;
    await client.query(DONE, [row.id, caseId, resultId, index + 1]);
  }
}

/** What a later step must name is known only when the earlier ones were answered. */
export function withIds(
  method: string,
  body: Record<string, unknown>,
  caseId: string,
  resultId: string,
): Record<string, unknown> {
  if (method === 'CapNhatVuViec') return body;
  return method === 'CapNhatThiHanh' ? { ...body, Id: caseId, IdKetQua: resultId } : { ...body, Id: caseId };
}
