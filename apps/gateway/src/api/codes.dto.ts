import { z } from 'zod';
import { line, LIST, MOMENT } from './operation/members';
import type { Operation } from './operation/operation';
import { pageAnswer, PAGING, type Way } from './operation/paging';

const DAY = z.iso.date().nullable();

const CODE_LIST = z
  .strictObject({ list: LIST, version: z.number().int(), entries: z.number().int(), fetchedAt: MOMENT })
  .meta({ id: 'CodeList' });

export const LIST_CODE_LISTS = {
  id: 'listCodeLists',
  group: 'Danh mục',
  summary: 'Các danh mục quốc gia đang dùng.',
  query: z.strictObject(PAGING),
  answer: pageAnswer(CODE_LIST),
} as const satisfies Operation;
export const CODE_LISTS_WAY: Way = { list: 'code-lists', position: ['number'] };

const CODE_ENTRY = z
  .strictObject({ list: LIST, code: z.string(), name: z.string() })
  .meta({ id: 'CodeEntry' });

export const LIST_CODES = {
  id: 'listCodes',
  group: 'Danh mục',
  summary: 'Các mã của một danh mục quốc gia đang dùng.',
  query: z.strictObject({ list: LIST, code: line(80).optional(), ...PAGING }),
  answer: pageAnswer(CODE_ENTRY),
} as const satisfies Operation;
export const CODES_WAY: Way = { list: 'codes', position: ['text'] };

const CROSSWALK_LINE = z
  .strictObject({
    source: z.string(),
    list: LIST,
    localCode: z.string(),
    nationalCode: z.string(),
    validFrom: DAY,
    validUntil: DAY,
    parent: z
      .string()
      .nullable()
      .meta({ description: 'Vì sao mã này là mã cơ quan cấp trên; null: không phải.' }),
    nationalName: z.string().nullable().meta({ description: 'null: mã không có trong danh mục đang dùng.' }),
  })
  .meta({ id: 'CrosswalkLine' });

export const LIST_CROSSWALK = {
  id: 'listCrosswalk',
  group: 'Danh mục',
  summary:
    'Các dòng của bảng đối chiếu đang dùng. Nhiều dòng cùng ngày của một mã: mã bị chia. Mã còn thiếu: /api/v1/missing-codes.',
  query: z.strictObject({
    source: line(80).optional(),
    list: LIST.optional(),
    localCode: line(200).optional(),
    nationalCode: line(80).optional(),
    ...PAGING,
  }),
  answer: pageAnswer(CROSSWALK_LINE),
} as const satisfies Operation;
export const CROSSWALK_WAY: Way = { list: 'crosswalk', position: ['text', 'number', 'text', 'day', 'text'] };
