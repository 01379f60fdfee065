import { statfs } from 'node:fs/promises';
import { dateInVietnam, deadlineDays } from '@kntc/domain';
import type { Clock, Logger, ProcessLook } from '@kntc/domain';
import { alertSenders, loadAlerts, loadCalendar, randomIds } from '@kntc/platform';
import type { AddressGuard } from '@kntc/platform';
import { PgAlertBook, PgAlerts, readAlertDigest, readAlertLook } from '@kntc/storage';
import type { PgCauseNotes } from '@kntc/storage';
import { AlertWatch } from './alert-watch';
import type { AuditGuard } from './audit-guard';
import type { Foundation, ComposeOptions } from './compose-stages';
import type { DuplicateWatch } from './duplicate-watch';
import type { GatewayParts } from './gateway-parts';
import type { ReceiptKeeper } from './receipt-keeper';

interface Watched {
  readonly addresses: AddressGuard;
  readonly audit: AuditGuard;
  readonly receipts: ReceiptKeeper;
  readonly duplicateWatch: DuplicateWatch | undefined;
  readonly causeNotes: PgCauseNotes;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly deciding: ConstructorParameters<typeof PgAlertBook>[0];
}

/**
 * Who is told of what, from `alerts.yaml`.
 * @throws GatewayError `GW_P401` naming everything that is wrong in it
 */
export function composeAlerts(
  { environment, variables }: Pick<ComposeOptions, 'environment' | 'variables'>,
  { dataSource, province }: Pick<Foundation, 'dataSource' | 'province'>,
  watched: Watched,
): Pick<GatewayParts, 'alertWatch' | 'alertBook'> {
  const { addresses, clock, logger, causeNotes, duplicateWatch, deciding } = watched;
  const config = loadAlerts(environment.configDir, [province.id, ...province.agencies.map(({ id }) => id)]);
  const calendar = loadCalendar(environment.configDir);
  const daysOf = (now: Date): ReturnType<typeof deadlineDays> => deadlineDays(calendar, dateInVietnam(now));
  const overdueChecks = async (): Promise<number> => (await duplicateWatch?.standing())?.overdue ?? 0;
  const alertWatch = new AlertWatch({
    store: new PgAlerts(dataSource, province.id),
    rules: config.rules,
    lookEveryMs: config.lookEveryMs,
    senders: alertSenders(config, { addresses, variables, clock }),
    look: async (now) => ({
      ...(await readAlertLook(dataSource, { days: daysOf(now), now, notes: causeNotes, overdueChecks })),
      ...processLook(watched, await freePercent(environment.dataDir)),
    }),
    digest: (now) => readAlertDigest(dataSource, { days: daysOf(now), now }),
    province: province.name,
    publicUrl: environment.publicUrl,
    processId: randomIds.uuid(),
    clock,
    logger,
  });
  return { alertWatch, alertBook: new PgAlertBook(deciding) };
}

function processLook(
  { audit, receipts }: Pick<Watched, 'audit' | 'receipts'>,
  diskFreePercent: number | undefined,
): ProcessLook {
  return {
    isAuditBroken: audit.isBroken,
    isWitnessAway: audit.isAway,
    areReceiptsUnsigned: receipts.isFailing,
    diskFreePercent,
  };
}

async function freePercent(folder: string): Promise<number | undefined> {
  try {
    const { bavail, blocks } = await statfs(folder);
    return blocks === 0 ? undefined : (100 * bavail) / blocks;
  } catch {
    // A folder that is not there yet is told by whoever needs it.
    return undefined;
  }
}
