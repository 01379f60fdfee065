import { copyFileSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openWorkbook } from '../../../libs/sources/src/spreadsheet/workbook/open-workbook';
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

  it('sends the letters of old fonts as Unicode', async () => {
    const contents = (await road.far.ledger()).map(({ body }) => body['NoiDungDon'] as string);
    // Every petition of the pack says what it is; of a denunciation a summary of codes travels instead.
    const unreadable = contents.filter((text) => !/khiếu nại|tố cáo|kiến nghị|^Loại đơn: /i.test(text));
    expect(unreadable.map((text) => text.slice(0, 80))).toEqual([]);
  });

  it('answers the sender with one line per row: what became of it, why, what to do', async () => {
    const rows = readCsv(readFileSync(join(__dirname, 'expected-delivery.csv'), 'utf8'));
    for (const source of SOURCES) {
      const results = await resultLines(inbox(source), source);
      const expected = rows.filter((row) => row['file'] === `${source}.xlsx`);
      expect(results.size).toBe(expected.length);
      const wrong = expected.filter(({ row, class: cls = '', duplicate_of: twin }) => {
        const result = results.get(Number(row))?.[2];
        // Of two equal rows either may be the one that is held.
        const twins = new Set([result, results.get(Number(twin))?.[2]]);
        return cls === 'held' ? !twins.has('tạm dừng') : !twins.has('tạm dừng') && result !== RESULTS[cls];
      });
      expect(wrong).toEqual([]);
    }
    const lines = [...(await resultLines(inbox('so-theo-doi'), 'so-theo-doi')).values()];
    const waiting = lines.filter((line) => line[2] === 'chờ bổ sung');
    expect(waiting.every((line) => (line[3] ?? '') !== '' && (line[4] ?? '') !== '')).toBe(true);
    expect(lines.some((line) => line[2] === 'đã tiếp nhận' && line[4] === 'Không phải làm gì.')).toBe(true);
  });

  it('sends twenty people where a cell names twenty, however they are written', async () => {
    const ledger = await road.far.ledger();
    const groups = ledger.filter(({ body }) => peopleOf(body)['LoaiNguoiKNTC'] === 2);
    expect(groups).toHaveLength(16 + 32);
    expect(new Set(groups.map(({ body }) => peopleOf(body)['SoNguoiKNTC']))).toEqual(new Set([20]));
    // What was sent, not the far side's own random ids: they may hold any four digits.
    expect(JSON.stringify(ledger.map(({ body }) => body))).not.toMatch(/<p>|&nbsp;|\/1753|như trên/);
  });
});

const RESULTS: Readonly<Record<string, string>> = {
  confirmed: 'đã tiếp nhận',
  quarantined: 'chờ bổ sung',
  outOfScope: 'không thuộc diện cập nhật',
};

/** Cells of the result workbook by the line of the sender's sheet they speak of. */
async function resultLines(
  inbox: string,
  source: string,
): Promise<ReadonlyMap<number, readonly (string | undefined)[]>> {
  const done = join(inbox, 'done');
  const [day = ''] = readdirSync(done);
  const file = await openWorkbook(join(done, day, `${source}.ket-qua.xlsx`));
  const lines = new Map<number, readonly (string | undefined)[]>();
  for await (const rows of file.rows(0))
    for (const { number, cells } of rows) if (number > 1) lines.set(Number(cells[0]), cells);
  file.close();
  return lines;
}

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
