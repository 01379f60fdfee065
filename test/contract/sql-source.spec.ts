import { describeWith } from '../environment';
import { mariadbUnderTest, postgresqlUnderTest } from './sql-databases-under-test';
import { noticesFall } from './sql-fall-contract';
import { behavesAsSqlSource } from './sql-source-contract';

describe('SQL connector on PostgreSQL', () => {
  behavesAsSqlSource(postgresqlUnderTest);
  describe('that goes back in time', () => {
    noticesFall(postgresqlUnderTest);
  });
});

describeWith('mariadb', 'SQL connector on MariaDB', () => {
  behavesAsSqlSource(mariadbUnderTest);
  describe('that goes back in time', () => {
    noticesFall(mariadbUnderTest);
  });
});
