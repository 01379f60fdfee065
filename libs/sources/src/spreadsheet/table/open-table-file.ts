import type { CsvDefinition } from '../../definition/source-definition';
import { openCsv } from '../csv/open-csv';
import { FileRefused } from '../refusals';
import type { TableFile } from '../rows';
import { openWorkbook } from '../workbook/open-workbook';

/**
 * Opens a file by the ending of its name, which must tell the truth.
 * @param name as the sender called it; `path` may be a copy with another name
 * @throws FileRefused
 */
export async function openTableFile(path: string, name: string, csv: CsvDefinition): Promise<TableFile> {
  const ending = /\.([^.]*)$/.exec(name)?.[1]?.toLowerCase() ?? '';
  if (['csv', 'txt', 'tsv'].includes(ending)) return openCsv(path, csv);
  if (ending === 'xlsm' || ending === 'xltm' || ending === 'xlam') throw new FileRefused('MACRO');
  if (ending === 'xls') throw new FileRefused('LEGACY_XLS');
  if (ending === 'xlsx') return openWorkbook(path);
  throw new FileRefused('OTHER_FORMAT', ending === '' ? 'không có đuôi' : `.${ending}`);
}
