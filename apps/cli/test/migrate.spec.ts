import { createDatabase } from '../../../test/environment';
import { kntc, parsed } from './kntc';

jest.setTimeout(120_000);

describe('a database without the schema', () => {
  it('is refused by every command until migrate has run', async () => {
    const database = await createDatabase();
    const environment = { DATABASE_URL: database.url };
    const before = await kntc(environment, 'status');
    const migrated = await kntc(environment, 'migrate');
    const again = await kntc(environment, 'migrate', '--json');
    const after = await kntc(environment, 'status', '--json');
    await database.drop();
    expect(before).toMatchObject({ code: 1, err: expect.stringContaining('kntc -- migrate') });
    expect(migrated).toMatchObject({ code: 0, out: expect.stringContaining('FirstRoad') });
    expect(parsed(again)).toMatchObject({ applied: [] });
    expect(after.code).toBe(0);
  });
});
