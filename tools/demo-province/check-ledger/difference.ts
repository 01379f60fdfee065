export interface Difference {
  /** Local key, or the reference where no local row is known. */
  readonly key: string;
  /** National method, or what else was compared (`class`, `summary`, `secrecy`). */
  readonly step: string;
  readonly field: string;
  readonly expected: string;
  readonly found: string;
}

const MAX_SHOWN = 160;

export function describe({ key, step, field, expected, found }: Difference): string {
  return `${key} ${step} ${field}: expected «${shown(expected)}», found «${shown(found)}»`;
}

function shown(text: string): string {
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}… (${text.length})` : text;
}
