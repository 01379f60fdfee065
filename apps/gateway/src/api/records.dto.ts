import { z } from 'zod';
import { CLASS, CODE, KIND, MOMENT, REFERENCE, STEP, TEXT } from './operation/members';
import type { Operation } from './operation/operation';
import { pageAnswer, PAGING, type Way } from './operation/paging';
import { RECORD_FILTERS, senseless } from './record-filters';

/** Why a record stands where it does: what happened, what it means, what to do. */
export const REASON = z
  .strictObject({
    code: CODE,
    field: z.string(),
    value: z.string().optional().meta({ description: 'Mã ở nguồn; giá trị khác thì đã che.' }),
    text: TEXT,
  })
  .meta({ id: 'Reason' });

/** A record without a name, number or text of a petition. */
export const RECORD = z
  .strictObject({
    id: z.string(),
    source: z.string(),
    localKey: z.string(),
    agency: z.string(),
    kind: KIND.optional(),
    class: CLASS.nullable().meta({ description: 'null: chưa rõ đang ở đâu' }),
    reference: REFERENCE.optional(),
    nationalId: z.string().optional(),
    holdDetail: z.string().optional(),
    holdStep: STEP.optional(),
    reasons: z.array(REASON).readonly(),
    changedAt: MOMENT,
    goneAt: MOMENT.optional(),
  })
  .meta({ id: 'Record' });

export const LIST_RECORDS = {
  id: 'listRecords',
  group: 'Hồ sơ',
  summary: 'Danh sách hồ sơ, theo thứ tự cổng đọc lần đầu; lọc theo trạng thái, nguyên nhân, cơ quan, mã.',
  query: z.strictObject({ ...RECORD_FILTERS, ...PAGING }).superRefine((query, context) => {
    for (const [path, message] of senseless(query))
      context.addIssue({ code: 'custom', path: [path], message });
  }),
  answer: pageAnswer(RECORD),
} as const satisfies Operation;

export const RECORDS_WAY: Way = { list: 'records', position: ['number'] };
