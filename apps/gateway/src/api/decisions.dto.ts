import { z } from 'zod';
import { DECIDED, DECIDING, DECISION_PROBLEMS } from './decision.dto';
import { line, REFERENCE, TEXT } from './operation/members';
import type { Operation } from './operation/operation';

/** So many at once: each is a transaction of its own, and the answer waits for all of them. */
const MOST = 100;

export const DECIDE_SCOPE = {
  id: 'decideScope',
  group: 'Quyết định',
  summary:
    'Hồ sơ chờ bổ sung thuộc hay không thuộc diện cập nhật, rút lại quyết định đó, hoặc (hai người) người có tên trong trường mở không phải người tố cáo.',
  body: z.strictObject({
    source: line(80),
    localKey: line(200),
    decision: z.enum(['include', 'exclude', 'undecided', 'namesake']),
    ...DECIDING,
  }),
  answer: DECIDED,
  problems: DECISION_PROBLEMS,
  isOnce: true,
} as const satisfies Operation;

const RESYNCED = z
  .strictObject({
    reference: REFERENCE,
    result: z.enum(['done', 'refused', 'not-found']),
    why: z.string().optional(),
    text: TEXT,
  })
  .meta({ id: 'Resynced' });

export const RESYNC = {
  id: 'resync',
  group: 'Quyết định',
  summary:
    'Đối chiếu lại các hồ sơ. Không tự gửi gì: cổng chỉ gửi những bước có nội dung khác bản đã xác nhận. Trên 20 hồ sơ cần người duyệt. Dừng giữa chừng: gửi lại với cùng khoá, hồ sơ nào đã làm thì không làm lại.',
  body: z.strictObject({
    references: z.array(REFERENCE).min(1).max(MOST),
    ...DECIDING,
  }),
  answer: z.strictObject({ items: z.array(RESYNCED).readonly() }),
  problems: [409, 422],
  isOnce: true,
} as const satisfies Operation;
