import { cpSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { readCommuneCases } from '../../tools/demo-commune/commune-cases';
import { COMMUNE_EXPECTED_CSV } from '../../tools/demo-commune/expected-file';
import { loadDemoCommune } from '../../tools/demo-commune/load-demo-commune';
import { checkLedger } from '../../tools/demo-province/check-ledger/check-ledger';
import { readCodes } from '../../tools/demo-province/check-ledger/codes';
import { readRecords } from '../../tools/demo-province/check-ledger/expected-class';
import { fetchLedger } from '../../tools/demo-province/check-ledger/ledger';
import { expectAgreement } from './agreement';
import { editFile, MiniRoad } from './mini-road';

jest.setTimeout(60_000);

const ROOT = join(__dirname, '..', '..');

/** The configuration of the product with the commune instead of the mini province: files only. */
function communeOnly(configDir: string): void {
  for (const folder of ['sources', 'crosswalks']) {
    rmSync(join(configDir, folder, 'mini.yaml'));
    cpSync(join(ROOT, 'config', folder, 'demo-commune.yaml'), join(configDir, folder, 'demo-commune.yaml'));
  }
  cpSync(join(ROOT, 'config', 'agencies.yaml'), join(configDir, 'agencies.yaml'));
  editFile(join(configDir, 'sources', 'demo-commune.yaml'), [
    ['enabled: false', 'enabled: true'],
    ['urlEnv: KNTC_COMMUNE_URL', 'urlEnv: MINI_URL'],
  ]);
}

describe('a second local system of another shape, described by YAML alone', () => {
  let road: MiniRoad;
  beforeAll(async () => {
    road = await MiniRoad.open({ prepare: communeOnly });
    await loadDemoCommune(road.local);
  });
  afterAll(() => road.close());

  it('reaches the national database field by field, every row in its class', async () => {
    const { converged, summary } = await road.converge();
    expect(converged).toBe(true);
    const standing = await road.own.query<{ line: string }>(
      `select local_key || ',' || class || ',' || coalesce(hold_code, reasons -> 0 ->> 'code', '') as line
       from record_standing`,
    );
    const { differences, comparedCases } = checkLedger({
      sources: [
        {
          cases: await readCommuneCases(road.local),
          codes: readCodes('demo-commune'),
          listed: readRecords(readFileSync(join(ROOT, COMMUNE_EXPECTED_CSV), 'utf8')),
        },
      ],
      ledger: await fetchLedger(road.far.baseUrl.replace('/KNTC', '')),
      summary: summary as unknown as Record<string, unknown>,
      classes: readRecords(['key,class,code', ...standing.rows.map(({ line }) => line)].join('\n')),
    });
    expect(differences).toEqual([]);
    expect(comparedCases).toBe(30);
    await expectAgreement(road);
  });

  it('has no time of change: an edited register row is found by its content, an unchanged one sends nothing', async () => {
    const before = (await road.far.ledger()).length;
    await road.restart();
    await road.converge();
    expect((await road.far.ledger()).length).toBe(before);
    const { rows } = await road.local.query<{ so_ho_so: string }>(
      'select so_ho_so from so_theo_doi.so_khieu_nai order by so_ho_so limit 1',
    );
    const key = rows[0]?.so_ho_so ?? '';
    await road.local.query(
      "update so_theo_doi.so_khieu_nai set noi_dung = noi_dung || ' (bổ sung)' where so_ho_so = $1",
      [key],
    );
    await road.restart();
    await road.converge();
    expect(await road.standing(key)).toMatchObject({ class: 'held', code: 'CORRECTION_NEEDS_DECISION' });
    expect((await road.far.ledger()).length).toBe(before);
  });
});
