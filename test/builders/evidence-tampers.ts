import { randomInt } from 'node:crypto';

/** Files of an evidence package that hold one thing a line. */
export const LINE_FILES = ['bien-nhan.jsonl', 'moc-ky.jsonl', 'dau-thoi-gian.jsonl'] as const;

/** A letter or digit becomes another of its kind, so that it stays JSON. */
const edited = (line: string): string => {
  const places = [...line.matchAll(/(?<=[:,"][^:{}]*)[0-9a-z](?=[^:{}]*[",}])/g)].map(({ index }) => index);
  const at = places[randomInt(places.length)] ?? 0;
  const letter = line[at] ?? '';
  const other = /\d/.test(letter)
    ? String((Number(letter) + 1 + randomInt(8)) % 10)
    : letter === 'a'
      ? 'b'
      : 'a';
  return line.slice(0, at) + other + line.slice(at + 1);
};
type Tamper = (name: (typeof LINE_FILES)[number], lines: string[], at: number) => string[];
/** What somebody may do to the lines of such a file, around one of them. */
export const TAMPERS: Readonly<Record<string, Tamper>> = {
  edit: (_name, lines, at) => lines.map((line, index) => (index === at ? edited(line) : line)),
  delete: (_name, lines, at) => lines.toSpliced(at, 1),
  reorder: (_name, lines, at) => {
    const other = (at + 1 + randomInt(lines.length - 1)) % lines.length;
    return lines.map(
      (line, index) => (index === at ? lines[other] : index === other ? lines[at] : line) ?? '',
    );
  },
  truncate: (_name, lines, at) => lines.slice(0, at),
  insert: (_name, lines, at) => lines.toSpliced(at, 0, edited(lines[randomInt(lines.length)] ?? '')),
  repeat: (_name, lines, at) => lines.toSpliced(at, 0, lines[at] ?? ''),
  'swap signature': (name, lines, at) => {
    const field = name === 'bien-nhan.jsonl' ? 'hash' : 'signature';
    const of = (line: string): string => new RegExp(`"${field}":"([^"]+)"`).exec(line)?.[1] ?? '';
    const other = lines[(at + 1) % lines.length] ?? '';
    return lines.map((line, index) => (index === at ? line.replace(of(line), of(other)) : line));
  },
};
