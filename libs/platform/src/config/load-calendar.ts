import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { GatewayError, isFullDate, partialDate, WorkingDays, type PartialDate } from '@kntc/domain';
import { z } from 'zod';
import { readYaml } from './read-yaml';

/** A full day as YAML holds it. */
export const DAY = z.string().transform((text, context): PartialDate => {
  const day = partialDate(text);
  if (day !== undefined && isFullDate(day)) return day;
  context.addIssue({ code: 'custom', message: 'must be a day, yyyy-MM-dd' });
  return z.NEVER;
});

const SCHEMA = z.strictObject({
  knownYears: z.tuple([z.number().int(), z.number().int()]).refine(([first, last]) => first <= last, {
    message: 'the first year must not lie behind the last',
  }),
  off: z.array(DAY),
  worked: z.array(DAY),
});

/**
 * Reads `calendar.yaml`. Without the file only weekends are known, and no year.
 * @throws GatewayError `GW_P401` naming the file and everything that is wrong
 */
export function loadCalendar(configDir: string): WorkingDays {
  const file = join(configDir, 'calendar.yaml');
  if (!existsSync(file)) return new WorkingDays({ off: [], worked: [], knownYears: [0, 0] });
  const parsed = SCHEMA.safeParse(readYaml(file));
  if (!parsed.success) throw new GatewayError('GW_P401', `${file}: ${z.prettifyError(parsed.error)}`);
  const both = parsed.data.off.filter((day) => parsed.data.worked.includes(day));
  if (both.length > 0)
    throw new GatewayError('GW_P401', `${file}: off and worked at once: ${both.join(', ')}`);
  return new WorkingDays(parsed.data);
}
