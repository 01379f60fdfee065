/** A row as a file shows it: texts by position (0 = column A), absent where a cell says nothing. */
export interface SheetRow {
  /** 1-based, as the spreadsheet program shows it. */
  readonly number: number;
  readonly cells: readonly (string | undefined)[];
  /** Set on a row of a text file whose number of cells differs from that of the others. */
  readonly ragged?: number | undefined;
  /** Set on a row of a text file that is written with another delimiter than the others: line and both delimiters. */
  readonly otherwise?: string | undefined;
}

/** Cells that show one value; rows and columns are 1-based and inclusive. */
export interface MergedArea {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

export interface SheetName {
  readonly name: string;
  readonly visible: boolean;
}

/** A file with tables, read as a stream from the beginning as often as asked. */
export interface TableFile {
  readonly sheets: readonly SheetName[];
  /** Days count from 1904 instead of 1900. */
  readonly from1904: boolean;
  merged(sheet: number): Promise<readonly MergedArea[]>;
  /** Rows in the order of the file, a few hundred at a time. */
  rows(sheet: number): AsyncIterable<readonly SheetRow[]>;
  close(): void;
}

/** Columns further right are not read: no register is that wide, and a sheet formatted to its edge is. */
export const MAX_COLUMNS = 512;
