import type { Topic } from './topic';

export const PROPOSALS_ABOUT_PLACES: readonly Topic[] = [
  {
    fields: ['PGT-01'],
    openings: [
      'Bà con {thon} kiến nghị sửa cầu bản qua suối bị xói trụ sau lũ tháng {thang}, xe máy đi qua rất nguy hiểm.',
      'Tuyến đường liên xã từ {thon} ra chợ {xa} có {n} ổ voi, học sinh té ngã nhiều lần.',
      'Đề nghị lắp gờ giảm tốc và đèn chiếu sáng ở ngã tư gần trường mẫu giáo {thon}.',
      'Cống thoát nước dọc đường nội đồng {xa} bị bồi lấp, hễ mưa là ngập cả khu dân cư.',
    ],
    facts: [
      'Ngày {ngay} đã xảy ra va chạm giữa xe tải chở dăm gỗ và xe đạp điện, một cháu bé gãy tay.',
      'Nhà thầu đào đường đặt ống rồi bỏ dở hơn {n} tuần, đất đá tràn ra mặt đường.',
      'Chúng tôi tự góp {tien} đồng mua đá dăm vá tạm nhưng mưa lại trôi hết.',
      'Biển hạn chế tải trọng mười tấn bị xe ben tông gãy từ {ngay}.',
      'Trong buổi tiếp xúc cử tri năm {nam} địa phương có hứa sẽ đưa vào danh mục đầu tư.',
      'Người già trong xóm phải đi vòng gần {n} cây số để tới trạm y tế.',
    ],
    requests: [
      'Mong sớm bố trí kinh phí sửa chữa trước mùa mưa.',
      'Đề nghị cơ quan quản lý đường bộ khảo sát và trả lời cho dân biết.',
      'Xin kiểm tra, xử lý xe quá tải trên đoạn này.',
    ],
  },
  {
    fields: ['PMT-01'],
    openings: [
      'Xưởng chế biến bột cá đầu {thon} xả khói đen và mùi tanh nồng nặc về đêm.',
      'Bãi rác tạm sau chợ {xa} ùn ứ đã {n} ngày chưa ai chở đi, ruồi nhặng vào tận nhà.',
      'Đàn vịt chạy đồng thả kín hồ nước sinh hoạt của {thon}, nước đổi màu xanh.',
      'Trại nuôi chim yến ở khu dân cư {xa} mở loa dẫn dụ từ bốn giờ sáng.',
    ],
    facts: [
      'Trẻ nhỏ trong khu vực bị viêm hô hấp, riêng tháng {thang} có {n} cháu phải đi bệnh viện.',
      'Cá rô phi nuôi lồng chết trắng vào sáng {ngay}, thiệt hại khoảng {tien} đồng.',
      'Hàng rào chắn bụi bằng tôn đã mục, gió nồm thổi bay mạt cưa vào bếp từng nhà.',
      'Ống thải chôn ngầm đổ thẳng ra bờ biển, chỉ lộ khi triều xuống.',
      'Tổ tự quản do ông {ong} phụ trách đã nhắc hai lần nhưng chủ cơ sở thách thức.',
      'Giếng đóng sâu {n} mét nay bơm lên có váng dầu.',
    ],
    requests: [
      'Đề nghị đo đạc môi trường và buộc di dời khỏi khu dân cư.',
      'Xin tăng chuyến thu gom rác và phun khử khuẩn.',
      'Kiến nghị giám sát, xử phạt nếu tái diễn.',
    ],
  },
  {
    fields: ['PXD-01', 'PDD-01'],
    openings: [
      'Nhà hàng xóm tôi là ông {ong} ở {thon} cơi nới mái tôn che kín lối thoát hiểm của dãy trọ.',
      'Tôi phản ánh tình trạng phân lô, bán nền trên đất trồng lúa tại {thon}, {xa}.',
      'Công trình khách sạn đang đào móng sát vách nhà dân ở {xa} làm nứt tường.',
      'Khu đất công viên quy hoạch từ năm {nam} ở {thon} bị dựng rạp bán vật liệu xây dựng.',
    ],
    facts: [
      'Vết nứt rộng thêm mỗi tuần, ngày {ngay} gạch lát nền bật lên một mảng lớn.',
      'Quảng cáo trên mạng rao bán {n} lô, mỗi lô {tien} đồng, hứa có sổ riêng.',
      'Đội quản lý trật tự đến chụp ảnh hôm {ngay} rồi không thấy thông báo gì.',
      'Xe bồn trộn bê tông đậu choán cả hẻm lúc giờ tan trường.',
      'Bờ ruộng bị san phẳng, nước tưới không về được thửa {thua}.',
    ],
    requests: [
      'Đề nghị kiểm tra giấy phép và buộc khắc phục.',
      'Mong chính quyền ngăn chặn sớm, tránh hậu quả cho người mua.',
    ],
  },
  {
    fields: ['PAN-01'],
    openings: [
      'Quán karaoke di động ở {thon} mở loa công suất lớn tới nửa đêm, gần như ngày nào cũng có.',
      'Thanh niên tụ tập đua xe trên đường ven biển đoạn qua {xa} vào tối thứ bảy.',
      'Tôi phản ánh một nhóm cho vay lãi nặng dán tờ rơi khắp cột điện {thon}.',
      'Chó thả rông không rọ mõm ở khu tập thể {xa} đã cắn {n} người trong quý này.',
    ],
    facts: [
      'Gọi đường dây nóng lúc hai mươi ba giờ ngày {ngay} nhưng không có người nghe máy.',
      'Cụ {ong} bị cao huyết áp phải đi cấp cứu sau một đêm mất ngủ.',
      'Người vay {tien} đồng sau ba tháng bị đòi gấp đôi, tạt sơn vào cổng.',
      'Camera của tiệm tạp hóa ghi được biển số ba xe máy phân khối lớn.',
      'Phụ huynh không dám cho con đi bộ tới lớp học thêm buổi tối.',
      'Công an viên có lập biên bản nhắc nhở hồi tháng {thang}, được vài hôm rồi đâu lại vào đấy.',
    ],
    requests: [
      'Kiến nghị tuần tra thường xuyên và xử phạt theo quy định.',
      'Đề nghị niêm yết số điện thoại trực để người dân báo tin.',
    ],
  },
];
