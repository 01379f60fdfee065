import type { AlertMessage } from '../alerts/alert-message';

/** Why a message did not go out; never an address, never what a server said. */
export const ALERT_SEND_FAILURES = {
  unreachable: 'không kết nối được',
  tls: 'chứng chỉ hoặc TLS không hợp lệ',
  login: 'máy chủ thư không nhận tài khoản',
  refused: 'máy chủ từ chối thư',
  timeout: 'máy chủ không trả lời kịp',
  forbidden: 'địa chỉ không nằm trong danh sách được phép',
  secret: 'chưa đặt mật khẩu hoặc khoá ký',
} as const;
export type AlertSendFailure = keyof typeof ALERT_SEND_FAILURES;

export type AlertSent =
  { readonly kind: 'sent' } | { readonly kind: 'failed'; readonly why: AlertSendFailure };

/** A way to people: mail, or a webhook. */
export interface AlertSender {
  /**
   * Sends within bounded time and never throws. `sent`: somebody accepted it. A crash, or an answer that never comes, after it
   * was accepted makes it go out a second time, with the same `id`.
   */
  send(message: AlertMessage): Promise<AlertSent>;
}
