import { aFarSide, type FarSide } from './far-side';
import { aCase } from './sample-bodies';

const PERSON = 'NguoiKNTC.DataNguoiKNTC.0';

describe('looking up petitions', () => {
  let far: FarSide;
  let nowMs = Date.now();
  beforeAll(async () => {
    far = await aFarSide({ now: () => nowMs });
    for (const letter of ['A', 'B', 'C']) {
      const reference = `BDI-${letter.repeat(13)}`;
      const NoiDungDon = `Đơn ${letter} về đất đai.\n[Mã hồ sơ địa phương: ${reference}]`;
      const number = letter === 'C' ? '052000000002' : '052000000001';
      await far.send('CapNhatVuViec', aCase({ NoiDungDon, [`${PERSON}.SoDinhDanhCaNhan`]: number }));
    }
  });
  afterEach(() => far.controlJson('PUT', 'settings', { lookup: { ...DEFAULTS } }));
  afterAll(() => far.stop());

  const DEFAULTS = {
    contentMatching: 'contains',
    nameMatching: 'contains',
    resultCap: 50,
    indexLagMs: 0,
    contentTruncation: null,
  };
  const NOTHING = {
    MaVuViec: '',
    TenNguoiKhieuNai: '',
    MaTinh: '',
    MaHuyen: '',
    MaXa: '',
    SoDinhDanhCaNhan: '',
    NoiDung: '',
  };

  async function contents(query: object): Promise<readonly string[]> {
    const rows = (await far.call('TraThongTinDon', { ...NOTHING, ...query })) as { NoiDung: string }[];
    return rows.map(({ NoiDung }) => NoiDung.slice(0, 5));
  }
  const set = (lookup: object): Promise<unknown> => far.controlJson('PUT', 'settings', { lookup });

  it('finds one petition by its local reference, alone or as the whole marker', async () => {
    expect(await contents({ NoiDung: 'BDI-BBBBBBBBBBBBB' })).toEqual(['Đơn B']);
    expect(await contents({ NoiDung: '[Mã hồ sơ địa phương: BDI-BBBBBBBBBBBBB]' })).toEqual(['Đơn B']);
    expect(await contents({ NoiDung: 'BDI-DDDDDDDDDDDDD' })).toEqual([]);
  });

  it('lets every filled criterion count', async () => {
    expect(await contents({ SoDinhDanhCaNhan: '052000000001' })).toEqual(['Đơn B', 'Đơn A']);
    expect(await contents({ SoDinhDanhCaNhan: '052000000001', NoiDung: 'đơn  a VỀ' })).toEqual(['Đơn A']);
    expect(await contents({ TenNguoiKhieuNai: 'lê thị thử', MaXa: '5070101' })).toHaveLength(3);
    expect(await contents({ TenNguoiKhieuNai: 'Le Thi Thu' })).toEqual([]);
    expect(await contents({ MaTinh: '217' })).toEqual([]);
  });

  it('answers the five columns of a row', async () => {
    const [row] = (await far.call('TraThongTinDon', {
      ...NOTHING,
      NoiDung: 'BDI-CCCCCCCCCCCCC',
    })) as object[];
    expect(row).toEqual({
      Id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      ChuDon: 'Lê Thị Thử Nghiệm',
      CMTND: '052000000002',
      DiaChi: 'Tổ 1, Phường Bùi Thị Xuân, Thành phố Quy Nhơn, Tỉnh Bình Định',
      NoiDung: 'Đơn C về đất đai.\n[Mã hồ sơ địa phương: BDI-CCCCCCCCCCCCC]',
    });
    expect(await contents({ MaVuViec: (row as { Id: string }).Id })).toEqual(['Đơn C']);
  });

  it('matches content exactly or not at all when told to', async () => {
    await set({ contentMatching: 'exact' });
    expect(await contents({ NoiDung: 'BDI-BBBBBBBBBBBBB' })).toEqual([]);
    expect(await contents({ NoiDung: 'Đơn B về đất đai. [Mã hồ sơ địa phương: BDI-BBBBBBBBBBBBB]' })).toEqual(
      ['Đơn B'],
    );
    await set({ contentMatching: 'ignored' });
    expect(await contents({ NoiDung: 'BDI-BBBBBBBBBBBBB' })).toHaveLength(3);
    await set({ nameMatching: 'exact' });
    expect(await contents({ TenNguoiKhieuNai: 'Lê Thị Thử' })).toEqual([]);
  });

  it('caps the rows and cuts the content when told to', async () => {
    await set({ resultCap: 2, contentTruncation: 3 });
    expect(await contents({ MaTinh: '507' })).toEqual(['Đơn', 'Đơn']);
  });

  it('does not find what was committed less than the index lag ago', async () => {
    await set({ indexLagMs: 60_000 });
    expect(await contents({ NoiDung: 'BDI-AAAAAAAAAAAAA' })).toEqual([]);
    nowMs += 61_000;
    expect(await contents({ NoiDung: 'BDI-AAAAAAAAAAAAA' })).toEqual(['Đơn A']);
  });

  it('follows an update and finds an attached petition under its head', async () => {
    const { Id } = await far.send('CapNhatVuViec', aCase({ NoiDungDon: 'Đơn E cũ' }));
    await far.send('CapNhatVuViec', aCase({ NoiDungDon: 'Đơn E mới', 'VuViec.Id': Id }));
    expect(await contents({ NoiDung: 'Đơn E cũ' })).toEqual([]);
    expect(await contents({ NoiDung: 'Đơn E mới' })).toEqual(['Đơn E']);
    const marked = 'Đơn F [Mã hồ sơ địa phương: BDI-FFFFFFFFFFFFF]';
    await far.send('CapNhatVuViec', aCase({ NoiDungDon: marked, 'VuViec.Id': Id, 'VuViec.GanVuViec': 1 }));
    const rows = await far.call('TraThongTinDon', { ...NOTHING, NoiDung: 'BDI-FFFFFFFFFFFFF' });
    expect(rows).toMatchObject([{ Id, NoiDung: marked }]);
    expect(await contents({ MaVuViec: Id })).toEqual(['Đơn F']);
  });

  it('leaves no trace in the ledger', async () => {
    const before = (await far.ledger()).length;
    await contents({ MaTinh: '507' });
    expect((await far.ledger()).length).toBe(before);
  });
});
