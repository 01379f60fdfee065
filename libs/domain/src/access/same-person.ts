/** Two names of one person written with other case, blanks or composition are one person; other tones are another. */
export function isSamePerson(first: string, second: string): boolean {
  const comparable = (name: string): string => name.normalize('NFC').toLowerCase().replaceAll(/\s+/g, '');
  return comparable(first) === comparable(second);
}
