import type { SqlValue, TypeInfo } from './dialect';

/** What the protocol says about a column of an answer. */
export interface ColumnMetadata {
  readonly columnType?: number;
  readonly characterSet?: number;
}

/** Numbers of the protocol. */
const TYPE = {
  float: 4,
  double: 5,
  timestamp: 7,
  date: 10,
  datetime: 12,
  year: 13,
  newDate: 14,
  bit: 16,
  json: 245,
  newDecimal: 246,
} as const;
/** tiny, short, long, long long, int24. */
const INTEGERS = new Set<number>([1, 2, 3, 8, 9]);
/** varchar, the four blob or text sizes, var_string, string, geometry. */
const STRINGS = new Set([15, 249, 250, 251, 252, 253, 254, 255]);
/** Character set of bytes without one. */
const BINARY = 63;

/** Type names of this dialect; every size of integer is one, so that keys and parents of different sizes compare. */
export type MariadbType =
  'integer' | 'decimal' | 'double' | 'date' | 'datetime' | 'timestamp' | 'text' | 'binary';

const NAMES: Readonly<Record<number, MariadbType>> = {
  0: 'decimal',
  [TYPE.newDecimal]: 'decimal',
  [TYPE.year]: 'integer',
  [TYPE.double]: 'double',
  [TYPE.date]: 'date',
  [TYPE.newDate]: 'date',
  [TYPE.datetime]: 'datetime',
  [TYPE.timestamp]: 'timestamp',
};

/** How a column orders. `float` counts as text: what the server prints of one does not lead back to it. */
export function typeOf(column: ColumnMetadata): TypeInfo {
  const { columnType = TYPE.json } = column;
  const name = INTEGERS.has(columnType) ? 'integer' : (NAMES[columnType] ?? textOrBinary(column));
  return { name, order: orderOf(name) };
}

function textOrBinary(column: ColumnMetadata): MariadbType {
  return isBytes(column) || column.columnType === TYPE.bit ? 'binary' : 'text';
}

function orderOf(name: MariadbType): TypeInfo['order'] {
  if (name === 'date' || name === 'datetime' || name === 'timestamp') return 'time';
  return name === 'integer' || name === 'decimal' || name === 'double' ? 'number' : 'text';
}

function isBytes({ columnType = TYPE.json, characterSet }: ColumnMetadata): boolean {
  return characterSet === BINARY && STRINGS.has(columnType);
}

/** How to read the bytes of a column as the server sent them (text protocol, `character_set_results` utf8mb4). */
export function readerOf(column: ColumnMetadata): (bytes: Buffer | null) => SqlValue {
  if (isBytes(column)) return (bytes) => (bytes === null ? null : new Uint8Array(bytes));
  if (column.columnType === TYPE.bit) return (bytes) => (bytes === null ? null : numberOf(bytes));
  return (bytes) => (bytes === null ? null : bytes.toString('utf8'));
}

/** A `bit(n)` is the one type the server does not print: its bytes are a big-endian number. */
function numberOf(bytes: Buffer): string {
  return BigInt(`0x${bytes.toString('hex') || '0'}`).toString();
}
