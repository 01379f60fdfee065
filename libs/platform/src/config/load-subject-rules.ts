import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { GatewayError } from '@kntc/domain';
import { z } from 'zod';
import { readYaml } from './read-yaml';

const days = z.int().min(1).max(365);
const text = z.string().max(500).default('');
const schema = z.strictObject({
  answerWithinDays: z
    .strictObject({ export: days, correction: days, restriction: days, objection: days })
    .partial()
    .default({}),
  legalGround: text,
  retention: text,
});

/** What the legal department of a province decided about requests of data subjects; nothing of it is known to the code. */
export interface SubjectRules {
  /** Calendar days in Vietnam from the day a request was received; without one every request names its own due day. */
  readonly answerWithinDays: Readonly<
    Partial<Record<'export' | 'correction' | 'restriction' | 'objection', number | undefined>>
  >;
  /** By what petitions that are no denunciations are sent; printed in an export. Empty: not written down yet. */
  readonly legalGround: string;
  /** How long what is held stays; printed in an export. Empty: not written down yet. */
  readonly retention: string;
}

/**
 * Reads `subject-requests.yaml`; without the file nothing is decided.
 * @throws GatewayError `GW_P401` naming every key that is wrong
 */
export function loadSubjectRules(configDir: string): SubjectRules {
  const file = join(configDir, 'subject-requests.yaml');
  const parsed = schema.safeParse(existsSync(file) ? readYaml(file) : {});
  if (!parsed.success) throw new GatewayError('GW_P401', `${file}: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}
