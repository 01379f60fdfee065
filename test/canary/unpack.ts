import { gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';

/** Bytes of a place. */
export interface Piece {
  /** Table and column, address of a request, number of a log line: enough to find it. */
  readonly where: string;
  readonly bytes: Buffer;
}

/** Archives inside archives are opened this often: a workbook in an attachment of a body is two. */
const DEPTH = 3;
/** More than anything a test makes, and enough to stop a bomb. */
const MAX_BYTES = 64 * 1024 * 1024;
const LOCAL_FILE = Buffer.from('PK\x03\x04', 'latin1');
const GZIP = Buffer.from([0x1f, 0x8b, 0x08]);
/** Long enough to hold a name, short enough to find the smallest attachment. */
const BASE64 = /(?:[A-Za-z0-9+/]|\\\/){16,}={0,2}/g;

/**
 * A piece, and whatever is packed inside it, however deep: gzip streams, members of zip files (workbooks, documents),
 * deflated streams of PDF files, base64 of JSON bodies. A name is not hidden by a compressor.
 */
export function unpacked(piece: Piece, depth = DEPTH): readonly Piece[] {
  if (depth === 0) return [piece];
  const inner = [
    ...gzipped(piece.bytes).map((bytes) => ({ where: `${piece.where} › gzip`, bytes })),
    ...zipped(piece.bytes).map((bytes) => ({ where: `${piece.where} › zip`, bytes })),
    ...deflated(piece.bytes).map((bytes) => ({ where: `${piece.where} › stream`, bytes })),
  ];
  return [piece, ...inner.flatMap((one) => unpacked(one, depth - 1))];
}

/** Files that stand as base64 in a text, each as its bytes and opened. */
export function attachmentsOf(piece: Piece): readonly Piece[] {
  const found = [...piece.bytes.toString('latin1').matchAll(BASE64)];
  return found.flatMap(([text], index) =>
    unpacked({
      where: `${piece.where} › file ${index + 1}`,
      bytes: Buffer.from(text.replaceAll('\\/', '/'), 'base64'),
    }),
  );
}

function gzipped(bytes: Buffer): readonly Buffer[] {
  return positions(bytes, GZIP).flatMap((at) => attempt(() => gunzipSync(bytes.subarray(at), LENIENT)));
}

/** Members of a zip by their local heads, so that a damaged or cut archive is read as far as it goes. */
function zipped(bytes: Buffer): readonly Buffer[] {
  return positions(bytes, LOCAL_FILE).flatMap((at) => {
    if (at + 30 > bytes.length) return [];
    const method = bytes.readUInt16LE(at + 8);
    const start = at + 30 + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28);
    const body = bytes.subarray(start);
    return method === 8 ? attempt(() => inflateRawSync(body, LENIENT)) : [];
  });
}

/** `stream … endstream` of a PDF file, where it is deflated. */
function deflated(bytes: Buffer): readonly Buffer[] {
  return positions(bytes, Buffer.from('stream')).flatMap((at) => {
    const start = at + 6 + (bytes[at + 6] === 0x0d ? 2 : 1);
    return bytes[start] === 0x78 ? attempt(() => inflateSync(bytes.subarray(start), LENIENT)) : [];
  });
}

/** What follows the end of a stream is none of its business, and neither is an end that is missing. */
const LENIENT = { maxOutputLength: MAX_BYTES, finishFlush: 2 } as const;

function positions(bytes: Buffer, mark: Buffer): readonly number[] {
  const found: number[] = [];
  for (let at = bytes.indexOf(mark); at >= 0; at = bytes.indexOf(mark, at + 1)) found.push(at);
  return found;
}

/** Bytes that only look like an archive hold nothing. */
function attempt(open: () => Buffer): readonly Buffer[] {
  try {
    return [open()];
  } catch {
    return [];
  }
}
