import { describeWith } from '../environment';
import { mariadbUnderTest, postgresqlUnderTest } from './sql-databases-under-test';
import { tellsByDigests } from './sql-digests-contract';
import { noticesFall } from './sql-fall-contract';
import { behavesAsSqlSource } from './sql-source-contract';

describe('SQL connector on PostgreSQL', () => {
  behavesAsSqlSource(postgresqlUnderTest);
  describe('that goes back in time', () => {
    noticesFall(postgresqlUnderTest);
  });
  describe('that gives digests', () => {
    tellsByDigests(postgresqlUnderTest);
  });
});

describeWith('mariadb', 'SQL connector on MariaDB', () => {
  behavesAsSqlSource(mariadbUnderTest);
  describe('that goes back in time', () => {
    noticesFall(mariadbUnderTest);
  });
  describe('that gives digests', () => {
    tellsByDigests(mariadbUnderTest);
  });
});
