/** Many byte values as one parameter: the driver sends one `bytea` as it is, but an array of them as text, in hexadecimal. */
export interface PackedBytes {
  readonly bytes: Buffer;
  /** Where each value begins, from 1 as SQL counts. */
  readonly starts: readonly number[];
  readonly lengths: readonly number[];
}

export function packBytes(values: readonly Buffer[]): PackedBytes {
  const lengths = values.map((value) => value.length);
  let next = 1;
  const starts = lengths.map((length) => {
    const start = next;
    next += length;
    return start;
  });
  return { bytes: Buffer.concat(values), starts, lengths };
}

/** The same memory as a Buffer; a copy would be one more of every record. */
export function viewOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
