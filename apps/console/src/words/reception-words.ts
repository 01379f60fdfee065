/** What is said of visits at the reception desk. */
const VI = {
  title: 'Lượt tiếp không có đơn',
  what: 'CSDLQG chưa có kênh cho lượt tiếp không phát sinh đơn: nhập tay trên CSDLQG, rồi ghi nhận ở đây. Danh sách này không có tên ai.',
  period: 'Kỳ',
  open: 'Chưa nhập CSDLQG',
  everything: 'Mọi lượt tiếp của kỳ',
  nothingOpen: 'Mọi lượt tiếp không có đơn của kỳ này đã được ghi nhận là đã nhập.',
  nothing: 'Kỳ này không có lượt tiếp nào.',
  date: 'Ngày tiếp',
  petition: 'Có đơn',
  yes: 'có',
  no: 'không',
  people: 'Số người',
  entered: 'Đã nhập CSDLQG',
  selected: 'đã chọn',
  markSome: 'Ghi đã nhập',
  markWhat:
    'Các lượt đã chọn được ghi là đã nhập tay trên CSDLQG. Lượt đã ghi nhận trước đó giữ nguyên. Không gửi gì.',
  markAll: 'Ghi đã nhập cả kỳ của một cơ quan',
  markAllWhat: 'Mọi lượt tiếp không phát sinh đơn của cơ quan trong kỳ được ghi là đã nhập tay trên CSDLQG.',
  enteredOn: 'Ngày nhập',
  evidence: 'Tìm lại ở đâu',
  evidenceHint: 'Văn bản, màn hình, mã trên CSDLQG; không ghi tên người.',
  book: 'Sổ tiếp công dân, đã che (.xlsx)',
  namedBook: 'Sổ có họ tên, để nhập tay',
  namedBookWhat:
    'Sổ có họ tên và nội dung của một cơ quan. Hai người; vào nhật ký. Lượt về tố cáo vẫn che. Giữ như hồ sơ giấy.',
  save: 'Lưu tệp',
  oneAgency: 'Chọn những lượt của cùng một cơ quan.',
};

export type ReceptionWords = typeof VI;

const EN: ReceptionWords = {
  title: 'Visits without a petition',
  what: 'The national database has no channel for visits that no petition came of: type them there, then record it here. Nobody is named in this list.',
  period: 'Period',
  open: 'Not entered there',
  everything: 'All visits of the period',
  nothingOpen: 'Every visit without a petition of this period is recorded as entered.',
  nothing: 'No visit in this period.',
  date: 'Received on',
  petition: 'Petition',
  yes: 'yes',
  no: 'no',
  people: 'People',
  entered: 'Entered there',
  selected: 'selected',
  markSome: 'Record as entered',
  markWhat:
    'Those selected are recorded as entered by hand. What was recorded before stays. Nothing is sent.',
  markAll: 'Record a whole period of an agency',
  markAllWhat: 'Every visit without a petition of the agency in the period is recorded as entered by hand.',
  enteredOn: 'Entered on',
  evidence: 'Where it can be found',
  evidenceHint: 'Document, screen or id there; name nobody.',
  book: 'Reception book, masked (.xlsx)',
  namedBook: 'Book with names, for entry by hand',
  namedBookWhat:
    'With names and contents, of one agency. Two people; on record. Denunciations stay masked. Keep it like paper.',
  save: 'Save the file',
  oneAgency: 'Select visits of one agency.',
};

export const RECEPTION_WORDS = { vi: VI, en: EN } as const;
