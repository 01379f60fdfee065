import { writeNewWorkbook } from '@kntc/sources';
import { writeZip } from '../evidence/write-zip';
import { Refusal, wrongUsage } from '../refusal';

type Sheets = Parameters<typeof writeNewWorkbook>[1];
type Files = Parameters<typeof writeZip>[1];

/** @throws Refusal for a name that is no workbook's */
export function mustBeWorkbook(out: string): void {
  if (!/\.xlsx$/i.test(out))
    throw wrongUsage(`Tên tệp «${out}» phải kết thúc bằng .xlsx.`, 'Sửa lại --out <tệp>.');
}

/** A workbook that only its owner reads. @throws Refusal where something of that name is there */
export async function writeSheets(out: string, sheets: Sheets): Promise<void> {
  mustBeWorkbook(out);
  if (!(await writeNewWorkbook(out, sheets)))
    throw new Refusal([
      `Không tạo được tệp ${out}: đã có tệp tên đó, hoặc không có quyền ghi.`,
      'Tệp có sẵn không bị ghi đè.',
      'Chọn một tên tệp chưa có, trong thư mục có quyền ghi.',
    ]);
}

/** An official form. @throws Refusal where something of that name is there */
export async function writeForm(out: string, files: Files): Promise<void> {
  mustBeWorkbook(out);
  await writeZip(out, files, new Date());
}
