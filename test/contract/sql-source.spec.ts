import { describeWith } from '../environment';
import { mariadbUnderTest, postgresqlUnderTest } from './sql-databases-under-test';
import { behavesAsSqlSource } from './sql-source-contract';

describe('SQL connector on PostgreSQL', () => {
  behavesAsSqlSource(postgresqlUnderTest);
});

describeWith('mariadb', 'SQL connector on MariaDB', () => {
  behavesAsSqlSource(mariadbUnderTest);
});
