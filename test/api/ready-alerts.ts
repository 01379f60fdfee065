import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RequestParts } from './any-request';

type Ready = RequestParts & { readonly body?: object };

const REASON = 'đang xử lý';
/** Beyond those the gateway itself finds. */
const ID = '900000';

/** A channel that nobody listens to. */
export function withAlertChannel(configDir: string): void {
  writeFileSync(
    join(configDir, 'alerts.yaml'),
    [
      "mail: { server: 'smtp://127.0.0.1:9', from: kntc@tinh.vn }",
      'channels: { truc: { mail: [truc@tinh.vn] } }',
      'routes: [{ severities: [critical], steps: [{ after: 0s, to: [truc] }] }]',
    ].join('\n'),
  );
}

/** What operations about alerts need, set up anew each time: an outage people were told of. */
export function alertsReady(
  sql: (statement: string) => Promise<unknown>,
): Readonly<Record<string, () => Promise<Partial<Ready>>>> {
  const incident = async (): Promise<string> => {
    await sql('delete from alert_notice');
    await sql('delete from alert_incident');
    await sql(
      `insert into alert_incident (id, agency_id, key, kind, facts, noticed_at, opened_at)
       overriding system value values (${ID}, 'MINI', 'outage', 'outage', '{"code": "GW_N202"}', now(), now())`,
    );
    await sql(
      `insert into alert_notice (agency_id, incident_id, channel, what, planned_at, not_before, sent_at)
       select 'MINI', id, 'truc', 'opened', now(), now(), now() from alert_incident`,
    );
    return ID;
  };
  return {
    listAlerts: async () => {
      await incident();
      return {};
    },
    readAlertChannels: async () => {
      await incident();
      return {};
    },
    acknowledgeAlert: async () => ({ path: { id: await incident() }, body: { hours: 4, reason: REASON } }),
    testAlerts: async () => ({ body: { channel: 'truc', reason: REASON } }),
  };
}
