import { crc32, deflateRawSync } from 'node:zlib';

/** One entry of a zip file, with whatever its headers are to claim instead of the truth. */
export interface RawEntry {
  readonly name: string;
  readonly content?: string | Buffer;
  readonly method?: number;
  readonly flags?: number;
  readonly size?: number;
  readonly packedSize?: number;
  /** Instead of where its own bytes are: the place of the entry with this index. */
  readonly offsetOf?: number;
  readonly offset?: number;
}

export interface RawZip {
  readonly entries: readonly RawEntry[];
  /** Claimed number of entries. */
  readonly count?: number;
  readonly comment?: string;
  readonly before?: string;
}

/** Writes a zip file by hand: libraries refuse to write what hostile files contain. */
export function rawZip({ entries, count = entries.length, comment = '', before = '' }: RawZip): Buffer {
  const locals: Buffer[] = [Buffer.from(before)];
  const directory: Buffer[] = [];
  const offsets: number[] = [];
  let place = before.length;
  for (const entry of entries) {
    const { facts, name, packed } = headerOf(entry);
    const twin = entry.offsetOf === undefined ? place : (offsets[entry.offsetOf] ?? 0);
    offsets.push(place);
    const tail = Buffer.alloc(16);
    tail.writeUInt32LE(entry.offset ?? twin, 12);
    directory.push(Buffer.concat([Buffer.from('504b01021400', 'hex'), facts, tail, name]));
    if (entry.offsetOf !== undefined) continue;
    const local = Buffer.concat([Buffer.from('504b0304', 'hex'), facts, Buffer.alloc(2), name, packed]);
    locals.push(local);
    place += local.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(count, 4);
  end.writeUInt16LE(count, 6);
  end.writeUInt32LE(listed.length, 8);
  end.writeUInt32LE(place, 12);
  end.writeUInt16LE(comment.length, 16);
  return Buffer.concat([...locals, listed, Buffer.from('504b0506', 'hex'), end, Buffer.from(comment)]);
}

/** What both headers of an entry say of it: the truth, or what was claimed instead. */
function headerOf(entry: RawEntry) {
  const { method = 8, flags = 0x800 } = entry;
  const content = Buffer.from(entry.content ?? '');
  const packed = method === 8 ? deflateRawSync(content) : content;
  const name = Buffer.from(entry.name);
  const facts = Buffer.alloc(24);
  facts.writeUInt16LE(20, 0);
  facts.writeUInt16LE(flags, 2);
  facts.writeUInt16LE(method, 4);
  facts.writeUInt32LE(crc32(content), 10);
  facts.writeUInt32LE(entry.packedSize ?? packed.length, 14);
  facts.writeUInt32LE(entry.size ?? content.length, 18);
  facts.writeUInt16LE(name.length, 22);
  return { facts, name, packed };
}
