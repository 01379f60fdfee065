import { normaliseLine, type Normalised } from './normalise-text';

export interface Phone extends Normalised {
  /** `padded`: the lost leading zero was put back. `unusual`: no known form, kept as written. */
  readonly warning?: 'padded' | 'unusual';
}

/** Mobile prefixes of eleven digits that became ten in 2018 (Ministry of Information and Communications plan). */
const PREFIXES_2018 = new Map([
  ['0120', '070'],
  ['0121', '079'],
  ['0122', '077'],
  ['0126', '076'],
  ['0128', '078'],
  ['0123', '083'],
  ['0124', '084'],
  ['0125', '085'],
  ['0127', '081'],
  ['0129', '082'],
  ['0162', '032'],
  ['0163', '033'],
  ['0164', '034'],
  ['0165', '035'],
  ['0166', '036'],
  ['0167', '037'],
  ['0168', '038'],
  ['0169', '039'],
  ['0186', '056'],
  ['0188', '058'],
  ['0199', '059'],
]);

const MOBILE = /^0[35789]\d{8}$/;
const LANDLINE = /^02\d{8,9}$/;
const LOST_ZERO = /^[35789]\d{8}$/;

/** Telephone number with a national leading zero and today's prefix; +84 becomes 0. Unusual ones stay as written. */
export function phone(value: string): Phone {
  const line = normaliseLine(value);
  const national = line.text.replace(/[\s.\-()]/g, '').replace(/^(?:\+|00)?84(?=\d{9,10}$)/, '0');
  const current = withNewPrefix(national);
  if (MOBILE.test(current) || LANDLINE.test(current)) return repaired(line, current);
  if (LOST_ZERO.test(current)) return { ...repaired(line, `0${current}`), warning: 'padded' };
  return line.text === '' ? line : { ...line, warning: 'unusual' };
}

function withNewPrefix(number: string): string {
  const prefix = number.length === 11 ? PREFIXES_2018.get(number.slice(0, 4)) : undefined;
  return prefix === undefined ? number : `${prefix}${number.slice(4)}`;
}

function repaired(line: Normalised, text: string): Phone {
  return text === line.text ? line : { text, repairs: [...line.repairs, 'phone'] };
}
