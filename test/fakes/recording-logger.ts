import type { LogFields, Logger, Meter } from '@kntc/domain';

export interface LogLine {
  readonly level: keyof Logger;
  readonly message: string;
  readonly fields: LogFields;
}

/** Keeps what was logged. */
export class RecordingLogger implements Logger {
  readonly lines: LogLine[] = [];

  error(fields: LogFields, message: string): void {
    this.lines.push({ level: 'error', message, fields });
  }

  warn(fields: LogFields, message: string): void {
    this.lines.push({ level: 'warn', message, fields });
  }

  info(fields: LogFields, message: string): void {
    this.lines.push({ level: 'info', message, fields });
  }

  debug(fields: LogFields, message: string): void {
    this.lines.push({ level: 'debug', message, fields });
  }

  /** Messages of one level. */
  messages(level: keyof Logger): readonly string[] {
    return this.lines.filter((line) => line.level === level).map((line) => line.message);
  }
}

/** Counts what stages report. */
export class RecordingMeter implements Meter {
  readonly counts = new Map<string, number>();

  intake(outcome: string, count: number): void {
    this.#add(`intake ${outcome}`, count);
  }

  step(step: string, outcome: string): void {
    this.#add(`${step} ${outcome}`, 1);
  }

  #add(name: string, count: number): void {
    this.counts.set(name, (this.counts.get(name) ?? 0) + count);
  }
}
