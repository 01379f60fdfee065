import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MiniRoad, editFile } from '../../../test/journey/mini-road';
import { kntc, variablesOf } from './kntc';
import type { Said } from './kntc';

const NAME = 'Trịnh Thị Không Được Lộ';

jest.setTimeout(120_000);

describe('the command line with a mistake in the configuration', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kntc-cli-config-'));
  const everything: string[] = [];
  let road: MiniRoad;
  beforeAll(async () => {
    road = await MiniRoad.open();
    cpSync(road.configDir, folder, { recursive: true });
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await road.close();
  });

  async function broken(...argv: readonly string[]): Promise<Said> {
    const said = await kntc({ ...variablesOf(road), KNTC_CONFIG_DIR: folder }, ...argv);
    everything.push(said.out, said.err);
    return said;
  }

  it('names file, line, key and the nearest column', async () => {
    editFile(join(folder, 'sources', 'mini.yaml'), [['{ column: noi_dung }', '{ column: noi_dug }']]);
    const said = await broken('sources', 'check');
    expect(said.code).toBe(1);
    expect(said.out).toMatch(/sources\/mini\.yaml:\d+ map\.content.*«noi_dug».*«noi_dung»/);
  });

  it('imports no part of a wrong crosswalk, and a right one at once', async () => {
    editFile(join(folder, 'crosswalks', 'mini.yaml'), [['2: { TTT', '22: { TTT']]);
    const wrong = await broken('crosswalk', 'import');
    expect(wrong).toMatchObject({ code: 1, out: expect.stringContaining('không có danh mục «22»') });
    editFile(join(folder, 'crosswalks', 'mini.yaml'), [
      ['22: { TTT', '2: { MOI: { to: H999 }, CU: { to: H998 }, TTT'],
    ]);
    await road.petition('NEW-1', { ho_ten: NAME, co_quan: 'MOI' });
    await road.petition('NEW-2', { ho_ten: NAME, co_quan: 'MOI' });
    await road.converge();
    const unknown = await broken('crosswalk', 'import');
    expect(unknown.code).toBe(1);
    expect(unknown.out).toMatch(/mã H999 không có .*hiện hành; ít nhất 2 hồ sơ đang chờ bổ sung vì mã này\n/);
    expect(unknown.out).toMatch(/mã H998 không có .*hiện hành\n/);
    expect((await broken('crosswalk', 'list')).out).not.toContain('H999');
    const insisted = await broken('crosswalk', 'import', '--allow-unknown');
    expect(insisted).toMatchObject({ code: 0, out: expect.stringContaining('mã H999 không có') });
    expect((await broken('crosswalk', 'list')).out).toContain('H999');
  });

  it('is reported by the doctor', async () => {
    editFile(join(folder, 'agencies.yaml'), [['id: MINI', 'idd: MINI']]);
    expect((await broken('doctor')).out).toMatch(/✗ Cấu hình: .*agencies\.yaml/);
  });

  it('says nothing personal in all of this', () => {
    expect(everything.join('\n')).not.toMatch(new RegExp(NAME, 'i'));
  });
});
