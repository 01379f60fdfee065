import type { NationalProfile } from '@kntc/domain';
import type { NationalSettings } from '../settings/national-settings';
import { createNextProfile } from './next/next.profile';
import { createTtcp2018Profile, type Ttcp2018Options } from './ttcp-2018/ttcp-2018.profile';

const PROFILES: Readonly<
  Record<NationalSettings['interface'], (options: Ttcp2018Options) => NationalProfile>
> = {
  'ttcp-2018': (options) => createTtcp2018Profile(options),
  next: createNextProfile,
};

/**
 * The profile that speaks the interface the settings name. Throws `GatewayError` `GW_P401` for an address that cannot
 * work.
 */
export function createNationalProfile(options: Ttcp2018Options): NationalProfile {
  return PROFILES[options.settings.interface](options);
}
