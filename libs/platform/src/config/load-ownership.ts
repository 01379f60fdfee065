import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_OWNERSHIP, GatewayError, type Ownership } from '@kntc/domain';
import { z } from 'zod';
import { readYaml } from './read-yaml';

const OWNER = z.enum(['local', 'national']);

const SCHEMA = z.strictObject({
  otherwise: OWNER,
  rules: z
    .array(
      z.strictObject({
        prefix: z.string().regex(/^\w+(?:\[\d+\])?(?:\.\w+(?:\[\d+\])?)*$/, {
          error: 'a canonical path such as handling.decidedDate',
        }),
        owner: OWNER,
      }),
    )
    .superRefine((rules, context) => {
      const prefixes = rules.map(({ prefix }) => prefix);
      for (const [index, prefix] of prefixes.entries())
        if (prefixes.indexOf(prefix) !== index)
          context.addIssue({ code: 'custom', path: [index, 'prefix'], message: `${prefix} stands twice` });
    }),
});

/**
 * Reads `ownership.yaml`: whose a field is when both sides differ. Without the file the defaults.
 * @throws GatewayError `GW_P401` naming the file and everything that is wrong
 */
export function loadOwnership(configDir: string): Ownership {
  const file = join(configDir, 'ownership.yaml');
  if (!existsSync(file)) return DEFAULT_OWNERSHIP;
  const parsed = SCHEMA.safeParse(readYaml(file));
  if (!parsed.success) throw new GatewayError('GW_P401', `${file}: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}
