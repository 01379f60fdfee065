import { open as openFile, stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { openPromise, type Entry, type ZipFile } from 'yauzl';
import { FileRefused } from '../refusals';
import { encryptedOrLegacy, isOle } from './ole';

/** What a workbook may at most be. A register of 100,000 rows is 10–20 MB packed and 100–150 MB unpacked. */
export interface ArchiveLimits {
  readonly fileBytes: number;
  readonly entries: number;
  /** Sum of all parts, unpacked. */
  readonly unpackedBytes: number;
  /** Unpacked to packed size of a part above `ratioFromBytes`; sheets of real registers stay below 50. */
  readonly ratio: number;
  readonly ratioFromBytes: number;
}

const MB = 1024 * 1024;
/** Before a name; what may follow it only makes a part longer. */
const LOCAL_HEADER_BYTES = 30;
export const ARCHIVE_LIMITS: ArchiveLimits = {
  fileBytes: 100 * MB,
  entries: 5_000,
  unpackedBytes: 512 * MB,
  ratio: 200,
  ratioFromBytes: 10 * MB,
};

/** A zip file whose sizes were checked before anything of it was unpacked. */
export class Archive {
  private constructor(
    private readonly zip: ZipFile,
    private readonly entries: ReadonlyMap<string, Entry>,
  ) {}

  /**
   * Opens a .xlsx. Reads its directory only.
   * @throws FileRefused encrypted, legacy, macro, damaged, too big, or packed in a way no real workbook is
   */
  static async open(path: string, limits: ArchiveLimits = ARCHIVE_LIMITS): Promise<Archive> {
    const { size } = await stat(path);
    if (size > limits.fileBytes)
      throw new FileRefused('TOO_BIG', `${inMb(size)}, tối đa ${inMb(limits.fileBytes)}`);
    await refuseOtherFormats(path);
    const zip = await openPromise(path, { lazyEntries: true, autoClose: false }).catch(() => {
      throw new FileRefused('DAMAGED', 'không đọc được mục lục của tệp nén');
    });
    try {
      return new Archive(zip, await checkedEntries(zip, limits));
    } catch (err) {
      zip.close();
      throw err;
    }
  }

  names(): readonly string[] {
    return [...this.entries.keys()];
  }

  has(name: string): boolean {
    return this.entries.has(name);
  }

  /** Unpacks one part as a stream; more bytes than the directory promised are an error. */
  async stream(name: string): Promise<Readable> {
    const entry = this.entries.get(name);
    if (entry === undefined) throw new FileRefused('DAMAGED', 'thiếu một phần của bảng tính');
    return this.zip.openReadStreamPromise(entry).catch(() => {
      throw new FileRefused('DAMAGED', 'không giải nén được một phần của bảng tính');
    });
  }

  close(): void {
    this.zip.close();
  }
}

async function refuseOtherFormats(path: string): Promise<void> {
  const file = await openFile(path);
  try {
    const head = Buffer.alloc(8);
    await file.read(head, 0, 8, 0);
    if (isOle(head)) throw new FileRefused(await encryptedOrLegacy(file));
    if (head.readUInt16BE(0) !== 0x504b)
      throw new FileRefused('NOT_A_WORKBOOK', 'tên là .xlsx nhưng không phải tệp Excel');
  } finally {
    await file.close();
  }
}

async function checkedEntries(zip: ZipFile, limits: ArchiveLimits): Promise<ReadonlyMap<string, Entry>> {
  if (zip.entryCount > limits.entries) throw new FileRefused('BOMB', `${zip.entryCount} phần`);
  const entries = new Map<string, Entry>();
  const seen = new Set<string>();
  let unpacked = 0;
  for await (const entry of entriesOf(zip)) {
    if (entry.isEncrypted()) throw new FileRefused('ENCRYPTED');
    const { uncompressedSize: size, compressedSize: packed, fileName } = entry;
    unpacked += size;
    if (size > limits.ratioFromBytes && size > packed * limits.ratio)
      throw new FileRefused('BOMB', `một phần nở ra ${Math.round(size / Math.max(1, packed))} lần`);
    if (unpacked > limits.unpackedBytes)
      throw new FileRefused('TOO_BIG', `nở ra hơn ${inMb(limits.unpackedBytes)}`);
    // Names of parts do not differ by case: of two, one program would read the one and the next program the other.
    const name = fileName.toLowerCase();
    if (seen.has(name) || hasControls(name)) throw new FileRefused('DAMAGED', 'tên các phần bên trong sai');
    seen.add(name);
    entries.set(fileName, entry);
  }
  refuseOverlaps([...entries.values()], zip.fileSize);
  return entries;
}

/** Parts that share their bytes unpack to far more than the file is; no program writes them. */
function refuseOverlaps(entries: readonly Entry[], fileBytes: number): void {
  let end = 0;
  for (const entry of entries.toSorted(
    (a, b) => a.relativeOffsetOfLocalHeader - b.relativeOffsetOfLocalHeader,
  )) {
    const start = entry.relativeOffsetOfLocalHeader;
    if (start < end) throw new FileRefused('BOMB', 'các phần bên trong nằm chồng lên nhau');
    end = start + LOCAL_HEADER_BYTES + entry.fileNameLength + entry.compressedSize;
  }
  if (end > fileBytes) throw new FileRefused('DAMAGED', 'thiếu phần cuối của tệp');
}

function hasControls(name: string): boolean {
  return Array.from(name).some((letter) => letter < ' ');
}

/** A directory that lies about names or sizes is a damaged file. */
async function* entriesOf(zip: ZipFile): AsyncIterable<Entry> {
  try {
    yield* zip.eachEntry();
  } catch {
    throw new FileRefused('DAMAGED', 'mục lục của tệp nén sai');
  }
}

function inMb(bytes: number): string {
  return `${Math.ceil(bytes / MB)} MB`;
}
