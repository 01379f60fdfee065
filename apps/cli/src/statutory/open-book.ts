import type { FormsPaper } from '@kntc/documents';
import { reportPeriod, type ReportPeriod } from '@kntc/domain';
import { loadProvince } from '@kntc/platform';
import { PgStatutory, type StatutoryBook } from '@kntc/storage';
import { InvalidArgumentError } from 'commander';
import { readAs, type ReaderOptions } from '../database/list-reading';
import { withKeys } from '../database/open-keys';
import type { Place } from '../database/place';
import { wrongUsage } from '../refusal';

/** @throws InvalidArgumentError when it is none */
export function periodOf(text: string): ReportPeriod {
  const period = reportPeriod(text);
  if (period !== undefined) return period;
  throw new InvalidArgumentError('cần kỳ báo cáo: 2026, 2026-Q1 … 2026-Q4, 2026-6T hoặc 2026-9T.');
}

export interface AskedBook extends ReaderOptions {
  readonly agency?: string;
}

/**
 * Reads what the forms of a period are counted from, as the person who was named may see it.
 * @throws Refusal for an agency that is not in `agencies.yaml`
 */
export async function openBook(
  place: Place,
  period: ReportPeriod,
  { agency, ...by }: AskedBook,
): Promise<StatutoryBook> {
  knownAgency(place, agency);
  return withKeys(place, by, async ({ database, seals }) => {
    const books = await readAs(place, database, {
      what: `forms ${period.id}`,
      kind: 'judgement',
      by,
      read: async (scope) => [
        await new PgStatutory(database.dataSource, seals).book({ period, agency }, scope),
      ],
    });
    return books[0] ?? { local: [], confirmed: [], standing: new Map(), notCases: [], noChannel: [] };
  });
}

/** @throws Refusal for an agency that is not in `agencies.yaml` */
export function knownAgency(place: Place, agency: string | undefined): void {
  const { agencies } = loadProvince(place.environment.configDir);
  if (agency !== undefined && !agencies.some(({ id }) => id === agency))
    throw wrongUsage(`Không có cơ quan «${agency}» trong config/agencies.yaml.`, 'Sửa lại --agency <mã>.');
}

/** What is printed besides the figures. */
export function paperOf(place: Place, period: ReportPeriod, remarks: readonly string[]): FormsPaper {
  const { name, agencies } = loadProvince(place.environment.configDir);
  return {
    period,
    province: name,
    nameOf: (wanted) => agencies.find(({ id }) => id === wanted)?.name ?? wanted,
    remarks,
  };
}
