import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { Agent } from 'node:http';
import { join } from 'node:path';
import axios, { type AxiosInstance } from 'axios';

/** A body as the gateway sent it, without the bytes of its file. */
export interface PlainUpload {
  readonly body: Record<string, unknown> & { readonly Attachment: readonly [EmptyFile] };
}

interface EmptyFile {
  readonly TenFileDinhKem: string;
  readonly FileDinhKem: string;
}

/**
 * What the bench compares with: the upload a province's programmer would write. Each file whole in memory, as base64
 * inside a JSON text, sent by axios, as many at once as the gateway sends; nothing hashed, recorded or looked up.
 */
export async function plainUpload(): Promise<boolean> {
  const list = JSON.parse(readFileSync(process.env['PLAIN_LIST'] ?? '', 'utf8')) as readonly PlainUpload[];
  const folder = process.env['PLAIN_FILES'] ?? '';
  const http = axios.create({
    baseURL: process.env['PLAIN_NATIONAL_URL'] ?? '',
    auth: { username: 'kntc_demo', password: 'kntc_demo' },
    httpAgent: new Agent({ keepAlive: true }),
    maxBodyLength: Infinity,
    proxy: false,
  });
  const waiting = list.values();
  const send = async (): Promise<void> => {
    for (const upload of waiting) await deliver(http, folder, upload);
  };
  const started = performance.now();
  await Promise.all(Array.from({ length: Number(process.env['PLAIN_AT_ONCE']) }, send));
  process.send?.({ type: 'done', seconds: (performance.now() - started) / 1000 });
  // Lives on until it was measured.
  await new Promise((resolve) => process.once('SIGTERM', resolve));
  process.disconnect();
  process.exit();
}

async function deliver(http: AxiosInstance, folder: string, { body }: PlainUpload): Promise<void> {
  const [empty] = body.Attachment;
  const content = await readFile(join(folder, empty.TenFileDinhKem));
  const whole = { ...body, Attachment: [{ ...empty, FileDinhKem: content.toString('base64') }] };
  const answer = await http.post<string>('/CapNhatVuViec', whole);
  const { Id, Message } = JSON.parse(answer.data) as { Id: string; Message: string };
  if (Id === '') throw new Error(Message);
}
