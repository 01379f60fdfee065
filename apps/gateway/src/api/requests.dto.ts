import { daysBetween, type PartialDate } from '@kntc/domain';
import type { InspectorateRequestRow } from '@kntc/storage';
import { z } from 'zod';
import { DECIDED, DECIDING, DECISION_PROBLEMS } from './decision.dto';
import { DAY, line, REFERENCE } from './operation/members';
import type { Operation } from './operation/operation';
import { pageAnswer, PAGING, type Way } from './operation/paging';

const REQUEST = z
  .strictObject({
    id: z.string(),
    agency: z.string(),
    reference: REFERENCE.nullable(),
    documentNo: z.string(),
    receivedOn: z.string(),
    dueOn: z.string(),
    daysLeft: z
      .number()
      .int()
      .nullable()
      .meta({ description: 'Số ngày còn lại để trả lời; âm: quá hạn; null: đã trả lời.' }),
    owner: z.string().meta({ description: 'Ai chịu trách nhiệm trả lời.' }),
    recordedBy: z.string(),
    replyNo: z.string().nullable(),
    repliedOn: z.string().nullable(),
  })
  .meta({ id: 'InspectorateRequest' });

export const LIST_REQUESTS = {
  id: 'listRequests',
  group: 'Quyết định',
  summary:
    'Yêu cầu cung cấp, cập nhật dữ liệu của cơ quan thanh tra (NĐ 55/2022 Đ8(3)): hạn trả lời, ai chịu trách nhiệm; gấp nhất trước.',
  query: z.strictObject({
    agency: line(80).optional(),
    owner: line(80).optional(),
    isReplied: z.enum(['true', 'false']).default('false').meta({ description: 'true: đã trả lời.' }),
    within: z.number().int().min(0).max(400).optional().meta({ description: 'Đến hạn trong số ngày tới.' }),
    ...PAGING,
  }),
  answer: pageAnswer(REQUEST),
} as const satisfies Operation;

export const REQUESTS_WAY: Way = { list: 'requests', position: ['day', 'uuid'] };

const ACTING = {
  group: 'Quyết định',
  answer: DECIDED,
  problems: DECISION_PROBLEMS,
  isOnce: true,
} as const satisfies Partial<Operation>;

export const RECORD_REQUEST = {
  ...ACTING,
  id: 'recordRequest',
  summary:
    'Vào sổ một yêu cầu của cơ quan thanh tra; hạn trả lời là 15 ngày kể từ ngày nhận, nếu văn bản không định ngày khác.',
  body: z.strictObject({
    agency: line(80).meta({ description: 'Đơn vị phải trả lời.' }),
    documentNo: line(200).meta({ description: 'Số văn bản yêu cầu.' }),
    receivedOn: DAY,
    dueOn: DAY.optional().meta({ description: 'Ngày văn bản định; không có: theo luật.' }),
    owner: line(80).meta({ description: 'Ai chịu trách nhiệm trả lời: tài khoản, chức danh hoặc phòng.' }),
    reference: REFERENCE.optional().meta({ description: 'Hồ sơ mà yêu cầu nói tới.' }),
    ...DECIDING,
  }),
} as const satisfies Operation;

export const REPLY_REQUEST = {
  ...ACTING,
  id: 'replyRequest',
  summary: 'Ghi văn bản trả lời một yêu cầu của cơ quan thanh tra.',
  params: z.strictObject({ id: z.uuid({ error: 'id của yêu cầu, lấy từ danh sách' }) }),
  body: z.strictObject({
    replyNo: line(200).meta({ description: 'Số văn bản trả lời.' }),
    repliedOn: DAY,
    ...DECIDING,
  }),
} as const satisfies Operation;

/** @param today in Vietnam */
export function requestDto(row: InspectorateRequestRow, today: PartialDate): z.input<typeof REQUEST> {
  return { ...row, daysLeft: row.repliedOn === null ? daysBetween(today, row.dueOn) : null };
}
