import { partialDate } from '@kntc/domain';
import { aCase, aShutDenunciation, seal } from '../spec/a-case';
import { plan } from '../spec/planning';
import { HIDDEN_MESSAGE, maskedMessage } from './masked-message';
import { privateValues } from './private-values';

const FIXED = ['Nặc danh', 'Người tố cáo – giữ bí mật'];

const kase = aCase({
  respondents: [
    { type: 'organisation', name: 'UBND xã Đông Hạ', address: { detail: 'Số 3 đường Lê Lợi' } },
    { type: 'organisation', name: 'không gửi', address: {} },
  ],
  handling: {
    decidedDate: partialDate('2026-08-10')!,
    eligible: true,
    ineligibleReasons: [],
    directionCode: '1',
    agencyCode: 'H507.02',
    handledBy: 'Trần Thị Bưởi',
    summary: 'Bà Mận tố ông Mơ nhận quà tết',
  },
});

function masked(message: string): string {
  return maskedMessage(message, privateValues(plan(kase), FIXED));
}

describe('a refusal that quotes the case', () => {
  it.each([
    ['Họ tên Nguyễn Văn Ất không hợp lệ', 'Họ tên ••• không hợp lệ'],
    ['HoTen=NGUYEN VAN AT: thiếu MaXa', 'HoTen=•••: thiếu MaXa'],
    ['Đã có NguyễnVănẤt, mã 5070103', 'Đã có •••, mã 5070103'],
    ['Đã có nguyen_van-at, mã H507.02', 'Đã có •••, mã H507.02'],
    ['Ông Ất đã có hồ sơ', 'Ông ••• đã có hồ sơ'],
    ['Họ Nguyễn Văn trùng', 'Họ ••• trùng'],
    ['Nguyễn Văn Ất'.normalize('NFD'), '•••'],
    ['Số 037 081 000 123 đã có', 'Số ••• đã có'],
    ['Số 037081000123 đã có', 'Số ••• đã có'],
    ['Số 001099000777 của người khác', 'Số ••• của người khác'],
    ['Không rõ UBND XA DONG HA', 'Không rõ •••'],
    ['Địa chỉ Thôn Đông sai', 'Địa chỉ ••• sai'],
    [
      'Nội dung "Khiếu nại quyết định thu hồi đất. Đề nghị xem xét lại." quá ngắn',
      'Nội dung "•••." quá ngắn',
    ],
    ['Nội dung "quyết định thu hồi đất" quá ngắn', 'Nội dung "•••" quá ngắn'],
    ['Cán bộ TRẦN THỊ BƯỞI không có quyền', 'Cán bộ ••• không có quyền'],
    ['Tóm tắt "tố ông Mơ nhận quà" bị cấm', 'Tóm tắt "•••" bị cấm'],
  ])('%s', (message, kept) => {
    expect(masked(message)).toBe(kept);
  });

  it.each([
    'Trường MaTinh: mã 507 không có trong danh mục 1',
    'Ngày nhận 03/08/2026 sau ngày xử lý 2026-08-10',
    'Mã loại đơn KN.01.02.01 không hợp lệ (CapNhatVuViec, NguoiKNTC.DataNguoiKNTC[0].MaXa = 5070103)',
    'Cơ quan H507.02 không được gửi kiến nghị',
    'Thiếu HoTen, SoDinhDanhCaNhan, DiaChiChiTiet',
    'Vụ việc 3f2504e0-4f89-11d3-9a0c-0305e82c3301 đã đóng',
  ])('stays as it is when it quotes only codes, names of fields and dates: %s', (message) => {
    expect(masked(message)).toBe(message);
  });

  it.each([
    'Trùng Nguy&#7877;n V&#259;n &#7844;t',
    'Trùng Nguy\\u1ec5n V\\u0103n \\u1ea4t',
    'Trùng Nguy%E1%BB%85n%20V%C4%83n%20%E1%BA%A4t',
  ])('is replaced whole when the name shows only after decoding: %s', (message) => {
    expect(masked(message)).toBe(HIDDEN_MESSAGE);
  });

  it('loses the last word too when a long message was cut inside what it quotes', () => {
    const message = `${'Trường không hợp lệ; '.repeat(12)}người gửi Nguyễn Văn Ấ`;
    expect(masked(message)).toMatch(/người gửi •••$/);
  });
});

describe('a refusal of a withheld denunciation', () => {
  it('opens nothing sealed, and keeps the fixed words that stand for the name', () => {
    const values = privateValues(plan(aShutDenunciation(), 'withheld'), FIXED);
    const message = 'Người tố cáo – giữ bí mật: thiếu SoDinhDanhCaNhan, ngày 03/08/2026';
    expect(maskedMessage(message, values)).toBe(message);
  });

  it('under `transmitted` hides what was sent', () => {
    const sent = plan(
      { ...kase, kind: 'TC', petition: { ...kase.petition, narrative: seal({ content: 'Lá đơn' }) } },
      'transmitted',
    );
    const values = privateValues(sent, FIXED);
    expect(maskedMessage('Nguyễn Văn Ất, CCCD 037081000123: sai mã', values)).toBe('•••, CCCD •••: sai mã');
  });
});
