import { aFarSide, type FarSide } from './far-side';
import { aCase } from './sample-bodies';

describe('what is done on the web of the far side', () => {
  let far: FarSide;
  let id = '';
  beforeEach(async () => {
    far = await aFarSide();
    id = (
      await far.send('CapNhatVuViec', aCase({ NoiDungDon: 'Đơn.\n[Mã hồ sơ địa phương: BDI-AAAAAAAAAAAAA]' }))
    ).Id;
  });
  afterEach(() => far.stop());

  const tampered = (...changes: readonly object[]): Promise<{ ids: string[] }> =>
    far.controlJson('POST', 'tamper', { changes });
  const rows = async (query: object): Promise<readonly Record<string, string>[]> => {
    const nothing = Object.fromEntries(
      ['MaVuViec', 'TenNguoiKhieuNai', 'MaTinh', 'MaHuyen', 'MaXa', 'SoDinhDanhCaNhan', 'NoiDung'].map(
        (key) => [key, ''],
      ),
    );
    return (await far.call('TraThongTinDon', { ...nothing, ...query })) as Record<string, string>[];
  };
  const decisions = async (): Promise<readonly string[]> =>
    (await far.ledger()).map(({ decision, account }) => `${decision} ${account}`);

  it('edits a record, and says in the ledger that nobody sent it', async () => {
    await tampered({
      do: 'edit',
      caseId: id,
      set: { NguoiKNTC: { DataNguoiKNTC: { 0: { HoTen: 'Lê Khác' } } } },
    });
    expect(await rows({ MaVuViec: id })).toMatchObject([{ ChuDon: 'Lê Khác' }]);
    expect(await decisions()).toEqual(['created kntc_demo', 'updated trang-web-csdlqg']);
  });

  it('removes a record with its steps, for good', async () => {
    await tampered({ do: 'remove', caseId: id });
    expect(await rows({ MaVuViec: id })).toEqual([]);
    expect(await rows({ NoiDung: 'BDI-AAAAAAAAAAAAA' })).toEqual([]);
    const directory = far.dataDirectory;
    await far.stop();
    far = await aFarSide({ dataDirectory: directory });
    expect(await rows({ MaVuViec: id })).toEqual([]);
  });

  it('gives an id to another case', async () => {
    await tampered({ do: 'replace', caseId: id, set: { NoiDungDon: 'Vụ việc khác.' } });
    expect(await rows({ NoiDung: 'BDI-AAAAAAAAAAAAA' })).toEqual([]);
    expect(await rows({ MaVuViec: id })).toMatchObject([{ NoiDung: 'Vụ việc khác.' }]);
  });

  it('enters a record a second time', async () => {
    const { ids } = await tampered({ do: 'duplicate', caseId: id });
    expect((await rows({ NoiDung: 'BDI-AAAAAAAAAAAAA' })).map(({ Id }) => Id)).toEqual([...ids, id]);
  });

  it.each([
    [{}, 'changes'],
    [{ changes: [{ do: 'burn', caseId: 'x' }] }, 'changes[0].do'],
    [{ changes: [{ do: 'remove', caseId: 'x' }] }, 'no such case'],
  ])('refuses %j', async (body, word) => {
    const answer = await far.control('POST', 'tamper', body);
    expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining(word)]);
  });
});
