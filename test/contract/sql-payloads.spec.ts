import { ESCAPING_QUERIES, SQL_PAYLOADS } from '../corpus';
import { describeWith } from '../environment';
import { mariadbIsNotMoved, postgresqlIsNotMoved } from './sql-payloads-contract';
import { documentedFigure } from '../figures/figures';

const SHARE = 5;

it('there are more than five hundred payloads, all different', () => {
  expect(new Set(SQL_PAYLOADS).size).toBe(SQL_PAYLOADS.length);
  expect(SQL_PAYLOADS.length).toBeGreaterThanOrEqual(500);
  process.stdout.write(`SQL payloads: ${SQL_PAYLOADS.length}\n`);
  expect(documentedFigure('sql-payloads', SQL_PAYLOADS.length)).toBe(SQL_PAYLOADS.length);
  expect(documentedFigure('sql-writes', ESCAPING_QUERIES.length)).toBe(ESCAPING_QUERIES.length);
});

describe('a PostgreSQL source under an account that may do everything', () => {
  postgresqlIsNotMoved(SHARE);
});

describeWith('mariadb', 'a MariaDB source under an account that may do everything', () =>
  mariadbIsNotMoved(SHARE),
);
