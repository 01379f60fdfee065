import type { TableFile } from '../rows';
import { Archive } from './archive';
import { readMergedAreas } from './merged-areas';
import { readNumberFormats } from './number-formats';
import { readParts } from './package-parts';
import { readSharedStrings, type SharedStrings } from './shared-strings';
import { sheetRows } from './sheet-rows';
import { FileRefused } from '../refusals';

/**
 * Opens a .xlsx for reading. Only the parts that hold names, texts, number formats and the rows of the wanted sheet
 * are ever unpacked; pictures, links and whatever else travels along are not.
 * @throws FileRefused
 */
export async function openWorkbook(path: string): Promise<TableFile> {
  const archive = await Archive.open(path);
  try {
    const { sheets, from1904, sharedStrings, styles } = await readParts(archive);
    const formats = await readNumberFormats(archive, styles);
    let strings: SharedStrings | undefined;
    const partOf = (sheet: number): string => {
      const part = sheets[sheet]?.part;
      if (part === undefined) throw new FileRefused('SHEET_MISSING', `trang số ${sheet + 1}`);
      return part;
    };
    return {
      sheets,
      from1904,
      merged: (sheet) => readMergedAreas(archive, partOf(sheet)),
      rows: async function* (sheet) {
        strings ??= await readSharedStrings(archive, sharedStrings);
        yield* sheetRows(archive, partOf(sheet), { strings, formats, from1904 });
      },
      close: () => archive.close(),
    };
  } catch (err) {
    archive.close();
    throw err;
  }
}
