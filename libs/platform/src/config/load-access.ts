import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkPreset, GatewayError, UNMASK_DAILY_CAP, USER_ROLES } from '@kntc/domain';
import type { Preset, PresetFinding } from '@kntc/domain';
import { parse, YAMLParseError } from 'yaml';
import { z } from 'zod';

const schema = z.strictObject({
  unmaskDailyCap: z.int().min(0).max(1_000).default(UNMASK_DAILY_CAP),
  requireAccounts: z.enum(['both-sides-exist', 'always']).default('both-sides-exist'),
  requireProof: z.boolean().default(false),
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

/** What a province decides about access. */
export interface AccessSettings {
  /** Sealed fields one account may see in a day. */
  readonly unmaskDailyCap: number;
  /** From when on only accounts decide; until then names are typed. */
  readonly requireAccounts: 'both-sides-exist' | 'always';
  /** Whoever takes part in a decision proves who they are; being named is not enough. */
  readonly requireProof: boolean;
  readonly presets: readonly Preset[];
}

/**
 * Reads `access.yaml`; without the file nothing but the defaults.
 * @throws GatewayError `GW_P401` naming every key that is wrong, and presets that leave a duty to nobody
 */
export function loadAccess(configDir: string): AccessSettings {
  const file = join(configDir, 'access.yaml');
  const parsed = schema.safeParse(existsSync(file) ? readYaml(file) : {});
  if (!parsed.success) throw new GatewayError('GW_P401', `${file}: ${z.prettifyError(parsed.error)}`);
  const wrong = parsed.data.presets.flatMap((preset) =>
    checkPreset(preset).map((one) => `${preset.id}: ${worded(one)}`),
  );
  if (wrong.length > 0) throw new GatewayError('GW_P401', `${file}: ${wrong.join('; ')}`);
  return parsed.data;
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

function readYaml(file: string): unknown {
  try {
    return parse(readFileSync(file, 'utf8')) ?? {};
  } catch (err) {
    const why = err instanceof YAMLParseError ? err.message : 'không đọc được tệp';
    throw new GatewayError('GW_P401', `${file}: ${why}`, { cause: err });
  }
}
