export {
  type Account,
  Credentials,
  type CredentialState,
  type SecretReader,
} from './credentials/credentials';
export { createNationalProfile } from './profiles/create-national-profile';
export type { Ttcp2018Options } from './profiles/ttcp-2018/ttcp-2018.profile';
export { DEMO_VARIANT, loadNationalSettings, PRODUCTION_VARIANT } from './settings/load-national-settings';
export type { NationalSettings } from './settings/national-settings';
