import { vietnamTime } from '@kntc/domain';
import type { IdentityPolicy } from '@kntc/domain';
import type { PendingPolicy, PolicyDocument, PolicyImpact } from '@kntc/storage';
import type { PolicyRow } from '../database/questions';
import { pairs } from '../output';
import type { ThreeLines } from '../refusal';
import type { NotReadFinding } from './not-read';

/** How a policy, its document and its effect are told to people. */

export const MEANINGS: Readonly<Record<IdentityPolicy, string>> = {
  'not-read': 'cổng không đọc thông tin người tố cáo',
  withheld: 'giữ lại thông tin người tố cáo, chỉ gửi phần không lộ danh tính',
  transmitted: 'gửi cả thông tin người tố cáo lên CSDLQG',
};

export function policyLines(policy: PolicyRow): readonly string[] {
  return pairs([
    ...documentPairs(policy),
    ['Ghi nhận', `${policy.recordedBy} và ${policy.secondPerson}, ${vietnamTime(policy.recordedAt)}`],
  ]);
}

export function pendingLines(pending: PendingPolicy): readonly string[] {
  return [
    'Đang chờ người thứ hai xác nhận, chưa có hiệu lực:',
    ...pairs([
      ...documentPairs(pending),
      ['Người ghi nhận', `${pending.recordedBy}, ${vietnamTime(pending.recordedAt)}`],
    ]),
  ];
}

function documentPairs(document: PolicyDocument): readonly (readonly [string, string])[] {
  return [
    ['Chính sách', `${document.policy} – ${MEANINGS[document.policy]}`],
    ['Văn bản', `${document.documentNo} ngày ${document.documentDate}, người ký ${document.signatory}`],
  ];
}

/** What would happen, before anybody agrees to it. */
export function impactLines(policy: IdentityPolicy, impact: PolicyImpact): readonly string[] {
  const { waiting, unfinished, corrections, disclosed, renditions } = impact;
  return [
    `Nếu «${policy}» có hiệu lực (${MEANINGS[policy]}):`,
    `- ${waiting} đơn tố cáo đang chờ văn bản quyết định sẽ đi tiếp.`,
    `- ${unfinished} đơn tố cáo chưa gửi xong sẽ được xét lại trước khi gửi tiếp.`,
    `- ${corrections} đơn đã gửi theo chính sách cũ khác với chính sách này: từng đơn tạm dừng chờ ý kiến (CORRECTION_NEEDS_DECISION), cổng không tự ghi đè.`,
    `- ${renditions} bản đã che không còn được dùng.`,
    ...(policy === 'transmitted' ? [] : disclosedLines(disclosed)),
  ];
}

/** What no policy can undo. */
function disclosedLines(disclosed: number): readonly string[] {
  if (disclosed === 0) return [];
  return [
    `Chú ý: ${disclosed} đơn đã gửi cả thông tin người tố cáo lên CSDLQG. Cổng không xoá được gì ở đó.`,
    'Danh sách để đề nghị Thanh tra Chính phủ xử lý: npm run kntc -- policy disclosed.',
    'Chỉ ghi đè từng đơn khi có người quyết định và người duyệt: npm run kntc -- holds release <mã> … --approver <tên>.',
  ];
}

/** Whether the sources are fit for `not-read`, told when it is recorded. */
export function proofLines({ isProven, lines }: NotReadFinding): readonly string[] {
  return [
    ...lines,
    isProven
      ? 'Đã chứng minh: không nguồn nào trả về cột của người tố cáo.'
      : 'CHÚ Ý: nguồn còn cột của người tố cáo (các dòng ✗); chưa sửa xong thì không xác nhận được.',
  ];
}

export const NOT_PROVEN: ThreeLines = [
  'Chưa chứng minh được rằng các nguồn không có cột của người tố cáo.',
  'Chưa xác nhận: chính sách vẫn chờ, chính sách đang áp dụng không đổi.',
  'Sửa khung nhìn và tệp nguồn theo các dòng ✗, kiểm tra bằng sources check --not-read, rồi xác nhận lại.',
];
