/** Allowed fields of a log line. Anything else, names and numbers of people above all, has no place here. */
export interface LogFields {
  readonly stage?: string;
  readonly source?: string;
  readonly record?: string;
  readonly step?: string;
  readonly attempt?: number;
  readonly lane?: number;
  /** Name of a group of agencies with an account of its own; never the account. */
  readonly account?: string;
  readonly correlationId?: string;
  readonly code?: string;
  readonly count?: number;
  readonly durationMs?: number;
  readonly port?: number;
  readonly status?: number;
  readonly reason?: string;
  readonly err?: unknown;
}

/** ERROR = a person must act now, WARN = healed itself, INFO = stage passed, DEBUG = shape only. */
export interface Logger {
  error(fields: LogFields, message: string): void;
  warn(fields: LogFields, message: string): void;
  info(fields: LogFields, message: string): void;
  debug(fields: LogFields, message: string): void;
}

/** Counters and gauges a stage reports; the platform names and exposes them. */
export interface Meter {
  intake(outcome: string, count: number): void;
  step(step: string, outcome: string, seconds: number): void;
}
