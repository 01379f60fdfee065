import { ReceiptKeyFile } from '@kntc/confidentiality';
import { receiptKeyFileOf } from '@kntc/platform';
import { goesOn } from '@kntc/storage';
import type { Place } from '../database/place';
import { good, skipped, type Finding } from './finding';

/**
 * Whether receipts can be signed on with the keys that signed before.
 * @param lastKeyId of the newest checkpoint, if there is one
 * @throws GatewayError `GW_T311`, `GW_P401` when they cannot
 */
export async function checkReceiptKeys(
  { environment }: Place,
  lastKeyId: string | undefined,
): Promise<Finding> {
  const what = 'Khoá ký biên nhận';
  if (lastKeyId === undefined) return skipped(what, 'chưa ký lần nào');
  const path = receiptKeyFileOf(environment);
  goesOn(new ReceiptKeyFile(path), lastKeyId);
  return good(what, path);
}
