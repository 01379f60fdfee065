import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const schema = z.array(
  z.strictObject({
    verdict: z.string(),
    use: z.enum(['web', 'database']),
    policy: z.enum(['listed', 'named']),
    resolves: z.array(z.string()),
    forms: z.array(z.string()).min(1),
  }),
);

/** Address forms with their verdicts, from `addresses.yaml`; what the fields mean stands there. */
export type AddressForms = z.infer<typeof schema>[number];

export const ADDRESS_FORMS: readonly AddressForms[] = schema.parse(
  parse(readFileSync(join(__dirname, 'addresses.yaml'), 'utf8')),
);
