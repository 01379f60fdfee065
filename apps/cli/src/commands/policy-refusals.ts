import type { ConfirmationOutcome } from '@kntc/storage';
import { accessRefusal, isAccessRefusal } from '../access-refusal';
import { Refusal, type ThreeLines } from '../refusal';

/** Why a policy was not recorded, confirmed or withdrawn. */

export function notConfirmed(outcome: Exclude<ConfirmationOutcome, 'confirmed'>): Refusal {
  if (outcome === 'same-person') return new Refusal(SAME_PERSON);
  return new Refusal(isAccessRefusal(outcome) ? accessRefusal(outcome, 'policy') : NOTHING_PENDING);
}

export const OTHER_PENDING: ThreeLines = [
  'Đang có một chính sách khác chờ xác nhận.',
  'Chưa ghi nhận gì: mỗi lúc chỉ một chính sách chờ.',
  'Xem: npm run kntc -- policy show; xác nhận hoặc rút nó (policy confirm | policy withdraw) trước.',
];
export const NOTHING_PENDING: ThreeLines = [
  'Không có chính sách nào đang chờ xác nhận.',
  'Không có gì thay đổi.',
  'Ghi nhận trước: npm run kntc -- policy record …',
];
export const OTHER_DOCUMENT: ThreeLines = [
  'Chính sách đang chờ là của một văn bản khác.',
  'Chưa xác nhận gì.',
  'Xem lại số văn bản trên giấy và bằng npm run kntc -- policy show.',
];
export const SAME_PERSON: ThreeLines = [
  'Người xác nhận và người ghi nhận là cùng một người.',
  'Chưa có gì thay đổi: không ai một mình quyết định về danh tính người tố cáo.',
  'Để một người khác xác nhận: --by <tên>.',
];
