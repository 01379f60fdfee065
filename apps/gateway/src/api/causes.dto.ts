import { fieldLabel, REASONS, reasonText, stepLabel } from '@kntc/domain';
import type { ShownCount } from '@kntc/domain';
import type { Cause } from '@kntc/storage';
import { z } from 'zod';
import { ATTENTION } from './attention-dto';
import { CLASS, CODE, line, LIST, MOMENT, OWNER, TEXT } from './operation/members';
import type { Operation } from './operation/operation';
import { pageAnswer, PAGING, type Way } from './operation/paging';

export const SHOWN_COUNT = z
  .number()
  .int()
  .nullable()
  .meta({ id: 'ShownCount', description: 'null: có, nhưng ít hơn 5 (người xem không được xem danh sách)' });

/** Many records, one cause: what a person mends once. */
export const CAUSE = z
  .strictObject({
    id: z
      .string()
      .regex(/^[0-9a-f]{32}$/)
      .meta({ description: 'Cùng nguyên nhân thì cùng id: dùng ở /api/v1/resync và /api/v1/causes/{id}.' }),
    class: CLASS,
    code: CODE,
    owner: OWNER,
    records: SHOWN_COUNT,
    oldestAt: MOMENT,
    source: z.string().optional(),
    field: z.string().optional().meta({ description: 'Của class held: bước liên thông.' }),
    list: LIST.optional(),
    localCode: z.string().optional(),
    text: TEXT,
  })
  .meta({ id: 'Cause' });

/** As a list shows it: with what people said of it. */
export const LISTED_CAUSE = z
  .strictObject({ ...CAUSE.shape, attention: ATTENTION })
  .meta({ id: 'ListedCause' });

export const LIST_CAUSES = {
  id: 'listCauses',
  group: 'Tổng quan',
  summary:
    'Nguyên nhân làm hồ sơ dừng lại, mỗi nguyên nhân với số hồ sơ, chờ lâu nhất trước. Hồ sơ của một nguyên nhân: /api/v1/records với cùng class, code, field, list, localCode, source.',
  query: z
    .strictObject({
      class: z.enum(['waiting', 'quarantined', 'held', 'noChannel', 'outOfScope']).optional(),
      source: line(80).optional(),
      code: CODE.optional(),
      list: LIST.optional(),
      ...PAGING,
    })
    .superRefine(({ class: standing, code, list }, context) => {
      const own = code && REASONS[code].class;
      if (own !== undefined && standing !== undefined && own !== standing)
        context.addIssue({ code: 'custom', path: ['code'], message: `lý do này chỉ có ở class ${own}` });
      if (list !== undefined && (standing ?? own) === 'held')
        context.addIssue({
          code: 'custom',
          path: ['list'],
          message: 'hồ sơ tạm dừng không nói tới danh mục nào',
        });
    }),
  answer: pageAnswer(LISTED_CAUSE),
} as const satisfies Operation;

export const CAUSES_WAY: Way = { list: 'causes', position: ['moment', 'hash'] };

/** @param shown how numbers are shown to whoever asks */
export function causeDto(cause: Cause, shown: (count: number) => ShownCount): z.input<typeof CAUSE> {
  const { code, class: standing, field, localCode } = cause;
  const about = standing === 'held' ? stepLabel(field) : fieldLabel(field);
  return {
    ...cause,
    owner: REASONS[code].owner,
    records: shown(cause.records),
    text: reasonText(code, about, localCode ?? ''),
  };
}
