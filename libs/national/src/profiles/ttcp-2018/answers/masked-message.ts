import { fold } from '@kntc/domain';
import { inReadableForm } from './readable-form';
import type { PrivateValues } from './private-values';

const MASK = '•••';

/** Takes the place of a message that cannot be made harmless. */
export const HIDDEN_MESSAGE =
  'Hệ thống quốc gia từ chối, lời từ chối có nhắc dữ liệu của người trong vụ việc nên không được lưu. Bước này chưa được ghi nhận. Đối chiếu vụ việc với mã và trường bắt buộc, sửa ở phần mềm nguồn rồi gửi lại.';

/** Words in a row that a message may share with a text: fewer are what any letter says. */
const SHARED_WORDS = { names: 2, values: 3, texts: 4 } as const;
/** Values this short count only where a word of the message begins and another ends. */
const SHORT = 8;
const TOO_SHORT = 2;
/** Messages from this length on may have been cut in the middle of the word that follows what was quoted. */
const CUT_SHORT = 200;
const LONG_NUMBER = /\d{9,}/g;

interface Span {
  readonly from: number;
  readonly to: number;
}

/** A message as letters and digits only, folded, each knowing where it stood. */
interface Folded {
  readonly text: string;
  /** Place in the message of each character of `text`. */
  readonly at: readonly Span[];
  readonly words: readonly (Span & { readonly folded: string; readonly written: string })[];
}

/**
 * The refusal of the far side without what of the case stands in it: whole values however they are written (letter case,
 * accents, spaces and punctuation do not matter), parts of them from a few words on, and every long number. Codes, field
 * names and dates stay. What shows only after decoding replaces the whole message.
 */
export function maskedMessage(message: string, known: PrivateValues): string {
  const line = message.normalize('NFC');
  const sought = {
    names: known.names.map((name) => folded(name)),
    values: known.values.map((value) => folded(value)),
    texts: known.texts.map((text) => folded(text)),
  };
  const masked = masks(line, sought);
  const decoded = inReadableForm(masked);
  return decoded !== masked && masks(decoded, sought) !== decoded ? HIDDEN_MESSAGE : masked;
}

type Sought = Readonly<Record<keyof PrivateValues, readonly Folded[]>>;

function masks(line: string, sought: Sought): string {
  const message = folded(line);
  const spans = [
    ...[...line.matchAll(LONG_NUMBER)].map(({ index, 0: digits }) => ({
      from: index,
      to: index + digits.length,
    })),
    ...[...sought.names, ...sought.values].flatMap((value) => wholeValues(message, value)),
    ...sought.names.flatMap((name) => sharedRuns(message, name, SHARED_WORDS.names)),
    ...sought.names.flatMap((name) => wordsOfName(message, name)),
    ...sought.values.flatMap((value) => sharedRuns(message, value, SHARED_WORDS.values)),
    ...sought.texts.flatMap((text) => sharedRuns(message, text, SHARED_WORDS.texts)),
  ];
  return cutOut(line, spans);
}

function wholeValues(message: Folded, { text }: Folded): readonly Span[] {
  if (text.length <= TOO_SHORT) return [];
  const spans: Span[] = [];
  for (let start = message.text.indexOf(text); start >= 0; start = message.text.indexOf(text, start + 1)) {
    const span = { from: message.at[start]?.from ?? 0, to: message.at[start + text.length - 1]?.to ?? 0 };
    if (text.length >= SHORT || isOfWholeWords(message, span)) spans.push(span);
  }
  return spans;
}

function isOfWholeWords({ words }: Folded, { from, to }: Span): boolean {
  return words.some((word) => word.from === from) && words.some((word) => word.to === to);
}

/** Runs of at least `least` words that stand in the same order in the value. */
function sharedRuns({ words }: Folded, value: Folded, least: number): readonly Span[] {
  if (value.words.length < least) return [];
  const runs = new Set(windows(value, least));
  return windows({ words }, least).flatMap((run, index) => {
    const [first, last] = [words[index], words[index + least - 1]];
    return runs.has(run) && first && last ? [{ from: first.from, to: last.to }] : [];
  });
}

function windows({ words }: Pick<Folded, 'words'>, size: number): readonly string[] {
  const starts = words.slice(0, Math.max(0, words.length - size + 1));
  return starts.map((_first, index) =>
    words
      .slice(index, index + size)
      .map((word) => word.folded)
      .join(' '),
  );
}

/** "ông An": one word of a name, written as a name in the middle of the message. */
function wordsOfName({ words }: Folded, name: Folded): readonly Span[] {
  const parts = new Set(name.words.map(({ written }) => written.toLowerCase()));
  return words.filter(
    ({ written }, index) =>
      index > 0 && written.length > 1 && /^\p{Lu}/u.test(written) && parts.has(written.toLowerCase()),
  );
}

function cutOut(line: string, spans: readonly Span[]): string {
  let result = '';
  let done = 0;
  for (const { from, to } of spans.toSorted((a, b) => a.from - b.from)) {
    if (from >= done) result += `${line.slice(done, from)}${MASK}`;
    done = Math.max(done, to);
  }
  const cut = (result + line.slice(done)).replace(/•••(?:[\s,.;–-]*•••)+/g, MASK);
  return line.length < CUT_SHORT ? cut : cut.replace(/•••\s*[\p{L}\p{M}\p{N}]+[.…]*$/u, MASK);
}

function folded(value: string): Folded {
  const line = value.normalize('NFC');
  const at: Span[] = [];
  let text = '';
  for (const { 0: letter, index } of line.matchAll(/[\p{L}\p{N}]\p{M}*/gu)) {
    const plain = fold(letter);
    for (let count = 0; count < plain.length; count += 1) at.push({ from: index, to: index + letter.length });
    text += plain;
  }
  const words = [...line.matchAll(/[\p{L}\p{M}\p{N}]+/gu)].map(({ 0: written, index }) => ({
    from: index,
    to: index + written.length,
    folded: fold(written),
    written,
  }));
  return { text, at, words };
}
