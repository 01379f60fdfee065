import { describeWith } from '../environment';
import { mariadbUnderTest, postgresqlUnderTest } from './sql-databases-under-test';
import { promisesToLoseNothing } from './nothing-lost-contract';

describe('reading by watermark from PostgreSQL', () => {
  promisesToLoseNothing(postgresqlUnderTest, { type: 'timestamp' });
});

describeWith('mariadb', 'reading by watermark from MariaDB', () => {
  promisesToLoseNothing(mariadbUnderTest, { type: 'datetime' });
});

describeWith('mariadb', 'reading by a timestamp from MyISAM, in a zone that moves its clocks', () => {
  promisesToLoseNothing(mariadbUnderTest, {
    type: 'timestamp null',
    table: 'engine=MyISAM',
    zone: 'Europe/Berlin',
  });
});
