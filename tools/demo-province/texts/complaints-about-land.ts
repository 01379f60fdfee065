import type { Topic } from './topic';

export const COMPLAINTS_ABOUT_LAND: readonly Topic[] = [
  {
    fields: ['DD-01'],
    openings: [
      'Tôi khiếu nại Quyết định số {qd} ngày {ngay} về việc thu hồi {m2} m² đất của hộ tôi tại thửa {thua}, tờ bản đồ {to}, {thon}, {xa} để làm {duan}.',
      'Gia đình tôi không đồng ý với thông báo thu hồi đất số {so}/TB-UBND gửi ngày {ngay}, vì thửa {thua} ở {thon} không nằm trong ranh giới {duan}.',
      'Đề nghị xem xét lại việc thu hồi mảnh vườn {m2} m² mà cha mẹ tôi khai hoang từ năm {nam} ở {thon}, {xa}.',
      'Ngày {ngay}, cán bộ {coquan} đến cắm mốc trên rẫy keo của tôi mà không hề có quyết định thu hồi đất nào được giao cho chủ hộ.',
    ],
    facts: [
      'Khi kiểm đếm ngày {ngay}, tổ công tác bỏ sót {n} cây dừa, một giếng khoan và chuồng bò xây năm {nam}.',
      'Trích đo địa chính ghi diện tích {m2} m², trong khi giấy chứng nhận cấp năm {nam} ghi lớn hơn gần {n} m².',
      'Không có buổi họp dân nào ở {thon} trước ngày {ngay}, biên bản họp có chữ ký của ông {ong} là người đã đi khỏi địa phương.',
      'Dự án đã treo từ năm {nam}, đất bỏ hoang cỏ mọc, nay lại thông báo thu hồi thêm phần còn lại.',
      'Hộ ông {ong} ở liền ranh có cùng nguồn gốc đất nhưng không bị thu hồi.',
      'Tôi đã nộp thuế sử dụng đất liên tục {n} năm, biên lai gần nhất ghi {tien} đồng.',
      'Phần đất thu hồi cắt đôi sân nhà, phần còn lại không đủ xây nhà theo quy định tách thửa.',
    ],
    requests: [
      'Đề nghị hủy quyết định nêu trên và đo đạc lại có sự chứng kiến của gia đình.',
      'Tôi yêu cầu điều chỉnh ranh thu hồi, trả lại phần đất ngoài dự án.',
      'Mong được trả lời bằng văn bản căn cứ pháp lý của việc thu hồi.',
    ],
  },
  {
    fields: ['DD-02'],
    openings: [
      'Phương án bồi thường phê duyệt ngày {ngay} cho {duan} tính đất của hộ tôi là đất trồng cây hằng năm, trong khi gia đình đã ở từ năm {nam}.',
      'Tôi khiếu nại việc chi trả {tien} đồng cho toàn bộ nhà, mộ và cây trái ở thửa {thua}, {thon} vì thấp hơn giá trị thật rất nhiều.',
      'Bảng chiết tính số {so}/BCT của {coquan} bỏ khoản hỗ trợ chuyển đổi nghề cho {n} lao động trong hộ tôi.',
    ],
    facts: [
      'Ao tôm {m2} m² đang vụ nuôi chỉ được hỗ trợ {tien} đồng, không đủ tiền con giống.',
      'Nhà cấp bốn xây năm {nam} bị tính khấu hao còn ba mươi phần trăm dù vẫn đang ở.',
      'Hai ngôi mộ của ông bà nội không có trong biên bản kiểm kê lập ngày {ngay}.',
      'Ông {ten} cùng dãy nhà được áp hệ số vị trí một, còn tôi bị áp vị trí ba.',
      'Tiền hỗ trợ ổn định đời sống mới nhận được sáu tháng, chưa đủ mười hai tháng như phổ biến hôm {ngay}.',
      'Chuồng gà công nghiệp sức chứa {n} con bị coi là công trình tạm nên không tính.',
    ],
    requests: [
      'Xin được tính lại theo giá đất ở và bổ sung khoản còn thiếu.',
      'Yêu cầu lập lại biên bản kiểm kê tài sản và công khai đơn giá áp dụng.',
    ],
  },
  {
    fields: ['DD-03'],
    openings: [
      'Hộ tôi có {n} nhân khẩu, bị giải tỏa trắng vì {duan} nhưng chỉ được xét một lô tái định cư {m2} m².',
      'Tôi khiếu nại danh sách bố trí tái định cư niêm yết ngày {ngay} tại trụ sở {xa} vì không có tên gia đình tôi.',
      'Lô đất tái định cư số {so} giao cho tôi nằm ngay taluy âm, chưa có điện, nước và đường vào.',
    ],
    facts: [
      'Con trai lớn đã tách hộ khẩu từ năm {nam}, có nhà riêng trên cùng thửa {thua} nhưng không được tính là hộ phụ.',
      'Từ ngày bàn giao mặt bằng {ngay} đến nay gia đình phải thuê nhà, mỗi tháng {tien} đồng.',
      'Buổi bốc thăm tổ chức khi tôi nằm viện ở Quy Nhơn, người bốc thay là ông {ong} không được ủy quyền.',
      'Nền khu tái định cư sụt lún sau trận mưa tháng mười, vách nhà nứt dài gần {n} mét.',
      'Giá đất tái định cư thu {tien} đồng một lô, cao hơn giá đã thông báo trong cuộc họp ngày {ngay}.',
    ],
    requests: [
      'Đề nghị bổ sung hộ phụ và giao thêm một lô theo đúng quy định.',
      'Xin được đổi sang lô đất đã có hạ tầng, miễn tiền thuê nhà thời gian chờ.',
    ],
  },
  {
    fields: ['DD-04', 'DD-05'],
    openings: [
      'Hồ sơ xin cấp giấy chứng nhận cho thửa {thua}, tờ bản đồ {to} tại {thon} nộp ngày {ngay} bị {coquan} trả lại lần thứ ba.',
      'Tôi khiếu nại quyết định số {qd} hủy giấy chứng nhận quyền sử dụng đất của mẹ tôi, với lý do cấp trùng với hộ ông {ong}.',
      'Giấy chứng nhận cấp năm {nam} ghi sai tên đệm và thiếu {m2} m² đất vườn, xin đính chính đã hai năm chưa xong.',
      'Văn phòng đăng ký đất đai từ chối sang tên phần thừa kế {m2} m² ở {xa} cho chị em tôi.',
    ],
    facts: [
      'Sổ mục kê năm {nam} vẫn đứng tên cụ nội tôi, bản sao có đóng dấu ngày {ngay}.',
      'Ranh đất là hàng rào dâm bụt trồng từ trước giải phóng, chưa khi nào tranh chấp với ai.',
      'Cán bộ địa chính nói miệng là vướng quy hoạch đường {n} mét nhưng không đưa được bản đồ.',
      'Tôi đã nộp lệ phí và tiền sử dụng đất {tien} đồng theo thông báo số {so}/TB-CCT.',
      'Ba người làm chứng cao tuổi trong {thon} đã ký xác nhận nguồn gốc đất.',
      'Bản đồ đo năm {nam} vẽ con mương đi qua giữa nhà tôi, thực tế mương cách đó {n} mét.',
    ],
    requests: [
      'Yêu cầu cấp giấy chứng nhận đúng diện tích đang sử dụng.',
      'Đề nghị hủy quyết định và giữ nguyên hiệu lực giấy đã cấp cho gia đình.',
    ],
  },
  {
    fields: ['DD-06', 'DD-10'],
    openings: [
      'Con đường {n} mét đi chung của bốn hộ ở {thon} bị {coquan} công nhận cho riêng nhà ông {ong} theo văn bản số {so}/UBND-NC.',
      'Tôi không chấp nhận quyết định số {qd} giải quyết tranh chấp giữa gia đình tôi và ông {ong} về dải đất {m2} m² giáp bờ suối.',
      'Mốc giới đóng năm {nam} giữa thửa {thua} với đất của hợp tác xã bị nhổ đi trong đêm {ngay}.',
    ],
    facts: [
      'Biên bản hòa giải ngày {ngay} không ghi ý kiến của bên tôi và thiếu chữ ký của trưởng thôn.',
      'Ảnh chụp từ trên không cho thấy lối đi đã có ít nhất từ năm {nam}.',
      'Nhà bên xây tường lấn sang {n} tấc, chặn luôn đường thoát nước mưa.',
      'Cả xóm đã góp {tien} đồng để đổ bê tông lối đi này.',
      'Trích lục thửa {thua} do cụ {ong} kê khai ghi rõ phía tây giáp đường hẻm.',
    ],
    requests: [
      'Kính mong đo lại thực địa và khôi phục hiện trạng lối đi.',
      'Tôi đề nghị giải quyết lại vụ tranh chấp, mời đủ các hộ giáp ranh.',
    ],
  },
  {
    fields: ['DD-07', 'DD-08', 'DD-09'],
    openings: [
      'Tôi khiếu nại quyết định xử phạt số {qd} buộc nộp {tien} đồng vì cho rằng tôi lấn {m2} m² đất rừng phòng hộ ở {thon}.',
      'Sáng {ngay}, đoàn cưỡng chế của {coquan} tháo dỡ quán nước của tôi ở {xa} khi chưa hết thời hạn tự tháo dỡ.',
      'Thông báo nộp tiền sử dụng đất {tien} đồng cho thửa {thua} áp sai bảng giá và sai thời điểm.',
    ],
    facts: [
      'Biên bản vi phạm lập vắng mặt, người ký nhận là cháu tôi mới mười lăm tuổi.',
      'Đất này cha tôi trồng điều từ năm {nam}, trước khi có quyết định quy hoạch ba loại rừng.',
      'Tài sản bị chở đi gồm {n} bộ bàn ghế, tủ đông và máy phát, đến nay chưa được trả.',
      'Cơ quan thuế tính theo giá ở mặt tiền quốc lộ trong khi nhà trong hẻm cụt sâu {n} mét.',
      'Tôi nhận quyết định ngày {ngay}, chậm hơn hai tháng so với ngày ký.',
      'Chi phí cưỡng chế {tien} đồng không kèm dự toán hay hóa đơn.',
    ],
    requests: [
      'Đề nghị hủy bỏ quyết định xử phạt và hoàn lại số tiền đã nộp.',
      'Yêu cầu bồi thường tài sản hư hỏng do cưỡng chế trái quy định.',
      'Xin tính lại nghĩa vụ tài chính theo đúng vị trí thửa đất.',
    ],
  },
];
