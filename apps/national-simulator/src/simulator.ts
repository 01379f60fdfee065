import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { FaultRegister } from './faults/fault-register';
import { asNext } from './next/next-settings';
import { Reading } from './next/reading';
import { createRouter } from './router';
import { SettingsHolder } from './settings/settings-holder';
import { DataDirectory } from './state/data-directory';
import { lockDataDirectory } from './state/data-lock';
import { NationalStore } from './state/national-store';
import { CodeLists } from './wire/code-lists';
import { SchemaCheck } from './wire/schema-check';
import { WireEndpoint } from './wire/wire-endpoint';

export interface SimulatorOptions {
  readonly host: string;
  /** 0 takes a free port. */
  readonly port: number;
  readonly dataDirectory: string;
  /** The folder that holds `config/national` and `apps/national-simulator/code-lists`. */
  readonly productRoot: string;
  /** Settings that differ from the built-in ones. */
  readonly settings?: unknown;
  readonly now?: () => number;
}

export interface Simulator {
  readonly port: number;
  readonly url: string;
  /** Lets requests finish for a moment, breaks the rest off, and leaves everything recorded on disk. */
  readonly stop: () => Promise<void>;
}

const STOP_GRACE_MS = 800;
const OPEN_API = 'config/national/ttcp-2018.openapi.yaml';
const ASSUMED_API = 'config/national/next.openapi.yaml';
const CODE_LISTS = 'apps/national-simulator/code-lists';

/**
 * Starts one far side on one data directory.
 * @throws DataDirectoryInUse, InvalidInput (settings), or the system's error when the port is taken.
 */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const now = options.now ?? Date.now;
  const unlock = lockDataDirectory(options.dataDirectory);
  try {
    const directory = new DataDirectory(options.dataDirectory);
    const settings = new SettingsHolder(options.settings ?? {}, await directory.readSettings());
    const lists = CodeLists.load(join(options.productRoot, CODE_LISTS));
    const schemas = new SchemaCheck({
      known: join(options.productRoot, OPEN_API),
      assumed: join(options.productRoot, ASSUMED_API),
    });
    const faults = new FaultRegister();
    const store = await NationalStore.open(directory, now);
    const tools = { store, settings, faults, lists, schemas, now };
    const wire = new WireEndpoint(tools);
    const next = new WireEndpoint({
      ...tools,
      settings: asNext(settings),
      reading: new Reading(store, lists),
    });
    const cancelLateCommits = (): void => {
      wire.cancelLateCommits();
      next.cancelLateCommits();
    };
    const router = createRouter({
      wire,
      next,
      page: { store, lists },
      control: { store, settings, faults, directory, cancelLateCommits },
    });
    const server = createServer({ requestTimeout: 0, keepAliveTimeout: 60_000 }, router);
    const port = await listen(server, options).catch(async (err: unknown) => {
      await store.close();
      throw err;
    });
    const stop = async (): Promise<void> => {
      cancelLateCommits();
      await closeServer(server);
      await store.close();
      unlock();
    };
    return {
      port,
      url: `http://${options.host.includes(':') ? `[${options.host}]` : options.host}:${port}`,
      stop,
    };
  } catch (err) {
    unlock();
    throw err;
  }
}

function listen(server: Server, { host, port }: SimulatorOptions): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const breakOff = setTimeout(() => server.closeAllConnections(), STOP_GRACE_MS);
    server.close(() => {
      clearTimeout(breakOff);
      resolve();
    });
    server.closeIdleConnections();
  });
}
