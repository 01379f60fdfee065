import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { CsvError, parse, type Info } from 'csv-parse';
import type { CsvDefinition } from '../../definition/source-definition';
import { FileRefused } from '../refusals';
import { MAX_COLUMNS, type SheetRow, type TableFile } from '../rows';
import { DELIMITERS, detectDelimiter, shapeBy, type CsvShape } from './csv-delimiter';
import { detectEncoding, textDecoder } from './csv-encoding';

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
  const shape =
    settings.delimiter === undefined ? detectDelimiter(sample) : shapeBy(sample, settings.delimiter);
  return {
    sheets: [{ name: 'CSV', visible: true }],
    from1904: false,
    merged: () => Promise.resolve([]),
    rows: () => csvRows(path, textDecoder(encoding), shape),
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

interface Parsed {
  readonly record: readonly string[];
  readonly info: Info;
}

async function* csvRows(
  path: string,
  decode: (chunk?: Buffer) => string,
  { delimiter, width }: CsvShape,
): AsyncIterable<readonly SheetRow[]> {
  const text = Readable.from(decoded(path, decode));
  const parser = parse({
    delimiter,
    info: true,
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: MAX_ROW_CHARACTERS,
  });
  text.on('error', (err) => parser.destroy(err));
  let rows: SheetRow[] = [];
  let number = 0;
  try {
    for await (const { record, info } of text.pipe(parser) as AsyncIterable<Parsed>) {
      number += 1;
      if (number === 1 && /^sep=.?$/i.test(record.join(''))) continue;
      rows.push(toRow(number, record, { delimiter, width, line: info.lines }));
      if (rows.length < ROWS_AT_ONCE) continue;
      yield rows;
      rows = [];
    }
  } catch (err) {
    if (!(err instanceof CsvError)) throw err;
    throw new FileRefused('RAGGED', `sau dòng ${number}, dấu nháy kép không đóng`);
  } finally {
    text.destroy();
  }
  yield rows;
}

/** The mark at the beginning is swallowed by the decoder; the last piece ends a character that was cut. */
async function* decoded(path: string, decode: (chunk?: Buffer) => string): AsyncIterable<string> {
  for await (const chunk of createReadStream(path)) yield decode(chunk as Buffer);
  yield decode();
}

interface RowPlace extends CsvShape {
  /** Line of text on which the row ends. */
  readonly line: number;
}

/** @throws FileRefused when the row is delimited by something else than the rows before it */
function toRow(number: number, record: readonly string[], place: RowPlace): SheetRow {
  const cells = record.slice(0, MAX_COLUMNS).map((text) => (text.trim() === '' ? undefined : text));
  const said = cells.reduce((last, text, index) => (text === undefined ? last : index + 1), 0);
  const ragged =
    said > 0 && record.length !== place.width && (record.length < place.width || said > place.width);
  if (!ragged) return { number, cells };
  const other = DELIMITERS.find(
    (one) => one !== place.delimiter && record.join('').split(one).length >= place.width,
  );
  if (other !== undefined && record.length < place.width)
    throw new FileRefused(
      'DELIMITER_CHANGED',
      `dòng ${place.line}, từ «${shown(place.delimiter)}» sang «${shown(other)}»`,
    );
  return { number, cells, ragged: record.length };
}

function shown(delimiter: string): string {
  return delimiter === '\t' ? 'tab' : delimiter;
}
