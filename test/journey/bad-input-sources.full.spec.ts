import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '@kntc/platform';
import { Client } from 'pg';
import { createDatabase } from '../environment';
import type { TestDatabase } from '../environment';
import { MiniRoad } from './mini-road';
import { expectDelivered } from './ways-out/way-out';

jest.setTimeout(60_000);

/** Copies the source `mini` and its crosswalk under another id, over another database. */
function addSecondSource(road: MiniRoad): void {
  for (const [folder, from, to] of [
    ['sources', 'id: mini', 'id: second'],
    ['crosswalks', 'source: mini', 'source: second'],
  ] as const) {
    const text = readFileSync(join(road.configDir, folder, 'mini.yaml'), 'utf8');
    const copied = text.replace(from, to).replace('MINI_URL', 'SECOND_URL');
    writeFileSync(join(road.configDir, folder, 'second.yaml'), copied);
  }
}

describe('two sources of which one is in trouble', () => {
  let road: MiniRoad;
  let database: TestDatabase;
  let second: Client;
  let variables: Readonly<Record<string, string>>;
  beforeAll(async () => {
    database = await createDatabase();
    second = new Client({ connectionString: database.url });
    await second.connect();
    await second.query(readFileSync(join(__dirname, 'mini-province', 'schema.sql'), 'utf8'));
    road = await MiniRoad.open();
    addSecondSource(road);
    variables = { SECOND_URL: database.url };
    await road.restart(variables);
  });
  afterAll(async () => {
    await road.close();
    await second.end();
    await database.drop();
  });

  async function paused(): Promise<Readonly<Record<string, string | null>>> {
    const { rows } = await road.own.query<{ id: string; paused_code: string | null }>(
      'select id, paused_code from source order by id',
    );
    return Object.fromEntries(rows.map((row) => [row.id, row.paused_code]));
  }

  async function cursor(): Promise<string | null | undefined> {
    const { rows } = await road.own.query<{ cursor: string | null }>(
      "select cursor from source where id = 'mini'",
    );
    return rows[0]?.cursor;
  }

  async function elsewhere(ma: string): Promise<void> {
    await second.query('insert into don (ma, noi_dung) values ($1, $2)', [ma, `Nội dung ${ma} ở nguồn hai.`]);
  }

  it('gives one local key in both of them two references and two cases', async () => {
    await road.petition('SAME-1');
    await elsewhere('SAME-1');
    await road.converge();
    const { rows } = await road.own.query<{ reference: string; national_id: string; class: string }>(
      "select reference, national_id, class from record_standing where local_key = 'SAME-1'",
    );
    expect(rows.map((row) => row.class)).toEqual(['confirmed', 'confirmed']);
    expect(new Set(rows.map((row) => row.reference)).size).toBe(2);
    expect(new Set(rows.map((row) => row.national_id)).size).toBe(2);
  });

  it.each([
    [
      'a renamed column',
      'alter table don rename column noi_dung to noi_dung_don',
      'alter table don rename column noi_dung_don to noi_dung',
    ],
    ['a dropped column', 'alter table don drop column so_nguoi', 'alter table don add column so_nguoi text'],
    [
      'a dropped table',
      'drop table thi_hanh',
      'create table thi_hanh (id serial primary key, qd_id int not null, ngay text, tien text)',
    ],
    ['a renamed table', 'alter table don rename to don_cu', 'alter table don_cu rename to don'],
  ])(
    'pauses the source with %s, reads on in the other, and comes back by itself',
    async (name, break_, mend) => {
      await road.converge();
      const before = await cursor();
      await road.local.query(break_);
      await elsewhere(name);
      const { converged, why } = await road.converge();
      expect({ converged, why }).toEqual({ converged: false, why: 'GW_S103' });
      expect(await paused()).toEqual({ mini: 'GW_S103', second: null });
      expect(await cursor()).toBe(before);
      await expectConfirmed('second', name);

      await road.local.query(mend);
      await road.petition(`${name}, mended`);
      await expectDelivered(road, `${name}, mended`);
      expect(await paused()).toEqual({ mini: null, second: null });
    },
  );

  it.each([
    ['GW_S102', 'a wrong password', async (url: URL) => void (url.password = 'wrong')],
    ['GW_S101', 'nobody at the address', async (url: URL) => void (url.port = String(await freePort()))],
    ['GW_S101', 'a database that is not there', async (url: URL) => void (url.pathname = '/nowhere')],
  ])('pauses the source with %s for %s, and the right address later resumes', async (code, name, spoil) => {
    const url = new URL(road.localUrl);
    await spoil(url);
    await road.restart({ ...variables, MINI_URL: url.href });
    await elsewhere(name);
    expect(await road.converge()).toMatchObject({ converged: false, why: code });
    expect(await paused()).toEqual({ mini: code, second: null });
    await expectConfirmed('second', name);
    expect(road.logLines.join('')).not.toContain(new URL(road.localUrl).password);

    await road.petition(`${name}, mended`);
    await road.restart(variables);
    await expectDelivered(road, `${name}, mended`);
    expect(await paused()).toEqual({ mini: null, second: null });
  });

  async function expectConfirmed(source: string, ma: string): Promise<void> {
    const { rows } = await road.own.query(
      'select class from record_standing where source_id = $1 and local_key = $2',
      [source, ma],
    );
    expect(rows).toEqual([{ class: 'confirmed' }]);
  }
});
