import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeWithPacks } from '../../environment';
import { readCsv, type Row } from '../csv';
import { PackRoad } from '../pack-road';
import { HtttSystem } from './local-system';

jest.setTimeout(180_000);

const EAGER = [
  ['pollEvery: 5m', 'pollEvery: 1ms'],
  ['rescan: 6h', 'rescan: 1ms\n  keyPass: 1ms'],
] as const;

interface Known {
  readonly content_digest: string;
  readonly version: number | null;
  readonly gone: boolean;
  readonly class: string | null;
}

describeWithPacks('a later cycle of HTTT_KNTC', () => {
  let system: HtttSystem;
  let road: PackRoad;
  beforeAll(async () => {
    system = await HtttSystem.start();
    road = await PackRoad.open({
      configDir: join(__dirname, 'config'),
      variables: { HTTT_URL: system.readerUrl },
      edit: { 'sources/httt-khieu-nai.yaml': EAGER, 'sources/httt-to-cao.yaml': EAGER },
    });
  });
  afterAll(async () => {
    await road?.close();
    await system?.stop();
  });

  const events = (): readonly Row[] =>
    readCsv(readFileSync(join(__dirname, 'expected-changes-delivery.csv'), 'utf8'));
  const known = async (key: string): Promise<Known> => {
    const { rows } = await road.own.query<Known>(
      `select r.content_digest, f.version, r.gone_at is not null as gone, s.class
       from source_record r join record_standing s on s.id = r.id left join case_file f on f.id = r.case_id
       where r.local_key = $1`,
      [key],
    );
    const [row] = rows;
    if (row === undefined) throw new Error(`${key} was never read`);
    return row;
  };

  it('sees all five events; what cannot travel sends nothing, what is gone is flagged and stays nationally', async () => {
    const first = await road.converge();
    const before = new Map<string, Known>();
    for (const event of events()) before.set(event['source_id'] ?? '', await known(event['source_id'] ?? ''));
    const sent = (await road.far.ledger()).length;
    await system.playChanges();
    const second = await road.converge();

    expect(second).toMatchObject({ converged: true, summary: { unaccounted: 0 } });
    expect(second.summary.read).toBe(first.summary.read - 1);
    expect(second.summary.confirmed).toBe(first.summary.confirmed - 1);
    const seen: string[] = [];
    const gone: string[] = [];
    for (const { source_id: key = '' } of events()) {
      const after = await known(key);
      expect(after.class).toBe('confirmed');
      if (after.content_digest !== before.get(key)?.content_digest) seen.push(key);
      if (after.gone) gone.push(key);
    }
    const expected = (column: string): readonly string[] =>
      events().flatMap((event) => (event[column] === 'yes' ? [event['source_id'] ?? ''] : []));
    expect(seen).toEqual(expect.arrayContaining([...expected('judged_again')]));
    expect(gone).toEqual(expected('gone'));
    // None of the five changes a value that the first step carries, and later steps cannot be fed.
    expect(events().map((event) => event['travelling_changes'])).toEqual(events().map(() => ''));
    expect((await road.far.ledger()).slice(sent)).toEqual([]);
  });

  it('makes a new version of a case whose telephone number changed, and none of one that was only touched', async () => {
    const version = async (op: string): Promise<number | null> => {
      const event = events().find((one) => one['op']?.startsWith(op) === true);
      return (await known(event?.['source_id'] ?? '')).version;
    };
    expect(await version('update by hand')).toBe(2);
    expect(await version('touched')).toBe(1);
  });

  it('holds a travelling change for a person, without a second case', async () => {
    const { source_id: key = '' } = events().find((one) => one['op']?.startsWith('touched') === true) ?? {};
    const sent = (await road.far.ledger()).length;
    await system.admin.query(`update "KNTC"."Complains" set linh_vuc = linh_vuc % 4 + 1 where "Id" = $1`, [
      key,
    ]);
    await road.converge();
    expect(await known(key)).toMatchObject({ class: 'held' });
    expect((await road.far.ledger()).length).toBe(sent);
  });
});
