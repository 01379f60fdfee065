const SEPARATOR = /[\s,;–—-]/;

/**
 * A text without the separators around it, and without one full stop at its end. An ellipsis stays: it stands for what
 * is not written. By hand, because a pattern that looks for the end takes long on a cell of nothing but blanks.
 */
export function withoutOuterSeparators(text: string): string {
  let start = 0;
  while (start < text.length && SEPARATOR.test(text.charAt(start))) start += 1;
  let end = endBefore(text, text.length, start);
  const isFullStop = text.charAt(end - 1) === '.' && text.charAt(end - 2) !== '.';
  if (isFullStop && end > start) end = endBefore(text, end - 1, start);
  return text.slice(start, end);
}

function endBefore(text: string, from: number, start: number): number {
  let end = from;
  while (end > start && SEPARATOR.test(text.charAt(end - 1))) end -= 1;
  return end;
}
