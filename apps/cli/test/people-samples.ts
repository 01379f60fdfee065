import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { workbookBytes } from '@kntc/sources';
import { aUserRow, anOfficeRow, OFFICE_HEADING, USER_HEADING } from '../../../test/builders';

const NOBODY = '00000000-0000-4000-8000-000000000000';
const SEEN = ['--from', '2026-01-01', '--version', '0000000000000000'];

/** Writes a form as people fill it in. @returns its path */
export async function formIn(
  folder: string,
  name: string,
  [heading, ...rows]: readonly (readonly string[])[],
): Promise<string> {
  const columns = (heading ?? []).map((title) => ({ title, width: 20 }));
  const sheet = {
    name: 'Bieu',
    columns,
    rows: async function* () {
      yield* rows;
    },
  };
  const path = join(folder, name);
  writeFileSync(path, await workbookBytes([sheet]));
  return path;
}

/** What commands about offices, people and their accounts need beside people and reason. */
export async function peopleSamples(folder: string): Promise<Readonly<Record<string, readonly string[]>>> {
  const offices = await formIn(folder, 'bieu-1.xlsx', [OFFICE_HEADING, anOfficeRow('Thanh tra tỉnh')]);
  const users = await formIn(folder, 'bieu-2.xlsx', [USER_HEADING, aUserRow('lan.tt@tinh.gov.vn')]);
  return {
    'accounts remove': ['uy.quyen'],
    'agencies export': ['--out', join(folder, 'xuat-1.xlsx')],
    'agencies import': ['--file', offices, ...SEEN],
    'national-accounts confirm': [NOBODY],
    'national-accounts end': [NOBODY, '--ended', '2026-01-01'],
    'national-accounts export': ['--out', join(folder, 'xuat-3.xlsx')],
    'national-accounts record': ['uy.quyen', '--name', 'x', '--duties', '1', '--since', '2026-01-01'],
    'users export': ['--out', join(folder, 'xuat-2.xlsx')],
    'users import': ['--file', users, ...SEEN],
  };
}
