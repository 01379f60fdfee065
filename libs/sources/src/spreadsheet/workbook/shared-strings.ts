import { FileRefused } from '../refusals';
import type { Archive } from './archive';
import { joined, parseXml, unescapeText } from './xml';

const CHUNK_BYTES = 1024 * 1024;
/** All different texts of a workbook together. A register of 100,000 rows has 20–60 MB. */
const MAX_BYTES = 80 * 1024 * 1024;
/** Each takes room by itself, also an empty one. */
const MAX_TEXTS = 2_000_000;

/**
 * The texts that cells refer to by number. Kept as bytes outside the script heap: as strings they would take two
 * to three times the memory, and the heap of the reading thread has a cap.
 */
export class SharedStrings {
  readonly #chunks: Buffer[] = [];
  /** Chunk, start and length of each text. */
  readonly #places: number[] = [];
  #used = CHUNK_BYTES;
  #total = 0;

  /** @throws FileRefused TOO_BIG */
  add(text: string): void {
    const bytes = Buffer.byteLength(text);
    this.#total += bytes;
    if (this.#total > MAX_BYTES || this.#places.length > 3 * MAX_TEXTS)
      throw new FileRefused('TOO_BIG', 'quá nhiều chữ trong một tệp');
    if (this.#used + bytes > CHUNK_BYTES) {
      this.#chunks.push(Buffer.allocUnsafeSlow(Math.max(CHUNK_BYTES, bytes)));
      this.#used = 0;
    }
    this.#chunks.at(-1)?.write(text, this.#used);
    this.#places.push(this.#chunks.length - 1, this.#used, bytes);
    this.#used += bytes;
  }

  get(index: number): string | undefined {
    const start = this.#places[3 * index + 1] ?? 0;
    const bytes = this.#places[3 * index + 2] ?? 0;
    return this.#chunks[this.#places[3 * index] ?? -1]?.toString('utf8', start, start + bytes);
  }
}

/** Reads the part with the shared texts; rich text is joined, phonetic hints are left out. */
export async function readSharedStrings(archive: Archive, part: string | undefined): Promise<SharedStrings> {
  const strings = new SharedStrings();
  if (part === undefined) return strings;
  let text = '';
  let inText = false;
  let inHint = false;
  const pieces = parseXml(await archive.stream(part), {
    open: (name) => {
      if (name === 'si') text = '';
      inText = name === 't' && !inHint;
      inHint ||= name === 'rPh';
    },
    text: (piece) => {
      if (inText) text = joined(text, piece);
    },
    close: (name) => {
      inText = false;
      if (name === 'rPh') inHint = false;
      if (name === 'si') strings.add(unescapeText(text));
    },
  });
  for await (const _piece of pieces) continue;
  return strings;
}
