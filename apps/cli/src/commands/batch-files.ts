import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { readWorkbook } from '@kntc/sources';
import { Refusal, wrongUsage } from '../refusal';

/** A result workbook of the largest batch is a tenth of this. */
const LARGEST_FILE = 20 * 1024 * 1024;

/** @throws Refusal for a file that cannot be read as a workbook */
export async function workbookAt(file: string) {
  const found = await stat(file).catch(() => undefined);
  if (found?.isFile() !== true) throw wrongUsage(`Không có tệp ${file}.`, 'Kiểm tra lại --file <tệp>.');
  if (found.size > LARGEST_FILE)
    throw new Refusal([
      `Tệp ${file} quá lớn (hơn 20 MB).`,
      'Chưa ghi nhận dòng nào.',
      'Nộp đúng tệp; bỏ hình ảnh và trang thừa.',
    ]);
  const bytes = await readFile(file);
  const outcome = await readWorkbook(bytes, basename(file));
  if (outcome.kind === 'refused') throw new Refusal(outcome.text);
  return { bytes, sheets: outcome.sheets };
}
