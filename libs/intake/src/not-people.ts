import { isNotAPerson } from '@kntc/domain';
import type { CaseDraft, RecordIssue } from '@kntc/domain';
import { issue } from './judgement';

/**
 * Petitioners who would go out as natural persons although nobody, an office or a crowd is named. Nothing of the name
 * is shown: the petition may be a denunciation.
 */
export function notPeople(draft: CaseDraft): readonly RecordIssue[] {
  if (draft.anonymous === true || isOrganisation(draft)) return [];
  return (draft.petitioners ?? []).flatMap(({ fullName }, index) =>
    fullName !== undefined && isNotAPerson(fullName)
      ? [issue('NOT_A_PERSON', `petitioners[${index}].fullName`)]
      : [],
  );
}

function isOrganisation({ organisationName, petitionerType = 'organisation' }: CaseDraft): boolean {
  return organisationName !== undefined && petitionerType === 'organisation';
}
