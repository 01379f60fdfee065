import { workbookBytes } from '@kntc/sources';
import { aUserRow, anOfficeRow, OFFICE_HEADING, USER_HEADING } from '../builders';
import type { RequestParts } from './any-request';

type Ready = RequestParts & { readonly body: object };

interface Tools {
  readonly sql: (statement: string) => Promise<unknown>;
  /** What the API answers; fails with what it refuses. */
  readonly asked: <T>(method: string, path: string, body?: object) => Promise<T>;
  /** Login of somebody of another side. */
  readonly approver: () => string;
}

const REASON = 'QĐ 12/QĐ-TTr';
const ON = '2026-01-01';
const OFFICE = '00000000-0000-4000-8000-00000000000f';
const USER = '00000000-0000-4000-8000-00000000000a';
const NATIONAL = { login: 'lan.tt', name: 'ttt_lan', duties: ['1'], since: ON, reason: REASON };

/** A workbook of a form as people hand it in. */
export async function formFile(
  heading: readonly string[],
  rows: readonly (readonly string[])[],
): Promise<string> {
  const columns = heading.map((title) => ({ title, width: 20 }));
  const sheet = {
    name: 'Bieu',
    columns,
    rows: async function* () {
      yield* rows;
    },
  };
  return (await workbookBytes([sheet])).toString('base64');
}

const offices = async () => ({
  fileName: 'bieu-1.xlsx',
  content: await formFile(OFFICE_HEADING, [anOfficeRow('Thanh tra tỉnh')]),
  effectiveOn: ON,
});
const users = async () => ({
  fileName: 'bieu-2.xlsx',
  content: await formFile(USER_HEADING, [aUserRow('lan.tt@tinh.gov.vn')]),
  effectiveOn: ON,
});

/** What operations about offices, people and their accounts need, set up anew each time. */
export function peopleReady({
  sql,
  asked,
  approver,
}: Tools): Readonly<Record<string, () => Promise<Partial<Ready>>>> {
  const emptied = async (): Promise<void> => {
    for (const statement of [
      'delete from national_account',
      'delete from gateway_user',
      "delete from account where login = 'lan.tt' or removed_at is not null",
      'delete from retired_login',
      'delete from office_term',
      'delete from office',
    ])
      await sql(statement);
  };
  const taken = async (what: 'agencies' | 'users', form: object, more: object = {}): Promise<object> => {
    const { seen } = await asked<{ readonly seen: string }>('POST', `/api/v1/${what}/preview`, form);
    return { ...form, seen, reason: REASON, ...more };
  };
  // Written past the API: reading a workbook takes a process of its own.
  const withOffices = async (): Promise<void> => {
    await emptied();
    await sql(`insert into office (id, agency_id) values ('${OFFICE}', 'ttt')`);
    await sql(
      `insert into office_term (office_id, agency_id, valid_from, name, level, kind, is_bureau, recorded_by, reason)
       values ('${OFFICE}', 'MINI', '${ON}', 'Thanh tra tỉnh', 'province', 'agency', false, 'lan', 'x')`,
    );
  };
  /** The id of somebody's account. */
  const withUser = async (): Promise<string> => {
    await withOffices();
    await sql(
      `insert into account (id, agency_id, login, roles, agencies, must_change, needs_code)
       values ('${USER}', 'MINI', 'lan.tt', '{operator}', '{ttt}', false, true)`,
    );
    await sql(
      `insert into gateway_user (account_id, agency_id, office_id, duties, recorded_by)
       values ('${USER}', 'ttt', '${OFFICE}', '{1}', 'lan')`,
    );
    return USER;
  };
  const withNational = async (): Promise<string> => {
    await withUser();
    await asked('POST', '/api/v1/national-accounts', NATIONAL);
    const { items } = await asked<{ items: readonly { readonly id: string }[] }>(
      'GET',
      '/api/v1/national-accounts',
    );
    return items[0]?.id ?? '';
  };
  const after = (ready: () => Promise<unknown>) => async (): Promise<Partial<Ready>> => {
    await ready();
    return {};
  };
  return {
    listAgencies: after(withOffices),
    readAgencyForm: after(withOffices),
    previewAgencies: async () => {
      await emptied();
      return { body: await offices() };
    },
    importAgencies: async () => {
      await emptied();
      return { body: await taken('agencies', await offices()) };
    },
    listUsers: after(withUser),
    countUsers: after(withUser),
    readUserForm: after(withUser),
    previewUsers: async () => {
      await withOffices();
      return { body: await users() };
    },
    importUsers: async () => {
      await withOffices();
      return { body: await taken('users', await users(), { approver: approver() }) };
    },
    disableUser: async () => ({ path: { id: await withUser() }, body: { reason: REASON } }),
    removeUser: async () => {
      const id = await withUser();
      await asked('POST', `/api/v1/users/${id}/disable`, { reason: REASON });
      return { path: { id }, body: { reason: REASON } };
    },
    listNationalAccounts: after(withNational),
    readNationalAccountsFile: after(withNational),
    recordNationalAccount: async () => {
      await withUser();
      return { body: NATIONAL };
    },
    confirmNationalAccounts: async () => ({ body: { ids: [await withNational()], reason: REASON } }),
    endNationalAccount: async () => ({
      path: { id: await withNational() },
      body: { endedOn: '2026-06-01', reason: REASON },
    }),
  };
}
