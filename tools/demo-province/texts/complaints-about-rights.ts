import type { Topic } from './topic';

export const COMPLAINTS_ABOUT_RIGHTS: readonly Topic[] = [
  {
    fields: ['CS-01'],
    openings: [
      'Cha tôi là thương binh hạng {n} phần trăm, bị dừng trợ cấp từ tháng {thang} theo quyết định số {qd} mà không nêu lý do cụ thể.',
      'Tôi khiếu nại việc {coquan} từ chối xác nhận liệt sĩ đối với anh ruột tôi hy sinh năm {nam} ở chiến trường {xa}.',
      'Hồ sơ hưởng chế độ chất độc hóa học của mẹ tôi bị giám định lại và hạ mức, công văn trả lời ngày {ngay}.',
    ],
    facts: [
      'Hai đồng đội cùng đơn vị, trong đó có ông {ong}, đã viết giấy xác nhận và ra làm chứng.',
      'Giấy ra viện của Quân y viện năm {nam} ghi rõ vết thương ở cột sống.',
      'Số tiền đòi truy thu {tien} đồng vượt quá khả năng của gia đình neo đơn.',
      'Giấy báo tử cấp năm {nam} ghi nhầm nguyên quán thành huyện khác.',
      'Mẹ tôi đã chín mươi tuổi, nằm một chỗ, không thể đi giám định ở thành phố.',
    ],
    requests: [
      'Xin phục hồi chế độ và truy lĩnh thời gian bị cắt.',
      'Đề nghị thẩm định lại hồ sơ gốc lưu tại cơ quan quân sự.',
    ],
  },
  {
    fields: ['CS-02', 'CB-02'],
    openings: [
      'Tôi làm công nhân chế biến gỗ {n} năm nhưng sổ bảo hiểm chỉ ghi nhận đến năm {nam}, cơ quan giải quyết bác đơn ngày {ngay}.',
      'Phụ cấp thâm niên nghề của tôi bị cắt {tien} đồng mỗi tháng kể từ khi chuyển về công tác tại {xa}.',
      'Quyết định nghỉ hưu số {qd} tính thiếu thời gian tôi làm cán bộ hợp tác xã từ năm {nam}.',
    ],
    facts: [
      'Công ty cũ đã giải thể, người giữ hồ sơ là bà {ba} nói đã bàn giao đủ cho kho lưu trữ.',
      'Bảng lương ba tháng liền do kế toán lập có trừ tiền đóng bảo hiểm {tien} đồng.',
      'Công văn trả lời không viện dẫn điều khoản nào, chỉ ghi chung là không đủ cơ sở.',
      'Đồng nghiệp cùng ngạch, cùng năm tuyển dụng {nam} vẫn được hưởng đầy đủ.',
      'Tôi nộp bổ sung giấy tờ {n} lần, lần cuối vào {ngay}.',
    ],
    requests: [
      'Yêu cầu cộng nối thời gian công tác và tính lại mức hưởng.',
      'Tôi mong được chi trả phần chênh lệch kèm lãi chậm trả.',
    ],
  },
  {
    fields: ['CS-03'],
    openings: [
      'Gia đình tôi bị đưa ra khỏi danh sách hộ nghèo của {thon} năm {nam} dù thu nhập không thay đổi.',
      'Con gái tôi bị bại não từ nhỏ, hồ sơ trợ cấp khuyết tật nặng nộp ngày {ngay} bị xếp mức nhẹ.',
      'Bà nội tôi tám mươi hai tuổi chưa được hưởng trợ cấp người cao tuổi vì giấy tờ ghi lệch năm sinh.',
    ],
    facts: [
      'Nhà tranh vách đất rộng {n} mét vuông, mùa bão phải đi ở nhờ nhà ông {ong}.',
      'Tổ rà soát chấm điểm mà không đến nhà, phiếu điểm ghi có xe máy và ti vi là không đúng.',
      'Cả nhà sống nhờ tiền phụ hồ, tháng nhiều nhất được {tien} đồng.',
      'Kết luận của hội đồng họp ngày {ngay} chỉ có hai trong bảy thành viên dự.',
      'Thẻ bảo hiểm y tế miễn phí cũng bị thu lại cùng lúc.',
    ],
    requests: [
      'Xin được bình xét lại có mặt bà con trong xóm.',
      'Đề nghị xác định lại dạng tật và mức trợ cấp.',
    ],
  },
  {
    fields: ['CB-01', 'GD-01'],
    openings: [
      'Tôi là giáo viên trường tiểu học ở {xa}, khiếu nại quyết định kỷ luật số {qd} hình thức cảnh cáo.',
      'Ngày {ngay}, {coquan} chấm dứt hợp đồng lao động với tôi khi đang nghỉ thai sản.',
      'Con tôi đủ tuổi và đúng tuyến nhưng không được nhận vào lớp một trường gần {thon}.',
    ],
    facts: [
      'Hội đồng kỷ luật họp không triệu tập tôi, biên bản ghi ngày {ngay} là ngày tôi dự tập huấn ở Huế.',
      'Bản tự kiểm điểm bị thay trang giữa, chữ ký cuối trang không phải của tôi.',
      'Sổ điểm danh có xác nhận của hiệu phó {ten} cho thấy tôi không bỏ tiết nào.',
      'Danh sách trúng tuyển có {n} trường hợp hộ khẩu ở nơi khác.',
      'Tiền lương tháng {thang} còn nợ {tien} đồng chưa thanh toán.',
    ],
    requests: [
      'Đề nghị hủy hình thức kỷ luật và khôi phục danh dự cho tôi.',
      'Yêu cầu nhận tôi trở lại làm việc, trả đủ lương những ngày bị nghỉ.',
      'Xin công khai tiêu chí tuyển sinh và xét lại cho cháu.',
    ],
  },
  {
    fields: ['XD-01', 'XD-02'],
    openings: [
      'Tôi nộp đơn xin phép xây nhà {n} mét ngang tại thửa {thua} từ {ngay}, quá hẹn bốn mươi ngày không có kết quả.',
      'Quyết định đình chỉ thi công số {qd} đối với nhà kho của tôi ở {xa} được dán ngoài cổng lúc nửa đêm.',
      'Nhà tôi bị buộc phá bỏ tầng tum, còn công trình của ông {ong} cao hơn hai tầng thì vẫn được hoàn công.',
    ],
    facts: [
      'Bản vẽ đã chỉnh sửa theo đúng góp ý trong phiếu hướng dẫn số {so}/PHD.',
      'Chỉ giới đường đỏ thay đổi từ năm {nam} nhưng không công bố tại {thon}.',
      'Vật liệu nằm phơi mưa, thiệt hại ước {tien} đồng.',
      'Thợ xây nghỉ việc, chủ nợ đòi trả tiền sắt thép trước {ngay}.',
      'Biên bản kiểm tra đo khoảng lùi bằng bước chân, không dùng máy.',
    ],
    requests: [
      'Yêu cầu cấp phép hoặc trả lời lý do từ chối bằng văn bản.',
      'Đề nghị hủy quyết định đình chỉ và cho tiếp tục hoàn thiện nhà.',
    ],
  },
  {
    fields: ['MT-01', 'TP-01'],
    openings: [
      'Báo cáo tác động môi trường của trại heo gần {thon} được phê duyệt ngày {ngay} mà không lấy ý kiến cộng đồng, tôi khiếu nại việc phê duyệt đó.',
      'Bản án có hiệu lực từ năm {nam} buộc ông {ong} trả tôi {tien} đồng, cơ quan thi hành án chưa kê biên tài sản nào.',
      'Tôi khiếu nại văn bản số {so}/STNMT cho phép mỏ đá nổ mìn cách nhà dân ở {thon} chỉ {n} mét.',
    ],
    facts: [
      'Nước giếng ba nhà quanh đó đổi màu, kết quả xét nghiệm lấy mẫu ngày {ngay} vượt ngưỡng amoni.',
      'Người phải thi hành đã bán căn nhà ở phường trung tâm cho em vợ với giá tượng trưng.',
      'Mái ngói nhà thờ họ nứt {n} chỗ sau các đợt nổ vào buổi trưa.',
      'Phiếu lấy ý kiến có tên người đã mất từ năm {nam}.',
      'Chấp hành viên hẹn làm việc bốn lần rồi đều hoãn, lần gần nhất là {ngay}.',
    ],
    requests: [
      'Đề nghị tạm dừng hoạt động để đánh giá lại.',
      'Yêu cầu tổ chức kê biên, phong tỏa tài sản trong tháng này.',
    ],
  },
];
