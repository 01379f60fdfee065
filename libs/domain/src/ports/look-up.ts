import type { LookUpOutcome } from './national';

/** The far side shortens texts, or does not search by them: asking again would never help. */
const NEVER_PROVES: readonly string[] = ['content-not-shown', 'rows-of-others'];

/** Whether a failed look-up will prove nothing however often it is repeated. */
export function provesNothing({ reason }: Extract<LookUpOutcome, { readonly kind: 'failed' }>): boolean {
  return NEVER_PROVES.includes(reason);
}
