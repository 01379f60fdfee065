import { openPromise } from 'yauzl';
import { Client } from 'pg';

/**
 * What the bench compares with: the import a province's programmer would write. The whole workbook in memory, one
 * INSERT per row; nothing translated, checked, sealed or refused.
 */
export async function plainImport(): Promise<boolean> {
  const target = new Client({ connectionString: process.env['PLAIN_DATABASE_URL'] ?? '' });
  await target.connect();
  await target.query('create table so (dong int primary key, noi_dung jsonb not null)');
  const started = performance.now();
  const rows = await readRows(process.env['PLAIN_WORKBOOK'] ?? '');
  const readSeconds = (performance.now() - started) / 1000;
  const wanted = rows.slice(0, Number(process.env['PLAIN_LIMIT']));
  for (const [index, cells] of wanted.entries())
    await target.query('insert into so values ($1, $2)', [index, JSON.stringify(cells)]);
  const seconds = (performance.now() - started) / 1000;
  process.send?.({ type: 'done', seconds, readSeconds, rows: wanted.length });
  // Lives on until it was measured.
  await new Promise((resolve) => process.once('SIGTERM', resolve));
  process.disconnect();
  process.exit();
}

async function readRows(path: string): Promise<readonly (readonly (string | undefined)[])[]> {
  const texts = new Map<string, string>();
  const zip = await openPromise(path, { lazyEntries: true, autoClose: false });
  for await (const entry of zip.eachEntry()) {
    const chunks: Buffer[] = [];
    for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk as Buffer);
    texts.set(entry.fileName, Buffer.concat(chunks).toString('utf8'));
  }
  zip.close();
  const strings = [...(texts.get('xl/sharedStrings.xml') ?? '').matchAll(/<t>([^<]*)<\/t>/g)].map(
    (one) => one[1],
  );
  return [...(texts.get('xl/worksheets/sheet1.xml') ?? '').matchAll(/<row [^>]*>(.*?)<\/row>/g)].map(
    ([, row = '']) =>
      [...row.matchAll(/<c([^>]*)><v>([^<]*)<\/v>/g)].map(([, kind = '', value = '']) =>
        kind.includes('t="s"') ? strings[Number(value)] : value,
      ),
  );
}
