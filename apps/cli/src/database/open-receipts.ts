import { ReceiptKeyFile } from '@kntc/confidentiality';
import { loadProvince, receiptKeyFileOf, systemClock } from '@kntc/platform';
import type { Province } from '@kntc/platform';
import { PgReceipts } from '@kntc/storage';
import { withCurrentDatabase, type OpenDatabase } from './open-database';
import type { Place } from './place';

/** What commands on receipts work with. */
export interface OpenReceipts {
  readonly receipts: PgReceipts;
  readonly keyFile: ReceiptKeyFile;
  readonly province: Province;
  readonly database: OpenDatabase;
}

export function withReceipts<T>(place: Place, work: (open: OpenReceipts) => Promise<T>): Promise<T> {
  return withCurrentDatabase(place, (database) => {
    const province = loadProvince(place.environment.configDir);
    return work({
      receipts: new PgReceipts(database.dataSource, { clock: systemClock, provinceId: province.id }),
      keyFile: new ReceiptKeyFile(receiptKeyFileOf(place.environment)),
      province,
      database,
    });
  });
}

const BATCH = 1_000;

/** Brings everything that waits into the chain and signs it, as the gateway does by itself every minute. */
export async function upToDate({ receipts, keyFile }: OpenReceipts): Promise<void> {
  while ((await receipts.chain(BATCH)) === BATCH);
  await receipts.sign(keyFile);
}
