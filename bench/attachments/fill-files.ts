import { createCipheriv, createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { Client } from 'pg';

export const MB = 1024 * 1024;
const FILL = `
  create table don_co_tep (ma text primary key, noi_dung text, ho_ten text, dia_chi text, tep text, cap_nhat timestamp not null);
  insert into don_co_tep
  select 'TEP-' || i, 'Hồ sơ số ' || i || '. Tuyến đường liên thôn bị xe chở vật liệu làm hư hỏng nặng, đề nghị xem xét.',
    'Nguyễn Thị Hồ Sơ ' || i, 'Tổ ' || i || ', phường Hải Cảng', 'tep-' || i || '.pdf', timestamp '2026-03-02' + i * interval '1 second'
  from generate_series(1, $count) as g(i)`;

/** Writes the files, each with bytes of its own (scans compress no further), and the petitions that name them. Returns SHA-256 by name. */
export async function fillFiles(
  client: Client,
  folder: string,
  { files, sizeMb }: { readonly files: number; readonly sizeMb: number },
): Promise<ReadonlyMap<string, string>> {
  mkdirSync(folder, { recursive: true });
  const hashes = new Map<string, string>();
  for (let no = 1; no <= files; no += 1) {
    const name = `tep-${no}.pdf`;
    hashes.set(name, await writeNoise(join(folder, name), no, sizeMb));
  }
  await client.query(FILL.replace('$count', String(files)));
  return hashes;
}

/** The same bytes for the same number, and no two files alike: a key stream. */
async function writeNoise(path: string, no: number, sizeMb: number): Promise<string> {
  const stream = createCipheriv('aes-128-ctr', Buffer.alloc(16, 'kntc'), Buffer.alloc(16, `${no}.`));
  const hash = createHash('sha256');
  const file = await open(path, 'w');
  try {
    for (let piece = 0; piece < sizeMb; piece += 1) {
      const bytes = stream.update(Buffer.alloc(MB));
      hash.update(bytes);
      await file.write(bytes);
    }
  } finally {
    await file.close();
  }
  return hash.digest('hex');
}
