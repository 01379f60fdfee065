import { fork, type ChildProcess } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { transformFileSync } from '@swc/core';
import { aTemporaryDirectory, FarSideClient, PRODUCT_ROOT } from './far-side';

const SOURCE = join(__dirname, '..', 'src');

/** The program compiled as the build does it, in a temporary folder of its own; answers the path of `main.js`. */
export function compileProgram(): string {
  const target = aTemporaryDirectory();
  symlinkSync(join(PRODUCT_ROOT, 'node_modules'), join(target, 'node_modules'));
  for (const file of readdirSync(SOURCE, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.ts')) continue;
    const output = join(target, file.replace(/\.ts$/, '.js'));
    mkdirSync(dirname(output), { recursive: true });
    const { code } = transformFileSync(join(SOURCE, file), { cwd: PRODUCT_ROOT, sourceMaps: false });
    writeFileSync(output, code);
  }
  return join(target, 'main.js');
}

/** A copy of a data directory, as it is at this moment. */
export function copyOf(directory: string): string {
  const target = join(aTemporaryDirectory(), relative(dirname(directory), directory));
  cpSync(directory, target, { recursive: true });
  return target;
}

export interface RunningProgram {
  readonly child: ChildProcess;
  readonly client: FarSideClient;
  readonly port: number;
  readonly output: () => string;
  readonly exit: Promise<number | null>;
}

/** Starts the program with an IPC channel and waits for its `ready` message. */
export function startProgram(main: string, words: readonly string[]): Promise<RunningProgram> {
  const { child, output, exit } = launch(main, words);
  return new Promise((resolve, reject) => {
    child.once('message', (message) => {
      const { port, url } = message as { readonly port: number; readonly url: string };
      resolve({ child, client: new FarSideClient(url), port, output, exit });
    });
    void exit.then((code) => reject(new Error(`ended with ${code}: ${output()}`)));
  });
}

/** Runs the program to its end, for starts that must fail. */
export async function runProgram(
  main: string,
  words: readonly string[],
): Promise<{ code: number | null; output: string }> {
  const { output, exit } = launch(main, words);
  const code = await exit;
  return { code, output: output() };
}

function launch(
  main: string,
  words: readonly string[],
): { child: ChildProcess; output: () => string; exit: Promise<number | null> } {
  const child = fork(main, [...words], {
    cwd: PRODUCT_ROOT,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    execArgv: [],
  });
  let text = '';
  child.stdout?.on('data', (piece) => (text += String(piece)));
  child.stderr?.on('data', (piece) => (text += String(piece)));
  const exit = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  return { child, output: () => text, exit };
}
