import { z } from 'zod';
import { line, TEXT } from './operation/members';

/** What every decision says: why, and who approves it where one person is not enough. */
export const DECIDING = {
  reason: line(500).meta({
    description: 'Lý do, lưu cùng quyết định và vào nhật ký; không ghi tên người trong đơn.',
  }),
  approver: line(80).optional().meta({ description: 'Tên tài khoản của người duyệt, khác người thực hiện.' }),
  approverToken: z
    .string()
    .regex(/^[\w-]{20,200}$/, { error: 'mã cá nhân của người duyệt' })
    .optional()
    .meta({ description: 'Mã cá nhân (person.prove) của người duyệt; cần khi tỉnh yêu cầu chứng minh.' }),
} as const;

/** What came of a decision; the same for the same key. */
export const DECIDED = z
  .strictObject({
    target: z.string().meta({ description: 'Hồ sơ được quyết định.' }),
    result: z.literal('done'),
    text: TEXT,
  })
  .meta({ id: 'Decided' });

/** Not carried out: 409 the record is not in the state for it, 422 the key was used for another request. */
export const DECISION_PROBLEMS = [404, 409, 422] as const;
