/**
 * Form in which words are compared: NFC, lower case, without tones and marks, đ as d, runs of white space one
 * space, ends trimmed. `"  Khiếu  NẠI "` and `"khieu nai"` are equal. For comparing only, never for storing.
 */
export function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase()
    .replace(/[đðɖ]/g, 'd')
    .replace(/\s+/g, ' ')
    .trim();
}
