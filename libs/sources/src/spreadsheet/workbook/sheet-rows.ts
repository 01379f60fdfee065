import { positionOf } from '../../definition/read-layout';
import { FileRefused } from '../refusals';
import { MAX_COLUMNS, type SheetRow } from '../rows';
import type { Archive } from './archive';
import { ERROR_MARK, numberText } from './cell-text';
import type { NumberFormat } from './number-formats';
import type { SharedStrings } from './shared-strings';
import { joined, parseXml, unescapeText, type XmlListener } from './xml';

export interface SheetContext {
  readonly strings: SharedStrings;
  readonly formats: readonly NumberFormat[];
  readonly from1904: boolean;
}

/** Rows of one sheet as they are unpacked; formulas count by the value they last had. */
export async function* sheetRows(
  archive: Archive,
  part: string,
  context: SheetContext,
): AsyncIterable<readonly SheetRow[]> {
  const gatherer = new RowGatherer(context);
  for await (const _piece of parseXml(await archive.stream(part), gatherer)) {
    const rows = gatherer.take();
    if (rows.length > 0) yield rows;
  }
}

/** Rows of a sheet at most, and the last cell of the last one. */
const LAST_ROW = 1_048_576;
const LONGEST_PLACE = 'XFD1048576'.length;

/** Rows without a number follow each other. */
function rowNumber(text: string | undefined, before: number): number {
  const row = text === undefined ? before + 1 : Number(text);
  if (!Number.isInteger(row) || row < 1 || row > LAST_ROW)
    throw new FileRefused('DAMAGED', 'số thứ tự dòng sai');
  return row;
}

type Attributes = Readonly<Record<string, string>>;

class RowGatherer implements XmlListener {
  #rows: SheetRow[] = [];
  #cells: (string | undefined)[] = [];
  #row = 0;
  #column = 0;
  #type = 'n';
  #style = 0;
  #text = '';
  #inValue = false;
  #inHint = false;

  constructor(private readonly context: SheetContext) {}

  take(): readonly SheetRow[] {
    const rows = this.#rows;
    this.#rows = [];
    return rows;
  }

  readonly open = (name: string, attributes: Attributes): void => {
    if (name === 'c') this.#openCell(attributes);
    else if (name === 'v') this.#inValue = true;
    else if (name === 't') this.#inValue = !this.#inHint;
    else if (name === 'rPh') this.#inHint = true;
    else if (name === 'row') {
      // Both references may be left out: then rows and cells follow each other.
      this.#row = rowNumber(attributes['r'], this.#row);
      this.#cells = [];
      this.#column = 0;
    }
  };

  readonly text = (text: string): void => {
    if (this.#inValue) this.#text = joined(this.#text, text);
  };

  readonly close = (name: string): void => {
    if (name === 'c') this.#closeCell();
    else if (name === 'v' || name === 't') this.#inValue = false;
    else if (name === 'rPh') this.#inHint = false;
    else if (name === 'row' && this.#cells.length > 0)
      this.#rows.push({ number: this.#row, cells: this.#cells });
  };

  #openCell({ r, t = 'n', s }: Attributes): void {
    if (r !== undefined && r.length > LONGEST_PLACE) throw new FileRefused('DAMAGED', 'vị trí của một ô sai');
    const position = r === undefined ? undefined : positionOf(r.replace(/\d+$/, ''));
    this.#column = position ?? this.#column + 1;
    this.#type = t;
    this.#style = s === undefined ? 0 : Number(s);
    this.#text = '';
  }

  #closeCell(): void {
    if (this.#text === '' || this.#column > MAX_COLUMNS) return;
    const text = this.#cellText();
    if (text === undefined || text === '') return;
    this.#cells[this.#column - 1] = text;
  }

  #cellText(): string | undefined {
    const { strings, formats, from1904 } = this.context;
    switch (this.#type) {
      case 's':
        return strings.get(Number(this.#text));
      case 'n':
        return numberText(this.#text, formats[this.#style], from1904);
      case 'e':
        return ERROR_MARK + this.#text;
      case 'b':
        return this.#text === '1' ? 'true' : 'false';
      case 'd': // ISO moments; the `T` is dropped so that all dates of a sheet look alike
        return this.#text.replace('T', ' ').replace(/ 00:00:00(\.0+)?$/, '');
      default:
        return unescapeText(this.#text);
    }
  }
}
