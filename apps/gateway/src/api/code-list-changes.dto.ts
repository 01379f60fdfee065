import type { ShownCount, UnitRegister } from '@kntc/domain';
import type { ChangedList, CodeListWait } from '@kntc/storage';
import { z } from 'zod';
import { SHOWN_COUNT } from './causes.dto';
import { DECIDED, DECIDING, DECISION_PROBLEMS } from './decision.dto';
import { DAY, LIST, MOMENT } from './operation/members';
import type { Operation } from './operation/operation';

const ENTRY = z.strictObject({ code: z.string(), name: z.string() });

const TOUCHED = z
  .strictObject({
    code: z.string(),
    name: z.string(),
    renamedTo: z.string().nullable().meta({ description: 'null: mã không còn trong danh mục.' }),
    splitInto: z
      .array(z.string())
      .readonly()
      .meta({ description: 'Xã không còn và đã bị chia: các xã mới, theo dữ liệu công khai.' }),
    cases: SHOWN_COUNT,
    crosswalkRows: z.number().int().meta({ description: 'Dòng của bảng đối chiếu dẫn tới mã này.' }),
  })
  .meta({ id: 'TouchedCode' });

const CHANGE = z
  .strictObject({
    list: LIST,
    version: z.string().meta({ description: 'Phiên bản đã xem; gửi lại khi duyệt hoặc từ chối.' }),
    since: MOMENT,
    added: z.number().int(),
    removed: z.number().int(),
    renamed: z.number().int(),
    doubt: z
      .enum(['empty', 'most-gone'])
      .nullable()
      .meta({ description: 'Vì sao có thể không phải danh mục này: không còn mã nào, hoặc hơn nửa đã mất.' }),
    refused: z
      .strictObject({ by: z.string(), at: MOMENT })
      .nullable()
      .meta({ description: 'Đã từ chối: không còn chờ ai.' }),
  })
  .meta({ id: 'CodeListChange' });

export const LIST_CODE_LIST_CHANGES = {
  id: 'listCodeListChanges',
  group: 'Danh mục',
  summary:
    'Danh mục quốc gia đã đổi trên CSDLQG (nhiều nhất 14): danh mục cũ vẫn dùng cho tới khi hai bên duyệt.',
  answer: z.strictObject({ items: z.array(CHANGE).readonly() }),
} as const satisfies Operation;

const ONE_LIST = z.strictObject({
  list: z.string().regex(/^([1-9]|1[0-4])$/, { error: 'số danh mục, 1 đến 14' }),
});

export const READ_CODE_LIST_CHANGE = {
  id: 'readCodeListChange',
  group: 'Danh mục',
  summary:
    'Một danh mục đã đổi: mã nào thêm, mất, đổi tên; bao nhiêu hồ sơ (mà người xem được biết) và dòng đối chiếu dùng mã mất hoặc đổi tên.',
  params: ONE_LIST,
  answer: z.strictObject({
    ...CHANGE.shape,
    touched: z.array(TOUCHED).readonly(),
    entries: z.array(ENTRY).readonly().meta({ description: 'Mã thêm.' }),
  }),
} as const satisfies Operation;

const VERSION = z.string().regex(/^[0-9a-f]{64}$/, { error: 'version lấy nguyên từ danh mục đang chờ' });
const ON_CHANGE = {
  group: 'Danh mục',
  params: ONE_LIST,
  answer: DECIDED,
  problems: DECISION_PROBLEMS,
  isOnce: true,
} as const satisfies Partial<Operation>;

export const ACCEPT_CODE_LIST = {
  ...ON_CHANGE,
  id: 'acceptCodeList',
  summary: 'Dùng danh mục mới, đúng phiên bản đã xem; hai bên quyết định. Hồ sơ được xét lại.',
  body: z.strictObject({
    version: VERSION,
    fromDay: DAY.optional().meta({ description: 'Ngày đầu của danh mục mới; không có: hôm nay.' }),
    evenIfMostGone: z
      .boolean()
      .optional()
      .meta({ description: 'Đã xem và hiểu rằng hơn nửa số mã không còn.' }),
    ...DECIDING,
  }),
} as const satisfies Operation;

export const REFUSE_CODE_LIST = {
  ...ON_CHANGE,
  id: 'refuseCodeList',
  summary: 'Không dùng phiên bản này; hai bên quyết định. Danh mục cũ vẫn dùng, lần đổi sau lại chờ.',
  body: z.strictObject({ version: VERSION, ...DECIDING }),
} as const satisfies Operation;

export function changeDto({
  list,
  version,
  since,
  change,
  doubt,
  refused,
}: ChangedList): z.input<typeof CHANGE> {
  const { added, removed, renamed } = change;
  return {
    list,
    version,
    since: since.toISOString(),
    added: added.length,
    removed: removed.length,
    renamed: renamed.length,
    doubt: doubt ?? null,
    refused: refused === undefined ? null : { by: refused.by, at: refused.at.toISOString() },
  };
}

/**
 * @param shown how numbers are shown to whoever asks
 * @param units communes as public data has them
 */
export function changeInFullDto(
  wait: CodeListWait,
  shown: (count: number) => ShownCount,
  units: UnitRegister | undefined,
): z.input<(typeof READ_CODE_LIST_CHANGE)['answer']> {
  return {
    ...changeDto(wait),
    touched: wait.touched.map(({ code, name, renamedTo, within, cases, crosswalkRows }) => ({
      code,
      name,
      renamedTo: renamedTo ?? null,
      splitInto: renamedTo === undefined ? (units?.namesOfSplit(name, within) ?? []) : [],
      cases: shown(cases),
      crosswalkRows,
    })),
    entries: wait.change.added.map(({ code, name }) => ({ code, name })),
  };
}
