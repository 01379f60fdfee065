import { fork, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const HOOK = join(__dirname, '..', 'environment', 'typescript-hook.cjs');
const MAIN = join(__dirname, '..', '..', 'apps', 'national-simulator', 'src', 'main.ts');

/** One line of the far side's ledger, as `architecture.md` §6 fixes it. */
export interface LedgerEntry {
  readonly seq: number;
  readonly method: string;
  readonly decision: 'created' | 'updated' | 'attached' | 'recorded' | 'refused' | 'deleted';
  readonly id: string | null;
  readonly caseId: string | null;
  readonly reference: string | null;
  readonly bodySha256: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly arrivedAt: string;
  readonly respondedAt: string | null;
  /** The decision a step 4 or 5 speaks of. */
  readonly resultId: string | null;
  readonly faultId: string | null;
  readonly message?: string;
  /** User name of the account that sent it. */
  readonly account: string;
}

/** The far side as a process of its own, judged by its ledger. */
export interface FarSide {
  readonly baseUrl: string;
  readonly ledger: () => Promise<readonly LedgerEntry[]>;
  /** Requests of every method that were heard since it started, refused ones and look-ups included. */
  readonly requests: () => Promise<number>;
  /** Those of them whose account it did not know. */
  readonly unauthorized: () => Promise<number>;
  readonly faults: (rules: readonly Readonly<Record<string, unknown>>[]) => Promise<void>;
  readonly clearFaults: () => Promise<void>;
  /** Ids of the rules that have acted since they were set. */
  readonly firedFaults: () => Promise<readonly string[]>;
  readonly settings: (settings: Readonly<Record<string, unknown>>) => Promise<void>;
  /** What somebody does on the web of the far side; the id each record has afterwards. */
  readonly tamper: (changes: readonly Readonly<Record<string, unknown>>[]) => Promise<readonly string[]>;
  /** As a power cut; what it acknowledged is on disk. */
  readonly kill: () => Promise<void>;
  /** After {@link FarSide.kill}: same port, same state. */
  readonly startAgain: () => Promise<void>;
  /** Remembers what it holds. */
  readonly backUp: () => Promise<void>;
  /** It is what it was when it was backed up, its ledger too. */
  readonly putBack: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

export interface FarSideOptions {
  /** Hears everything the process writes; without it errors are shown and the rest is dropped. */
  readonly onOutput?: (chunk: Buffer) => void;
}

export async function startFarSide(options: FarSideOptions = {}): Promise<FarSide> {
  const folder = mkdtempSync(join(tmpdir(), 'kntc-far-'));
  let { child, url } = await launch(folder, 0, options);
  const port = Number(new URL(url).port);
  const control = async (path: string, init?: RequestInit): Promise<unknown> => {
    const answer = await fetch(`${url}/_control/${path}`, init);
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    const text = await answer.text();
    return text === '' ? undefined : JSON.parse(text);
  };
  const send = (path: string, method: string, body: unknown): Promise<unknown> =>
    control(path, { method, body: JSON.stringify(body), headers: { 'content-type': 'application/json' } });
  const counts = async (): Promise<readonly (readonly [decision: string, count: number])[]> =>
    Object.values(((await control('statistics')) as Statistics).methods).flatMap(Object.entries<number>);
  return {
    baseUrl: `${url}/KNTC`,
    ledger: async () => ((await control('ledger')) as { entries: LedgerEntry[] }).entries,
    requests: async () => sum((await counts()).map(([, count]) => count)),
    unauthorized: async () =>
      sum((await counts()).map(([decision, count]) => (decision === 'unauthorized' ? count : 0))),
    faults: async (rules) => void (await send('faults', 'POST', { rules })),
    clearFaults: async () => void (await control('faults', { method: 'DELETE' })),
    firedFaults: async () => {
      const { rules } = (await control('faults')) as { rules: { rule: { id: string }; fired: number }[] };
      return rules.flatMap(({ rule, fired }) => (fired > 0 ? [rule.id] : []));
    },
    settings: async (settings) => void (await send('settings', 'PUT', settings)),
    tamper: async (changes) => ((await send('tamper', 'POST', { changes })) as { ids: string[] }).ids,
    kill: () => end(child, 'SIGKILL'),
    startAgain: async () => {
      ({ child, url } = await launch(folder, port, options));
    },
    backUp: async () => void (await send('snapshot', 'POST', { name: 'backup' })),
    putBack: async () => void (await send('restore', 'POST', { name: 'backup' })),
    stop: async () => {
      await end(child, 'SIGTERM');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

interface Statistics {
  readonly methods: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}

async function launch(
  folder: string,
  port: number,
  { onOutput }: FarSideOptions,
): Promise<{ child: ChildProcess; url: string }> {
  const child = fork(MAIN, ['--port', String(port), '--data', folder], {
    execArgv: ['-r', HOOK],
    stdio:
      onOutput === undefined ? ['ignore', 'ignore', 'inherit', 'ipc'] : ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  if (onOutput !== undefined) for (const stream of [child.stdout, child.stderr]) stream?.on('data', onOutput);
  const url = await new Promise<string>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`far side ended at once with ${code}`)));
    child.on('message', (message: { type?: string; url?: string }) => {
      if (message.type === 'ready' && message.url !== undefined) resolve(new URL(message.url).origin);
    });
  });
  return { child, url };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  await new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.kill(signal);
  });
}
