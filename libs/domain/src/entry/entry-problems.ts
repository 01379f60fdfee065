/** Why a row of a workbook that came back is not taken: what is wrong, what to do. It stays open. */
export const ENTRY_PROBLEMS = {
  'row-added': ['Dòng này không có trong đợt nhập.', 'Xoá dòng; hồ sơ mới thì xuất đợt khác.'],
  'other-batch': [
    'Dòng này của đợt nhập khác, hoặc mã dòng đã bị sửa.',
    'Nộp đúng tệp của đợt; không sửa cột mã dòng.',
  ],
  'row-doubled': ['Mã dòng này có ở nhiều dòng.', 'Giữ lại một dòng, xoá dòng chép thừa.'],
  'row-edited': [
    'Ô nội dung của dòng này đã bị sửa sau khi xuất, nên không biết đã nhập nội dung nào.',
    'Tải lại tệp của đợt, chép cột kết quả sang; nội dung sai thì sửa trong phần mềm của đơn vị.',
  ],
  'no-result': [
    'Dòng có mã, ngày hoặc người nhập nhưng chưa ghi kết quả.',
    'Ghi «đã nhập», «bị từ chối» hoặc «chưa nhập».',
  ],
  'unknown-result': ['Không hiểu kết quả của dòng này.', 'Chỉ ghi «đã nhập», «bị từ chối» hoặc «chưa nhập».'],
  'no-id': ['Ghi «đã nhập» nhưng thiếu mã định danh trên CSDLQG.', 'Chép mã từ màn hình CSDLQG vào cột mã.'],
  'id-form': ['Mã định danh không đúng dạng mã của CSDLQG.', 'Chép lại nguyên mã từ màn hình CSDLQG.'],
  'id-doubled': [
    'Cùng một mã định danh ghi cho nhiều dòng.',
    'Tra lại trên CSDLQG, mỗi dòng đúng mã của nó.',
  ],
  'id-taken': ['Mã định danh này đã thuộc một hồ sơ khác của tỉnh.', 'Tra lại trên CSDLQG rồi ghi đúng mã.'],
  'id-of-another': [
    'Mã này không phải mã vụ việc của hồ sơ.',
    'Ghi mã vụ việc của chính hồ sơ, hoặc để trống ở bước không có mã riêng.',
  ],
  'no-day': ['Thiếu ngày nhập, hoặc ngày không đọc được.', 'Ghi ngày nhập dạng ngày/tháng/năm.'],
  'day-outside': ['Ngày nhập trước ngày xuất đợt hoặc sau hôm nay.', 'Sửa ngày nhập.'],
  'no-person': ['Thiếu người nhập.', 'Ghi tên cán bộ đã nhập.'],
  'no-reason': ['Ghi «bị từ chối» nhưng thiếu lý do.', 'Chép thông báo của CSDLQG vào cột ghi chú.'],
  'earlier-step': [
    'Bước trước của cùng hồ sơ chưa có kết quả «đã nhập» dùng được.',
    'Sửa dòng của bước trước, rồi nộp lại.',
  ],
  'later-step': [
    'Bước này không nhập được, nhưng bước sau của cùng hồ sơ chưa có kết quả hoặc ghi «đã nhập».',
    'Ghi «chưa nhập» hoặc «bị từ chối» cho các bước sau; nếu bước sau đã nhập thì xem lại bước này.',
  ],
  'settled-otherwise': [
    'Dòng này đã ghi nhận trước đây với kết quả khác.',
    'Kết quả cũ giữ nguyên; nếu sai, đối soát và xử lý như sai khác.',
  ],
} as const satisfies Readonly<Record<string, readonly [what: string, action: string]>>;
export type EntryProblem = keyof typeof ENTRY_PROBLEMS;
