import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LedgerEntry } from '../../journey/far-side';
import { readCsv } from '../csv';
import { runToItsEnd, straightThrough, type ExpectedRow } from '../judge-pack';
import { PackRoad } from '../pack-road';
import { describeTiepdan, TiepdanSystem } from './local-system';

jest.setTimeout(180_000);

function expectedRows(): readonly ExpectedRow[] {
  return readCsv(readFileSync(join(__dirname, 'expected-delivery.csv'), 'utf8')).map((row) => {
    const steps = (row['steps'] ?? '').split(';').filter((step) => step !== '');
    const isDuplicate = row['duplicate_of'] !== '';
    return {
      source: 'tiepdan',
      key: row['donthuid'] ?? '',
      class: row['class'] ?? '',
      reason: row['reason'] ?? '',
      steps: isDuplicate ? [] : steps,
      ...(isDuplicate ? { duplicateOf: row['duplicate_of'], stepsIfFirst: steps } : {}),
    };
  });
}

describeTiepdan('the citizen-reception software on MariaDB, by YAML only', () => {
  let system: TiepdanSystem;
  let road: PackRoad;
  beforeAll(async () => {
    system = await TiepdanSystem.start();
    road = await PackRoad.open({
      configDir: join(__dirname, 'config'),
      variables: { TIEPDAN_URL: system.readerUrl },
    });
  });
  afterAll(async () => {
    await road?.close();
    await system?.stop();
  });

  it('ends every row as its data say, read with an account that may do nothing else', async () => {
    const expected = expectedRows();
    expect(await runToItsEnd(road, expected)).toEqual([]);
    expect(straightThrough(expected)).toBeGreaterThan(0.7); // with 45 % dirty rows
  });

  it('counts people by their rows and not by the flag, and lets the representative speak for them', async () => {
    const [first] = await sent('1');
    expect(first?.body['NguoiKNTC']).toMatchObject({ LoaiNguoiKNTC: 2, SoNguoiKNTC: 20, SoNguoiDaiDien: 1 });
    expect(peopleOf(first)).toMatchObject([{ HoTen: 'Vũ Thị Thu Hạnh' }]);
    const [cell] = await sent('9');
    expect(cell?.body['NguoiKNTC']).toMatchObject({ LoaiNguoiKNTC: 2, SoNguoiKNTC: 12 });
    expect(peopleOf(cell)).toHaveLength(12);
  });

  it('sends no placeholder: no zero date, no year of a typing slip, no overflowed telephone', async () => {
    const values = (await road.far.ledger()).flatMap(({ body }) => textsIn(body));
    const placeholder = /00\/00|^0+$|^0000|^01\/01\/1970|\/1019$|2147483647|<p |&nbsp;|<script|^Khác$/;
    expect(values.length).toBeGreaterThan(10_000);
    expect(values.filter((text) => placeholder.test(text))).toEqual([]);
  });

  it('looks names up by their ids and takes words as they are', async () => {
    const cases = (await road.far.ledger()).filter(({ method }) => method === 'CapNhatVuViec');
    const different = (group: string, field: string): readonly string[] =>
      [...new Set(cases.map(({ body }) => (body[group] as Record<string, string>)[field] ?? ''))].toSorted();
    expect(different('NguoiBiKNTCT', 'TenCoQuanToChuc')).toEqual([
      '',
      'Chủ tịch UBND huyện Lâm Thao',
      'UBND phường Gia Cẩm',
      'UBND xã Minh Tân',
      'Văn phòng Đăng ký đất đai',
    ]);
    expect(different('NguonDonDen', 'MaCoQuanChuyenDon')).toEqual(['', 'H217.01', 'H217.02', 'H217.03']);
  });

  /** What the far side took of one petition, in its order. */
  async function sent(key: string): Promise<readonly LedgerEntry[]> {
    const { rows } = await road.own.query<{ reference: string | null }>(
      'select reference from record_standing where local_key = $1',
      [key],
    );
    const entries = await road.far.ledger();
    const ids = new Set(
      entries.filter((one) => one.reference === rows[0]?.reference).map((one) => one.caseId),
    );
    return entries.filter((one) => one.decision !== 'refused' && ids.has(one.caseId));
  }
});

function peopleOf(entry: LedgerEntry | undefined): readonly unknown[] {
  return (entry?.body['NguoiKNTC'] as { DataNguoiKNTC: unknown[] } | undefined)?.DataNguoiKNTC ?? [];
}

/** Every text of a body, however deep. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
