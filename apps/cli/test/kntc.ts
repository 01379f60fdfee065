import { join } from 'node:path';
import type { MiniRoad } from '../../../test/journey/mini-road';
import { run } from '../src/program';
import type { ExitCode } from '../src/terminal';

export interface Said {
  readonly code: ExitCode;
  readonly out: string;
  readonly err: string;
}

/** Runs one command line inside this process and keeps what it said. */
export function kntc(
  variables: Readonly<Record<string, string | undefined>>,
  ...argv: readonly string[]
): Promise<Said> {
  return kntcReading('', variables, ...argv);
}

/** The same with something on standard input. */
export async function kntcReading(
  input: string,
  variables: Readonly<Record<string, string | undefined>>,
  ...argv: readonly string[]
): Promise<Said> {
  const out: string[] = [];
  const err: string[] = [];
  const code = await run(argv, {
    variables,
    input: async () => input,
    out: (line) => void out.push(line),
    err: (line) => void err.push(line),
  });
  return { code, out: out.join('\n'), err: err.join('\n') };
}

/** The one line of a `--json` answer. */
export function parsed({ out }: Said): unknown {
  return JSON.parse(out);
}

/** The environment in which a command line stands beside a small province. */
export function variablesOf(road: MiniRoad): Record<string, string> {
  return {
    DATABASE_URL: road.databaseUrl,
    NATIONAL_BASE_URL: road.far.baseUrl,
    KNTC_CONFIG_DIR: road.configDir,
    KNTC_DATA_DIR: join(road.configDir, 'var'),
    MINI_URL: road.localUrl,
  };
}
