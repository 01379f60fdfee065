export {
  AddressGuard,
  FORBIDDEN_ADDRESS,
  ownServer,
  type AddressGuardOptions,
  type GuardedTarget,
} from './addresses/address-guard';
export { addressGuardOf } from './addresses/address-guard-of';
export { alertSenders } from './alerts/alert-senders';
export { signAlert } from './alerts/webhook-sender';
export { guardedConnection, guardedSocket } from './addresses/guarded-socket';
export { systemClock } from './clock/system-clock';
export { renderEnvExample } from './config/env-example';
export {
  EnvironmentError,
  loadEnvironment,
  type Environment,
  type EnvironmentProblem,
  type LogLevel,
  type Role,
} from './config/environment';
export { isLoopback } from './config/is-loopback';
export type { OidcEnvironment } from './config/oidc-environment';
export { keyFileOf, receiptKeyFileOf } from './config/files-of';
export { witnessHttp } from './config/witness-http';
export { receiptWitnessPlaces, witnessPlaces } from './config/witness-places';
export { keyStoresOf } from './config/key-stores-of';
export { loadAlerts, type AlertsConfig } from './config/load-alerts';
export { loadLetterhead } from './config/load-letterhead';
export { loadCalendar } from './config/load-calendar';
export { loadOwnership } from './config/load-ownership';
export { loadDeadlines } from './config/load-deadlines';
export { loadDuties } from './config/load-duties';
export { loadDuplicates, type DuplicateRules } from './config/load-duplicates';
export { loadProvince, type Province } from './config/load-province';
export { loadUnits, saveUnits } from './config/load-units';
export { readUnitsPackage } from './config/read-units-package';
export { loadAccess } from './config/load-access';
export { loadSubjectRules, type SubjectRules } from './config/load-subject-rules';
export type { BinaryChoice } from './embedded-postgres/binaries';
export {
  startEmbeddedPostgres,
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
} from './embedded-postgres/embedded-postgres';
export { freePort } from './embedded-postgres/free-port';
export { createHttp } from './http/create-http';
export { guardedFetch, type FetchLimits, type GuardedFetch } from './http/guarded-fetch';
export { randomIds } from './ids/random-ids';
export { createLogger } from './logging/create-logger';
export { toSafeError, type SafeError } from './logging/safe-error';
export type { DeliveryGauges } from './metrics/delivery-gauges';
export type { ReconciliationGauges } from './metrics/reconciliation-gauges';
export { createMetrics, type GatewayState, type Metrics, type SourceGauges } from './metrics/metrics';
export { accountOf, endpointOf, isDemo } from './far-side/demo-far-side';
export { farSideIdentity } from './far-side/far-side-identity';
export { namedKeys } from './secrets/named-keys';
export { namedSecrets, type NamedAccount } from './secrets/named-secrets';
export { secretOf } from './secrets/secret-of';
