import { spawn } from 'node:child_process';
import { join } from 'node:path';

/** Ends servers and removes folders of this process even when it is killed with -9. */
export interface Reaper {
  kill(pid: number): void;
  remove(folder: string): void;
  /** Everything was ended in an orderly way: forget all orders. */
  done(): void;
}

export function startReaper(): Reaper {
  const child = spawn(process.execPath, [join(__dirname, 'reaper-process.cjs')], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  child.unref();
  const { stdin } = child;
  if ('unref' in stdin && typeof stdin.unref === 'function') stdin.unref();
  stdin.on('error', () => undefined);
  const order = (line: string): void => void stdin.write(`${line}\n`);
  return {
    kill: (pid) => order(`kill ${pid}`),
    remove: (folder) => order(`remove ${folder}`),
    done: () => {
      order('done');
      stdin.end();
    },
  };
}
