import { join } from 'node:path';
import { outputOf, type ScanResult } from './scanner';

/** One request whose every value is tried, or those that carry a `*`. */
export interface SqlTarget {
  readonly method?: 'POST' | 'DELETE';
  readonly path: string;
  /** JSON (when it begins with `{`) or a form. */
  readonly body?: string;
  readonly headers?: readonly string[];
}

/** Tries SQL injection in every value of a request, cookie and well-known header included. */
export async function runSqlmap(baseUrl: string, target: SqlTarget, home: string): Promise<ScanResult> {
  const { method, path, body, headers = [] } = target;
  const name = `sqlmap ${method ?? 'GET'} ${path.split('?')[0]}`;
  const isJson = body?.startsWith('{') === true;
  const said = await outputOf(
    'sqlmap',
    [
      '--url', baseUrl + path, '--batch', '--flush-session', '--disable-coloring', '--level', '2', '--risk', '2',
      '--ignore-code', '*', '--timeout', '20', '--output-dir', join(home, 'sqlmap'),
      ...(method === undefined ? [] : ['--method', method]),
      ...(body === undefined ? [] : ['--data', body]),
      ...(isJson ? ['--headers', ['Content-Type: application/json', ...headers].join('\n')] : []),
      ...(!isJson && headers.length > 0 ? ['--headers', headers.join('\n')] : []),
    ],
    home,
  ); // prettier-ignore
  return { target: name, ...judgeSqlmap(said) };
}

/** What sqlmap says at the end of its run. Neither of the two sentences: it gave up before it had tried everything. */
export function judgeSqlmap(said: string): Omit<ScanResult, 'target'> {
  const found = [...said.matchAll(/^Parameter: (.+)$/gm)].map(([, parameter]) => parameter ?? '');
  if (said.includes('sqlmap identified the following injection point'))
    return {
      findings: found.map((what) => ({
        scanner: 'sqlmap',
        severity: 'high',
        what: `SQL injection: ${what}`,
      })),
    };
  if (said.includes('all tested parameters do not appear to be injectable')) return { findings: [] };
  const last = said.trim().split('\n').slice(-4).join(' / ');
  return { findings: [], unfinished: last.slice(0, 300) };
}
