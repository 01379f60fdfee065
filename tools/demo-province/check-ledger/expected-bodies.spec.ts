import type { Codes } from './codes';
import { expectedCase } from './expected-bodies';
import type { LocalCase, LocalPerson } from './local-case';
import { referenceFor } from './reference';

const codes: Codes = {
  source: 'test',
  province: { id: 'BDI', prefix: 'BDI' },
  national: (list, local) => (local === '' ? '' : list === 6 ? local : `${list}:${local}`),
  agencyId: () => undefined,
};

const NOBODY: LocalPerson = {
  name: 'Trần  Thị Hoa',
  idNumber: '52.085.001.234',
  idDay: '2021-05-01',
  idPlace: '',
  gender: 'female',
  phone: '0905111222',
  province: '52',
  district: '',
  ward: '21550',
  address: 'Thôn Kim Châu',
  nationality: 'VNM',
  ethnicity: '',
};

const LOCAL: LocalCase = {
  key: 'HS-1',
  kind: 'KN',
  agency: 'TTT',
  received: '2026-03-02',
  channel: 'BD',
  forwarded: { agency: '', number: '', day: '' },
  fields: ['KN.01.02'],
  content: '<p>Thāa đất&nbsp;số 5</p>',
  anonymous: false,
  petitionerType: 1,
  headCount: '1',
  representatives: '1',
  organisation: { name: '', address: '' },
  people: [NOBODY],
  agent: { ...NOBODY, type: 'other' },
  accused: [],
  prior: undefined,
  reception: undefined,
  handling: undefined,
  acceptance: undefined,
  rounds: [
    {
      round: 1,
      day: '2026-05-04',
      agency: 'TTT',
      result: 'KN-D',
      form: '',
      rightToSue: true,
      summary: 'Đúng',
      figures: { ThuHoiDatO: '120.5', TraLaiTien: '3000000000', TraLaiDatO: '7.25', TraLaiDatSX: '' },
      disciplinedPeople: [],
      disciplinedOrganisations: [],
      enforcements: [],
    },
  ],
  files: [],
};

it('repairs text and identity numbers and keeps whole fields on the wire', () => {
  const { petition } = expectedCase(LOCAL, 'BDI-0000000000000', codes);
  expect(Object.fromEntries(petition)).toEqual({
    'VuViec.NgayNhapDon': '02/03/2026',
    'VuViec.GanVuViec': '0',
    'VuViec.TiepDinhKy': '0',
    'VuViec.UyQuyen': '0',
    'NguonDonDen.MaNguonDonDen': '5:BD',
    'NguoiKNTC.LoaiNguoiKNTC': '1',
    'NguoiKNTC.SoNguoiKNTC': '1',
    'NguoiKNTC.SoNguoiDaiDien': '1',
    'NguoiKNTC.DataNguoiKNTC[0].HoTen': 'Trần Thị Hoa',
    'NguoiKNTC.DataNguoiKNTC[0].SoDinhDanhCaNhan': '052085001234',
    'NguoiKNTC.DataNguoiKNTC[0].GioiTinh': '2',
    'NguoiKNTC.DataNguoiKNTC[0].NgayCapSoDinhDanh': '01/05/2021',
    'NguoiKNTC.DataNguoiKNTC[0].MaTinh': '1:52',
    'NguoiKNTC.DataNguoiKNTC[0].MaXa': '1:21550',
    'NguoiKNTC.DataNguoiKNTC[0].DiaChiChiTiet': 'Thôn Kim Châu',
    'NguoiKNTC.DataNguoiKNTC[0].MaQuocTich': '3:VNM',
    'PhanLoaiDon[0].MaLoaiDon': 'KN',
    'PhanLoaiDon[0].MaLoaiDon1': 'KN.01',
    'PhanLoaiDon[0].MaLoaiDon2': 'KN.01.02',
    NoiDungDon: 'Thủa đất số 5 [Mã hồ sơ địa phương: BDI-0000000000000]',
    CoQuanTiepNhan: '2:TTT',
  });
});

it('rounds areas half up, keeps money exact and leaves unknown figures out', () => {
  const [decision] = expectedCase(LOCAL, 'BDI-0000000000000', codes).decisions;
  expect(Object.fromEntries(decision?.body ?? [])).toEqual({
    MaCoQuanBanHanh: '2:TTT',
    NgayBanHanh: '04/05/2026',
    TomTatNoiDungGiaiQuyet: 'Đúng',
    LoaiKetQuaGiaiQuyet: '10:KN-D',
    QuyenKhoiKien: '1',
    'BoiThuongThietHai.ThuHoiDatO': '121',
    'BoiThuongThietHai.TraLaiTien': '3000000000',
    'BoiThuongThietHai.TraLaiDatO': '7',
  });
});

it('shows nothing of a denouncer but the province and the head count', () => {
  const secret = {
    ...LOCAL,
    kind: 'TC',
    fields: ['TC.01'],
    agent: { ...NOBODY, type: 'lawyer' },
  } as LocalCase;
  const { petition, decisions } = expectedCase(secret, 'BDI-0000000000000', codes);
  const shown = [...petition].filter(([field]) => /^NguoiKNTC|^NguoiUyQuyen|^Attachment/.test(field));
  expect(Object.fromEntries(shown)).toEqual({
    'NguoiKNTC.LoaiNguoiKNTC': '1',
    'NguoiKNTC.SoNguoiKNTC': '1',
    'NguoiKNTC.SoNguoiDaiDien': '1',
    'NguoiKNTC.DataNguoiKNTC[0].HoTen': 'Người tố cáo – giữ bí mật',
    'NguoiKNTC.DataNguoiKNTC[0].MaTinh': '1:52',
  });
  expect(decisions[0]?.body.has('TomTatNoiDungGiaiQuyet')).toBe(false);
});

it('makes the reference the gateway documents: 13 characters from what never changes', () => {
  const parts = {
    prefix: 'BDI',
    province: 'BDI',
    source: 'demo-province',
    key: 'HS-2026-00001',
    agencyId: 'ttt',
  };
  expect(referenceFor(parts)).toMatch(/^BDI-[0-9A-HJKMNP-TV-Z]{13}$/);
  expect(referenceFor(parts)).toBe(referenceFor({ ...parts }));
  expect(referenceFor({ ...parts, agencyId: 'stnmt' })).not.toBe(referenceFor(parts));
});
