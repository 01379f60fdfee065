/** Sentences any petitioner may add: where the matter stands, what has been tried, what is enclosed. */
export const CIRCUMSTANCES: readonly string[] = [
  'Tôi đã gửi ý kiến tới {xa} ngày {ngay} và nhận được lời hứa miệng.',
  'Kèm theo đơn là {n} tờ bản sao và hai ảnh chụp hiện trạng.',
  'Sự việc kéo dài từ năm {nam} làm ảnh hưởng cuộc sống của cả nhà.',
  'Người biết rõ đầu đuôi là {ten}, hiện ở {thon}.',
  'Lần làm việc gần nhất vào {ngay} không lập biên bản.',
  'Nếu cần xin mời tôi tới trình bày, nhà cách trụ sở chừng {n} phút đi xe.',
  'Tổng thiệt hại gia đình tự tính là {tien} đồng.',
  'Phiếu hẹn số {so} tôi vẫn giữ bản gốc.',
  'Tôi tuổi cao, sức yếu, mong được giải quyết một lần cho xong.',
  'Vợ chồng tôi làm nông, không rành giấy tờ nên có chỗ nào chưa đúng xin được hướng dẫn.',
  'Nội dung này tôi chưa gửi tới tòa án và cũng chưa rút đơn lần nào.',
  'Cuối tháng {thang} có đoàn về khảo sát nhưng kết quả không ai hay.',
  'Tôi cam đoan những điều trên là đúng sự thật và chịu trách nhiệm.',
  'Đơn này thay cho đơn viết tay đề ngày {ngay} bị mờ chữ.',
];
