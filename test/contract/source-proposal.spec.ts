import { describeWith } from '../environment';
import { proposesSources } from './source-proposal-contract';
import { mariadbUnderTest, postgresqlUnderTest } from './sql-databases-under-test';

describe('a proposal for a source in PostgreSQL', () => {
  proposesSources(postgresqlUnderTest);
});

describeWith('mariadb', 'a proposal for a source in MariaDB', () => {
  proposesSources(mariadbUnderTest);
});
