/** JSON that `jsonb` accepts: it refuses NUL and lone surrogates, which become U+FFFD here (masked texts only). */
export function toJsonb(value: unknown): string {
  return JSON.stringify(value).replace(/\\u(?:0000|d[89a-f][0-9a-f]{2})/gi, '\\ufffd');
}
