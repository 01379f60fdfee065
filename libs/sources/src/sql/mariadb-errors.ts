import { GatewayError, type FailureCode } from '@kntc/domain';
import { FORBIDDEN_ADDRESS } from '@kntc/platform';

/** What the driver says about a failure. `sqlMessage` may hold values of records and is not always kept. */
interface DriverError {
  readonly code?: string;
  /** Number of the server's error; of the operating system (negative) when the network failed. */
  readonly errno?: number;
  readonly message?: string;
  readonly sqlMessage?: string;
}

/** Account, password, host or right refused; password expired; account locked (3118 MySQL, 4151 MariaDB). */
const REFUSED = new Set([1044, 1045, 1130, 1142, 1143, 1227, 1251, 1370, 1698, 1820, 1862, 3118, 4151]);
/** No such table, column, view part or function; 1052 and 1060: a name that stands for two columns. */
const MISSING = new Set([1051, 1052, 1054, 1060, 1109, 1146, 1305, 1356]);
/** Too many connections, shutting down, no such database, host blocked, connection lost or killed. */
const UNREACHABLE = new Set([
  1040, 1042, 1043, 1049, 1053, 1129, 1152, 1158, 1159, 1160, 1161, 1203, 1226, 1927,
]);

const NO_DATABASE = 1049;
/** Whoever reads this typed the name a moment ago, or a database was renamed. */
const NO_SUCH_DATABASE = 'máy chủ không có cơ sở dữ liệu ghi ở cuối địa chỉ; xem lại tên (1049)';

/**
 * Failure of a statement as the gateway knows it. As with PostgreSQL the server's own sentence is kept only where it
 * holds names; elsewhere it may quote a value of a record (a syntax error quotes the statement), so only the number
 * stays. SQLSTATE would say less: most errors share HY000.
 */
export function toSourceFailure(err: unknown, about: string): GatewayError {
  if (err instanceof GatewayError) return err;
  const { code, errno = 0, message = '', sqlMessage } = err as DriverError;
  if (code === FORBIDDEN_ADDRESS) return failure('GW_P402', about, message);
  // Everything that is not an answer of the server is the network, or a driver that gave up.
  if (sqlMessage === undefined || errno <= 0) return failure('GW_S101', about, code ?? 'connection');
  if (REFUSED.has(errno)) return failure('GW_S102', about, sqlMessage);
  if (MISSING.has(errno)) return failure('GW_S103', about, sqlMessage);
  if (errno === NO_DATABASE) return failure('GW_S101', about, NO_SUCH_DATABASE);
  return failure(UNREACHABLE.has(errno) ? 'GW_S101' : 'GW_S104', about, `error ${errno}`);
}

function failure(code: FailureCode, about: string, what: string): GatewayError {
  return new GatewayError(code, `${about}: ${what}`);
}

/** The column a failed statement did not know: the last part of the name the server quotes. */
export function unknownColumn(err: unknown): string | undefined {
  const { errno, sqlMessage = '' } = err as DriverError;
  if (errno !== 1054) return undefined;
  // «Unknown column 'q.noi_dung' in 'SELECT'»: the place in the second quotes differs between versions.
  return /'([^']+)'/.exec(sqlMessage)?.[1]?.split('.').at(-1);
}
