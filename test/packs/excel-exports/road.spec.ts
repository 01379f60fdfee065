import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeWithPacks, packFolder } from '../../environment';
import { readCsv, type Row } from '../csv';
import { differences, straightThrough, type ExpectedRow } from '../judge-pack';
import { PackRoad } from '../pack-road';

jest.setTimeout(180_000);

const SOURCES = ['so-theo-doi', 'quan-ly-ho-so-don-thu'] as const;

describeWithPacks('two Excel exports, by YAML only', () => {
  let road: PackRoad;
  const inbox = (source: string): string => join(road.configDir, 'var', 'inbox', source);

  beforeAll(async () => {
    road = await PackRoad.open({ configDir: join(__dirname, 'config'), variables: {} });
    for (const source of SOURCES) {
      mkdirSync(inbox(source), { recursive: true });
      copyFileSync(
        join(packFolder('excel-exports'), `${source}.xlsx`),
        join(inbox(source), `${source}.xlsx`),
      );
    }
  });
  afterAll(() => road?.close());

  it('ends every row as its data say', async () => {
    const { converged, why, summary } = await road.converge();
    expect({ converged, why }).toEqual({ converged: true, why: '' });
    const expected = expectedRows((source) => keysByLine(road, source));
    expect(await differences(road, expected)).toEqual([]);
    expect(summary).toMatchObject({ read: expected.length, unaccounted: 0 });
    expect(straightThrough(expected)).toBeGreaterThan(0.75); // with 45 % dirty rows
  });

  it('sends twenty people where a cell names twenty, however they are written', async () => {
    const ledger = await road.far.ledger();
    const groups = ledger.filter(({ body }) => peopleOf(body)['LoaiNguoiKNTC'] === 2);
    expect(groups).toHaveLength(16 + 32);
    expect(new Set(groups.map(({ body }) => peopleOf(body)['SoNguoiKNTC']))).toEqual(new Set([20]));
    expect(JSON.stringify(ledger)).not.toMatch(/<p>|&nbsp;|1753|như trên/);
  });
});

/** Key of each line, from the manifest of the file. */
function keysByLine(road: PackRoad, source: string): ReadonlyMap<number, string> {
  const path = join(road.configDir, 'var', 'files', source, 'manifests', '000001.json');
  const { lines } = JSON.parse(readFileSync(path, 'utf8')) as { readonly lines: [number, string][] };
  return new Map(lines);
}

function expectedRows(keysOf: (source: string) => ReadonlyMap<number, string>): readonly ExpectedRow[] {
  const rows = readCsv(readFileSync(join(__dirname, 'expected-delivery.csv'), 'utf8'));
  return SOURCES.flatMap((source) => {
    const keys = keysOf(source);
    const keyOf = (line: string | undefined): string => keys.get(Number(line)) ?? `line ${line ?? ''}`;
    return rows
      .filter((row) => row['file'] === `${source}.xlsx`)
      .map((row) => toExpected(source, row, keyOf));
  });
}

function toExpected(source: string, row: Row, keyOf: (line: string | undefined) => string): ExpectedRow {
  return {
    source,
    key: keyOf(row['row']),
    class: row['class'] ?? '',
    reason: row['reason'] ?? '',
    steps: (row['steps'] ?? '').split(';').filter((step) => step !== ''),
    duplicateOf: row['duplicate_of'] === '' ? undefined : keyOf(row['duplicate_of']),
  };
}

function peopleOf(body: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return (body['NguoiKNTC'] ?? {}) as Readonly<Record<string, unknown>>;
}
