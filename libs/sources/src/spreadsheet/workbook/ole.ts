import type { FileHandle } from 'node:fs/promises';

const MAGIC = 'd0cf11e0a1b11ae1';
const SECTOR = 512;
const DIRECTORY_BYTES = 64 * 1024;

/** Whether a file begins as a compound document: an old .xls or a workbook under a password. */
export function isOle(head: Buffer): boolean {
  return head.toString('hex', 0, 8) === MAGIC;
}

/** A workbook under a password is a compound document with a stream of a fixed name; all others are old formats. */
export async function encryptedOrLegacy(file: FileHandle): Promise<'ENCRYPTED' | 'LEGACY_XLS'> {
  const head = Buffer.alloc(SECTOR);
  await file.read(head, 0, SECTOR, 0);
  const sectorShift = head.readUInt16LE(30);
  const sectorBytes = sectorShift === 12 ? 4_096 : SECTOR;
  const directory = Buffer.alloc(DIRECTORY_BYTES);
  const place = (head.readUInt32LE(48) + 1) * sectorBytes;
  const { bytesRead } = await file.read(directory, 0, DIRECTORY_BYTES, place);
  const wanted = Buffer.from('EncryptedPackage', 'utf16le');
  return directory.subarray(0, bytesRead).includes(wanted) ? 'ENCRYPTED' : 'LEGACY_XLS';
}
