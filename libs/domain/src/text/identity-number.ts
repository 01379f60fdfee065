import { normaliseLine, type Normalised } from './normalise-text';

export interface IdentityNumber extends Normalised {
  /**
   * `padded`: a leading zero that a spreadsheet lost was put back. `unusual`: none of the known forms, kept as
   * written. Both only warn: an identity number never stops a petition.
   */
  readonly warning?: 'padded' | 'unusual';
}

/** 9 digits (CMND) or 12 (CMND, căn cước), or a passport: a letter and 7 or 8 digits. */
const KNOWN_FORM = /^(?:\d{9}|\d{12}|[A-Z]\d{7,8})$/;
/** Place of birth registration 001–096 and century with sex 0–3, after the lost zero: `0PP G`. */
const LOST_ZERO_12 = /^(?:0[1-9]|[1-8]\d|9[0-6])[0-3]\d{8}$/;
/** Police province 01–09: the only nine-digit numbers that begin with a zero. */
const LOST_ZERO_9 = /^[1-9]\d{7}$/;

/** Identity number in the form the national side stores: digits without spaces, dots and dashes. */
export function identityNumber(value: string): IdentityNumber {
  const line = normaliseLine(value);
  const compact = line.text.replace(/[\s.\-_]/g, '').toUpperCase();
  if (KNOWN_FORM.test(compact)) return repaired(line, compact);
  if (compact.length === 11 && LOST_ZERO_12.test(compact)) return padded(line, compact);
  if (compact.length === 8 && LOST_ZERO_9.test(compact)) return padded(line, compact);
  return line.text === '' ? line : { ...line, warning: 'unusual' };
}

function repaired(line: Normalised, text: string): IdentityNumber {
  return text === line.text ? line : { text, repairs: [...line.repairs, 'identity-number'] };
}

function padded(line: Normalised, digits: string): IdentityNumber {
  return { text: `0${digits}`, repairs: [...line.repairs, 'identity-number'], warning: 'padded' };
}
