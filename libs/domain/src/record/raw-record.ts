/** A value as a source handed it over. Connectors deliver text for everything but binary columns and JSON scalars. */
export type RawValue = string | number | boolean | null | Uint8Array;
export type RawRow = Readonly<Record<string, RawValue>>;

/** What a source handed over for one key, untouched: the main row and its child collections. */
export interface RawRecord {
  readonly localKey: string;
  readonly row: RawRow;
  readonly children: Readonly<Record<string, readonly RawRow[]>>;
}

/** Column that marks what is left of a state secret. No column of a source can have the name. */
export const SECRET_MARK = '$secret';

const BINARY = '$base64';

/** Bytes of a raw record: JSON, UTF-8, binary columns as `{"$base64": "…"}`; lone surrogates survive as `\ud800`. */
export function encodeRawRecord(record: RawRecord): Uint8Array {
  // A replacer is asked for every value and costs more than all the rest; most records hold no bytes.
  return Buffer.from(holdsBytes(record) ? JSON.stringify(record, withoutBytes) : JSON.stringify(record));
}

function withoutBytes(_key: string, value: unknown): unknown {
  return value instanceof Uint8Array ? { [BINARY]: Buffer.from(value).toString('base64') } : value;
}

function holdsBytes({ row, children }: RawRecord): boolean {
  return [row, ...Object.values(children).flat()].some((one) =>
    Object.values(one).some((value) => value instanceof Uint8Array),
  );
}

/** Reverse of {@link encodeRawRecord}. The bytes come from our own storage and are trusted. */
export function decodeRawRecord(bytes: Uint8Array): RawRecord {
  return JSON.parse(Buffer.from(bytes).toString('utf8'), (_key, value: unknown) => {
    if (typeof value !== 'object' || value === null || !(BINARY in value)) return value;
    const text = (value as Record<string, unknown>)[BINARY];
    return typeof text === 'string' ? new Uint8Array(Buffer.from(text, 'base64')) : value;
  }) as RawRecord;
}
