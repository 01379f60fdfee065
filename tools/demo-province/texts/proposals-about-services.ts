import type { Topic } from './topic';

export const PROPOSALS_ABOUT_SERVICES: readonly Topic[] = [
  {
    fields: ['PTT-01'],
    openings: [
      'Tôi đi làm thủ tục khai sinh cho cháu tại bộ phận một cửa {xa} bốn lần vẫn chưa xong.',
      'Cổng dịch vụ công báo hồ sơ số {so} đã trả kết quả từ {ngay} nhưng thực tế tôi chưa nhận được gì.',
      'Giấy hẹn trả kết quả chuyển mục đích sử dụng đất ghi {ngay}, đến nay trễ {n} ngày.',
      'Kiến nghị cho người cao tuổi ở {thon} được làm căn cước lưu động tại nhà văn hóa.',
    ],
    facts: [
      'Mỗi lần nhân viên lại yêu cầu thêm một loại giấy không có trong danh mục niêm yết.',
      'Máy lấy số hỏng, người đến sau được gọi trước, bà {ba} phải chờ cả buổi sáng.',
      'Phí chứng thực thu {tien} đồng mà không đưa biên lai.',
      'Tài khoản của mẹ tôi bị khóa vì số điện thoại đăng ký năm {nam} đã đổi chủ.',
      'Sau khi sáp nhập, dân phải chạy xe {n} cây số tới trụ sở mới.',
    ],
    requests: [
      'Mong rà soát quy trình và trả kết quả đúng hẹn.',
      'Đề nghị bố trí thêm người hướng dẫn nộp hồ sơ trực tuyến.',
      'Xin trả lời rõ còn thiếu giấy tờ nào.',
    ],
  },
  {
    fields: ['PCS-01', 'PCS-02'],
    openings: [
      'Kiến nghị xét hỗ trợ sửa nhà cho gia đình liệt sĩ {ten} ở {thon}, nhà dột nát từ cơn bão năm {nam}.',
      'Tôi đề nghị được nhận tiền hỗ trợ người bán vé số bị mất việc đợt lũ tháng {thang}.',
      'Tiền điện hộ nghèo ba quý liền chưa chi trả cho {n} hộ đồng bào ở {thon}.',
      'Đề nghị bổ sung con tôi vào danh sách trẻ mồ côi được trợ cấp hằng tháng.',
    ],
    facts: [
      'Danh sách gửi lên hồi {ngay} bị thất lạc, phải làm lại từ đầu.',
      'Mức hỗ trợ {tien} đồng thấp hơn các xã lân cận.',
      'Người nhận thay là cán bộ hội, không có giấy ủy quyền.',
      'Cháu sống với bà ngoại từ năm {nam}, bà nay đã yếu.',
      'Thẻ ngân hàng chính sách phát về ghi sai một chữ trong tên.',
    ],
    requests: [
      'Kính mong xem xét cho kịp trước Tết.',
      'Đề nghị công khai danh sách tại nhà rông, nhà văn hóa.',
    ],
  },
  {
    fields: ['PKH-01'],
    openings: [
      'Kiến nghị nhà máy nước cấp đủ nước cho khu tái định cư {thon}, ba tháng nay chỉ chảy nhỏ giọt ban đêm.',
      'Đề nghị điện lực di dời trụ trung thế nằm giữa lòng đường mới mở ở {xa}.',
      'Ngư dân {thon} phản ánh cảng cá thu phí neo đậu {tien} đồng mỗi chuyến không đúng bảng giá.',
      'Phụ huynh trường trung học {xa} phản ánh khoản thu đầu năm {tien} đồng ghi là tự nguyện.',
      'Xã viên hợp tác xã nông nghiệp {xa} kiến nghị công khai quỹ thủy lợi nội đồng năm {nam}.',
      'Tôi phản ánh dịch vụ mạng ở {thon} hỏng cáp từ {ngay}, tổng đài hẹn rồi bỏ.',
    ],
    facts: [
      'Đồng hồ nước quay cả khi khóa van, hóa đơn tháng {thang} tăng gấp ba.',
      'Dây điện võng thấp chạm ngọn dừa, cháy nổ lúc gió lớn ngày {ngay}.',
      'Tàu công suất nhỏ của ông {ong} bị đuổi ra ngoài bến giữa lúc có áp thấp.',
      'Cuộc họp phụ huynh biểu quyết khi chỉ có {n} người ở lại.',
      'Máy bơm vụ hè thu hỏng, lúa trên cánh đồng rộng {m2} m² khô cháy.',
      'Nhân viên thu tiền không đeo thẻ, không đưa hóa đơn điện tử.',
      'Loa truyền thanh xóm không phát lịch cắt nước, bà con không kịp trữ.',
    ],
    requests: [
      'Đề nghị đơn vị cung cấp giải thích và hoàn tiền thu sai.',
      'Mong ngành chức năng kiểm tra đột xuất.',
      'Kiến nghị tổ chức đối thoại với người dân trong tháng tới.',
      'Xin sửa chữa dứt điểm, đừng khắc phục tạm bợ.',
    ],
  },
];
