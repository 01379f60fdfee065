/**
 * Values that most real systems cannot supply (birth date in 2 of 10 systems, sex in 3, ethnicity in 2) or that no
 * clerk can mend after the fact. When one of them is unreadable the petition goes on without it, with a warning.
 */
const ONLY_WARNS = new Set([
  'idNumber',
  'idIssuedDate',
  'idIssuedPlace',
  'gender',
  'birthDate',
  'phone',
  'ethnicity',
]);

/** What a source file says about the weight of its fields. */
export interface Weights {
  readonly mandatory: readonly string[];
  readonly lenient: readonly string[];
}

/** A file that is not there only warns where files are optional; the petition then goes without it. */
export function missingFileWarns(path: string, { mandatory }: Pick<Weights, 'mandatory'>): boolean {
  return !mandatory.includes(path.replace(/\[\d+\]/g, ''));
}

/** Whether an unreadable value at a draft path (with or without indexes) only warns. */
export function onlyWarns(path: string, { mandatory, lenient }: Weights): boolean {
  const plain = path.replace(/\[\d+\]/g, '');
  if (lenient.includes(plain)) return true;
  const name = plain.slice(plain.lastIndexOf('.') + 1);
  return ONLY_WARNS.has(name) && !mandatory.includes(plain);
}
