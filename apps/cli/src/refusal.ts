import type { ExitCode } from './terminal';

/** What happened, what it means for the work, what to do: every complaint of this program has these three lines. */
export type ThreeLines = readonly [what: string, meaning: string, action: string];

/** A decision not to go on that a person can act on. Never holds personal data. */
export class Refusal extends Error {
  constructor(
    readonly lines: ThreeLines,
    readonly exitCode: ExitCode = 1,
  ) {
    super(lines[0]);
    this.name = 'Refusal';
  }
}

/** The command itself was written wrongly: nothing was tried. */
export function wrongUsage(what: string, action: string): Refusal {
  return new Refusal([what, 'Lệnh chưa chạy, chưa có gì thay đổi.', action], 2);
}
