import { loadSources, variableOf } from '@kntc/sources';
import { databaseNames, hasEmbeddedServer, startServer } from './embedded-server';
import type { Place } from './place';

type Variables = Readonly<Record<string, string | undefined>>;

const DEMO_VARIABLE = 'KNTC_DEMO_URL';
const DEMO_DATABASE = 'demo_province';

/**
 * Runs something that reads the sources, with the addresses their files name. That of the demo local system is
 * set by `npm start`; when nothing runs, it is found in the embedded server, which is opened for the while.
 */
export async function withSourceVariables<T>(
  place: Place,
  work: (variables: Variables) => Promise<T>,
): Promise<T> {
  const { terminal, environment, note } = place;
  const { variables } = terminal;
  if (environment.demoUrl !== undefined || !readsDemo(place)) return work(variables);
  if (note?.isAlive === true && note.demoUrl !== undefined)
    return work({ ...variables, [DEMO_VARIABLE]: note.demoUrl });
  if (!hasEmbeddedServer(place)) return work(variables);
  const server = await startServer(place);
  try {
    const found = (await databaseNames(server)).includes(DEMO_DATABASE);
    return await work(found ? { ...variables, [DEMO_VARIABLE]: server.url(DEMO_DATABASE) } : variables);
  } finally {
    await server.stop();
  }
}

function readsDemo({ environment, terminal }: Place): boolean {
  const { sources } = loadSources(environment.configDir, { ...terminal.variables, [DEMO_VARIABLE]: 'x' });
  return sources.some((source) => source.enabled && variableOf(source) === DEMO_VARIABLE);
}
