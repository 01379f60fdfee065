/** A sheet of a workbook as it was read: texts by column, absent where a cell says nothing. */
export interface ReadSheet {
  readonly name: string;
  readonly rows: readonly { readonly number: number; readonly cells: readonly (string | undefined)[] }[];
}
