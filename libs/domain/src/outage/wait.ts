/** Why a record that is due is not sent now, although nothing is wrong with it. */
export type Wait =
  /** The far side, or the account of its agency there, cannot be used since then. */
  | { readonly kind: 'outage'; readonly since: string }
  /** Delivery paused itself after a change of the mapping. */
  | { readonly kind: 'paused'; readonly since: string }
  /** A person paused sending: for everybody, or for this agency. */
  | { readonly kind: 'queue-paused'; readonly since: string }
  /** A side went back in time: nothing is sent until two people signed off the difference. */
  | { readonly kind: 'restoration'; readonly since: string }
  /** An older petition, for which the day has no room: the next day or a campaign. */
  | { readonly kind: 'campaign'; readonly until: string }
  /** As many were created today as a day may see, petitions that come in included. */
  | { readonly kind: 'day-limit'; readonly until: string }
  /** The far side is back, and what waited goes out step by step. */
  | { readonly kind: 'recovering' };

/** What happened, what it means for the case, what to do. */
export function waitText(wait: Wait): readonly [string, string, string] {
  switch (wait.kind) {
    case 'outage':
      return [
        `Đang chờ kết nối lại với CSDLQG từ ${momentText(wait.since)}.`,
        'Hồ sơ không lỗi, không mất: cổng tự gửi khi kết nối trở lại, theo đúng thứ tự.',
        'Không phải làm gì với hồ sơ này; xem nguyên nhân và ai xử lý ở trang Tổng quan (kntc status).',
      ];
    case 'paused':
      return [
        `Cổng tự tạm dừng gửi từ ${momentText(wait.since)}, sau khi đổi cách chuyển đổi dữ liệu.`,
        'Hồ sơ không lỗi, không mất; chưa hồ sơ nào được gửi cho đến khi hai người cho gửi tiếp.',
        'Người vận hành sửa tệp nguồn hoặc bảng đối chiếu, rồi cho gửi tiếp (kntc delivery status, delivery resume).',
      ];
    case 'queue-paused':
      return [
        `Một người đã tạm dừng gửi từ ${momentText(wait.since)}.`,
        'Hồ sơ không lỗi, không mất; chờ đến khi có người cho gửi tiếp, khởi động lại cổng cũng vẫn chờ.',
        'Xem ai tạm dừng và vì sao: kntc queues; hết lý do thì kntc resume.',
      ];
    case 'restoration':
      return [
        `Cổng ngừng gửi từ ${momentText(wait.since)}: một phía đã quay về thời điểm cũ, đang đối chiếu.`,
        'Hồ sơ không lỗi, không mất; chưa hồ sơ nào được gửi cho đến khi hai người ký xác nhận chênh lệch.',
        'Người vận hành đối chiếu xong thì hai người xác nhận (kntc restoration status, restoration sign-off).',
      ];
    case 'campaign':
      return [
        'Chờ đợt cập nhật: hạn mức tạo mới trong ngày dành cho dữ liệu cũ đã hết.',
        `Hồ sơ không lỗi; cổng tự thử lại lúc ${momentText(wait.until)}, hoặc ngay khi có đợt cập nhật được duyệt.`,
        'Nạp nhiều dữ liệu cũ: hai người ghi nhận và duyệt một đợt cập nhật (kntc campaigns).',
      ];
    case 'day-limit':
      return [
        'Đạt hạn mức tạo mới trong ngày.',
        `Hồ sơ không lỗi; cổng tự thử lại lúc ${momentText(wait.until)}.`,
        'Nếu trong ngày thật sự có nhiều đơn mới như vậy: hai người ghi nhận và duyệt một đợt cập nhật (kntc campaigns).',
      ];
    case 'recovering':
      return [
        'Chờ phục hồi: vừa kết nối lại với CSDLQG, cổng gửi tăng dần từng bước.',
        'Hồ sơ không lỗi; đến lượt là được gửi, đơn mới đến trước dữ liệu cũ.',
        'Không phải làm gì.',
      ];
  }
}

const OFFSET_MS = 7 * 3_600_000;

/** A moment as people in Vietnam write it: `20/11/2026 08:00`. */
function momentText(iso: string): string {
  const local = new Date(Date.parse(iso) + OFFSET_MS).toISOString();
  return `${local.slice(8, 10)}/${local.slice(5, 7)}/${local.slice(0, 4)} ${local.slice(11, 16)}`;
}
