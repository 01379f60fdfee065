import type { NumberFormat } from './number-formats';

/**
 * Marks the text of a cell that shows an error (#REF!, #N/A …): nobody can trust it, so mapping must not take it
 * for a value. U+FFFD is what suspect text holds everywhere else.
 */
export const ERROR_MARK = '\ufffd';

const LAST_SERIAL = 2_958_465; // 31/12/9999
const DAYS_1904 = 1_462;
const DAY_MS = 86_400_000;

/** Text of a number as the sheet means it: a date by its format, leading zeros by its format, else as typed. */
export function numberText(raw: string, format: NumberFormat, from1904: boolean): string {
  const value = Number(raw);
  if (raw.trim() === '' || !Number.isFinite(value)) return raw;
  if (format === 'date') return serialText(value, from1904) ?? plain(value);
  const text = plain(value);
  return typeof format === 'object' && /^\d+$/.test(text) ? text.padStart(format.digits, '0') : text;
}

/**
 * Day and time of a serial number: `yyyy-MM-dd`, or `yyyy-MM-dd HH:mm:ss` when it has a time. No zone: a sheet has
 * none. 1900 counts a 29 February that never was (serial 60): a date nobody can have meant.
 */
export function serialText(serial: number, from1904: boolean): string | undefined {
  if (!(serial >= 1 && serial < LAST_SERIAL + 1)) return undefined;
  if (!from1904 && Math.floor(serial) === 60) return undefined;
  const days = from1904 ? serial + DAYS_1904 : serial < 60 ? serial + 1 : serial;
  const ms = Math.round((days - 25_569) * 86_400) * 1_000; // 25 569 = 1 January 1970
  const text = new Date(ms).toISOString();
  return ms % DAY_MS === 0 ? text.slice(0, 10) : `${text.slice(0, 10)} ${text.slice(11, 19)}`;
}

/** Spreadsheets keep 15 digits; what is behind them (0.30000000000000004) was never typed. No exponents. */
function plain(value: number): string {
  const rounded = Number(value.toPrecision(15));
  const text = String(rounded);
  if (!text.includes('e')) return text;
  if (Number.isInteger(rounded)) return BigInt(rounded).toString();
  return rounded.toFixed(20).replace(/0+$/, '');
}
