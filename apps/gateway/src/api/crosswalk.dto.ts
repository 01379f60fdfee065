import { fieldLabel, REASONS, reasonText } from '@kntc/domain';
import type { ShownCount } from '@kntc/domain';
import type { MissingCode } from '@kntc/storage';
import { z } from 'zod';
import { SHOWN_COUNT } from './causes.dto';
import { DECIDED, DECIDING, DECISION_PROBLEMS } from './decision.dto';
import { DAY, line, LIST, MOMENT, OWNER, TEXT } from './operation/members';
import type { Operation } from './operation/operation';
import { pageAnswer, PAGING, type Way } from './operation/paging';

const MISSING = z.enum(['UNKNOWN_CODE', 'CODE_NOT_NATIONAL', 'CODE_SPLIT', 'AGENCY_CLOSED']);

const MISSING_CODE = z
  .strictObject({
    code: MISSING,
    owner: OWNER,
    source: z.string(),
    list: LIST,
    localCode: z.string(),
    fields: z.array(z.string()).readonly(),
    records: SHOWN_COUNT,
    oldestDueOn: z
      .string()
      .nullable()
      .meta({ description: 'Thời hạn gần nhất; null: không thời hạn nào đang chạy.' }),
    since: MOMENT,
    text: TEXT,
  })
  .meta({ id: 'MissingCode' });

export const LIST_MISSING_CODES = {
  id: 'listMissingCodes',
  group: 'Danh mục',
  summary: 'Mã chưa đối chiếu được: mỗi mã một nguyên nhân, bao nhiêu hồ sơ, hạn gần nhất trước.',
  query: z.strictObject({
    source: line(80).optional(),
    list: LIST.optional(),
    code: MISSING.optional(),
    ...PAGING,
  }),
  answer: pageAnswer(MISSING_CODE),
} as const satisfies Operation;
export const MISSING_CODES_WAY: Way = { list: 'missing-codes', position: ['day', 'hash'] };

/** @param shown how numbers are shown to whoever asks */
export function missingCodeDto(
  { since, records, ...one }: MissingCode,
  shown: (count: number) => ShownCount,
): z.input<typeof MISSING_CODE> {
  return {
    ...one,
    owner: REASONS[one.code].owner,
    records: shown(records),
    since: since.toISOString(),
    text: reasonText(one.code, one.fields.map((field) => fieldLabel(field)).join('; '), one.localCode),
  };
}

/** More than any code was ever split into. */
const MOST = 50;

/** The one list whose entries have a parent that may stand for them. */
const AGENCIES = 2;

const TARGET = z
  .strictObject({
    nationalCode: line(80),
    validFrom: DAY.nullish().meta({ description: 'Ngày đầu; không có: từ trước.' }),
    validUntil: DAY.nullish().meta({ description: 'Ngày cuối; không có: còn dùng.' }),
    parent: line(300)
      .nullish()
      .meta({ description: 'Mã này là mã cơ quan cấp trên, vì sao: đơn vị không có trong danh mục.' }),
  })
  .refine(({ validFrom, validUntil }) => (validFrom ?? '') <= (validUntil ?? 'z'), {
    error: 'ngày cuối phải từ ngày đầu trở đi',
    path: ['validUntil'],
  })
  .meta({ id: 'CrosswalkTarget' });

export const CHANGE_CROSSWALK = {
  id: 'changeCrosswalk',
  group: 'Danh mục',
  summary:
    'Một mã của đơn vị thành những mã quốc gia nào, theo ngày; hai bên quyết định. seen: các dòng của mã đó như người đề nghị thấy ở /api/v1/crosswalk (chưa có: []); nếu nay đã khác thì không đổi gì và nói nay là gì. targets rỗng: không còn mã nào.',
  body: z
    .strictObject({
      source: line(80),
      list: LIST,
      localCode: line(200).regex(/^\S(.*\S)?$/u, { error: 'không có khoảng trắng ở đầu hay cuối' }),
      seen: z.array(TARGET).max(MOST),
      targets: z.array(TARGET).max(MOST),
      ...DECIDING,
    })
    .refine(
      ({ list, targets }) =>
        list === AGENCIES || targets.every(({ parent }) => (parent ?? undefined) === undefined),
      {
        error: `chỉ danh mục ${AGENCIES} (cơ quan) có cơ quan cấp trên`,
        path: ['targets'],
      },
    ),
  answer: DECIDED,
  problems: DECISION_PROBLEMS,
  isOnce: true,
} as const satisfies Operation;
