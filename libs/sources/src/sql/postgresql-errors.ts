import { GatewayError, type FailureCode } from '@kntc/domain';
import { FORBIDDEN_ADDRESS } from '@kntc/platform';

/** What the driver says about a failure. Message and detail may hold values of records and are not all kept. */
interface DriverError {
  readonly code?: string;
  readonly message?: string;
  readonly position?: string;
}

const REFUSED = /^(?:28...|42501)$/;
const MISSING = /^(?:42P01|42703|3F000|42883)$/;
/** Connection exceptions, shutting down, too many connections; and everything Node reports itself. */
const UNREACHABLE = /^(?:08...|57P0.|53300)$/;

const NO_DATABASE = '3D000';
/** Whoever reads this typed the name a moment ago, or a database was renamed. */
const NO_SUCH_DATABASE = 'máy chủ không có cơ sở dữ liệu ghi ở cuối địa chỉ; xem lại tên (3D000)';

/**
 * Failure of a statement as the gateway knows it. The server's own sentence is kept only for refusals and missing
 * tables or columns, where it holds names; elsewhere it may quote a value of a record, so only SQLSTATE stays. The
 * driver's error is not attached as cause for the same reason.
 */
export function toSourceFailure(err: unknown, about: string): GatewayError {
  if (err instanceof GatewayError) return err;
  const { code = '', message = '' } = err as DriverError;
  if (code === FORBIDDEN_ADDRESS) return failure('GW_P402', about, message);
  const sqlState = /^[0-9A-Z]{5}$/.test(code);
  if (sqlState && REFUSED.test(code)) return failure('GW_S102', about, message);
  if (sqlState && MISSING.test(code)) return failure('GW_S103', about, message);
  if (code === NO_DATABASE) return failure('GW_S101', about, NO_SUCH_DATABASE);
  if (!sqlState || UNREACHABLE.test(code)) return failure('GW_S101', about, unreachable(code));
  return failure('GW_S104', about, `SQLSTATE ${code}`);
}

function unreachable(code: string): string {
  return code === '' ? 'connection' : code;
}

function failure(code: FailureCode, about: string, what: string): GatewayError {
  return new GatewayError(code, `${about}: ${what}`);
}

/** The identifier a failed statement points at: what stands at the reported position of its text. */
export function identifierAt(sql: string, err: unknown): string | undefined {
  const position = Number((err as DriverError).position ?? Number.NaN);
  if (!Number.isInteger(position) || position < 1) return undefined;
  const rest = Array.from(sql)
    .slice(position - 1, position + 200)
    .join('');
  const found =
    /^(?:(?:"(?:[^"]|"")*"|[\p{L}_][\p{L}\p{N}_$]*)\.)*("(?:[^"]|"")*"|[\p{L}_][\p{L}\p{N}_$]*)/u.exec(rest);
  return found?.[1]?.replace(/^"|"$/g, '').replaceAll('""', '"');
}
