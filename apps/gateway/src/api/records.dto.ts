import { REASONS } from '@kntc/domain';
import type { RecordFilter } from '@kntc/storage';
import { z } from 'zod';
import {
  CLASS,
  CODE,
  KIND,
  line,
  LIST,
  MOMENT,
  NATIONAL_ID,
  REFERENCE,
  STEP,
  TEXT,
} from './operation/members';
import type { AskedOf, Operation } from './operation/operation';
import { pageAnswer, PAGING, type Way } from './operation/paging';

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

const FILTERS = {
  class: z.enum([...CLASS.options, 'gone']).optional(),
  source: line(80).optional(),
  localKey: line(200).optional().meta({ description: 'Khoá của hồ sơ ở nguồn; cần source.' }),
  agency: line(80).optional(),
  kind: KIND.optional(),
  reference: REFERENCE.optional(),
  nationalId: NATIONAL_ID.optional(),
  code: CODE.optional().meta({ description: 'Lý do; là lý do của class nếu có class.' }),
  field: line(100)
    .optional()
    .meta({ description: 'Trường mà lý do nói tới, [] thay cho số thứ tự; cần code.' }),
  list: LIST.optional().meta({ description: 'Danh mục mà lý do nói tới; cần code.' }),
  localCode: line(200).optional().meta({ description: 'Mã ở nguồn mà lý do nói tới; cần code.' }),
} as const;

export const LIST_RECORDS = {
  id: 'listRecords',
  group: 'Hồ sơ',
  summary: 'Danh sách hồ sơ, theo thứ tự cổng đọc lần đầu; lọc theo trạng thái, nguyên nhân, cơ quan, mã.',
  query: z.strictObject({ ...FILTERS, ...PAGING }).superRefine((query, context) => {
    for (const [path, message] of senseless(query))
      context.addIssue({ code: 'custom', path: [path], message });
  }),
  answer: pageAnswer(RECORD),
} as const satisfies Operation;

export const RECORDS_WAY: Way = { list: 'records', position: ['number'] };

type Query = z.output<ReturnType<typeof z.strictObject<typeof FILTERS>>>;

/** Filters that can find nothing together, each with why. */
function senseless({
  class: standing,
  code,
  source,
  localKey,
  field,
  list,
  localCode,
}: Query): readonly (readonly [string, string])[] {
  const own = code === undefined ? undefined : REASONS[code].class;
  const about = { field, list, localCode };
  const named = (Object.keys(about) as (keyof typeof about)[]).filter((name) => about[name] !== undefined);
  return [
    ...(localKey !== undefined && source === undefined
      ? ([['localKey', 'cần cả source: khoá chỉ có nghĩa trong một nguồn']] as const)
      : []),
    ...(own !== undefined && standing !== undefined && standing !== own
      ? ([['code', `lý do này chỉ có ở class ${own}`]] as const)
      : []),
    ...named.flatMap((name): readonly (readonly [string, string])[] => {
      if (code === undefined) return [[name, 'cần cả code: lý do mà nó nói tới']];
      return own === 'held' ? [[name, 'hồ sơ tạm dừng không có thông tin này; chỉ lọc theo code']] : [];
    }),
  ];
}

/** What the query asks of the list. */
export function recordFilter({ query }: AskedOf<typeof LIST_RECORDS>): RecordFilter {
  const { class: standing, source, localKey, agency, kind, reference, nationalId, code } = query;
  const { field, list, localCode } = query;
  return {
    class: standing,
    source,
    localKey,
    agency,
    kind,
    reference,
    nationalId,
    cause: code && { code, field, list, localCode },
  };
}
