import { aCase, aFullCase, day, REFERENCE, seal } from './spec/a-case';
import { bodyOf, bodyText, CASE_ID, IDS, NEW, plan } from './spec/planning';

describe('the content of the steps', () => {
  it('writes step 1 exactly like this', () => {
    const kase = aCase({
      petition: {
        ...aCase().petition,
        forwardedBy: { agencyCode: 'H507', documentNo: '15/VP', documentDate: day('2026-08-01') },
      },
      priorResolution: {
        agencyCode: 'H507.05',
        round: 1,
        decidedDate: day('2026-05-04'),
        decisionTypeCode: '1',
        result: 'Bác đơn',
      },
      reception: { leader: 'Võ Thị Em', periodic: true, delegated: false },
      attachments: [
        { typeCode: '2', title: 'Đơn', fileName: 'don.pdf', content: seal(new Uint8Array([37, 80, 68, 70])) },
      ],
      respondents: [
        {
          type: 'person',
          position: 'Chủ tịch',
          organisation: 'UBND xã Đông',
          person: { fullName: 'Hồ Văn Giáp', gender: 'female', address: { provinceCode: '507' } },
        },
        { type: 'organisation', name: 'Công ty Hai', address: {} },
      ],
    });
    expect(bodyText(plan(kase).steps[0], NEW)).toBe(
      JSON.stringify({
        VuViec: {
          Id: '',
          NgayNhapDon: '03/08/2026',
          GanVuViec: 0,
          LanhDaoTiep: 'Võ Thị Em',
          TiepDinhKy: 1,
          UyQuyen: 0,
          LanhDaoUyQuyen: '',
        },
        NguonDonDen: {
          MaNguonDonDen: '1',
          MaCoQuanChuyenDon: 'H507',
          SoVanBanDen: '15/VP',
          NgayVanBan: '01/08/2026',
        },
        NguoiKNTC: {
          LoaiNguoiKNTC: 1,
          SoNguoiKNTC: 1,
          SoNguoiDaiDien: 1,
          TenCoQuanToChuc: '',
          DiaChiCoQuanToChuc: '',
          DataNguoiKNTC: [
            {
              HoTen: 'Nguyễn Văn Ất',
              SoDinhDanhCaNhan: '037081000123',
              GioiTinh: 1,
              NgayCapSoDinhDanh: '12/04/2021',
              NoiCapSoDinhDanh: 'Cục Cảnh sát QLHC về TTXH',
              MaTinh: '507',
              MaHuyen: '50701',
              MaXa: '5070103',
              DiaChiChiTiet: 'Thôn Đông',
              MaQuocTich: 'VN',
              MaDanToc: '1',
            },
          ],
        },
        NguoiBiKNTCT: {
          LoaiNguoiBiKNTC: 1,
          HoTen: 'Hồ Văn Giáp',
          SoDinhDanhCaNhan: '',
          GioiTinh: 2,
          NgayCapSoDinhDanh: '',
          NoiCapSoDinhDanh: '',
          MaTinh: '507',
          MaHuyen: '',
          MaXa: '',
          DiaChiChiTiet: '',
          MaQuocTich: '',
          MaDanToc: '',
          ChucVu: 'Chủ tịch',
          TenCoQuanToChuc: '',
          MaTinhCoQuan: '',
          MaHuyenCoQuan: '',
          MaXaCoQuan: '',
          DiaChiChiTietCoQuan: '',
        },
        NguoiUyQuyen: {},
        CoQuanDaGiaiQuyet: {
          MaCoQuan: 'H507.05',
          LanGiaiQuyet: 1,
          NgayBanHanh: '04/05/2026',
          MaLoaiQuyetDinh: '1',
          KetQuaGiaiQuyet: 'Bác đơn',
        },
        PhanLoaiDon: [
          { MaLoaiDon: 'KN', MaLoaiDon1: 'KN.01', MaLoaiDon2: 'KN.01.02', MaLoaiDon3: 'KN.01.02.01' },
        ],
        Attachment: [
          {
            TenHoSo: 'Đơn',
            LoaiHoSo: '2',
            NoiDungTomTat: '',
            TenFileDinhKem: 'don.pdf',
            FileDinhKem: 'JVBERg==',
          },
        ],
        NoiDungDon: `Khiếu nại quyết định thu hồi đất.\nĐề nghị xem xét lại.\n[Mã hồ sơ địa phương: ${REFERENCE}]`,
        CoQuanTiepNhan: 'H507.02',
      }),
    );
  });

  it('writes steps 2 to 5 exactly like this', () => {
    const [, handling, acceptance, resolution, enforcement] = plan(aFullCase()).steps;
    const figures = {
      ThuHoiTien: 1,
      ThuHoiDatO: 2,
      ThuHoiDatSX: 3,
      TraLaiTien: 40_000_000_000,
      TraLaiDatO: 5,
      TraLaiDatSX: 121,
    };
    expect(bodyOf(handling)).toEqual({
      Id: CASE_ID,
      NoiDungXuLy: {
        DonNacDanh: 0,
        DonDuDKXuLy: 1,
        TomTatNoiDungXuLy: 'Đủ điều kiện thụ lý',
        NgayXuLy: '07/08/2026',
        CanBoXuLy: 'Trần Thị Bình - Chuyên viên',
        CanBoDuyetKQXL: 'Lê Văn Cường',
        HuongXuLy: {
          MaCoQuanXuLy: 'H507.02',
          MaHuongXuLy: '4',
          MaCoQuanXuLyTiep: '',
          NoiDungXuLy: '',
          FileDinhKem: '',
          TenFileDinhKem: '',
        },
      },
    });
    expect(bodyOf(acceptance)).toEqual({
      Id: CASE_ID,
      MaCoQuanThuLy: 'H507.02',
      NgayThuLy: '12/08/2026',
      FileThuLy: '',
      TenFileThuLy: '',
      HanGiaiQuyet: '26/09/2026',
      CanBoDuyet: 'Lê Văn Cường',
    });
    expect(bodyOf(resolution)).toEqual({
      Id: CASE_ID,
      MaCoQuanBanHanh: 'H507.02',
      NgayBanHanh: '20/09/2026',
      FileBanHanh: '',
      TenFileBanHanh: '',
      TomTatNoiDungGiaiQuyet: 'Công nhận một phần',
      LoaiKetQuaGiaiQuyet: 1,
      HinhThucGiaiQuyet: 1,
      QuyenKhoiKien: 1,
      BoiThuongThietHai: {
        ...figures,
        SoNguoiChuyenDieuTra: 6,
        SoNguoiDuocTraQuyenLoi: 7,
        XuPhatHanhChinh: 8,
      },
      CaNhanBiXuLyHanhChinh: [
        { HoTen: 'Phạm Văn Dũng', ChucVu: 'Công chức địa chính', HinhThucXuLy: 'Cảnh cáo' },
      ],
      ToChucBiXuLyHanhChinh: [{ TenToChuc: 'UBND xã Đông', HinhThucXuLy: 'Phê bình' }],
    });
    expect(bodyOf(enforcement, { ...IDS, stepId: 'earlier' })).toEqual({
      Id: CASE_ID,
      IdKetQua: IDS.resultIds.get(1),
      ThiHanhId: 'earlier',
      ThiHanhGiaiQuyet: {
        MaCoQuanThiHanh: 'H507.03',
        NgayCapNhat: '01/10/2026',
        ...figures,
        SoTapTheBiXuLy: 11,
        SoTienNopPhat: 12,
        SoDoiTuongDaKhoiTo: 13,
      },
    });
  });

  it('takes the decision id of its own round into an enforcement', () => {
    const last = plan(aFullCase()).steps.at(-1);
    expect(bodyOf(last)).toMatchObject({ IdKetQua: IDS.resultIds.get(2), ThiHanhId: '' });
  });
});
