import { GatewayError } from '@kntc/domain';
import type { MariadbType } from './mariadb-values';
import { offsetMs } from './zone-offset';

/**
 * Parameters of this dialect stand in a statement as marks between private-use characters, which no query text
 * holds. A `?` would also be replaced where it stands in a text of the province's own query, and a prepared
 * statement would answer in the binary protocol, where nothing is as the server prints it.
 */
const MARK = /\uf8ff(\d+) (\w+)\uf8ff/g;

export function mark(index: number, as: LiteralType): string {
  return `\uf8ff${index} ${as}\uf8ff`;
}

/** `bytes`: a text to be compared by its bytes. */
export type LiteralType = MariadbType | 'bytes';

/** The statement with literals in the place of its marks; a list of values becomes a list of literals. */
export function fillIn(sql: string, params: readonly unknown[], offset: string): string {
  return sql.replace(MARK, (_mark, index: string, as: LiteralType) => {
    const value = params[Number(index) - 1];
    const texts = Array.isArray(value) ? (value as readonly unknown[]) : [value];
    return texts.map((text) => literal(String(text), as, offset)).join(', ');
  });
}

/** Hexadecimal, so that no `sql_mode` can read a value as anything but a value. */
function literal(text: string, as: LiteralType, offset: string): string {
  const hex = `x'${Buffer.from(text, 'utf8').toString('hex')}'`;
  switch (as) {
    case 'integer':
    case 'decimal':
    case 'double':
      return numberOf(text);
    case 'date':
      return `cast(_utf8mb4 ${hex} as date)`;
    case 'datetime':
      return `cast(_utf8mb4 ${hex} as datetime(6))`;
    case 'timestamp':
      return literal(momentOf(text, offset), 'datetime', offset);
    case 'bytes':
    case 'binary':
      return hex;
    case 'text':
      return `_utf8mb4 ${hex}`;
  }
}

/** As a number and not as a text: the server would compare a text with a large integer as floating point. */
function numberOf(text: string): string {
  if (/^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i.test(text)) return text;
  throw new GatewayError('GW_S104', 'a number of the cursor cannot be read');
}

/** Seconds since 1970 as the session's clock shows them; 0 is the zero date, which is no moment. */
function momentOf(seconds: string, offset: string): string {
  const [, whole, fraction = ''] = /^(\d+)(?:\.(\d{1,6}))?$/.exec(seconds) ?? [];
  if (whole === undefined) throw new GatewayError('GW_S104', 'a time of the cursor cannot be read');
  if (Number(seconds) === 0) return '0000-00-00 00:00:00';
  const at = new Date(Number(whole) * 1_000 + offsetMs(offset));
  return `${at.toISOString().slice(0, 19).replace('T', ' ')}.${fraction.padEnd(6, '0')}`;
}
