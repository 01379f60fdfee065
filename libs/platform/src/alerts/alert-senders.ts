import { GatewayError, MAIL_ADDRESS, WEB_ADDRESS } from '@kntc/domain';
import type { AlertSender, Clock } from '@kntc/domain';
import type { AddressGuard } from '../addresses/address-guard';
import type { AlertsConfig, AlertWay } from '../config/load-alerts';
import { singleHttp } from '../http/single-http';
import { namedKeys } from '../secrets/named-keys';
import { namedSecret } from '../secrets/named-secret';
import { MailSender } from './mail-sender';
import { WebhookSender } from './webhook-sender';

interface Surroundings {
  readonly addresses: AddressGuard;
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly clock: Pick<Clock, 'now'>;
}

const ABOUT = 'alerts.yaml';

/**
 * The ways to people that `alerts.yaml` names, by channel.
 * @throws GatewayError `GW_P401`, `GW_P402`: every address that may not be connected to and every secret that is missing, at once
 */
export function alertSenders(config: AlertsConfig, on: Surroundings): ReadonlyMap<string, AlertSender> {
  const problems = problemsOf(config, on);
  if (problems.length > 0)
    throw new GatewayError(
      'GW_P401',
      `${ABOUT}:\n${[...new Set(problems)].map((one) => `  ${one}`).join('\n')}`,
    );
  return new Map([...config.ways].map(([id, way]) => [id, senderOf(way, config, on)]));
}

function problemsOf({ ways, mail }: AlertsConfig, on: Surroundings): readonly string[] {
  const problems: string[] = [];
  const judged = (judge: () => unknown): void => {
    try {
      judge();
    } catch (err) {
      if (!(err instanceof GatewayError)) throw err;
      problems.push(err.detail);
    }
  };
  if (mail !== undefined) judged(() => on.addresses.target(mail.server, MAIL_ADDRESS, 'mail.server'));
  const { passwordFrom } = mail?.login ?? {};
  if (passwordFrom !== undefined && namedSecret(on.variables)(passwordFrom) === undefined)
    problems.push(`${passwordFrom}: chưa đặt mật khẩu hộp thư (biến này, hoặc ${passwordFrom}_FILE)`);
  for (const [id, way] of ways) {
    if (way.kind !== 'webhook') continue;
    judged(() => on.addresses.target(way.url, WEB_ADDRESS, `channels.${id}`));
    if (namedKeys(on.variables)(way.secret) === undefined)
      problems.push(`${way.secret}: chưa đặt khoá ký ít nhất 32 ký tự (biến này, hoặc ${way.secret}_FILE)`);
  }
  return problems;
}

function senderOf(
  way: AlertWay,
  { mail }: AlertsConfig,
  { addresses, variables, clock }: Surroundings,
): AlertSender {
  if (way.kind === 'webhook')
    return new WebhookSender({
      url: way.url,
      key: () => namedKeys(variables)(way.secret),
      http: singleHttp(addresses, ABOUT),
      clock,
    });
  const { login, server = '', from = '' } = mail ?? {};
  const password = (): string | undefined => login && namedSecret(variables)(login.passwordFrom);
  return new MailSender({
    server,
    from,
    to: way.to,
    addresses,
    login: login && { user: login.user, password },
  });
}
