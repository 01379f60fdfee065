export type Row = Readonly<Record<string, string>>;

/** Rows of a comma-separated text with a header; fields may be quoted and stay on one line. */
export function readCsv(text: string): readonly Row[] {
  const [header = [], ...lines] = text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) =>
      [...line.replace(/\r$/, '').matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
        ([, quoted, bare = '']) => quoted?.replaceAll('""', '"') ?? bare,
      ),
    );
  return lines.map((line) => Object.fromEntries(header.map((name, index) => [name, line[index] ?? ''])));
}

/** The reverse of {@link readCsv}, header included. */
export function toCsv(lines: readonly (readonly (string | undefined)[])[]): string {
  return `${lines.map((line) => line.map((field = '') => (field.includes(',') ? `"${field}"` : field)).join(',')).join('\n')}\n`;
}
