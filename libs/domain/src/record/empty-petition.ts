import type { RecordIssue } from './mapped-record';

const SAID_BY_EVERY_PETITION = /^(content|petitioners\[0\]\.fullName|organisationName)$/;

/** Whether an issue says that there is no content or nobody who petitions: a person may find that it is no petition. */
export function isAboutContentOrPetitioner({ code, field }: RecordIssue): boolean {
  return code === 'MISSING_MANDATORY' && SAID_BY_EVERY_PETITION.test(field);
}
