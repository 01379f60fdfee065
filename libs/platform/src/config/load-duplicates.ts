import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { GatewayError, type DuplicateTermRules } from '@kntc/domain';
import { z } from 'zod';
import { readYaml } from './read-yaml';

const MINUTE = 60_000;
const DAYS = z.int().min(0).max(60);
const DURATION = z
  .string()
  .regex(/^\d{1,4}(s|m)$/, 'expected a duration such as 30s or 10m')
  .transform((text) => Number.parseInt(text, 10) * (text.endsWith('m') ? MINUTE : 1_000));
const SCHEMA = z.strictObject({
  checkWithin: DURATION,
  lookUpWithin: DURATION.default(2 * MINUTE),
  endOfDay: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'expected a time of day such as 17:00'),
  acceptanceDays: DAYS,
  escalationDays: DAYS,
});

/** How petitions are checked for duplicates before their first push. */
export interface DuplicateRules extends DuplicateTermRules {
  /** Milliseconds that a new case waits for its check at most. */
  readonly checkWithinMs: number;
  /** Milliseconds that a case waits for the far side to be asked about it, once it was checked. */
  readonly lookUpWithinMs: number;
}

/**
 * Reads `duplicates.yaml`. Without the file nothing is checked: `undefined`.
 * @throws GatewayError `GW_P401` naming the file and everything that is wrong
 */
export function loadDuplicates(configDir: string): DuplicateRules | undefined {
  const file = join(configDir, 'duplicates.yaml');
  if (!existsSync(file)) return undefined;
  const parsed = SCHEMA.safeParse(readYaml(file));
  if (!parsed.success) throw new GatewayError('GW_P401', `${file}: ${z.prettifyError(parsed.error)}`);
  const { checkWithin: checkWithinMs, lookUpWithin: lookUpWithinMs, ...rules } = parsed.data;
  return { ...rules, checkWithinMs, lookUpWithinMs };
}
