import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  contradictions,
  Deadlines,
  DEADLINE_STAGES,
  GatewayError,
  NO_DEADLINE_RULES,
  PETITION_KINDS,
} from '@kntc/domain';
import type { DeadlineRules } from '@kntc/domain';
import { z } from 'zod';
import { DAY, loadCalendar } from './load-calendar';
import { readYaml } from './read-yaml';

const KIND = z.enum(PETITION_KINDS as readonly [string, ...string[]]) as z.ZodType<
  (typeof PETITION_KINDS)[number]
>;
const TERM = z.int().min(0).max(365);
const IN_FORCE = {
  from: DAY.optional(),
  until: DAY.optional(),
  law: z.string().trim().min(1).max(200),
  unit: z.enum(['day', 'workingDay']),
  term: TERM,
};
const SCHEMA = z.strictObject({
  stages: z.array(
    z.strictObject({
      ...IN_FORCE,
      kind: KIND,
      stage: z.enum(DEADLINE_STAGES),
      round: z.enum(['first', 'second']).optional(),
      complexTerm: TERM.optional(),
      remoteTerm: TERM.optional(),
      longestTerm: TERM.optional(),
      complexFromPeople: z.int().min(2).optional(),
    }),
  ),
  reporting: z.array(z.strictObject({ ...IN_FORCE, kind: KIND })),
  requests: z.array(z.strictObject(IN_FORCE)),
});

/**
 * Reads `deadlines.yaml` and `calendar.yaml`. Without rules only the day that an agency laid down itself counts.
 * @throws GatewayError `GW_P401` naming the file and everything that is wrong, two rules for one day among it
 */
export function loadDeadlines(configDir: string): Deadlines {
  return new Deadlines(rulesOf(configDir), loadCalendar(configDir));
}

function rulesOf(configDir: string): DeadlineRules {
  const file = join(configDir, 'deadlines.yaml');
  if (!existsSync(file)) return NO_DEADLINE_RULES;
  const parsed = SCHEMA.safeParse(readYaml(file));
  if (!parsed.success) throw new GatewayError('GW_P401', `${file}: ${z.prettifyError(parsed.error)}`);
  const twice = contradictions(parsed.data);
  if (twice.length > 0) throw new GatewayError('GW_P401', `${file}: ${twice.join('; ')}`);
  return parsed.data;
}
