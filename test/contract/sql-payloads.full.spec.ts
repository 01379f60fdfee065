import { describeWith } from '../environment';
import { mariadbIsNotMoved, postgresqlIsNotMoved } from './sql-payloads-contract';

jest.setTimeout(300_000);

describe('a PostgreSQL source, every payload in every place', () => {
  postgresqlIsNotMoved(1);
});

describeWith('mariadb', 'a MariaDB source, every payload in every place', () => {
  mariadbIsNotMoved(1);
});
