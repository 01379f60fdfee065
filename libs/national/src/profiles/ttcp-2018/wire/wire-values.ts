import { isFullDate, type PartialDate, type SquareMetres, toVietnameseDate, type Vnd } from '@kntc/domain';
import type { WireFlag, WireText } from './wire';

/** `undefined` and empty text are the same on the wire: absent. */
export function text(value: string | undefined): WireText {
  return value === undefined || value === '' ? null : value;
}

/** `dd/MM/yyyy`. A date with an unknown part is absent: the wire has no form for it and nothing is made up. */
export function date(value: PartialDate | undefined): WireText {
  return value !== undefined && isFullDate(value) ? toVietnameseDate(value) : null;
}

export function flag(value: boolean): WireFlag {
  return value ? 1 : 0;
}

/** Whole đồng as a JSON integer. At most 15 digits by type, so always exact; anything else is a defect of ours. */
export function money(value: Vnd | undefined): number | undefined {
  return value === undefined ? undefined : exact(value);
}

/** Whole square metres, rounded half up from the decimal text without floating point: `120.5` → 121. */
export function wholeSquareMetres(value: SquareMetres | undefined): number | undefined {
  if (value === undefined) return undefined;
  const [whole = '', fraction = ''] = value.split('.');
  return exact(whole) + (fraction >= '5' ? 1 : 0);
}

/** As it is written: `120.5` → 120.5. */
export function decimalSquareMetres(value: SquareMetres | undefined): number | undefined {
  return value === undefined ? undefined : Number(value);
}

export function isWhole(value: SquareMetres): boolean {
  return !value.includes('.');
}

function exact(digits: string): number {
  const value = Number(digits);
  if (!/^\d+$/.test(digits) || !Number.isSafeInteger(value))
    throw new Error('amount is not an exact non-negative integer');
  return value;
}
