/** A code that the wire wants as a number but that is none cannot be sent. */
export function fitting(code: string, form: 'number' | 'string'): string | null {
  return form === 'number' && !/^\d{1,9}$/.test(code) ? null : code;
}

/** Names of the fields without a value. */
export function absentOf(fields: Readonly<Record<string, string | null>>): readonly string[] {
  return Object.keys(fields).filter((field) => (fields[field] ?? '') === '');
}
