import type { Random } from '../ports/clock';
import type { LogFields, Logger } from '../ports/logger';

const LENGTH = 8;

/** Short random id of one piece of work: the delivery of a record, one reading of a source. Means nothing outside the log. */
export function correlationId(random: Random): string {
  return Array.from({ length: LENGTH }, () => Math.floor(random.next() * 36).toString(36)).join('');
}

/** The same logger with the id on every line. */
export function correlated(logger: Logger, id: string): Logger {
  const add = (fields: LogFields): LogFields => ({ ...fields, correlationId: id });
  return {
    error: (fields, message) => logger.error(add(fields), message),
    warn: (fields, message) => logger.warn(add(fields), message),
    info: (fields, message) => logger.info(add(fields), message),
    debug: (fields, message) => logger.debug(add(fields), message),
  };
}
