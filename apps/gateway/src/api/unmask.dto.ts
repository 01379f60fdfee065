import { UNMASK_FIELDS, UNMASK_REASONS } from '@kntc/domain';
import type { UnmaskReason } from '@kntc/domain';
import { z } from 'zod';
import { line, MOMENT, REFERENCE } from './operation/members';
import type { Operation } from './operation/operation';

const FIELD = z.enum(UNMASK_FIELDS);
const REASON_CODE = z.enum(Object.keys(UNMASK_REASONS) as [UnmaskReason, ...UnmaskReason[]]);
const PLACE = z.number().int().min(1).max(999);

const UNMASK_REQUEST = z
  .strictObject({
    id: z.uuid(),
    reference: REFERENCE,
    field: FIELD,
    place: PLACE,
    reasonCode: REASON_CODE,
    reasonText: z.string(),
    requestedBy: z.string(),
    requestedAt: MOMENT,
    approvedAt: MOMENT.optional(),
  })
  .meta({ id: 'UnmaskRequest' });

const OF_PERSON = { group: 'Người tố cáo' } as const satisfies Partial<Operation>;

export const LIST_UNMASK = {
  ...OF_PERSON,
  id: 'listUnmaskRequests',
  summary: 'Yêu cầu mở một trường niêm phong, chờ người thứ hai.',
  answer: z.strictObject({ items: z.array(UNMASK_REQUEST).readonly() }),
} as const satisfies Operation;

export const REQUEST_UNMASK = {
  ...OF_PERSON,
  id: 'requestUnmask',
  summary: 'Xin mở một trường niêm phong của một hồ sơ.',
  body: z.strictObject({
    reference: REFERENCE,
    field: FIELD,
    place: PLACE.default(1).meta({ description: 'Thứ tự của người đó trong đơn.' }),
    reasonCode: REASON_CODE,
    reasonText: line(500).meta({ description: 'Để làm gì; vào nhật ký, không ghi tên ai.' }),
  }),
  answer: UNMASK_REQUEST,
  status: 201,
  problems: [404, 409, 429],
} as const satisfies Operation;

const ONE = z.strictObject({
  id: z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
});

export const APPROVE_UNMASK = {
  ...OF_PERSON,
  id: 'approveUnmask',
  summary: 'Đồng ý mở.',
  params: ONE,
  answer: UNMASK_REQUEST,
  problems: [409],
} as const satisfies Operation;

export const REVEAL = {
  ...OF_PERSON,
  id: 'reveal',
  summary: 'Mở trường đã được đồng ý, trong năm phút; ghi nhật ký trước khi mở.',
  params: ONE,
  answer: z
    .strictObject({
      reference: REFERENCE,
      field: FIELD,
      place: PLACE,
      value: z.string().optional().meta({ description: 'Không có: đơn không nêu.' }),
      until: MOMENT,
      watermark: z.string().meta({ description: 'Màn hình phải in đè lên.' }),
    })
    .meta({ id: 'Revealed' }),
  problems: [409, 429],
} as const satisfies Operation;
