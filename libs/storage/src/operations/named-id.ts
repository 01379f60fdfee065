import { ENTERED_BY_HAND, isSamePerson, MAY_STAND_ALREADY } from '@kntc/domain';
import type { ReasonCode } from '@kntc/domain';
import type { Command, HeldRow } from './operation';

export function isAdoption(code: ReasonCode | null): boolean {
  return code === 'ADOPTION_UNVERIFIED' || code === 'ADOPTION_TAKEN';
}

/** A hold about the id under which somebody else entered the record: delivery links to it, or creates. */
export function isClaim({ hold_code, hold_detail }: HeldRow): boolean {
  return isAdoption(hold_code) || hold_detail === ENTERED_BY_HAND;
}

/** Detail of a hold whose record was at the far side before this database ever sent it. */
const FOUND_BEFORE_CREATE = 'found-before-create';

/** A hold of the sign-off after a restore, or of reconciliation: both sides see the record differently. */
export function isRestored({ hold_code, hold_detail }: HeldRow): boolean {
  return hold_code === 'NATIONAL_DIFFERS' || hold_detail?.startsWith('restored:') === true;
}

/** Holds of which a person first has to find out what stands at the far side. */
export const LEAVES_OPEN: readonly ReasonCode[] = ['UNKNOWN_OUTCOME', 'WRONG_ANSWER', 'NATIONAL_DIFFERS'];

/** Holds that end by what a person saw at the far side. */
export function isResolved(code: ReasonCode | null): boolean {
  return (code !== null && LEAVES_OPEN.includes(code)) || isAdoption(code);
}

/** Why what a person saw at the far side decides nothing about a record. */
export function whyNot({ hold_code }: HeldRow): 'not-held' | 'wrong-hold' {
  return hold_code === null ? 'not-held' : 'wrong-hold';
}

/** The far side holds it from a time our database does not know. */
export function stoodBefore(row: HeldRow): boolean {
  return isRestored(row) || row.hold_detail?.startsWith(FOUND_BEFORE_CREATE) === true;
}

/** Why an id that a person names is not taken: all later steps of the record would go to the case it names. */
export function objectionTo(
  named: string,
  row: HeldRow,
  command: Command,
): 'other-id' | 'needs-approver' | undefined {
  // The id of a step, which may be one of its own.
  if (row.hold_detail === MAY_STAND_ALREADY) return undefined;
  if (row.national_id === null || isRestored(row)) {
    const found = idFoundBefore(row);
    if (found !== undefined && !isSame(found, named)) return 'other-id';
    return isByTwo(command) ? undefined : 'needs-approver';
  }
  const isAboutCase = row.open_step === 'case' || isAdoption(row.hold_code);
  return isAboutCase && !isSame(row.national_id, named) ? 'other-id' : undefined;
}

function idFoundBefore({ hold_detail }: HeldRow): string | undefined {
  const [detail, found] = hold_detail?.split(':') ?? [];
  return detail === FOUND_BEFORE_CREATE ? found : undefined;
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

export function isByTwo({ actor, approver }: Command): boolean {
  return approver !== undefined && !isSamePerson(approver, actor);
}
