import { constants } from 'node:fs';
import { open, unlink } from 'node:fs/promises';
import { Refusal } from '../refusal';

/**
 * Writes a file that only its owner reads and that was not there before; a link in its place counts as there. Whatever
 * goes wrong on the way, no half of it stays; a kill leaves a half that the next run refuses to overwrite.
 * @param pieces asked for only after the file could be made
 * @throws Refusal when something of that name is there or the folder cannot be written
 */
export async function writePrivateFile(path: string, pieces: AsyncIterable<string>): Promise<void> {
  const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL;
  const file = await open(path, flags, 0o600).catch((err: unknown) => {
    throw notMade(path, err);
  });
  try {
    for await (const piece of pieces) await file.writeFile(piece);
    await file.sync();
  } catch (err) {
    await unlink(path).catch(() => undefined);
    throw err;
  } finally {
    await file.close();
  }
}

function notMade(path: string, err: unknown): Refusal {
  const isThere = err instanceof Error && 'code' in err && err.code === 'EEXIST';
  return new Refusal([
    isThere ? `Đã có tệp ${path}.` : `Không tạo được tệp ${path}.`,
    'Chưa tìm và chưa ghi gì: tệp của người khác không bị ghi đè.',
    'Chọn một tên tệp chưa có, trong thư mục có quyền ghi: --out <tệp>.',
  ]);
}
