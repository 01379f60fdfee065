import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GatewayError } from '@kntc/domain';
import type { AgencyRow } from '@kntc/domain';
import { parse } from 'yaml';
import { z } from 'zod';

/** What the command line needs of `agencies.yaml`; the gateway checks the rest (release points) at its start. */
const schema = z.object({
  province: z.object({ id: z.string().min(1), name: z.string().min(1) }),
  agencies: z
    .array(z.object({ id: z.string().min(1), name: z.string().min(1), code: z.string().min(1) }))
    .min(1),
});

export interface Province {
  /** Stands as `agency_id` on every row that belongs to no single agency. */
  readonly id: string;
  readonly name: string;
  readonly agencies: readonly AgencyRow[];
}

/** Reads `agencies.yaml`. @throws GatewayError `GW_P401` naming the file and every key that is wrong */
export function loadProvince(configDir: string): Province {
  const file = join(configDir, 'agencies.yaml');
  const parsed = schema.safeParse(readYaml(file));
  if (!parsed.success) throw new GatewayError('GW_P401', `${file}: ${z.prettifyError(parsed.error)}`);
  return { ...parsed.data.province, agencies: parsed.data.agencies };
}

function readYaml(file: string): unknown {
  try {
    return parse(readFileSync(file, 'utf8'));
  } catch (err) {
    // A message of the YAML reader names line and column and quotes only the configuration itself.
    const why = err instanceof Error && err.name.startsWith('YAML') ? err.message : 'không đọc được tệp';
    throw new GatewayError('GW_P401', `${file}: ${why}`, { cause: err });
  }
}
