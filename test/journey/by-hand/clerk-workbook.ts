import { readFileSync, createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fromBuffer, type Entry, type ZipFile as OpenZip } from 'yauzl';
import { ZipFile } from 'yazl';

/** A sheet as a clerk sees it: titles, and texts below them. */
export interface ClerkSheet {
  readonly name: string;
  readonly titles: readonly string[];
  readonly rows: string[][];
}

/**
 * Reads a workbook without any code of the product, as another program would: only what the file itself says counts.
 * Texts of cells are in the sheets; there are no shared strings and no formulas in what is handed out.
 */
export async function openAsClerk(path: string): Promise<readonly ClerkSheet[]> {
  const parts = await partsOf(readFileSync(path));
  const names = [...(parts.get('xl/workbook.xml') ?? '').matchAll(/<sheet name="([^"]*)"/g)];
  return names.map(([, name = ''], index) => {
    const xml = parts.get(`xl/worksheets/sheet${index + 1}.xml`) ?? '';
    const rows = [...xml.matchAll(/<row [^>]*>(.*?)<\/row>/gs)].map(([, row = '']) =>
      [...row.matchAll(/<c [^>]*>(.*?)<\/c>/gs)].map(([, cell = '']) =>
        unescaped(/<t[^>]*>(.*?)<\/t>/s.exec(cell)?.[1] ?? /<v>(.*?)<\/v>/s.exec(cell)?.[1] ?? ''),
      ),
    );
    return { name: unescaped(name), titles: rows[0] ?? [], rows: rows.slice(1) };
  });
}

/** Saves what the clerk has before them under another name. */
export async function saveAsClerk(path: string, sheets: readonly ClerkSheet[]): Promise<void> {
  const zip = new ZipFile();
  const rel = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const pack = 'http://schemas.openxmlformats.org/package/2006';
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
  const add = (name: string, content: string): void => zip.addBuffer(Buffer.from(content), name);
  add(
    '[Content_Types].xml',
    `<Types xmlns="${pack}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${type}.sheet.main+xml"/>${sheets.map((_, index) => `<Override PartName="/xl/worksheets/sheet${index + 1}.xml" ContentType="${type}.worksheet+xml"/>`).join('')}</Types>`,
  );
  add(
    '_rels/.rels',
    `<Relationships xmlns="${pack}/relationships"><Relationship Id="b" Type="${rel}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  );
  add(
    'xl/workbook.xml',
    `<workbook xmlns="${main}" xmlns:r="${rel}"><sheets>${sheets.map(({ name }, index) => `<sheet name="${escaped(name)}" sheetId="${index + 1}" r:id="r${index + 1}"/>`).join('')}</sheets></workbook>`,
  );
  add(
    'xl/_rels/workbook.xml.rels',
    `<Relationships xmlns="${pack}/relationships">${sheets.map((_, index) => `<Relationship Id="r${index + 1}" Type="${rel}/worksheet" Target="worksheets/sheet${index + 1}.xml"/>`).join('')}</Relationships>`,
  );
  for (const [index, { titles, rows }] of sheets.entries()) {
    const lines = [titles, ...rows].map(
      (row, at) =>
        `<row r="${at + 1}">${row.map((text, column) => `<c r="${letters(column)}${at + 1}" t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`).join('')}</row>`,
    );
    add(
      `xl/worksheets/sheet${index + 1}.xml`,
      `<worksheet xmlns="${main}"><sheetData>${lines.join('')}</sheetData></worksheet>`,
    );
  }
  zip.end();
  await pipeline(Readable.from(zip.outputStream), createWriteStream(path));
}

async function partsOf(bytes: Buffer): Promise<ReadonlyMap<string, string>> {
  const zip = await new Promise<OpenZip>((resolve, reject) => {
    fromBuffer(bytes, { lazyEntries: true }, (err, opened) => (err ? reject(err) : resolve(opened)));
  });
  const parts = new Map<string, string>();
  return new Promise((resolve, reject) => {
    zip.on('entry', (entry: Entry) => {
      zip.openReadStream(entry, (err, stream) => {
        if (err) return reject(err);
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          parts.set(entry.fileName, Buffer.concat(chunks).toString('utf8'));
          zip.readEntry();
        });
        return undefined;
      });
    });
    zip.on('end', () => resolve(parts));
    zip.on('error', reject);
    zip.readEntry();
  });
}

function letters(column: number): string {
  const rest = Math.floor(column / 26);
  return `${rest === 0 ? '' : letters(rest - 1)}${String.fromCodePoint(65 + (column % 26))}`;
}

const SIGNS = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' } as const;

function escaped(text: string): string {
  return text.replaceAll(/[&<>"]/g, (sign) => SIGNS[sign as keyof typeof SIGNS]);
}

function unescaped(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
}
