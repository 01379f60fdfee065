import pino from 'pino';

/** Where log lines go. */
export interface LogOutput {
  write(line: string): void;
  /** Writes out what was gathered. */
  flushSync?(): void;
}

const GATHER_BYTES = 8_192;
const GATHER_MS = 200;

/**
 * Standard error, written in blocks: a system call for every line cost a twelfth of the delivery's CPU. What is at
 * most {@link GATHER_MS} old may be missing after kill -9; warnings and errors are flushed by the logger at once.
 */
export function standardError(): LogOutput {
  const output = pino.destination({
    dest: 2,
    sync: true,
    minLength: GATHER_BYTES,
    periodicFlush: GATHER_MS,
  });
  process.once('exit', () => output.flushSync());
  return output;
}
