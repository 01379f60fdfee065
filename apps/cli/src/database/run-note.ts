import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a running `npm start` tells other programs of this machine (`<dataDir>/run/gateway.json`). */
export interface RunNote {
  readonly databaseUrl?: string | undefined;
  readonly demoUrl?: string | undefined;
  readonly nationalBaseUrl?: string | undefined;
  /** Address of the admin API, when the note names it. */
  readonly api?: string | undefined;
  /** What the admin API of that run answers to. */
  readonly apiKey?: string | undefined;
  readonly pid?: number | undefined;
  /** Its process still exists. After a kill -9 the note stays behind and only its database name is of use. */
  readonly isAlive: boolean;
}

/** The note of the running gateway, or `undefined` when there is none or it is unreadable. */
export function readRunNote(dataDir: string): RunNote | undefined {
  const content = readJson(join(dataDir, 'run', 'gateway.json'));
  if (content === undefined) return undefined;
  const text = (key: string): string | undefined => {
    const value = content[key];
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const pid = typeof content['pid'] === 'number' ? content['pid'] : undefined;
  return {
    databaseUrl: text('databaseUrl'),
    demoUrl: text('demoUrl'),
    nationalBaseUrl: text('nationalBaseUrl'),
    api: text('api'),
    apiKey: text('apiKey'),
    pid,
    isAlive: pid !== undefined && isAlive(pid),
  };
}

/** Name of the database that the last run used (`<dataDir>/run/last.json`: `{"database": "kntc_…"}`). */
export function lastDatabase(dataDir: string): string | undefined {
  const name = readJson(join(dataDir, 'run', 'last.json'))?.['database'];
  return typeof name === 'string' ? name : undefined;
}

function readJson(file: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const content: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return typeof content === 'object' && content !== null ? (content as Record<string, unknown>) : undefined;
  } catch {
    return undefined; // no file, no right to read it, or half a file: the same as no note
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (err) {
    return (err as NodeJS.ErrnoException).code === 'EPERM';
  }
}
