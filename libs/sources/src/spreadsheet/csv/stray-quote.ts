import type { CsvShape } from './csv-delimiter';

const QUOTE = '"';
const LINE_BREAK = /\r\n?|\n/;
/** First cell of a row typed with blanks behind its delimiters: a number, a register number, a date. */
const NUMBER_LIKE = /^\S*\d\S*$/;
/** Fewer commas than this without a blank behind them stand in sentences, too: 1,5 ha. */
const FEWEST_CELLS = 3;

/**
 * Line of a row, counted from its first one as 0, on which a quote opens a cell and cannot be trusted to close it;
 * `undefined` = every quote of the row can be.
 *
 * A quote somebody typed in front of a text and never closed runs on until the next quote that happens to stand
 * before a delimiter: petitions in between would become the text of one cell. Two rules, both on the safe side:
 * 1. A cell that a quote opens ends with a quote directly before a delimiter or the end of the row.
 * 2. No line inside such a cell reads like a row of the table by itself.
 * Whoever writes quotes as the format asks for always keeps the first rule; the second can wrongly refuse a text with
 * as many delimiters on one line as a whole row, which a person can mend, whereas a merged petition nobody would see.
 * @param raw the row as the file has it
 */
export function strayQuote(raw: string, shape: CsvShape): number | undefined {
  const row = raw.replace(/(\r\n?|\n)$/, '');
  let at = 0;
  for (let column = 0; at <= row.length; column += 1) {
    const isQuoted = row[at] === QUOTE;
    const end = isQuoted ? closingQuote(row, at + 1) + 1 : endOfCell(row, at, shape);
    if (isQuoted) {
      const isClosed = end === row.length || row[end] === shape.delimiter;
      const cell = { column, text: row.slice(at + 1, end - 1), behind: row.slice(end) };
      if (!isClosed || swallowsRows(cell, shape)) return row.slice(0, at).split(LINE_BREAK).length - 1;
    }
    at = end + 1;
  }
  return undefined;
}

function endOfCell(row: string, from: number, { delimiter }: CsvShape): number {
  const at = row.indexOf(delimiter, from);
  return at < 0 ? row.length : at;
}

/** Place of the quote that closes a cell; two in a row stand for one that was written. */
function closingQuote(row: string, from: number): number {
  for (let at = row.indexOf(QUOTE, from); at >= 0; at = row.indexOf(QUOTE, at + 2))
    if (row[at + 1] !== QUOTE) return at;
  return row.length;
}

interface QuotedCell {
  readonly column: number;
  readonly text: string;
  /** Rest of the row behind the closing quote. */
  readonly behind: string;
}

/**
 * The last line goes on behind the closing quote, as it may: it counts as a row only when the row above it was whole,
 * or when it brings along the cells that a row has in front of this one.
 */
function swallowsRows({ column, text, behind }: QuotedCell, shape: CsvShape): boolean {
  const [first = '', ...others] = text.split(LINE_BREAK);
  const last = others.at(-1);
  if (last === undefined) return false;
  if (others.some((line) => looksLikeRow(line, shape))) return true;
  const isWholeAbove = column + first.split(shape.delimiter).length >= shape.width;
  const bringsCells = column >= FEWEST_CELLS && apartIn(last, shape) >= column;
  if (!isWholeAbove && !bringsCells) return false;
  return looksLikeRow(last + (behind.split(LINE_BREAK)[0] ?? ''), shape);
}

function looksLikeRow(line: string, shape: CsvShape): boolean {
  if (shape.width < 2) return false;
  const pieces = line.split(shape.delimiter);
  const isNumbered = pieces.length === shape.width && NUMBER_LIKE.test(pieces[0] ?? '');
  return isNumbered || apartIn(line, shape) >= shape.width - 1;
}

/** Delimiters of a line; in a sentence a blank follows comma and semicolon, between cells of a table it does not. */
function apartIn(line: string, { delimiter }: CsvShape): number {
  return line.split(delimiter).filter((piece, index) => index > 0 && !piece.startsWith(' ')).length;
}
