import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { FaultRegister } from '../faults/fault-register';
import { parseFaultRules } from '../faults/fault-rule';
import { sendAnswer } from '../faults/play-fault';
import { InvalidInput } from '../settings/parse-settings';
import type { SettingsHolder } from '../settings/settings-holder';
import type { DataDirectory } from '../state/data-directory';
import type { NationalStore } from '../state/national-store';
import { jsonAnswer } from '../wire/answers';
import { readBody } from '../wire/body-reader';
import { tamper } from './tamper';

export interface ControlTools {
  readonly store: NationalStore;
  readonly settings: SettingsHolder;
  readonly faults: FaultRegister;
  readonly directory: DataDirectory;
  /** Drops what late-commit rules still owe; called before the stored state changes under them. */
  readonly cancelLateCommits: () => void;
}

type Handler = (input: unknown, tools: ControlTools) => unknown;

const MAX_CONTROL_BYTES = 10 * 1024 * 1024;
const SNAPSHOT_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

const HANDLERS: Readonly<Record<string, Handler>> = {
  'GET identity': (_input, { store }) => ({ simulator: 'kntc-national-simulator', stateId: store.stateId }),
  'GET statistics': (_input, { store }) => ({
    methods: store.statistics.asRecord(),
    cases: store.state.caseCount,
    entries: store.state.lastSeq,
  }),
  'GET faults': (_input, { faults }) => ({ rules: faults.list() }),
  'POST faults': (input, { faults }) => {
    faults.add(parseFaultRules(input));
    return { rules: faults.list() };
  },
  'DELETE faults': (_input, { faults }) => {
    faults.clear();
    return { rules: [] };
  },
  'GET settings': (_input, { settings }) => settings.current,
  'PUT settings': async (input, { settings, directory }) => {
    const changed = settings.change(input);
    await directory.writeSettings(changed);
    return changed;
  },
  'POST tamper': async (input, { store }) => ({ ids: await tamper(input, store) }),
  'POST reset': async (_input, tools) => {
    tools.cancelLateCommits();
    tools.faults.clear();
    tools.settings.reset();
    await tools.store.reset();
    return { stateId: tools.store.stateId };
  },
  'POST snapshot': async (input, { store }) => {
    const snapshot = snapshotName(input);
    await store.snapshot(snapshot);
    return { snapshot, entries: store.state.lastSeq };
  },
  'POST restore': async (input, tools) => {
    const snapshot = snapshotName(input);
    tools.cancelLateCommits();
    if (!(await tools.store.restore(snapshot))) throw new InvalidInput(`name: no snapshot "${snapshot}"`);
    return { snapshot, entries: tools.store.state.lastSeq };
  },
};

/** The control API below `/_control/`: for tests and operators, never part of the wire and without log-in. */
export async function handleControl(
  name: string,
  request: IncomingMessage,
  response: ServerResponse,
  tools: ControlTools,
): Promise<void> {
  const key = `${request.method ?? ''} ${name}`;
  if (key === 'GET ledger') {
    await sendLedger(response, tools);
    return;
  }
  const handler = Object.hasOwn(HANDLERS, key) ? HANDLERS[key] : undefined;
  if (!handler) {
    request.resume();
    sendAnswer(response, jsonAnswer(404, { message: `unknown control call: ${key}` }));
    return;
  }
  const { text } = await readBody(request, MAX_CONTROL_BYTES);
  try {
    sendAnswer(response, jsonAnswer(200, await handler(parseInput(text), tools)));
  } catch (err) {
    if (!(err instanceof InvalidInput)) throw err;
    sendAnswer(response, jsonAnswer(400, { message: err.message }));
  }
}

async function sendLedger(response: ServerResponse, { store }: ControlTools): Promise<void> {
  response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' });
  await pipeline(Readable.from(store.ledger.asJson()), response);
}

function parseInput(text: string | null): unknown {
  if (text === null) throw new InvalidInput('body: too large');
  if (text.trim() === '') return {};
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new InvalidInput('body: not valid JSON');
  }
}

function snapshotName(input: unknown): string {
  const name = (input as { name?: unknown } | null)?.name ?? 'default';
  if (typeof name !== 'string' || !SNAPSHOT_NAME.test(name)) {
    throw new InvalidInput('name: expected letters, digits, dot, dash or underscore, at most 64');
  }
  return name;
}
