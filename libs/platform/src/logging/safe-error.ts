import { GatewayError } from '@kntc/domain';

/** What a log may know about an error. */
export interface SafeError {
  readonly type: string;
  readonly code?: string;
  /** Only from errors of our own, whose texts are declared free of personal data. */
  readonly message?: string;
  readonly at: readonly string[];
  readonly cause?: SafeError;
}

const FRAMES = 12;
const CAUSES = 3;
/** `at name (file:line:column)`: nothing that a message could pass off as a frame and still say much. */
const FRAME =
  /^\s{4}at (?:(?:async |new )?[\w$.<>[\] ]{1,120} \()?(?:file:\/\/|node:|\/|[A-Z]:\\)[^\s()]{1,300}:\d+:\d+\)?$/;

/**
 * Errors of drivers and libraries quote what they choked on: a row, a request body, a connection address. From
 * those only kind, code and place are kept.
 */
export function toSafeError(value: unknown, depth = 0): SafeError {
  if (!(value instanceof Error)) return { type: typeof value, at: [] };
  const { code } = value as { code?: unknown };
  return {
    type: identifier(value.name) ?? 'Error',
    ...(identifier(code) === undefined ? {} : { code: identifier(code) ?? '' }),
    ...(value instanceof GatewayError ? { message: value.message } : {}),
    at: frames(value),
    ...(value.cause instanceof Error && depth < CAUSES ? { cause: toSafeError(value.cause, depth + 1) } : {}),
  };
}

function identifier(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && /^\w{1,60}$/.test(value) ? value : undefined;
}

function frames({ stack = '', message }: Error): string[] {
  const start = stack.indexOf(message);
  const afterMessage = start < 0 ? stack : stack.slice(start + message.length);
  return afterMessage
    .split('\n')
    .filter((line) => FRAME.test(line))
    .slice(0, FRAMES)
    .map((line) => line.trim());
}
