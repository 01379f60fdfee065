import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { checkPreset, DEFAULT_ACCESS_RULES, GatewayError, USER_ROLES } from '@kntc/domain';
import type { AccessRules, Preset, PresetFinding } from '@kntc/domain';
import { z } from 'zod';
import { readYaml } from './read-yaml';

const schema = z.strictObject({
  unmaskDailyCap: z.int().min(0).max(1_000).default(DEFAULT_ACCESS_RULES.unmaskDailyCap),
  requireAccounts: z.enum(['both-sides-exist', 'always']).default(DEFAULT_ACCESS_RULES.requireAccounts),
  requireProof: z.boolean().default(DEFAULT_ACCESS_RULES.requireProof),
  resyncAlone: z.int().min(1).max(1_000).default(DEFAULT_ACCESS_RULES.resyncAlone),
  presets: z
    .array(
      z.strictObject({
        id: z.string().regex(/^[a-z0-9-]+$/),
        name: z.string().min(1),
        people: z.array(
          z.strictObject({
            id: z.string().regex(/^[a-z0-9-]+$/),
            name: z.string().min(1),
            at: z.enum(['agency', 'province']),
            roles: z.array(z.enum(USER_ROLES)).min(1),
            decides: z.enum(['head', 'delegate']).optional(),
          }),
        ),
      }),
    )
    .default([]),
});

/** What `access.yaml` says. */
export interface AccessFile {
  /** What it asks for. Looser rules than two sides accepted do not count: ask `PgAccessSettings` for those in force. */
  readonly asked: AccessRules;
  readonly presets: readonly Preset[];
}

/**
 * Reads `access.yaml`; without the file nothing but the defaults.
 * @throws GatewayError `GW_P401` naming every key that is wrong, and presets that leave a duty to nobody
 */
export function loadAccess(configDir: string): AccessFile {
  const file = join(configDir, 'access.yaml');
  const parsed = schema.safeParse(existsSync(file) ? readYaml(file) : {});
  if (!parsed.success) throw new GatewayError('GW_P401', `${file}: ${z.prettifyError(parsed.error)}`);
  const wrong = parsed.data.presets.flatMap((preset) =>
    checkPreset(preset).map((one) => `${preset.id}: ${worded(one)}`),
  );
  if (wrong.length > 0) throw new GatewayError('GW_P401', `${file}: ${wrong.join('; ')}`);
  const { presets, ...asked } = parsed.data;
  return { asked, presets };
}

function worded(finding: PresetFinding): string {
  switch (finding.kind) {
    case 'exclusive-pair':
      return `${finding.person}: ${finding.pair.join(' và ')} không được chung một tài khoản`;
    case 'duty-without-person':
      return `không ai làm được việc ${finding.duty}`;
    case 'nobody-else':
      return `việc ${finding.duty}: người đề nghị cũng là người duyệt duy nhất`;
  }
}
