import { farSide } from '../composition/national-side';
import type { Place } from '../database/place';
import type { BindingRow } from '../database/questions';
import { isSameAccounts } from '@kntc/storage';
import type { Finding } from './finding';
import { bad, good, skipped } from './finding';

/** A small list every province may read: the cheapest proof of address, TLS and account. */
const PROBE_LIST = 13;

/** Reaches the national side with our account by reading one code list, and compares it with the database's binding. */
export async function checkFarSide(
  { environment, terminal }: Place,
  binding: BindingRow | undefined,
): Promise<Finding> {
  const what = 'CSDLQG';
  const far = await farSide(environment, terminal.variables);
  if (far === undefined)
    return skipped(what, 'chưa biết địa chỉ (NATIONAL_BASE_URL chưa đặt và npm start không chạy)');
  const entries = await far.profile.codeList(PROBE_LIST);
  if (
    binding !== undefined &&
    (binding.endpoint !== far.endpoint || !isSameAccounts(binding.account, far.account))
  ) {
    return bad(
      what,
      `${far.endpoint} trả lời, nhưng cơ sở dữ liệu này gắn với ${binding.endpoint} (tài khoản ${binding.account})`,
      'dùng đúng NATIONAL_BASE_URL và tài khoản cũ, hoặc một cơ sở dữ liệu mới',
    );
  }
  return good(what, `${far.endpoint} nhận tài khoản, danh mục ${PROBE_LIST} có ${entries.length} mục`);
}
