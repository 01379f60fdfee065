import { REASONS } from '@kntc/domain';
import type { RecordFilter } from '@kntc/storage';
import { z } from 'zod';
import { CLASS, CODE, KIND, line, LIST, NATIONAL_ID, REFERENCE } from './operation/members';

/** By what records are narrowed down, in a list and wherever all that match are meant. */
export const RECORD_FILTERS = {
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

export type RecordQuery = z.output<ReturnType<typeof z.strictObject<typeof RECORD_FILTERS>>>;

/** Filters that can find nothing together, each with why. */
export function senseless({
  class: standing,
  code,
  source,
  localKey,
  field,
  list,
  localCode,
}: RecordQuery): readonly (readonly [string, string])[] {
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

/** What the members of a query ask of the list. */
export function recordFilter({ code, field, list, localCode, ...rest }: RecordQuery): RecordFilter {
  return { ...rest, cause: code && { code, field, list, localCode } };
}

/** The members of a query again, of what the list was asked. */
export function queryOf({ cause, ...rest }: RecordFilter): RecordQuery {
  const members = Object.entries({ ...rest, ...cause }).filter(([, value]) => value !== undefined);
  return Object.fromEntries(members);
}
