import { z } from 'zod';
import { CLASS, KIND, MOMENT, REFERENCE, STEP, TEXT } from './operation/members';
import type { Operation } from './operation/operation';
import { pageAnswer, PAGING, type Way } from './operation/paging';
import { REASON } from './records.dto';

/** Why it is not sent now although nothing is wrong with it. */
const WAIT = z
  .strictObject({
    kind: z.enum(['restoration', 'outage', 'paused', 'queue-paused', 'campaign', 'day-limit', 'recovering']),
    since: z.string().optional(),
    until: z.string().optional(),
    text: TEXT,
  })
  .meta({ id: 'Wait' });

/** Who takes part, as far as nobody is named. */
export const PARTIES = z
  .strictObject({
    petitioners: z.strictObject({
      type: z.string().optional(),
      headCount: z.number().int().optional(),
      representativeCount: z.number().int().optional(),
      anonymous: z.boolean().optional(),
      impersonated: z.boolean().optional(),
      provinceCode: z.string().optional(),
      name: z.string(),
    }),
    respondents: z
      .array(z.strictObject({ type: z.enum(['person', 'organisation']), name: z.string() }))
      .readonly(),
  })
  .meta({ id: 'MaskedParties' });

/** A field that people completed. */
const COMPLETED = z
  .strictObject({
    field: z.string(),
    documentNo: z.string(),
    author: z.string(),
    approver: z.string().nullable(),
    reason: z.string(),
    setAt: MOMENT,
  })
  .meta({ id: 'CompletedField' });

const CASE = z
  .strictObject({
    reference: REFERENCE.optional(),
    kind: KIND.optional(),
    agency: z.string().optional(),
    state: CLASS.nullable().optional(),
    nationalId: z.string().optional(),
    steps: z
      .array(z.strictObject({ step: STEP, ordinal: z.number().int(), confirmedAt: MOMENT }))
      .readonly()
      .optional(),
    changedAt: MOMENT.optional(),
    reasons: z.array(REASON).readonly().optional(),
    waiting: WAIT.optional(),
    overlays: z
      .array(COMPLETED)
      .readonly()
      .optional()
      .meta({ description: 'Trường do người bổ sung, đang dùng; không có giá trị.' }),
    parties: PARTIES.optional(),
  })
  .meta({ id: 'Case', description: 'Trường mà vai trò của người xem không được thấy thì không có mặt.' });

const ONE_CASE = z.strictObject({ reference: REFERENCE });

export const READ_CASE = {
  id: 'readCase',
  group: 'Hồ sơ',
  summary: 'Một hồ sơ đã che tên; mỗi lượt xem vào nhật ký.',
  params: ONE_CASE,
  answer: CASE,
} as const satisfies Operation;

const ATTEMPT = z
  .strictObject({
    attemptNo: z.number().int(),
    step: STEP,
    ordinal: z.number().int(),
    outcome: z
      .enum(['confirmed', 'rejected', 'not-sent', 'unknown'])
      .nullable()
      .meta({ description: 'null: chưa có kết quả' }),
    reason: z.string().nullable(),
    intentAt: MOMENT,
    settledAt: MOMENT.nullable(),
  })
  .meta({ id: 'Attempt' });

export const LIST_ATTEMPTS = {
  id: 'listAttempts',
  group: 'Hồ sơ',
  summary: 'Các lần gửi của một hồ sơ, mới nhất trước.',
  params: ONE_CASE,
  query: z.strictObject(PAGING),
  answer: pageAnswer(ATTEMPT),
} as const satisfies Operation;

export const ATTEMPTS_WAY: Way = { list: 'attempts', position: ['number', 'moment'] };
