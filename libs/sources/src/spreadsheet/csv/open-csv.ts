import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import type { CsvDefinition } from '../../definition/source-definition';
import { FileRefused } from '../refusals';
import { MAX_COLUMNS, type SheetRow, type TableFile } from '../rows';
import { detectDelimiter, type CsvShape } from './csv-delimiter';
import { detectEncoding, textDecoder } from './csv-encoding';
import { otherDelimiter } from './other-delimiter';
import { strayQuote } from './stray-quote';

const HEAD_BYTES = 256 * 1024;
const MAX_FILE_BYTES = 512 * 1024 * 1024;
const MAX_ROW_CHARACTERS = 1024 * 1024;
const ROWS_AT_ONCE = 250;

/** Opens a text file with one table. @throws FileRefused */
export async function openCsv(path: string, settings: CsvDefinition): Promise<TableFile> {
  const { size } = await stat(path);
  if (size > MAX_FILE_BYTES)
    throw new FileRefused('TOO_BIG', `${Math.ceil(size / 1024 / 1024)} MB, tối đa 512 MB`);
  const head = await headOf(path);
  if (['504b0304', 'd0cf11e0'].includes(head.toString('hex', 0, 4)))
    throw new FileRefused('NOT_A_WORKBOOK', 'tên là .csv nhưng bên trong là tệp Excel');
  const encoding = settings.encoding ?? detectEncoding(head);
  const sample = textDecoder(encoding)(head);
  const shape = detectDelimiter(sample, settings.delimiter);
  return {
    sheets: [{ name: 'CSV', visible: true }],
    from1904: false,
    merged: () => Promise.resolve([]),
    rows: () => csvRows(path, textDecoder(encoding), { ...shape, lineEnds: lineEndsOf(sample) }),
    close: () => undefined,
  };
}

async function headOf(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** Line feeds end rows even among rows that end with both: otherwise two rows could be read as one. */
function lineEndsOf(sample: string): readonly string[] {
  return sample.includes('\n') ? ['\r\n', '\n'] : ['\r'];
}

interface CsvSettings extends CsvShape {
  readonly lineEnds: readonly string[];
}

interface Parsed {
  readonly record: readonly string[];
  /** The row as the file has it, without the last character of its line end. */
  readonly raw: string;
}

async function* csvRows(
  path: string,
  decode: (chunk?: Buffer) => string,
  shape: CsvSettings,
): AsyncIterable<readonly SheetRow[]> {
  const text = Readable.from(decoded(path, decode));
  const parser = parse({
    delimiter: shape.delimiter,
    record_delimiter: [...shape.lineEnds],
    raw: true,
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: MAX_ROW_CHARACTERS,
  });
  text.on('error', (err) => parser.destroy(err));
  let rows: SheetRow[] = [];
  let number = 0;
  let line = 1;
  try {
    for await (const { record, raw } of text.pipe(parser) as AsyncIterable<Parsed>) {
      number += 1;
      const place = { ...shape, line };
      line += linesOf(raw, place);
      if (number === 1 && /^sep=.?$/i.test(record.join(''))) continue;
      rows.push(toRow(number, record, place));
      if (rows.length < ROWS_AT_ONCE) continue;
      yield rows;
      rows = [];
    }
  } catch (err) {
    if (!(err instanceof CsvError)) throw err;
    throw new FileRefused('QUOTE', `từ dòng ${line} trở đi`);
  } finally {
    text.destroy();
  }
  yield rows;
}

/** Lines of text that a row takes; only quotes can make it more than one. @throws FileRefused QUOTE */
function linesOf(raw: string, place: RowPlace): number {
  if (!raw.includes('"')) return 1;
  const stray = strayQuote(raw, place);
  if (stray !== undefined) throw new FileRefused('QUOTE', `dòng ${place.line + stray}`);
  return raw.replace(/(\r\n?|\n)$/, '').split(/\r\n?|\n/).length;
}

/** The mark at the beginning is swallowed by the decoder; the last piece ends a character that was cut. */
async function* decoded(path: string, decode: (chunk?: Buffer) => string): AsyncIterable<string> {
  for await (const chunk of createReadStream(path)) yield decode(chunk as Buffer);
  yield decode();
}

interface RowPlace extends CsvShape {
  /** Line of text on which the row begins. */
  readonly line: number;
}

function toRow(number: number, record: readonly string[], place: RowPlace): SheetRow {
  const cells = record.slice(0, MAX_COLUMNS).map((text) => (text.trim() === '' ? undefined : text));
  const said = cells.reduce((last, text, index) => (text === undefined ? last : index + 1), 0);
  const isRagged =
    said > 0 && record.length !== place.width && (record.length < place.width || said > place.width);
  const ragged = isRagged ? record.length : undefined;
  const other = said > 0 ? otherDelimiter(record, place, isRagged) : undefined;
  if (other === undefined) return { number, cells, ragged };
  const otherwise = `dòng ${place.line}, từ «${shown(place.delimiter)}» sang «${shown(other)}»`;
  return { number, cells, ragged, otherwise };
}

function shown(delimiter: string): string {
  return delimiter === '\t' ? 'tab' : delimiter;
}
