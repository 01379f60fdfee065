/** Money in whole đồng (VND) as an exact decimal integer text, never a float: `"5000000"`. */
export type Vnd = string & { readonly __vnd: unique symbol };
/** Land in square metres as an exact decimal text with at most two decimals, no trailing zeros: `"120.5"`. */
export type SquareMetres = string & { readonly __squareMetres: unique symbol };

const MAX_DIGITS = 15;

/** Reads a non-negative whole number of đồng; `undefined` for signs, fractions, letters or more than 15 digits. */
export function vnd(text: string): Vnd | undefined {
  if (!/^\d+$/.test(text)) return undefined;
  const plain = text.replace(/^0+(?=\d)/, '');
  return plain.length > MAX_DIGITS ? undefined : (plain as Vnd);
}

/** Reads a non-negative decimal with `.` as separator and at most two decimals. */
export function squareMetres(text: string): SquareMetres | undefined {
  const match = /^(\d+)(?:\.(\d{1,}))?$/.exec(text);
  if (match === null) return undefined;
  const whole = (match[1] ?? '').replace(/^0+(?=\d)/, '');
  const fraction = (match[2] ?? '').replace(/0+$/, '');
  if (whole.length > MAX_DIGITS - 2 || fraction.length > 2) return undefined;
  return (fraction === '' ? whole : `${whole}.${fraction}`) as SquareMetres;
}
