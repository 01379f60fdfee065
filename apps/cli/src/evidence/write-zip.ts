import { constants } from 'node:fs';
import { open, unlink } from 'node:fs/promises';
import { zipped, type ZippedFile } from '@kntc/documents';
import { Refusal } from '../refusal';

/**
 * Writes a zip that only its owner reads and that was not there before; whatever goes wrong, no half of it stays.
 * @param at time that stands on every file in it
 * @throws Refusal when something of that name is there or the folder cannot be written
 */
export async function writeZip(path: string, files: readonly ZippedFile[], at: Date): Promise<void> {
  const file = await open(path, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o600).catch(
    () => {
      throw new Refusal([
        `Không tạo được tệp ${path}: đã có tệp tên đó, hoặc không có quyền ghi.`,
        'Chưa ghi gì: tệp có sẵn không bị ghi đè.',
        'Chọn một tên tệp chưa có, trong thư mục có quyền ghi: --out <tệp>.',
      ]);
    },
  );
  try {
    for await (const chunk of zipped(files, at)) await file.write(chunk);
    await file.sync();
  } catch (err) {
    await unlink(path).catch(() => undefined);
    throw err;
  } finally {
    await file.close();
  }
}
