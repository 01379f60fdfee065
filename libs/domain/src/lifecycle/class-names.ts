/** What the classes of records are called to people, in the order of the summary. */
export const CLASS_NAMES: Readonly<Record<string, string>> = {
  confirmed: 'đã xác nhận trên CSDLQG',
  waiting: 'chờ đến thời điểm gửi',
  quarantined: 'chờ bổ sung thông tin',
  held: 'tạm dừng, chờ ý kiến',
  unknown: 'chưa rõ đã gửi được chưa',
  noChannel: 'chưa có kênh liên thông',
  outOfScope: 'không thuộc diện cập nhật',
  unaccounted: 'chưa rõ đang ở đâu',
};
