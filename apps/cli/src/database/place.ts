import { loadEnvironment } from '@kntc/platform';
import type { Environment } from '@kntc/platform';
import type { Terminal } from '../terminal';
import { lastDatabase, readRunNote } from './run-note';
import type { RunNote } from './run-note';

/** Everything that decides which gateway this command speaks of. */
export interface Place {
  readonly environment: Environment;
  readonly terminal: Terminal;
  /** Set while `npm start` runs, or left behind by one that was killed. */
  readonly note: RunNote | undefined;
  readonly lastDatabase: string | undefined;
}

/**
 * Reads environment and run note. The far side of a running gateway counts as configured, so that every command
 * judges by the same national side.
 * @throws EnvironmentError naming every wrong variable
 */
export function findPlace(terminal: Terminal): Place {
  const first = loadEnvironment(terminal.variables);
  const note = readRunNote(first.dataDir);
  const nationalBaseUrl =
    first.nationalBaseUrl ?? (note?.isAlive === true ? note.nationalBaseUrl : undefined);
  const environment = loadEnvironment({ ...terminal.variables, NATIONAL_BASE_URL: nationalBaseUrl });
  return { environment, terminal, note, lastDatabase: lastDatabase(first.dataDir) };
}
