import { findPlace } from './database/place';
import type { Place } from './database/place';
import { json } from './output';
import type { ExitCode, Terminal } from './terminal';

/** Carries the terminal to the commands and their exit code back. */
export class Shell {
  exitCode: ExitCode = 0;

  constructor(readonly terminal: Terminal) {}

  /** Turns a command's work into an action of the command-line library. */
  does<A extends unknown[]>(work: (...args: A) => Promise<ExitCode>): (...args: A) => Promise<void> {
    return async (...args) => {
      this.exitCode = await work(...args);
    };
  }

  /** Environment and running gateway, read when a command needs them: help must work on a broken environment. */
  place(): Place {
    return findPlace(this.terminal);
  }

  print(lines: readonly string[]): void {
    for (const line of lines) this.terminal.out(line);
  }

  /** Either for programs or for people. */
  answer(isJson: boolean | undefined, value: unknown, lines: () => readonly string[]): void {
    this.print(isJson === true ? [json(value)] : lines());
  }
}
