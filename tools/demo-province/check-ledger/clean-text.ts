/**
 * The checker's own idea of a repaired text, written against the damage planted in the demo and not after the
 * gateway's normaliser: if both agree, neither is merely repeating the other.
 */
const DAMAGED: Readonly<Record<string, string>> = { ā: 'ủ', Ā: 'Ủ', ÿ: 'ụ', Ð: 'Đ', ð: 'đ' };
const ENTITIES: Readonly<Record<string, string>> = {
  nbsp: ' ',
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  iacute: 'í',
  eacute: 'é',
};

/** One line: markup gone, letters repaired, composed, single spaces. */
export function cleanText(raw: string): string {
  const plain = /<\/?[a-z][^>]*>/i.test(raw) ? withoutMarkup(raw) : raw;
  return plain
    .normalize('NFC')
    .replace(/[āĀÿÐð]/g, (letter) => DAMAGED[letter] ?? letter)
    .replace(/[\s\u00a0\u200b]+/gu, ' ')
    .trim();
}

function withoutMarkup(html: string): string {
  return html.replace(/<[^>]*>/g, ' ').replace(/&(\w+);/g, (whole, name: string) => ENTITIES[name] ?? whole);
}

/** Identity number without separators; a twelve-digit number that lost its leading zero gets it back. */
export function cleanIdentityNumber(raw: string): string {
  const plain = cleanText(raw).replace(/[ .]/g, '');
  return /^\d{11}$/.test(plain) ? `0${plain}` : plain;
}

/** What the far side holds may have line breaks where the source had others; nothing else may differ. */
export function squashed(found: string): string {
  return found.replace(/[ \n\r]+/g, ' ').trim();
}

/** Letters and digits only, without case and accents, words one space apart: for finding words that must not be there. */
export function folded(text: string): string {
  return cleanText(text)
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/đ/g, 'd')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** `yyyy-MM-dd` → `dd/MM/yyyy`; empty stays empty. */
export function wireDay(day: string): string {
  return day.split('-').toReversed().join('/');
}
