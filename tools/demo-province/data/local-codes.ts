/** Code tables of the local software: its own codes, on purpose unlike the national ones. */
export interface LocalCode {
  readonly code: string;
  readonly name: string;
}

const table = (text: string): readonly LocalCode[] =>
  text.split('|').map((entry) => {
    const [code = '', name = ''] = entry.split('=');
    return { code, name };
  });

export const KIND_CODES = { KN: '1', TC: '2', KNPA: '3' } as const;
export type Kind = keyof typeof KIND_CODES;

export const CHANNELS = table(
  'BD=Bưu điện|TD=Tiếp công dân|CQ=Cơ quan khác chuyển|TT=Nộp trực tiếp|HT=Hòm thư góp ý|DV=Đại biểu dân cử chuyển|' +
    'EM=Thư điện tử|DN=Đường dây nóng|CDV=Cổng dịch vụ công',
);

export const FIELDS = table(
  'DD-01=Thu hồi đất|DD-02=Bồi thường, hỗ trợ|DD-03=Tái định cư|DD-04=Cấp sổ đỏ|DD-05=Hủy sổ đỏ|DD-06=Tranh chấp đất|' +
    'DD-07=Xử phạt đất đai|DD-08=Cưỡng chế|DD-09=Giá đất, tiền sử dụng đất|DD-10=Mốc giới, lối đi|CS-01=Người có công|' +
    'CS-02=Bảo hiểm xã hội|CS-03=Trợ cấp xã hội|CB-01=Kỷ luật công chức|CB-02=Tiền lương, phụ cấp|XD-01=Cấp phép xây dựng|' +
    'XD-02=Trật tự xây dựng|GD-01=Giáo dục|MT-01=Môi trường|TP-01=Thi hành án|TCV-01=Tố cáo quản lý đất đai|' +
    'TCV-02=Tố cáo tài chính|TCV-03=Tố cáo đầu tư xây dựng|TCV-04=Tố cáo công tác cán bộ|TCV-05=Tố cáo chế độ chính sách|' +
    'TTN-01=Tố cáo nhận hối lộ|TTN-02=Tố cáo tham ô|PDD-01=Phản ánh đất đai|PMT-01=Phản ánh môi trường|' +
    'PCS-01=Kiến nghị người có công|PCS-02=Kiến nghị an sinh|PXD-01=Phản ánh trật tự xây dựng|PGT-01=Kiến nghị giao thông|' +
    'PTT-01=Phản ánh thủ tục|PAN-01=Phản ánh an ninh trật tự|PKH-01=Kiến nghị khác',
);

export const DIRECTIONS = table(
  'DXTL=Đề xuất thụ lý|CHUYEN=Chuyển đơn|HDAN=Hướng dẫn|TRA=Trả đơn|LUU=Lưu đơn|DDOC=Đôn đốc|KTL=Không thụ lý',
);

export const RESULTS = table(
  'KN-D=Khiếu nại đúng|KN-DMP=Khiếu nại đúng một phần|KN-S=Khiếu nại sai|TC-D=Tố cáo đúng|TC-DMP=Tố cáo đúng một phần|' +
    'TC-S=Tố cáo sai|TC-CY=Cố ý tố cáo sai|PA-GQ=Đã giải quyết|PA-KCS=Không có cơ sở',
);

export const DECISION_FORMS = table(
  'QD1=Quyết định lần đầu|QD2=Quyết định lần hai|KL=Kết luận tố cáo|VBTL=Văn bản trả lời|VBK=Văn bản khác',
);

export const DOCUMENT_TYPES = table(
  'DON=Đơn|QDHC=Quyết định hành chính|GTD=Giấy tờ đất|GUQ=Giấy ủy quyền|GTTT=Giấy tờ tùy thân|PC=Phiếu chuyển|' +
    'BB=Biên bản|ANH=Ảnh, trích lục|KHAC=Khác',
);

export const ETHNIC_GROUPS = table('KINH=Kinh|BANA=Ba Na|HRE=Hrê|CHAM=Chăm|TAY=Tày|NUNG=Nùng|MUONG=Mường');
export const COUNTRIES = table('VNM=Việt Nam|USA=Hoa Kỳ|KOR=Hàn Quốc');
