import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FaultRule } from '../src/faults/fault-rule';
import { findProductRoot } from '../src/product-root';
import { startSimulator } from '../src/simulator';
import type { LedgerRecord } from '../src/state/ledger-entry';

export const PRODUCT_ROOT = findProductRoot([__dirname]);
export const DEMO_LOGIN = `Basic ${Buffer.from('kntc_demo:kntc_demo').toString('base64')}`;

export interface Reply {
  readonly Id: string;
  readonly Message: string;
}

const temporaryDirectories: string[] = [];
afterAll(() => temporaryDirectories.forEach((path) => rmSync(path, { recursive: true, force: true })));

/** Removed when the tests of the file are done. */
export function aTemporaryDirectory(): string {
  const path = mkdtempSync(join(tmpdir(), 'kntc-simulator-'));
  temporaryDirectories.push(path);
  return path;
}

/** Talks to a simulator over real HTTP, wherever it runs. */
export class FarSideClient {
  constructor(readonly url: string) {}

  raw(method: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(`${this.url}/KNTC/${method}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: DEMO_LOGIN, ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  }

  async call(method: string, body: unknown): Promise<unknown> {
    const response = await this.raw(method, body);
    return JSON.parse((await response.json()) as string) as unknown;
  }

  async send(method: string, body: unknown): Promise<Reply> {
    return (await this.call(method, body)) as Reply;
  }

  control(verb: string, name: string, body?: unknown): Promise<Response> {
    return fetch(`${this.url}/_control/${name}`, {
      method: verb,
      body: body === undefined ? null : JSON.stringify(body),
    });
  }

  async controlJson<Result>(verb: string, name: string, body?: unknown): Promise<Result> {
    const response = await this.control(verb, name, body);
    if (response.status !== 200)
      throw new Error(`${verb} ${name}: ${response.status} ${await response.text()}`);
    return (await response.json()) as Result;
  }

  async ledger(): Promise<readonly LedgerRecord[]> {
    return (await this.controlJson<{ entries: LedgerRecord[] }>('GET', 'ledger')).entries;
  }

  async inject(rule: Partial<FaultRule>): Promise<void> {
    await this.controlJson('POST', 'faults', { rules: [rule] });
  }
}

export interface FarSide extends FarSideClient {
  readonly dataDirectory: string;
  stop(): Promise<void>;
}

export interface FarSideOptions {
  readonly settings?: unknown;
  readonly now?: () => number;
  readonly dataDirectory?: string;
}

/** A simulator of its own on a free port. */
export async function aFarSide(options: FarSideOptions = {}): Promise<FarSide> {
  const dataDirectory = options.dataDirectory ?? aTemporaryDirectory();
  const simulator = await startSimulator({
    host: '127.0.0.1',
    port: 0,
    dataDirectory,
    productRoot: PRODUCT_ROOT,
    settings: options.settings ?? {},
    ...(options.now ? { now: options.now } : {}),
  });
  return Object.assign(new FarSideClient(simulator.url), { dataDirectory, stop: simulator.stop });
}

/** Waits until a condition holds; fails with its name after twenty seconds (two cores that many share). */
export async function until(what: string, holds: () => Promise<boolean> | boolean): Promise<void> {
  const deadline = performance.now() + 20_000;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`never happened: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
