import type { Topic } from './topic';

/** `{bitocao}` is the person accused, `{chucvu}` the position. */
export const DENUNCIATIONS: readonly Topic[] = [
  {
    fields: ['TCV-01'],
    openings: [
      'Tôi tố cáo {chucvu} {bitocao} đã tự ý ký giấy giao {m2} m² đất bãi bồi ven sông ở {thon} cho người thân.',
      'Từ năm {nam}, {bitocao} cho hợp thức hóa nhiều lô đất công ích của {xa} bằng hồ sơ khai khống nguồn gốc.',
      'Nhiều người chứng kiến {bitocao} làm ngơ cho việc san lấp {m2} m² ruộng lúa hai vụ để phân lô bán nền ở {thon}.',
    ],
    facts: [
      'Biên bản xét duyệt ghi ngày {ngay} nhưng ba thành viên hội đồng khẳng định không họp hôm ấy.',
      'Con dấu giáp lai trên tờ thứ hai lệch hẳn so với tờ đầu, tôi giữ được bản chụp.',
      'Mỗi lô thu ngoài {tien} đồng, người gom tiền là cháu vợ của người bị tố cáo.',
      'Máy ủi làm ban đêm suốt {n} ngày mà tổ quản lý trật tự không lập biên bản nào.',
      'Sổ địa chính trang {so} bị tẩy xóa phần diện tích.',
    ],
    requests: [
      'Đề nghị xác minh và thu hồi số đất đã giao trái phép.',
      'Mong cơ quan có thẩm quyền làm rõ trách nhiệm, giữ kín tên người viết đơn.',
    ],
  },
  {
    fields: ['TCV-02', 'TTN-02'],
    openings: [
      'Tôi xin tố cáo {bitocao}, {chucvu}, lập khống danh sách {n} hộ nhận gạo cứu trợ sau bão để rút hàng đem bán.',
      'Quỹ khuyến học của {xa} năm {nam} bị {bitocao} chi sai mục đích {tien} đồng.',
      'Trong đợt sửa chữa trạm y tế, {bitocao} chỉ đạo kê thêm vật tư để quyết toán vượt {tien} đồng.',
    ],
    facts: [
      'Phiếu thu không số sê ri, chữ viết của cùng một người dù ghi tên nhiều hộ khác nhau.',
      'Thủ quỹ {ten} từng phản đối trong cuộc họp ngày {ngay} rồi bị chuyển công tác.',
      'Kho còn tồn {n} bao gạo ghi hạn dùng đã hết nhưng sổ sách ghi cấp phát xong.',
      'Hóa đơn xi măng mua của cửa hàng đã đóng mã số thuế từ năm {nam}.',
      'Bảng chấm công có tên hai thanh niên đang đi làm ở Bình Dương.',
    ],
    requests: [
      'Kính đề nghị kiểm tra sổ sách và thu hồi khoản tiền thất thoát.',
      'Tôi sẵn sàng làm việc trực tiếp khi được bảo đảm an toàn.',
    ],
  },
  {
    fields: ['TCV-03', 'TTN-01'],
    openings: [
      'Công trình kênh tưới {thon} dài {n} mét do {bitocao} làm chủ đầu tư thi công sai thiết kế, bớt thép và xi măng.',
      'Tôi tố cáo {bitocao} nhận {tien} đồng của nhà thầu để chỉ định gói thầu sân vận động {xa}.',
      'Đường bê tông nghiệm thu ngày {ngay} chỉ dày mười phân thay vì mười sáu phân như hồ sơ {chucvu} {bitocao} đã ký.',
    ],
    facts: [
      'Tôi có đoạn ghi âm cuộc nói chuyện ở quán cà phê ngày {ngay} về tỉ lệ phần trăm.',
      'Giám sát cộng đồng do ông {ong} phụ trách không được mời khi đổ mẫu thử.',
      'Chỉ ba tháng sau bàn giao mặt đường nứt dọc gần {n} mét.',
      'Hai nhà thầu dự thầu có chung địa chỉ và chung một kế toán trưởng.',
      'Giấy mượn tiền viết tay đề năm {nam} thực chất là tiền lót tay.',
    ],
    requests: [
      'Đề nghị thanh tra toàn bộ hồ sơ nghiệm thu và khoan mẫu kiểm tra.',
      'Yêu cầu chuyển cơ quan điều tra nếu có dấu hiệu tội phạm.',
    ],
  },
  {
    fields: ['TCV-04', 'TCV-05'],
    openings: [
      'Tôi tố cáo {bitocao} giữ chức {chucvu} sử dụng bằng tốt nghiệp không hợp pháp để được bổ nhiệm năm {nam}.',
      'Kỳ xét tuyển viên chức tháng {thang} bị {bitocao} can thiệp, sửa điểm cho {n} người quen.',
      'Việc xét tặng nhà tình nghĩa ở {thon} bị {bitocao} thay tên hộ được duyệt bằng người nhà mình.',
    ],
    facts: [
      'Trường cấp bằng trả lời ngày {ngay} rằng không có tên trong danh sách tốt nghiệp.',
      'Bài thi của thí sinh mang số báo danh {so} có hai màu mực.',
      'Bí thư chi bộ {ong} đã góp ý nhưng bị gạt đi và dọa cho thôi việc.',
      'Căn nhà trị giá {tien} đồng xây xong để không, chủ mới đang ở thành phố.',
      'Hồ sơ gốc lưu tại phòng nội vụ thiếu bản sao có chứng thực.',
    ],
    requests: [
      'Kính mong xem xét tư cách và xử lý nghiêm sai phạm.',
      'Đề nghị hủy kết quả xét duyệt, chọn lại đúng đối tượng.',
    ],
  },
];
