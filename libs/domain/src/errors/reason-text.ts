import { REASONS, type ReasonCode } from './reasons';

/** Where no single value can be shown, as for many records of one cause, its quotation goes with it. */
const EMPTY_QUOTES = /:? «\{value\}»/;

/** A hold of the whole record names no step. */
const EMPTY_FIELD = /(?: ở trường|:) \{field\}/;

/** The three sentences of a reason with its field label and masked value filled in. */
export function reasonText(code: ReasonCode, fieldLabel = '', value = ''): readonly [string, string, string] {
  const withoutEmpty = (line: string): string => (fieldLabel === '' ? line.replace(EMPTY_FIELD, '') : line);
  // As functions: in a replacement text `$&` would mean something.
  const fill = (line: string): string =>
    withoutEmpty(value === '' ? line.replace(EMPTY_QUOTES, '') : line)
      .replace('{field}', () => fieldLabel)
      .replace('{value}', () => value);
  const [what, meaning, action] = REASONS[code].vi;
  return [fill(what), fill(meaning), fill(action)];
}
