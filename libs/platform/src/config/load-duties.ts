import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DUTY_REACHES, DUTY_ROLES, dutyRuleProblems, FORM_DUTIES, GatewayError } from '@kntc/domain';
import type { DutyRule, FormDuty } from '@kntc/domain';
import { z } from 'zod';
import { DAY } from './load-calendar';
import { readYaml } from './read-yaml';

const SCHEMA = z.strictObject({
  duties: z.array(
    z.strictObject({
      duty: z.int().min(1).max(FORM_DUTIES.length),
      roles: z.array(z.enum(DUTY_ROLES)).min(1),
      reach: z.enum(DUTY_REACHES),
      from: DAY.optional(),
      until: DAY.optional(),
    }),
  ),
});

/**
 * Reads `duties.yaml`: what each duty of Biểu số 2 gives, in its days. Without the file no duty gives anything.
 * @throws GatewayError `GW_P401` naming the file and everything that is wrong, two rules for one day among it
 */
export function loadDuties(configDir: string): readonly DutyRule[] {
  const file = join(configDir, 'duties.yaml');
  if (!existsSync(file)) return [];
  const parsed = SCHEMA.safeParse(readYaml(file));
  if (!parsed.success) throw new GatewayError('GW_P401', `${file}: ${z.prettifyError(parsed.error)}`);
  const rules = parsed.data.duties.map(({ duty, roles, reach, from, until }) => ({
    duty: `${duty}` as FormDuty,
    roles,
    reach,
    from,
    until,
  }));
  const problems = dutyRuleProblems(rules);
  if (problems.length > 0) throw new GatewayError('GW_P401', `${file}: ${problems.join('; ')}`);
  return rules;
}
