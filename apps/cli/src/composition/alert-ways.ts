import type { AlertSender } from '@kntc/domain';
import { addressGuardOf, alertSenders, loadAlerts, loadProvince, systemClock } from '@kntc/platform';
import type { AlertsConfig } from '@kntc/platform';
import type { Place } from '../database/place';

/**
 * `alerts.yaml` and the ways it names, as the gateway would open them.
 * @throws GatewayError `GW_P401` naming everything that is wrong in it
 */
export async function alertWays({
  environment,
  terminal,
}: Place): Promise<{ readonly config: AlertsConfig; readonly senders: ReadonlyMap<string, AlertSender> }> {
  const { id, agencies } = loadProvince(environment.configDir);
  const config = loadAlerts(environment.configDir, [id, ...agencies.map((agency) => agency.id)]);
  const addresses = await addressGuardOf(environment, environment.databaseUrl);
  const senders = alertSenders(config, { addresses, variables: terminal.variables, clock: systemClock });
  return { config, senders };
}
