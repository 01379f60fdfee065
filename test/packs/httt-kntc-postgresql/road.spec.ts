import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CaseDraft } from '@kntc/domain';
import { describeWithPacks, packFolder } from '../../environment';
import { readCsv, type Row } from '../csv';
import { runToItsEnd, straightThrough, type ExpectedRow } from '../judge-pack';
import { PackRoad } from '../pack-road';
import { HtttSystem } from './local-system';
import { roundsInData } from './rounds-in-data';

jest.setTimeout(180_000);

const SOURCES: Readonly<Record<string, string>> = {
  Complains: 'httt-khieu-nai',
  Denounces: 'httt-to-cao',
};

function expectedRows(): readonly ExpectedRow[] {
  return readCsv(readFileSync(join(__dirname, 'expected-delivery.csv'), 'utf8')).map((row) => ({
    source: SOURCES[row['table'] ?? ''] ?? '',
    key: row['source_id'] ?? '',
    class: row['class'] ?? '',
    reason: row['reason'] ?? '',
    steps: (row['steps'] ?? '').split(';').filter((step) => step !== ''),
    duplicateOf: row['duplicate_of'] === '' ? undefined : row['duplicate_of'],
  }));
}

describeWithPacks('HTTT_KNTC on PostgreSQL, by YAML only', () => {
  let system: HtttSystem;
  let road: PackRoad;
  beforeAll(async () => {
    system = await HtttSystem.start();
    road = await PackRoad.open({
      configDir: join(__dirname, 'config'),
      variables: { HTTT_URL: system.readerUrl },
    });
  });
  afterAll(async () => {
    await road?.close();
    await system?.stop();
  });

  it('ends every row as its data say, read with an account that may do nothing else', async () => {
    const expected = expectedRows();
    expect(await runToItsEnd(road, expected)).toEqual([]);
    expect(straightThrough(expected)).toBeGreaterThan(0.75); // with 45 % dirty rows
  });

  it('sends people, numbers and texts as a reader of the data would', async () => {
    const bodies = (await road.far.ledger()).map((entry) => entry.body);
    const json = JSON.stringify(bodies);
    expect(json).not.toMatch(/<(?:p|span|table|script|img)\b|&nbsp;|alert\(|1900|đại diện 20 hộ|hộ dân/i);
    const groups = bodies.filter((body) => peopleOf(body)['LoaiNguoiKNTC'] === 2);
    expect(groups.map((body) => peopleOf(body)['SoNguoiKNTC'])).toEqual(groups.map(() => 20));
    expect(groups.length).toBe(16);
  });

  it('sends texts of old encodings as anybody reads them', async () => {
    const { rows } = await road.own.query<{ local_key: string; reference: string }>(
      'select local_key, reference from record_standing where reference is not null',
    );
    const referenceOf = new Map(rows.map((row) => [row.local_key, row.reference]));
    const contentOf = new Map(
      (await road.far.ledger()).map((entry) => [entry.reference, String(entry.body['NoiDungDon'])]),
    );
    const legacy = packRows().filter((row) =>
      ['tcvn3', 'vni', 'utf8_as_latin1'].includes(row['variant'] ?? ''),
    );
    expect(legacy).toHaveLength(12);
    for (const row of legacy)
      expect(contentOf.get(referenceOf.get(row['source_id'] ?? '') ?? '')).toMatch(
        / trình bày \p{L}+ .*biên bản số/u,
      );
  });

  it('repairs birth dates that a change of the time zone shifted, and drops those never asked for', async () => {
    const drafts = await mappedDrafts(road);
    const birthDate = (row: Row): unknown => drafts.get(row['source_id'] ?? '')?.petitioners?.[0]?.birthDate;
    const shifted = packRows().filter((row) => row['variant'] === 'birth_23h_before_1975');
    expect(shifted.length).toBeGreaterThan(0);
    for (const row of shifted) expect(row['note']).toContain(`true birth date ${String(birthDate(row))}:`);
    const neverAsked = packRows().filter((row) => row['variant'] === 'birth_is_entry_day');
    expect(neverAsked.map(birthDate)).toEqual(neverAsked.map(() => undefined));
  });

  it('holds every decision as its own round, on the day the office wrote, whatever the hour', async () => {
    const drafts = await mappedDrafts(road);
    const inData = roundsInData(packFolder('httt-kntc-postgresql'));
    const written = [...inData].map(([id, rounds]) => [id, rounds.map(({ hour: _hour, ...round }) => round)]);
    expect(Object.fromEntries([...drafts].map(([id, { rounds = [] }]) => [id, rounds]))).toEqual(
      Object.fromEntries(written),
    );
  });

  it('has decisions of both rounds at hours that a zone would move to another day', () => {
    const all = [...roundsInData(packFolder('httt-kntc-postgresql')).values()].flat();
    const rounds = [1, 2].map((round) => all.filter((one) => one.round === round));
    for (const ofRound of rounds) {
      expect(ofRound.filter(({ hour }) => hour < 7).length).toBeGreaterThan(0);
      expect(ofRound.filter(({ hour }) => hour >= 17).length).toBeGreaterThan(0);
    }
  });
});

/** Drafts of all rows by their key, as the source files map them. */
async function mappedDrafts(road: PackRoad): Promise<ReadonlyMap<string, CaseDraft>> {
  const drafts = new Map<string, CaseDraft>();
  for (const { source } of road.gateway.parts.sources) {
    const { records } = await source.readChanged(undefined, 1_000);
    for (const record of records) drafts.set(record.localKey, source.map(record).draft);
  }
  return drafts;
}

function packRows(): readonly Row[] {
  return readCsv(readFileSync(join(packFolder('httt-kntc-postgresql'), 'expected.csv'), 'utf8'));
}

function peopleOf(body: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return body['NguoiKNTC'] as Readonly<Record<string, unknown>>;
}
