import { join } from 'node:path';
import { editFile, MiniRoad } from '../../../test/journey/mini-road';

jest.setTimeout(90_000);

describe('rows that a restart does not bring into use', () => {
  let road: MiniRoad;
  beforeAll(async () => {
    road = await MiniRoad.open();
    await road.converge();
    edit(
      '2: { TTT',
      '2: { GPMB: { to: H507.03, parent: "không có trong danh mục" }, SAI: { to: H507.99 }, SXD: { to: H507.04 }, TTT',
    );
    await road.restart();
  });
  afterAll(() => road.close());

  const edit = (from: string, to: string): void =>
    editFile(join(road.configDir, 'crosswalks', 'mini.yaml'), [[from, to]]);
  const status = async (): Promise<string> => (await road.kntc('status')).lines.join('\n');

  it('are a parent agency and a code of no list; the status says what each waits for', async () => {
    const inUse = (await road.gateway.parts.configuration.crosswalk()).map(({ localCode }) => localCode);
    expect(inUse).toContain('SXD');
    expect(inUse).not.toContain('GPMB');
    expect(inUse).not.toContain('SAI');
    const said = await status();
    expect(said).toMatch(
      /1 dòng đối chiếu với cơ quan cấp trên .*: mini danh mục 2 «GPMB» → H507\.03\n.*import --actor/,
    );
    expect(said).toMatch(/1 dòng .*không có trong danh mục, chưa dùng: mini danh mục 2 «SAI» → H507\.99\n/);
    expect(said).not.toContain('khác bảng đang dùng');
  });

  it('leave the record that needs them waiting, until a named person imports them', async () => {
    await road.petition('BOARD-1', { co_quan: 'GPMB' });
    await road.converge();
    expect(await road.standing('BOARD-1')).toMatchObject({ code: 'UNKNOWN_CODE' });
    edit('SAI: { to: H507.99 }', 'SAI: { to: H507.04 }');
    expect((await road.kntc('crosswalk', 'import')).errors.join()).toContain('--actor');
    const by = ['--actor', 'Trần Văn Tâm', '--reason', 'đã đề nghị bổ sung'];
    expect((await road.kntc('crosswalk', 'import', ...by)).code).toBe(0);
    expect(await status()).not.toContain('dòng đối chiếu');
    expect((await road.kntc('audit', 'list')).lines.join('\n')).toContain('crosswalk parent');
    await road.restart();
    await road.converge();
    expect(await road.standing('BOARD-1')).toMatchObject({ class: 'confirmed' });
  });

  it('are told when they are in use already, and as what differs when the folder is ahead', async () => {
    edit('SAI: { to: H507.04 }', 'SAI: { to: H507.98 }');
    const by = ['--actor', 'Trần Văn Tâm', '--reason', 'thử', '--allow-unknown'];
    expect((await road.kntc('crosswalk', 'import', ...by)).code).toBe(0);
    edit('SXD: { to: H507.04 }', 'SXD: { to: H507.02 }');
    const said = await status();
    expect(said).toMatch(/1 dòng đối chiếu đang dùng có mã quốc gia .*«SAI» → H507\.98/);
    expect(said).toContain('khác bảng đang dùng ở 2 dòng');
    await road.petition('WRONG-1', { co_quan: 'SAI' });
    await road.converge();
    expect(await road.standing('WRONG-1')).toMatchObject({ code: 'CODE_NOT_NATIONAL' });
  });
});
