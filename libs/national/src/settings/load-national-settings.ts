import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GatewayError } from '@kntc/domain';
import { closest } from 'fastest-levenshtein';
import { LineCounter, parseDocument } from 'yaml';
import { type NationalSettings, nationalSettingsSchema } from './national-settings';
import { type Positions, positionsOf, type SettingsProblem, wordsOf } from './settings-problems';

/** The variant without overrides: what the file says for a real far side. */
export const PRODUCTION_VARIANT = 'production';
/** What is known of the bundled simulator. */
export const DEMO_VARIANT = 'demo';

type Raw = Readonly<Record<string, unknown>>;

/**
 * Reads `<configDir>/national/<profileId>.yaml` with the overrides of `variant` (`production` takes none) and
 * checks all of it, the other variants included. Throws `GatewayError` `GW_P401` whose detail lists every problem
 * at once, one per line: file, line, column, key, nearest valid name.
 */
export function loadNationalSettings(
  configDir: string,
  profileId: string,
  variant: string,
): NationalSettings {
  const file = join(configDir, 'national', `${profileId}.yaml`);
  const lines = new LineCounter();
  const document = parseDocument(read(file), { lineCounter: lines, prettyErrors: false });
  if (document.errors.length > 0) {
    fail(
      file,
      document.errors.map((err) => {
        const { line, col } = lines.linePos(err.pos[0]);
        return { line, column: col, key: '', message: err.message };
      }),
    );
  }
  const { overrides, base } = split(document.toJS());
  const positions = positionsOf(document, lines);
  const problems = [
    ...problemsOf(base, positions),
    ...Object.keys(overrides).flatMap((name) => problemsOf(merge(base, overrides[name]), positions, name)),
    ...variantProblem(variant, Object.keys(overrides), positions),
    ...profileProblem(base, profileId, positions),
  ];
  if (problems.length > 0) fail(file, problems);
  return nationalSettingsSchema.parse(merge(base, overrides[variant]));
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (err) {
    throw new GatewayError('GW_P401', `${file}: cannot be read`, { cause: err });
  }
}

function split(content: unknown): { readonly base: Raw; readonly overrides: Raw } {
  const { overrides, ...base } = isRaw(content) ? content : {};
  return { base, overrides: isRaw(overrides) ? overrides : {} };
}

function isRaw(value: unknown): value is Raw {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function merge(base: unknown, over: unknown): unknown {
  if (over === undefined) return base;
  if (!isRaw(base) || !isRaw(over)) return over;
  const keys = new Set([...Object.keys(base), ...Object.keys(over)]);
  return Object.fromEntries([...keys].map((key) => [key, merge(base[key], over[key])]));
}

/** Problems of one variant, pointing into its overrides where the key stands there. */
function problemsOf(content: unknown, positions: Positions, variant?: string): SettingsProblem[] {
  const result = nationalSettingsSchema.safeParse(content, { reportInput: true });
  if (result.success) return [];
  return result.error.issues
    .flatMap((issue) => wordsOf(issue, nationalSettingsSchema))
    .map(({ path, message }) => {
      const inVariant = variant === undefined ? undefined : positions.at(['overrides', variant, ...path]);
      const prefix = inVariant?.complete === true ? ['overrides', String(variant)] : [];
      const { line, column } = positions.at([...prefix, ...path]);
      return { line, column, key: [...prefix, ...path].map(String).join('.'), message };
    });
}

function variantProblem(variant: string, known: readonly string[], positions: Positions): SettingsProblem[] {
  const names = [PRODUCTION_VARIANT, ...known];
  if (names.includes(variant)) return [];
  const { line, column } = positions.at(['overrides']);
  const message = `no variant «${variant}»; did you mean ${closest(variant, names)}?`;
  return [{ line, column, key: 'overrides', message }];
}

function profileProblem(base: Raw, profileId: string, positions: Positions): SettingsProblem[] {
  const profile = base['profile'];
  if (typeof profile !== 'string' || profile === profileId) return [];
  const { line, column } = positions.at(['profile']);
  return [{ line, column, key: 'profile', message: `expected ${profileId}, the name of the file` }];
}

function fail(file: string, problems: readonly SettingsProblem[]): never {
  const lines = problems
    .toSorted((a, b) => a.line - b.line || a.column - b.column)
    .map(
      ({ line, column, key, message }) =>
        `${file}:${line}:${column} ${key === '' ? '' : `${key}: `}${message}`,
    );
  throw new GatewayError('GW_P401', [...new Set(lines)].join('\n'));
}
