import { readFileSync, readdirSync } from 'node:fs';

/** Linux counts CPU time in ticks; USER_HZ is 100 on every architecture Node runs on. */
const MS_PER_TICK = 10;
const STATE_TO_PPID = 1;
const UTIME = 11;

interface Times {
  readonly parent: number;
  readonly ownMs: number;
  /** Of children that ended and were waited for. */
  readonly reapedMs: number;
}

/** CPU milliseconds, user and system, that a living process has used. */
export function cpuMs(pid: number): number {
  return timesOf(pid)?.ownMs ?? 0;
}

/** CPU milliseconds of a process and everything below it, ended children included (PostgreSQL: one per connection). */
export function treeCpuMs(root: number): number {
  const all = new Map<number, Times>();
  for (const name of readdirSync('/proc')) {
    const times = /^\d+$/.test(name) ? timesOf(Number(name)) : undefined;
    if (times !== undefined) all.set(Number(name), times);
  }
  const isBelow = (pid: number): boolean => {
    for (let at = pid; at > 1; at = all.get(at)?.parent ?? 0) if (at === root) return true;
    return false;
  };
  const tree = [...all].filter(([pid]) => isBelow(pid));
  return tree.reduce((sum, [, times]) => sum + times.ownMs + times.reapedMs, 0);
}

/** CPU milliseconds of the whole machine, all cores, since it started; waiting for the disk is not work. */
export function machineBusyMs(): number {
  const [, ...fields] = (readFileSync('/proc/stat', 'utf8').split('\n')[0] ?? '').split(/\s+/);
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0, steal = 0] = fields.map(Number);
  return (user + nice + system + irq + softirq + steal) * MS_PER_TICK;
}

/** Resident memory in bytes; 0 when the process is gone. */
export function residentBytes(pid: number): number {
  return 1024 * Number(/^VmRSS:\s+(\d+) kB/m.exec(read(`/proc/${pid}/status`))?.[1] ?? 0);
}

function timesOf(pid: number): Times | undefined {
  const text = read(`/proc/${pid}/stat`);
  // The name of the program stands in brackets and may hold anything.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  if (text === '') return undefined;
  const ticks = (at: number): number => Number(fields[at]) * MS_PER_TICK;
  return {
    parent: Number(fields[STATE_TO_PPID]),
    ownMs: ticks(UTIME) + ticks(UTIME + 1),
    reapedMs: ticks(UTIME + 2) + ticks(UTIME + 3),
  };
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return ''; // gone in between
  }
}
