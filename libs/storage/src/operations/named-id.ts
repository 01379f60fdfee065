import { isSamePerson } from '@kntc/domain';
import type { ReasonCode } from '@kntc/domain';
import type { Command, HeldRow } from './operation';

export function isAdoption(code: ReasonCode | null): boolean {
  return code === 'ADOPTION_UNVERIFIED' || code === 'ADOPTION_TAKEN';
}

/** Detail of a hold whose record was at the far side before this database ever sent it. */
export const FOUND_BEFORE_CREATE = 'found-before-create';

/** Why an id that a person names is not taken: all later steps of the record would go to the case it names. */
export function objectionTo(
  named: string,
  row: HeldRow,
  command: Command,
): 'other-id' | 'needs-approver' | undefined {
  const isSame = (id: string): boolean => id.toLowerCase() === named.toLowerCase();
  const [detail = '', found] = row.hold_detail?.split(':') ?? [];
  if (detail === FOUND_BEFORE_CREATE && found !== undefined && !isSame(found)) return 'other-id';
  if (row.national_id !== null) {
    const isAboutCase = row.open_step === 'case' || isAdoption(row.hold_code);
    return isAboutCase && !isSame(row.national_id) ? 'other-id' : undefined;
  }
  return isByTwo(command) ? undefined : 'needs-approver';
}

export function isByTwo({ actor, approver }: Command): boolean {
  return approver !== undefined && !isSamePerson(approver, actor);
}
