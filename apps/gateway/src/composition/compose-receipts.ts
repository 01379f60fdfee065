import { auditKeeping, HttpTimeStamps, ReceiptKeyFile, type Keys } from '@kntc/confidentiality';
import type { TimeStampAuthority } from '@kntc/domain';
import {
  receiptKeyFileOf,
  receiptWitnessPlaces,
  systemClock,
  witnessHttp,
  witnessPlaces,
} from '@kntc/platform';
import type { AddressGuard } from '@kntc/platform';
import { PgReceipts } from '@kntc/storage';
import type { ComposeOptions } from './compose-stages';
import { ReceiptKeeper } from './receipt-keeper';

interface ReceiptGround {
  readonly dataSource: ConstructorParameters<typeof PgReceipts>[0];
  readonly addresses: AddressGuard;
  readonly provinceId: string;
  readonly keys: Keys;
  readonly metrics: ConstructorParameters<typeof ReceiptKeeper>[1]['metrics'];
}

/** Who keeps the receipts of this process: keys beside the key file, stamps by the first witness on another host. */
export function composeReceipts(options: ComposeOptions, ground: ReceiptGround): ReceiptKeeper {
  const { environment, logger, clock = systemClock } = options;
  const { dataSource, provinceId, addresses, keys, metrics } = ground;
  const places = receiptWitnessPlaces(environment, options.databaseUrl);
  return new ReceiptKeeper(new PgReceipts(dataSource, { clock, provinceId }), {
    signer: new ReceiptKeyFile(receiptKeyFileOf(environment)),
    authority: authorityOf(options, addresses),
    witness: auditKeeping(keys, places, witnessHttp(addresses, places)).witness,
    clock,
    logger,
    metrics,
  });
}

function authorityOf(
  { environment, databaseUrl }: ComposeOptions,
  addresses: AddressGuard,
): TimeStampAuthority | undefined {
  const places = witnessPlaces(environment, databaseUrl);
  const host = places.find((place) => place.kind === 'http');
  return host && new HttpTimeStamps(host.url, witnessHttp(addresses, places));
}
