import { squareMetres, vnd, type SquareMetres, type Vnd } from '../case/amounts';

const CURRENCY = /\s*(?:đồng|đ|vnđ|vnd|₫)\.?$/iu;
const SQUARE_METRES = /\s*(?:m2|m²|m\^2|mét vuông)$/iu;

/**
 * A count: digits, at most nine, with or without decimals that are zero (`12`, `12.0`, `12,00`). Signs, other
 * fractions and words are refused: a guess would become a figure in a national report.
 */
export function readInteger(text: string): number | undefined {
  const digits = /^(\d{1,9})(?:[.,]0{1,2})?$/.exec(text.trim())?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/**
 * Whole đồng, exact. Points or commas separate thousands (`1.500.000`, `1,500,000`); one or two zero decimals and
 * a currency word are dropped. A group of exactly three digits after one separator is thousands: đồng have no
 * decimals. Negative values, fractions and words ("1,5 triệu") are refused.
 */
export function readMoney(text: string): Vnd | undefined {
  const plain = text.normalize('NFC').trim().replace(CURRENCY, '');
  if (/^\d+$/.test(plain)) return vnd(plain);
  if (/^\d{4,}[.,]0+$|^\d{1,3}[.,]0{1,2}$/.test(plain)) return vnd(plain.replace(/[.,].*$/, ''));
  if (/^\d{1,3}(?:\.\d{3})+(?:,0{1,2})?$/.test(plain))
    return vnd(plain.replace(/,.*$/, '').replaceAll('.', ''));
  if (/^\d{1,3}(?:,\d{3})+(?:\.0{1,2})?$/.test(plain))
    return vnd(plain.replace(/\..*$/, '').replaceAll(',', ''));
  if (/^\d{1,3}(?: \d{3})+$/.test(plain)) return vnd(plain.replaceAll(' ', ''));
  return undefined;
}

/**
 * Square metres, exact, with a decimal point or comma and at most two decimals. One separator followed by three
 * digits (`1.500`) may be thousands or decimals and is refused; `1.500,5`, `1,500.5` and `1.500.000` are not.
 */
export function readArea(text: string): SquareMetres | undefined {
  const plain = text.normalize('NFC').trim().replace(SQUARE_METRES, '');
  if (/^\d+$/.test(plain)) return squareMetres(plain);
  const simple = /^(\d+)[.,](\d+)$/.exec(plain);
  if (simple !== null) return decimalsOf(simple[1] ?? '', simple[2] ?? '');
  if (/^\d{1,3}(?:\.\d{3})+,\d+$/.test(plain))
    return squareMetres(plain.replaceAll('.', '').replace(',', '.'));
  if (/^\d{1,3}(?:,\d{3})+\.\d+$/.test(plain)) return squareMetres(plain.replaceAll(',', ''));
  if (/^\d{1,3}(?:\.\d{3}){2,}$|^\d{1,3}(?:,\d{3}){2,}$/.test(plain))
    return squareMetres(plain.replace(/[.,]/g, ''));
  return undefined;
}

function decimalsOf(whole: string, decimals: string): SquareMetres | undefined {
  const ambiguous = decimals.length === 3 && whole.length <= 3 && !whole.startsWith('0');
  return ambiguous ? undefined : squareMetres(`${whole}.${decimals}`);
}
