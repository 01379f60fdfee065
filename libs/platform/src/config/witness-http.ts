import { WEB_ADDRESS } from '@kntc/domain';
import type { Http } from '@kntc/domain';
import type { AddressGuard } from '../addresses/address-guard';
import { singleHttp } from '../http/single-http';
import type { WitnessPlace } from './witness-places';

const ABOUT = 'KNTC_AUDIT_WITNESS';

/**
 * The way to witnesses of the audit on other hosts.
 * @throws GatewayError `GW_P402` when one of them may not be connected to
 */
export function witnessHttp(addresses: AddressGuard, places: readonly WitnessPlace[]): Http {
  for (const place of places) if (place.kind === 'http') addresses.target(place.url, WEB_ADDRESS, ABOUT);
  return singleHttp(addresses, ABOUT);
}
