import type { CreateRule } from '@kntc/domain';
import type { DataSource } from 'typeorm';
import { IS_BRAKED, TODAY } from './brake-statements';
import { countOf } from './pg-create-brake';

/** How far the day has come. */
export interface BrakeState {
  /** Created today outside campaigns. */
  readonly live: number;
  readonly backfill: number;
  /** `undefined`: as many as come. */
  readonly limit: number | undefined;
  /** What open campaigns still allow. */
  readonly campaignLeft: number;
  /** Records that wait for the next day or a campaign. */
  readonly waiting: number;
  /** Those of them that are back-fill: a campaign lets them go at once. */
  readonly waitingBackfill: number;
}

/** @param rule of the national settings */
export async function brakeState(dataSource: DataSource, rule: CreateRule): Promise<BrakeState> {
  const days: { live: number; backfill: number }[] = await dataSource.query(
    `select live, backfill from create_day where day = ${TODAY}`,
  );
  const waiting: { waiting: number; backfill: number }[] = await dataSource.query(
    `select count(*)::int as waiting, (count(*) filter (where is_backfill))::int as backfill from outbox o where o.braked_until > clock_timestamp() and ${IS_BRAKED}`,
  );
  const { live, backfill, limit, campaigns } = await countOf(
    dataSource,
    rule,
    days[0] ?? { live: 0, backfill: 0 },
  );
  return {
    live,
    backfill,
    limit: Number.isFinite(limit) ? limit : undefined,
    campaignLeft: campaigns.reduce((sum, { left }) => sum + left, 0),
    waiting: waiting[0]?.waiting ?? 0,
    waitingBackfill: waiting[0]?.backfill ?? 0,
  };
}
