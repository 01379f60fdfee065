import { createSource } from '../create-source';
import { aSource, sourceYaml, StandingClock } from '../testing/a-source';
import {
  postgresqlUnderTest,
  type DatabaseUnderTest,
} from '../../../../test/contract/sql-databases-under-test';

const RECORD = '  query: select * from don\n  key: so\n  watermark: sua_luc';

describe('PostgreSQL as a source', () => {
  let database: DatabaseUnderTest;
  beforeAll(async () => {
    database = await postgresqlUnderTest();
    await database.run(
      'create table don (so text, loai text, noi_dung text, gio timestamptz, sua_luc timestamp)',
    );
  });
  afterAll(() => database.close());
  beforeEach(() => database.run('truncate don'));

  it('prints times with the zone of the source file', async () => {
    await database.run(`insert into don (so, gio) values ('A', '2024-06-08 23:30:00+00')`);
    const [record] = (await readPage()).records;
    expect(record?.row['gio']).toBe('2024-06-09 06:30:00+07');
  });

  it('is not led astray by a watermark at infinity', async () => {
    await database.run(`insert into don (so, sua_luc) values ('infinite', 'infinity'), ('K1', '2024-01-01')`);
    const { cursor } = await readPage();
    await database.run(`insert into don (so, sua_luc) values ('new', '2024-01-01 00:00:01')`);
    const keys = (await readPage(cursor)).records.map((record) => record.localKey);
    expect(keys.toSorted()).toEqual(['K1', 'infinite', 'new']);
  });

  async function readPage(cursor?: string) {
    const source = createSource(aSource(sourceYaml({ record: RECORD })), {
      clock: new StandingClock(),
      env: { KNTC_TEST_SOURCE: database.url },
    });
    try {
      return await source.readChanged(cursor, 10);
    } finally {
      await source.close();
    }
  }
});
