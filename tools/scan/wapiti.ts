import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { outputOf, type Finding, type ScanResult, type Severity } from './scanner';

/** All modules but those that need the scanner's own host on the internet (ssrf, xxe) or a list from it (nikto, wapp). */
const MODULES = [
  'backup', 'blindsql', 'cookieflags', 'crlf', 'csp', 'csrf', 'exec', 'file', 'htaccess', 'http_headers', 'methods',
  'permanentxss', 'redirect', 'shellshock', 'sql', 'xss',
].join(','); // prettier-ignore
const SEVERITIES: Readonly<Record<number, Severity>> = { 1: 'low', 2: 'medium', 3: 'high' };

export interface WapitiWish {
  readonly name: string;
  readonly baseUrl: string;
  /** Paths to begin with; what they link to is found by the scanner. */
  readonly paths: readonly string[];
}

/** Crawls from the paths, and tries what every form and parameter found does with hostile values. */
export async function runWapiti(wish: WapitiWish, home: string): Promise<ScanResult> {
  const { name, baseUrl, paths } = wish;
  const report = join(home, `wapiti-${name.replaceAll(/\W+/g, '-')}.json`);
  const said = await outputOf(
    'wapiti',
    [
      '--url', `${baseUrl}/`, '--scope', 'domain', '--module', MODULES, '--level', '1', '--flush-session',
      '--no-bugreport', '--store-session', join(home, 'wapiti'), '--store-config', join(home, 'wapiti-config'),
      '--timeout', '6', '--format', 'json', '--output', report,
      ...paths.flatMap((path) => ['--start', baseUrl + path]),
    ],
    home,
  ); // prettier-ignore
  try {
    return { target: `wapiti ${name}`, findings: judgeWapiti(readFileSync(report, 'utf8')) };
  } catch {
    return { target: `wapiti ${name}`, findings: [], unfinished: said.trim().slice(-300) };
  }
}

interface Report {
  readonly vulnerabilities: Readonly<Record<string, readonly Entry[]>>;
  readonly anomalies: Readonly<Record<string, readonly Entry[]>>;
}

interface Entry {
  readonly method: string;
  readonly path: string;
  readonly info: string;
  readonly level: number;
}

/** Wapiti's report, one line for each finding. A level this tool does not know counts as the highest. */
export function judgeWapiti(report: string): readonly Finding[] {
  const { vulnerabilities, anomalies } = JSON.parse(report) as Report;
  return [...Object.entries(vulnerabilities), ...Object.entries(anomalies)].flatMap(([kind, entries]) =>
    entries.map(({ method, path, info, level }) => ({
      scanner: 'wapiti',
      severity: SEVERITIES[level] ?? 'high',
      what: `${kind}: ${method} ${path.slice(0, 80)} – ${info.slice(0, 160)}`,
    })),
  );
}
