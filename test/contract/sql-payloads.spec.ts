import { SQL_PAYLOADS } from '../corpus';
import { describeWith } from '../environment';
import { mariadbIsNotMoved, postgresqlIsNotMoved } from './sql-payloads-contract';

const SHARE = 5;

it('there are more than five hundred payloads, all different', () => {
  expect(new Set(SQL_PAYLOADS).size).toBe(SQL_PAYLOADS.length);
  expect(SQL_PAYLOADS.length).toBeGreaterThanOrEqual(500);
  process.stdout.write(`SQL payloads: ${SQL_PAYLOADS.length}\n`);
});

describe('a PostgreSQL source under an account that may do everything', () => {
  postgresqlIsNotMoved(SHARE);
});

describeWith('mariadb', 'a MariaDB source under an account that may do everything', () =>
  mariadbIsNotMoved(SHARE),
);
