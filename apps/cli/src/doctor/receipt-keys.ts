import { ReceiptKeyFile } from '@kntc/confidentiality';
import { receiptKeyFileOf } from '@kntc/platform';
import { goesOn } from '@kntc/storage';
import type { Place } from '../database/place';
import { good, skipped, type Finding } from './finding';

/**
 * Whether receipts can be signed on with the keys that signed before.
 * @param mayGoOn the key of the newest checkpoint and those put in its place; none as long as nothing was signed
 * @throws GatewayError `GW_T311`, `GW_P401` when they cannot
 */
export async function checkReceiptKeys({ environment }: Place, mayGoOn: readonly string[]): Promise<Finding> {
  const what = 'Khoá ký biên nhận';
  if (mayGoOn.length === 0) return skipped(what, 'chưa ký lần nào');
  const path = receiptKeyFileOf(environment);
  goesOn(new ReceiptKeyFile(path), mayGoOn);
  return good(what, path);
}
