import { aCase, aShutDenunciation, REFERENCE } from './spec/a-case';
import { at, bodyOf, bodyText, plan } from './spec/planning';

describe('a denunciation under `withheld` or `not-read`', () => {
  it('is never planned without a policy', () => {
    expect(() => plan(aShutDenunciation())).toThrow('identity policy');
  });

  it.each(['withheld', 'not-read'] as const)(
    'opens nothing and shows nothing of the denouncer (%s)',
    (policy) => {
      const kase = aShutDenunciation();
      const { steps, endedBefore } = plan(kase, policy);
      expect(endedBefore).toBeUndefined();
      const bodies = steps.map((step) => bodyText(step));
      expect(JSON.parse(bodies[0]!)).toMatchObject({
        NguoiKNTC: {
          LoaiNguoiKNTC: 2,
          SoNguoiKNTC: 4,
          SoNguoiDaiDien: 2,
          TenCoQuanToChuc: '',
          DiaChiCoQuanToChuc: '',
          DataNguoiKNTC: [
            {
              HoTen: 'Người tố cáo – giữ bí mật',
              SoDinhDanhCaNhan: '',
              GioiTinh: '',
              NgayCapSoDinhDanh: '',
              NoiCapSoDinhDanh: '',
              MaTinh: '507',
              MaHuyen: '',
              MaXa: '',
              DiaChiChiTiet: '',
              MaQuocTich: '',
              MaDanToc: '',
            },
          ],
        },
        NguoiUyQuyen: {},
        CoQuanDaGiaiQuyet: { MaCoQuan: 'H507', KetQuaGiaiQuyet: '' },
        Attachment: [],
        NoiDungDon: [
          'Loại đơn: Tham nhũng.',
          'Ngày tiếp nhận: 03/08/2026.',
          'Cơ quan tiếp nhận: Thanh tra tỉnh.',
          'Số người đứng tên: 4.',
          `[Mã hồ sơ địa phương: ${REFERENCE}]`,
        ].join('\n'),
      });
      expect(JSON.parse(bodies[1]!)).toMatchObject({ NoiDungXuLy: { DonNacDanh: 0, TomTatNoiDungXuLy: '' } });
      expect(JSON.parse(bodies[3]!)).toMatchObject({ TomTatNoiDungGiaiQuyet: '' });
      for (const text of bodies) expect(text).not.toMatch(/Mão|Đủ điều kiện|Công nhận|037081|sealed/);
    },
  );

  it('keeps a denouncing organisation an organisation without its name', () => {
    const { petitioners } = aShutDenunciation();
    const { steps } = plan(
      aShutDenunciation({ petitioners: { ...petitioners, type: 'organisation' } }),
      'withheld',
    );
    expect(at(bodyOf(steps[0]), 'NguoiKNTC')).toMatchObject({
      LoaiNguoiKNTC: 3,
      TenCoQuanToChuc: 'Người tố cáo – giữ bí mật',
    });
  });

  it('says of an unsigned denunciation that it is anonymous, still without opening it', () => {
    const { petitioners } = aShutDenunciation();
    const { steps } = plan(
      aShutDenunciation({ petitioners: { ...petitioners, anonymous: true } }),
      'withheld',
    );
    expect(at(bodyOf(steps[0]), 'NguoiKNTC.DataNguoiKNTC.0.HoTen')).toBe('Đơn nặc danh');
    expect(at(bodyOf(steps[1]), 'NoiDungXuLy.DonNacDanh')).toBe(1);
  });

  it('sends everything under `transmitted`', () => {
    const { petition, petitioners } = aCase();
    const kase = aShutDenunciation({ petition, petitioners, attachments: [] });
    const text = bodyText(plan(kase, 'transmitted').steps[0]);
    for (const word of ['Nguyễn Văn Ất', '037081000123', 'thu hồi đất', 'Thôn Đông', 'Bà Mão'])
      expect(text).toContain(word);
  });
});
