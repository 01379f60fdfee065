import { fold } from '@kntc/domain';
import type { FormDuty, SealBox, SoughtSubject, UserDetails } from '@kntc/domain';
import type { EntityManager } from 'typeorm';
import { openDetails } from '../people/user-rows';

/** An account here that is this person's, as Biểu số 2 told of them. */
export interface SubjectUser {
  readonly login: string;
  readonly agencyId: string;
  readonly office: string;
  readonly duties: readonly FormDuty[];
  readonly details: UserDetails;
}

interface FoundUser {
  readonly account_id: string;
  readonly login: string;
  readonly agency_id: string;
  readonly office: string;
  readonly duties: FormDuty[];
  readonly sealed: Buffer;
}

/**
 * People of Biểu số 2 who are the one sought: by name and telephone. No hash of them is kept, so all of these agencies are opened;
 * there are as many as the province has officers.
 */
export async function subjectUsers(
  manager: Pick<EntityManager, 'query'>,
  house: SealBox,
  sought: Pick<SoughtSubject, 'fullName' | 'phones'>,
): Promise<{ readonly users: readonly SubjectUser[]; readonly doubtful: number }> {
  const rows: FoundUser[] = await manager.query(
    `select u.account_id, a.login, u.agency_id, u.duties, u.sealed,
       (select t.name from office_term t where t.office_id = u.office_id order by t.valid_from desc limit 1) as office
     from gateway_user u join account a on a.id = u.account_id where u.sealed is not null order by a.login`,
  );
  const opened = rows.map(({ account_id: id, agency_id: agencyId, sealed, login, office, duties }) => {
    const details = openDetails(house, id, sealed);
    const isName = fold(details.fullName) === fold(sought.fullName);
    const isPhone = sought.phones.includes(details.phone);
    return { user: { login, agencyId, office, duties, details }, isName, isPhone };
  });
  return {
    users: opened.filter(({ isName, isPhone }) => isName && isPhone).map(({ user }) => user),
    doubtful: opened.filter(({ isName, isPhone }) => !isName && isPhone).length,
  };
}
