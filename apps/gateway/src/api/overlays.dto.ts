import { MAX_TEXT } from '@kntc/domain';
import { z } from 'zod';
import { DECIDED, DECIDING, DECISION_PROBLEMS } from './decision.dto';
import { line, MOMENT, REFERENCE } from './operation/members';
import type { Operation } from './operation/operation';
import { pageAnswer, PAGING, type Way } from './operation/paging';

const OVERLAY = z
  .strictObject({
    id: z.string(),
    source: z.string(),
    localKey: z.string(),
    reference: REFERENCE.nullable(),
    field: z.string(),
    documentNo: z.string(),
    author: z.string(),
    approver: z.string().nullable(),
    reason: z.string(),
    setAt: MOMENT,
    withdrawnBy: z.string().nullable(),
    withdrawnAt: MOMENT.nullable(),
  })
  .meta({ id: 'Overlay' });

export const LIST_OVERLAYS = {
  id: 'listOverlays',
  group: 'Quyết định',
  summary: 'Thông tin bổ sung: trường, văn bản, ai ghi nhận, lúc nào; không có giá trị. Mới nhất trước.',
  query: z.strictObject({
    source: line(80).optional(),
    localKey: line(200).optional(),
    reference: REFERENCE.optional(),
    isWithdrawn: z
      .enum(['true', 'false'])
      .default('false')
      .meta({ description: 'true: chỉ thông tin đã rút.' }),
    ...PAGING,
  }),
  answer: pageAnswer(OVERLAY),
} as const satisfies Operation;

export const OVERLAYS_WAY: Way = { list: 'overlays', position: ['moment', 'uuid'] };

const OF = {
  source: line(80),
  localKey: line(200),
  field: line(100).meta({ description: 'Ví dụ channel, petitioners[0].idNumber, handling.eligible.' }),
} as const;
const COMPLETING = {
  group: 'Quyết định',
  answer: DECIDED,
  problems: DECISION_PROBLEMS,
  isOnce: true,
} as const satisfies Partial<Operation>;

export const SET_OVERLAY = {
  ...COMPLETING,
  id: 'setOverlay',
  summary:
    'Bổ sung một trường mà nguồn không có, theo văn bản; không ghi đè lên nguồn, hồ sơ được xét lại ngay.',
  body: z.strictObject({
    ...OF,
    value: z
      .string()
      .min(1)
      .max(MAX_TEXT)
      .regex(/^[^\p{Cs}\0]*\S[^\p{Cs}\0]*$/u, { error: 'chữ đọc được, không để trống' }),
    documentNo: line(200).meta({ description: 'Văn bản, giấy tờ làm căn cứ.' }),
    ...DECIDING,
  }),
} as const satisfies Operation;

export const WITHDRAW_OVERLAY = {
  ...COMPLETING,
  id: 'withdrawOverlay',
  summary: 'Rút thông tin bổ sung của một trường: hồ sơ lại đúng như nguồn.',
  body: z.strictObject({ ...OF, ...DECIDING }),
} as const satisfies Operation;
