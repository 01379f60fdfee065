import { DELIMITERS, type CsvShape } from './csv-delimiter';

/** What a part of a file may be delimited by instead, when somebody pasted it from elsewhere. */
const CANDIDATES = [...DELIMITERS, '^', '~'];

/**
 * The delimiter that a row is really written with, when it is not the one of the file.
 *
 * A row of the right width counts as well: an editor may have filled it up with delimiters, or the commas of its
 * sentences divide it. Then its first cell, which may be the key, would hold half a petition with a name in it. Such a
 * row is told from one with a list in a cell: it says few cells (behind a comma of a sentence comes a blank), or its
 * first cell begins with a number and goes on over half the table.
 */
export function otherDelimiter(
  record: readonly string[],
  { delimiter, width }: CsvShape,
  isRagged: boolean,
): string | undefined {
  const text = record.join(delimiter);
  const fewest = Math.max(2, isRagged ? width / 2 : width - 1);
  const found = CANDIDATES.filter((other) => {
    if (other === delimiter || !text.includes(other)) return false;
    // A row that is too short lacks its delimiters: here those of sentences may count, it is refused in any case.
    if (isRagged && record.length < width && text.split(other).length >= width) return true;
    const head = record[0] ?? '';
    const isInHead =
      /^\S*\d\S*$/.test(head.split(other)[0] ?? '') && piecesBy(head, other) >= Math.max(3, width / 2);
    return isInHead || (piecesBy(text, other) >= fewest && plainCells(record, other) < width / 2);
  });
  return found.toSorted((a, b) => piecesBy(text, b) - piecesBy(text, a))[0];
}

/** In a sentence a blank follows the comma; between cells of a table it does not. */
function piecesBy(text: string, delimiter: string): number {
  return text.split(delimiter).filter((piece, index) => index === 0 || !piece.startsWith(' ')).length;
}

function plainCells(record: readonly string[], other: string): number {
  return record.filter((text) => text.trim() !== '' && !text.startsWith(' ') && !text.includes(other)).length;
}
