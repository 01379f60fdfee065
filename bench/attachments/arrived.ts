import { createHash } from 'node:crypto';
import { entriesOf } from '../delivery/ledger';
import type { PlainUpload } from './plain-upload';

/** What the far side holds after one of the runs. */
export interface Arrived {
  readonly files: number;
  /** From the first request's arrival to the last answer. */
  readonly seconds: number;
  /** Most requests that were on their way or being answered at the same moment. */
  readonly mostAtOnce: number;
  /** SHA-256 of each body as it came over the wire, in file order. */
  readonly bodies: readonly string[];
  /** The bodies without the bytes of their files, for the plain upload to send once more. */
  readonly uploads: readonly PlainUpload[];
  /** What is not as it must be. */
  readonly wrong: readonly string[];
}

interface Span {
  readonly from: number;
  readonly to: number;
}

/** Reads the ledger and compares every file in it, decoded, with the hash of the one on disk. */
export async function readArrived(origin: string, hashes: ReadonlyMap<string, string>): Promise<Arrived> {
  const spans: Span[] = [];
  const seen = new Map<string, { readonly sha256: string; readonly upload: PlainUpload }>();
  const wrong: string[] = [];
  for await (const entry of entriesOf(origin)) {
    if (entry.decision !== 'created') {
      wrong.push(`${entry.method} ${entry.decision}: ${entry.message ?? ''}`);
      continue;
    }
    const { body } = entry as unknown as PlainUpload;
    const [{ TenFileDinhKem: name, FileDinhKem: content }] = body.Attachment;
    const sha256 = createHash('sha256').update(Buffer.from(content, 'base64')).digest('hex');
    if (seen.has(name)) wrong.push(`${name} arrived twice`);
    if (hashes.get(name) !== sha256) wrong.push(`${name} is not the file on disk`);
    const empty = { ...body.Attachment[0], FileDinhKem: '' };
    seen.set(name, { sha256: entry.bodySha256, upload: { body: { ...body, Attachment: [empty] } } });
    spans.push({
      from: Date.parse(entry.arrivedAt),
      to: Date.parse(entry.respondedAt ?? entry.arrivedAt),
    });
  }
  for (const name of hashes.keys()) if (!seen.has(name)) wrong.push(`${name} did not arrive`);
  const inOrder = [...hashes.keys()].flatMap((name) => seen.get(name) ?? []);
  return {
    files: seen.size,
    seconds: (Math.max(...spans.map(({ to }) => to)) - Math.min(...spans.map(({ from }) => from))) / 1000,
    mostAtOnce: Math.max(
      0,
      ...spans.map(({ from }) => spans.filter((one) => one.from <= from && from < one.to).length),
    ),
    bodies: inOrder.map(({ sha256 }) => sha256),
    uploads: inOrder.map(({ upload }) => upload),
    wrong,
  };
}
