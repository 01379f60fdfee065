import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { firstFrom, type Held, HeldDigests } from './held-digests';
import { differencesOf, digestOf, idOf, otherDigestOf } from './made-records';

/** What a record of 1.9 KB holds besides id and digest. */
const FIELDS = 'Khiếu nại quyết định thu hồi đất, đề nghị xem xét lại. '.repeat(28);

/**
 * The far side of the bench: digests by the contract over made-up records – a simulator with a million real ones would
 * need gigabytes of its own – and pages of whole records for the comparison with what everybody else would do.
 */
export async function reconcileFarSide(): Promise<boolean> {
  const records = madeRecords(Number(process.env['RECORDS']), Number(process.env['DIFFERENCES']));
  const digests = new HeldDigests(records);
  const byId = records.toSorted((one, other) => (one.id < other.id ? -1 : 1));
  const ids = byId.map(({ id }) => id);
  const pageOf = (after: string, limit: number): object => {
    const from = after === '' ? 0 : firstFrom(ids, `${after}-`);
    return { rows: byId.slice(from, from + limit).map((held) => ({ ...held, fields: FIELDS })) };
  };
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = JSON.parse(await textOf(request)) as Readonly<Record<string, unknown>>;
    const isDigests = request.url?.endsWith('/TraTomTat') === true;
    const answer = isDigests ? looks(digests, body) : pageOf(String(body['after']), Number(body['limit']));
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answer));
  };
  const server = createServer((request, response) => void serve(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  process.send?.({ type: 'ready', port: (server.address() as AddressInfo).port });
  await new Promise((resolve) => process.once('SIGTERM', resolve));
  process.exit();
}

function madeRecords(records: number, differences: number): readonly Held[] {
  const { different, onlyLocal, onlyNational } = differencesOf(records, differences);
  const held: Held[] = [];
  for (let n = 1; n <= records; n += 1)
    if (!onlyLocal.has(n))
      held.push({ id: idOf(n), digest: different.has(n) ? otherDigestOf(n) : digestOf(n) });
  for (const n of onlyNational) held.push({ id: idOf(n), digest: digestOf(n) });
  return held;
}

function looks(digests: HeldDigests, body: Readonly<Record<string, unknown>>): object {
  const ranges = body['Khoang'] as readonly string[];
  return { Khoang: ranges.map((range) => digests.look(range, Number(body['ThemChuSo']))) };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
