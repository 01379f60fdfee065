import { createReadStream } from 'node:fs';
import { extname } from 'node:path';
import { createInterface } from 'node:readline';
import { parse } from 'csv-parse';
import { namedFile } from '../database/file-folders';
import { Refusal } from '../refusal';

export type Row = Readonly<Record<string, unknown>>;

/** A row with the line it stands on, so that a complaint can name it. */
export interface NumberedRow {
  readonly line: number;
  readonly row: Row;
}

/** Rows of a file of one JSON object a line, or of a table with headings (.csv, .tsv). @throws Refusal naming the line */
export async function* readRows(path: string): AsyncGenerator<NumberedRow> {
  const file = namedFile(path);
  const kind = extname(file).toLowerCase();
  yield* kind === '.csv' || kind === '.tsv' ? tableRows(file, path) : jsonRows(file, path);
}

async function* jsonRows(file: string, path: string): AsyncGenerator<NumberedRow> {
  let line = 0;
  for await (const text of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
    line += 1;
    if (text.trim() !== '') yield { line, row: objectOf(text, path, line) };
  }
}

function objectOf(text: string, path: string, line: number): Row {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Row;
  } catch {
    // Said below, without the text: it may hold what people wrote.
  }
  throw badRow(path, line, 'không phải một đối tượng JSON');
}

async function* tableRows(file: string, path: string): AsyncGenerator<NumberedRow> {
  const delimiter = file.toLowerCase().endsWith('.tsv') ? '\t' : ',';
  const options = { columns: trimmed, delimiter, trim: true, bom: true, skip_empty_lines: true };
  let line = 1;
  try {
    for await (const row of createReadStream(file).pipe(parse(options))) {
      line += 1;
      yield { line, row: row as Row };
    }
  } catch (err) {
    if (err instanceof Refusal) throw err;
    throw badRow(path, line + 1, 'không đọc được thành bảng');
  }
}

function trimmed(headings: readonly string[]): string[] {
  return headings.map((heading) => heading.trim());
}

export function badRow(path: string, line: number, why: string): Refusal {
  return new Refusal([
    `${path}, dòng ${line}: ${why}.`,
    'Chưa đo gì: một dòng hỏng có thể làm mọi con số sai.',
    'Sửa dòng đó rồi chạy lại lệnh.',
  ]);
}
