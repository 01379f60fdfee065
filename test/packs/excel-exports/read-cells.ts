import { openPromise } from 'yauzl';

/** Texts of a sheet by row and column letter, `''` where it is empty; dates stay serial numbers. Reads small files whole. */
export async function readCells(path: string): Promise<(row: number, column: string) => string> {
  const zip = await openPromise(path, { lazyEntries: true, autoClose: false });
  const parts = new Map<string, string>();
  for await (const entry of zip.eachEntry()) {
    if (!/sharedStrings|sheet1/.test(entry.fileName)) continue;
    const chunks: Buffer[] = [];
    for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk as Buffer);
    parts.set(entry.fileName, Buffer.concat(chunks).toString('utf8'));
  }
  zip.close();
  const strings = [...(parts.get('xl/sharedStrings.xml') ?? '').matchAll(/<si>(.*?)<\/si>/gs)].map(
    ([, item = '']) => item.replace(/<[^>]*>/g, ''),
  );
  const cells = new Map<string, string>();
  for (const [, place = '', attributes = '', value = ''] of (
    parts.get('xl/worksheets/sheet1.xml') ?? ''
  ).matchAll(/<c r="([A-Z]+\d+)"([^>]*)>.*?<v>([^<]*)<\/v>/g))
    cells.set(place, attributes.includes('t="s"') ? (strings[Number(value)] ?? '') : value);
  return (row, column) => cells.get(`${column}${row}`) ?? '';
}
