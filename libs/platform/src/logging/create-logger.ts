import type { LogFields, Logger } from '@kntc/domain';
import pino from 'pino';
import { standardError, type LogOutput } from './standard-error';
import { toSafeError } from './safe-error';

const LONGEST_TEXT = 200;

type FieldType = 'string' | 'number' | 'error';

/** The allow-list. A field that is not here does not reach the log, whatever a caller passes. */
const FIELDS: Readonly<Record<keyof LogFields, FieldType>> = {
  stage: 'string',
  account: 'string',
  source: 'string',
  record: 'string',
  step: 'string',
  attempt: 'number',
  lane: 'number',
  correlationId: 'string',
  code: 'string',
  count: 'number',
  durationMs: 'number',
  port: 'number',
  status: 'number',
  reason: 'string',
  err: 'error',
};

/**
 * A logger that writes JSON lines with ISO time. Unknown keys, objects and over-long texts never pass; errors are
 * reduced to kind, code and place.
 * @param destination default: standard error, so that standard output stays free for results
 */
export function createLogger(
  level: 'error' | 'warn' | 'info' | 'debug',
  destination: LogOutput = standardError(),
): Logger {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
  };
  const out = pino(options, destination);
  return {
    error: (fields, message) => {
      out.error(allowed(fields), message);
      destination.flushSync?.();
    },
    warn: (fields, message) => {
      out.warn(allowed(fields), message);
      destination.flushSync?.();
    },
    info: (fields, message) => out.info(allowed(fields), message),
    debug: (fields, message) => out.debug(allowed(fields), message),
  };
}

function allowed(fields: LogFields): Record<string, unknown> {
  const safe: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(fields)) {
    const type = Object.hasOwn(FIELDS, key) ? FIELDS[key as keyof LogFields] : undefined;
    if (value === undefined || value === null) continue;
    if (type === 'error') safe['err'] = toSafeError(value);
    else if (type === 'number' && typeof value === 'number') safe[key] = round(value);
    else if (type === 'string' && typeof value === 'string') safe[key] = value.slice(0, LONGEST_TEXT);
  }
  return safe;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
