import { REASONS, type ReasonCode } from '@kntc/domain';
import { z } from 'zod';
import { DECIDED, DECIDING, DECISION_PROBLEMS } from './decision.dto';
import { KIND, line, MOMENT, NATIONAL_ID, REFERENCE, STEP } from './operation/members';
import type { Operation } from './operation/operation';
import { pageAnswer, PAGING, type Way } from './operation/paging';
import { RECORD } from './records.dto';

const HOLD_CODES = (Object.keys(REASONS) as ReasonCode[]).filter((code) => REASONS[code].class === 'held');

const HOLD = z
  .strictObject({
    ...RECORD.shape,
    heldAt: MOMENT,
    isKept: z.boolean().meta({ description: 'Đã có quyết định: hồ sơ ở lại, không gửi.' }),
  })
  .meta({ id: 'Hold' });

export const LIST_HOLDS = {
  id: 'listHolds',
  group: 'Quyết định',
  summary: 'Hồ sơ tạm dừng, chờ ý kiến; dừng lâu nhất trước.',
  query: z.strictObject({
    code: z.enum(HOLD_CODES as [ReasonCode, ...ReasonCode[]]).optional(),
    step: STEP.optional(),
    source: line(80).optional(),
    agency: line(80).optional(),
    kind: KIND.optional(),
    reference: REFERENCE.optional(),
    nationalId: NATIONAL_ID.optional(),
    isKept: z
      .enum(['true', 'false'])
      .optional()
      .meta({ description: 'false: chỉ hồ sơ chưa ai quyết định.' }),
    ...PAGING,
  }),
  answer: pageAnswer(HOLD),
} as const satisfies Operation;

export const HOLDS_WAY: Way = { list: 'holds', position: ['moment', 'uuid'] };

const ONE_HOLD = z.strictObject({ reference: REFERENCE });
const ON_HOLD = {
  group: 'Quyết định',
  params: ONE_HOLD,
  body: z.strictObject(DECIDING),
  answer: DECIDED,
  problems: DECISION_PROBLEMS,
  isOnce: true,
} as const satisfies Partial<Operation>;

export const RELEASE = {
  ...ON_HOLD,
  id: 'releaseHold',
  summary: 'Cho hồ sơ đi tiếp: gửi lại bước bị từ chối, không phải đơn trùng, hoặc duyệt thay đổi.',
} as const satisfies Operation;

export const KEEP = {
  ...ON_HOLD,
  id: 'keepHold',
  summary: 'Hồ sơ ở lại, không gửi: đơn đúng là trùng, hoặc (hai người) có lý do khác.',
} as const satisfies Operation;

export const NAME_NATIONAL_ID = {
  ...ON_HOLD,
  id: 'nameNationalId',
  summary: 'Lần gửi chưa rõ đã có trên CSDLQG với mã này.',
  body: z.strictObject({ ...DECIDING, nationalId: NATIONAL_ID }),
} as const satisfies Operation;

export const NOT_THERE = {
  ...ON_HOLD,
  id: 'nothingThere',
  summary: 'Đã tra cứu: lần gửi chưa rõ không có trên CSDLQG (hai người).',
} as const satisfies Operation;
