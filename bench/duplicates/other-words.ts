/**
 * Words of the second source of petitions: other names, other matters, other sentences than those of `dedup-bench`, so that what a model learnt
 * there cannot be the wording here. Whoever wrote them had read that generator. All people and matters are invented.
 */
export const SURNAMES =
  'Nguyễn Nguyễn Nguyễn Nguyễn Trần Trần Lê Lê Phạm Hoàng Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Trịnh Mai Tăng Thạch Kim Danh Lường Hà Vàng Lò Cầm'.split(
    ' ',
  );
export const MIDDLES =
  'Văn Văn Thị Thị Thị Hữu Đức Minh Ngọc Quốc Thanh Xuân Gia Bảo Tường Kim Bích Hồng Thế Trung'.split(' ');
export const GIVENS =
  'Hải Tuyến Quyết Bằng Chung Cần Dân Hiển Hạ Khiêm Kha Lượng Mẫn Mùa Nghị Nhẫn Oánh Phát Quế Sáng Tiệp Thược Trưởng Vượng Xuyên Yến Thắm Loan Nguyệt Hường Dịu Chắt Bưởi Na Rớt Út Bé Hoa Lan Hà'.split(
    ' ',
  );
export const HAMLETS =
  'thôn Cầu Đá|xóm Bãi|ấp Kênh Ba|tổ 4|khu 9|bản Nà Khoa|khóm 2|thôn Lai Xá|xóm Giếng|ấp Tân Thuận'.split(
    '|',
  );
export const ROADS =
  'đường liên xã|đường tỉnh 295|quốc lộ 37|đường đê tả|đường trục thôn|đường vành đai phía đông'.split('|');
export const FIRMS =
  'Công ty TNHH Giấy Hưng Phát|Công ty cổ phần Khoáng sản Núi Hồng|Hợp tác xã Đồng Tâm|Công ty TNHH Thực phẩm Việt Hoa|Nhà máy gạch Tuynel Sông Thương|Công ty TNHH Dệt Sao Mai|Công ty CP Xi măng Bắc Sơn|Trang trại lợn Minh Khai|Công ty TNHH Bao bì Đại Lộc|Công ty CP Bất động sản Hồng Hà'.split(
    '|',
  );
export const SCHOOLS =
  'Trường THCS Nguyễn Trãi|Trường Mầm non Hoa Sen|Trường Tiểu học số 2|Trường THPT Chu Văn An|Trường THCS Kim Đồng'.split(
    '|',
  );
export const POSTS =
  'Chủ tịch UBND xã|trưởng thôn|cán bộ địa chính|Bí thư chi bộ|kế toán xã|Trưởng Công an xã'.split('|');

export interface Story {
  readonly caseType: 'KN' | 'TC' | 'KNPA';
  readonly field: string;
  readonly subject: string;
  /** Ways to say it in a line; `{x}` are facts of the matter. */
  readonly titles: readonly string[];
  /** Sentences in an order that tells the story; each has two ways of saying it. */
  readonly sentences: readonly (readonly [string, string])[];
}

export const STORIES: readonly Story[] = [
  {
    caseType: 'KN',
    field: 'Đất đai',
    subject: 'UBND {huyen}',
    titles: [
      'Không nhất trí phương án đền bù theo QĐ {qd}',
      'Về việc thu hồi {dt} m2 đất tại {thon} khi mở {duong}',
      'KN bồi thường thửa {thua} tờ {to}',
    ],
    sentences: [
      [
        'Hộ tôi canh tác thửa {thua} thuộc tờ bản đồ {to} ở {thon}.',
        'Ruộng nhà tôi ở {thon} là thửa đất số {thua}, tờ số {to}.',
      ],
      ['Khi làm {duong}, huyện lấy của tôi {dt} m2.', 'Diện tích bị lấy để mở {duong} đo được {dt} m2.'],
      [
        'Văn bản {qd} ký ngày {ngay} chỉ tính {tien} đồng.',
        'Theo Quyết định {qd} ngày {ngay}, số tiền tôi được nhận là {tien} đồng.',
      ],
      ['Cây cối, chuồng trại không được kiểm đếm.', 'Tổ kiểm kê bỏ qua chuồng trại và cây lâu năm.'],
      ['Xin các cấp tính lại cho đúng giá.', 'Tôi mong cấp trên cho đo đạc và tính lại.'],
    ],
  },
  {
    caseType: 'KN',
    field: 'Đất đai',
    subject: 'Văn phòng đăng ký đất đai {huyen}',
    titles: [
      'Sổ đỏ {gcn} cấp nhầm diện tích',
      'Đề nghị đính chính giấy chứng nhận {gcn}',
      'Chậm cấp sổ đỏ thửa {thua}',
    ],
    sentences: [
      [
        'Sổ đỏ số {gcn} của gia đình ghi thiếu {dt} m2.',
        'Giấy chứng nhận {gcn} ghi diện tích hụt {dt} m2 so với thực tế.',
      ],
      ['Tôi nộp hồ sơ từ ngày {ngay}, biên nhận {bn}.', 'Biên nhận {bn} ngày {ngay} tôi còn giữ.'],
      ['Cán bộ {canbo} hẹn nhiều lần rồi im lặng.', 'Người thụ lý là {canbo} cứ khất lần này lần khác.'],
      ['Đề nghị trả lời bằng văn bản.', 'Mong nhận được công văn phúc đáp.'],
    ],
  },
  {
    caseType: 'TC',
    field: 'Tham nhũng, lãng phí',
    subject: '{canbo}, {chucvu} {xa}',
    titles: [
      'Tố giác {chucvu} {canbo} ăn chặn tiền hỗ trợ',
      '{canbo} lập danh sách khống',
      'TC {canbo} bán đất công',
    ],
    sentences: [
      [
        'Trong đợt chi trả ngày {ngay}, {canbo} giữ lại {tien} đồng của dân.',
        '{canbo} bớt lại {tien} đồng khi phát tiền hỗ trợ hôm {ngay}.',
      ],
      ['Danh sách có {so} hộ không có thật.', 'Có tới {so} hộ khống trong bảng kê.'],
      ['{canbo2} là người ký nhận thay.', 'Chữ ký nhận tiền do {canbo2} ký hộ.'],
      ['Bà con đã hỏi nhưng bị đe doạ.', 'Ai hỏi thì bị doạ cắt chế độ.'],
    ],
  },
  {
    caseType: 'KNPA',
    field: 'Môi trường',
    subject: '{cty}',
    titles: ['{cty} xả thải ra kênh {thon}', 'Khói, bụi của {cty}', 'Dân {thon} kêu cứu vì ô nhiễm'],
    sentences: [
      ['{cty} đóng cách nhà dân {thon} chừng {so} mét.', 'Từ {cty} đến khu dân cư {thon} chỉ {so} mét.'],
      ['Đêm {ngay} nước đen tràn ra ruộng.', 'Ngày {ngay} cá trong ao chết trắng.'],
      ['Thiệt hại của tôi khoảng {tien} đồng.', 'Tính ra nhà tôi mất {tien} đồng.'],
      ['Mong cơ quan môi trường về lấy mẫu.', 'Đề nghị cho dừng hoạt động để kiểm tra.'],
    ],
  },
  {
    caseType: 'KNPA',
    field: 'Giáo dục',
    subject: '{truong}',
    titles: ['{truong} thu tiền sai', 'Khoản thu {tien} đồng ở {truong}', 'Phụ huynh phản ứng với {truong}'],
    sentences: [
      [
        'Cuộc họp ngày {ngay}, {truong} bắt đóng {tien} đồng.',
        '{truong} thông báo hôm {ngay} mỗi cháu nộp {tien} đồng.',
      ],
      ['Con tôi học lớp {lop} chưa đóng nên bị nêu tên.', 'Cháu nhà tôi ở lớp {lop} bị bêu tên trước cờ.'],
      ['Không ai đưa biên lai.', 'Nhà trường không xuất hoá đơn.'],
    ],
  },
  {
    caseType: 'KN',
    field: 'Chính sách xã hội',
    subject: 'Phòng Nội vụ {huyen}',
    titles: ['Xin xét lại trợ cấp theo hồ sơ {bn}', 'Bị dừng chế độ từ {ngay}', 'Hồ sơ người có công {bn}'],
    sentences: [
      ['Tôi phục vụ ở đơn vị {donvi} từ năm {nam}.', 'Năm {nam} tôi thuộc biên chế đơn vị {donvi}.'],
      [
        'Hồ sơ {bn} nộp đủ mà ngày {ngay} bị dừng chi trả.',
        'Từ ngày {ngay} tôi không được lĩnh nữa, hồ sơ {bn}.',
      ],
      ['Người làm chứng là {canbo2}.', '{canbo2} cùng đơn vị xác nhận cho tôi.'],
    ],
  },
  {
    caseType: 'KNPA',
    field: 'Giao thông, hạ tầng',
    subject: 'UBND {xa}',
    titles: ['{duong} qua {thon} hỏng nặng', 'Đề nghị sửa {duong}', 'Xe tải cày nát {duong}'],
    sentences: [
      ['{duong} đoạn qua {thon} có {so} ổ gà.', 'Tôi đếm được {so} ổ gà trên {duong} ở {thon}.'],
      ['Ngày {ngay} cháu nhà tôi ngã gãy tay.', 'Hôm {ngay} đã có người ngã xe.'],
      ['Xe của {cty} chở đất suốt ngày.', '{cty} cho xe quá tải chạy liên tục.'],
    ],
  },
  {
    caseType: 'KN',
    field: 'Lao động',
    subject: '{cty}',
    titles: ['{cty} giữ sổ bảo hiểm', 'Đòi lương {tien} đồng ở {cty}', 'Bị {cty} cho nghỉ trái luật'],
    sentences: [
      ['Tôi vào {cty} năm {nam}, tổ {lop}.', 'Năm {nam} tôi được nhận vào tổ {lop} của {cty}.'],
      ['Ngày {ngay} bảo vệ không cho vào làm.', 'Từ {ngay} thẻ ra vào của tôi bị khoá.'],
      ['Tiền lương chưa trả là {tien} đồng.', 'Họ còn nợ tôi {tien} đồng.'],
    ],
  },
];
