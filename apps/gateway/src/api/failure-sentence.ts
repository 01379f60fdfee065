import { FAILURES } from '@kntc/domain';

/** What a failure is called to a person; a code nobody knows stays what it is. */
export function failureSentence(code: string): string {
  return code in FAILURES ? FAILURES[code as keyof typeof FAILURES].vi : code;
}
