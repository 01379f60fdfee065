/** Bodies a strict far side accepts; people are invented. `changes` are laid over the top level by path. */
export type Body = Record<string, unknown>;

export function aCase(changes: Readonly<Record<string, unknown>> = {}): Body {
  const body: Body = {
    VuViec: {
      Id: '',
      NgayNhapDon: '05/03/2024',
      GanVuViec: 0,
      LanhDaoTiep: '',
      TiepDinhKy: 0,
      UyQuyen: 0,
      LanhDaoUyQuyen: '',
    },
    NguonDonDen: { MaNguonDonDen: '1', MaCoQuanChuyenDon: '', SoVanBanDen: '', NgayVanBan: '' },
    NguoiKNTC: {
      LoaiNguoiKNTC: 1,
      SoNguoiKNTC: 1,
      SoNguoiDaiDien: 1,
      TenCoQuanToChuc: '',
      DiaChiCoQuanToChuc: '',
      DataNguoiKNTC: [
        {
          HoTen: 'Lê Thị Thử Nghiệm',
          SoDinhDanhCaNhan: '052000000001',
          GioiTinh: 2,
          NgayCapSoDinhDanh: '10/05/2021',
          NoiCapSoDinhDanh: 'Cục Cảnh sát',
          MaTinh: '507',
          MaHuyen: '50701',
          MaXa: '5070101',
          DiaChiChiTiet: 'Tổ 1',
          MaQuocTich: 'VN',
          MaDanToc: '1',
        },
      ],
    },
    NguoiBiKNTCT: { LoaiNguoiBiKNTC: 2, TenCoQuanToChuc: 'UBND xã Phước Mỹ', MaTinhCoQuan: '507' },
    NguoiUyQuyen: {},
    CoQuanDaGiaiQuyet: {},
    PhanLoaiDon: [{ MaLoaiDon: 'KN', MaLoaiDon1: 'KN.01', MaLoaiDon2: 'KN.01.02', MaLoaiDon3: '' }],
    Attachment: [],
    NoiDungDon: 'Khiếu nại quyết định thu hồi đất.\n[Mã hồ sơ địa phương: BDI-AAAAAAAAAAAAA]',
    CoQuanTiepNhan: 'H507.01',
  };
  return changed(body, changes);
}

export function aProcessing(id: string, changes: Readonly<Record<string, unknown>> = {}): Body {
  const direction = {
    MaCoQuanXuLy: 'H507.01',
    MaHuongXuLy: '4',
    MaCoQuanXuLyTiep: '',
    NoiDungXuLy: 'Thụ lý',
  };
  const NoiDungXuLy = { DonNacDanh: 0, DonDuDKXuLy: 1, NgayXuLy: '10/03/2024', HuongXuLy: direction };
  return changed({ Id: id, NoiDungXuLy }, changes);
}

export function anAcceptance(id: string, changes: Readonly<Record<string, unknown>> = {}): Body {
  return changed(
    {
      Id: id,
      MaCoQuanThuLy: 'H507.01',
      NgayThuLy: '12/03/2024',
      HanGiaiQuyet: '12/05/2024',
      CanBoDuyet: 'A',
    },
    changes,
  );
}

export function aDecision(id: string, changes: Readonly<Record<string, unknown>> = {}): Body {
  const body = { Id: id, MaCoQuanBanHanh: 'H507', NgayBanHanh: '02/05/2024', LoaiKetQuaGiaiQuyet: 1 };
  return changed({ ...body, HinhThucGiaiQuyet: 1, BoiThuongThietHai: { TraLaiTien: 5_000_000 } }, changes);
}

export function anEnforcement(
  id: string,
  decisionId: string,
  changes: Readonly<Record<string, unknown>> = {},
): Body {
  const figures = { MaCoQuanThiHanh: 'H507.03', NgayCapNhat: '01/07/2024', TraLaiTien: 5_000_000 };
  return changed({ Id: id, IdKetQua: decisionId, ThiHanhId: '', ThiHanhGiaiQuyet: figures }, changes);
}

/** Sets values by dotted path (`VuViec.Id`, `PhanLoaiDon.0.MaLoaiDon`); `undefined` removes the key. */
function changed(body: Body, changes: Readonly<Record<string, unknown>>): Body {
  for (const [path, value] of Object.entries(changes)) {
    const keys = path.split('.');
    const last = keys.pop() ?? '';
    const holder = keys.reduce<Body>((node, key) => node[key] as Body, body);
    if (value === undefined) Reflect.deleteProperty(holder, last);
    else holder[last] = value;
  }
  return body;
}
