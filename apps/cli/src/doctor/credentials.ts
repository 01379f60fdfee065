import type { CredentialState } from '@kntc/national';
import { loadProvince } from '@kntc/platform';
import { credentialsOf } from '../composition/national-side';
import type { Place } from '../database/place';
import type { Finding } from './finding';
import { bad, good } from './finding';

const TROUBLE = {
  missing: 'chưa có tài khoản',
  'not-yet-valid': 'chưa đến ngày dùng',
  expired: 'đã hết hạn',
} as const;

/** Which group of agencies uses which named secret, until when; never a value. */
export async function checkCredentials({ environment, terminal }: Place): Promise<Finding> {
  const what = 'Tài khoản CSDLQG';
  const credentials = credentialsOf(environment, terminal.variables);
  credentials.checkAgencies(loadProvince(environment.configDir).agencies.map(({ id }) => id));
  const states = credentials.states();
  const detail = states.map(lineOf).join('; ');
  const isFine = states.every(({ trouble }) => trouble === undefined);
  if (isFine) return good(what, detail);
  const action =
    'đặt tài khoản đúng tên trong tệp NATIONAL_SECRETS_FILE (hoặc biến NATIONAL_USERNAME_<TÊN>, NATIONAL_PASSWORD_<TÊN>), hoặc khai tên mới còn hạn trong credentials';
  return bad(what, detail, action);
}

function lineOf({ group, agencies, secret, until, trouble }: CredentialState): string {
  const who = agencies === '*' ? 'mọi cơ quan còn lại' : agencies.join(', ');
  const state = trouble === undefined ? `dùng ${secret}` : `${secret} ${TROUBLE[trouble]}`;
  return `nhóm ${group} (${who}): ${state}, ${until === undefined ? 'không thời hạn' : `đến hết ${until}`}`;
}
