import type { Decision } from '../state/ledger-entry';

export const DECISION_NAMES: Readonly<Record<Decision, string>> = {
  created: 'Tạo mới',
  updated: 'Cập nhật',
  attached: 'Gắn vụ việc',
  recorded: 'Ghi nhận',
  repeated: 'Lặp lại, không ghi thêm',
  refused: 'Từ chối',
  deleted: 'Đã xoá trên trang web',
};

/** `24/11/2026 09:41:03` in Việt Nam. */
export function vietnamTime(iso: string | null): string {
  if (iso === null) return '';
  const local = new Date(Date.parse(iso) + 7 * 3600 * 1000).toISOString();
  return `${local.slice(8, 10)}/${local.slice(5, 7)}/${local.slice(0, 4)} ${local.slice(11, 19)}`;
}
