import { CONFIRMATION_STATES, FORM_DUTIES } from '@kntc/domain';
import type { ListedNationalAccount } from '@kntc/storage';
import { z } from 'zod';
import { WRITTEN_FILE } from './corrections.dto';
import { DECIDED, DECIDING, DECISION_PROBLEMS } from './decision.dto';
import { DAY, line } from './operation/members';
import type { Operation } from './operation/operation';
import { pageAnswer, PAGING, type Way } from './operation/paging';

const GROUP = 'Người dùng và đơn vị';
const DUTIES = z.array(z.enum(FORM_DUTIES)).readonly();
/** Accounts confirmed in one go. */
const MOST = 500;

const NATIONAL_ACCOUNT = z
  .strictObject({
    id: z.uuid(),
    name: z
      .string()
      .nullable()
      .meta({ description: 'Tên tài khoản trên CSDLQG; null: người giữ đã bị xoá.' }),
    holder: z.string().nullable().meta({ description: 'Họ tên người giữ, nếu có trong Biểu số 2.' }),
    login: z.string().meta({ description: 'Tài khoản ở cổng của người giữ.' }),
    isHolderShut: z.boolean().meta({ description: 'Người giữ đã bị khoá ở cổng: nên khoá cả ở CSDLQG.' }),
    agency: z.string().nullable(),
    duties: DUTIES,
    since: z.string(),
    confirmedOn: z.string(),
    confirmedBy: z.string(),
    endedOn: z.string().nullable(),
    state: z.enum(CONFIRMATION_STATES).meta({
      description: 'confirmed: đã xác nhận quý này; due: phải xác nhận trước hết quý; overdue: quá hạn.',
    }),
  })
  .meta({ id: 'NationalAccount' });

export const LIST_NATIONAL_ACCOUNTS = {
  id: 'listNationalAccounts',
  group: GROUP,
  summary:
    'Sổ tài khoản trên CSDLQG: ai giữ, cơ quan, nhiệm vụ, từ khi nào, xác nhận lần cuối; lâu chưa xác nhận nhất trước.',
  query: z.strictObject({
    agency: line(80).optional(),
    login: line(40).optional(),
    state: z.enum(CONFIRMATION_STATES).optional(),
    ...PAGING,
  }),
  answer: pageAnswer(NATIONAL_ACCOUNT),
} as const satisfies Operation;

export const NATIONAL_ACCOUNTS_WAY: Way = { list: 'national-accounts', position: ['day', 'uuid'] };

export const READ_NATIONAL_ACCOUNTS_FILE = {
  id: 'readNationalAccountsFile',
  group: GROUP,
  summary: 'Sổ tài khoản trên CSDLQG đang dùng, tệp .xlsx dạng base64, để rà soát và ký.',
  answer: WRITTEN_FILE,
} as const satisfies Operation;

const ACTING = {
  group: GROUP,
  answer: DECIDED,
  problems: DECISION_PROBLEMS,
  isOnce: true,
} as const satisfies Partial<Operation>;

export const RECORD_NATIONAL_ACCOUNT = {
  ...ACTING,
  id: 'recordNationalAccount',
  summary:
    'Ghi vào sổ một tài khoản mà Thanh tra Chính phủ đã cấp trên CSDLQG. Chỉ ghi sổ, không mở tài khoản nào.',
  body: z.strictObject({
    login: line(40).meta({ description: 'Tài khoản ở cổng của người giữ.' }),
    name: line(100).meta({ description: 'Tên tài khoản trên CSDLQG; không bao giờ ghi mật khẩu.' }),
    duties: z.array(z.enum(FORM_DUTIES)).min(1).max(FORM_DUTIES.length),
    since: DAY,
    ...DECIDING,
  }),
} as const satisfies Operation;

export const CONFIRM_NATIONAL_ACCOUNTS = {
  ...ACTING,
  id: 'confirmNationalAccounts',
  summary: 'Xác nhận các tài khoản này trên CSDLQG vẫn cần dùng, mỗi quý một lần.',
  body: z.strictObject({ ids: z.array(z.uuid()).min(1).max(MOST), ...DECIDING }),
} as const satisfies Operation;

export const END_NATIONAL_ACCOUNT = {
  ...ACTING,
  id: 'endNationalAccount',
  summary: 'Ghi: tài khoản này trên CSDLQG không còn dùng (đã khoá, đã trả).',
  params: z.strictObject({ id: z.uuid({ error: 'id lấy từ danh sách' }) }),
  body: z.strictObject({ endedOn: DAY, ...DECIDING }),
} as const satisfies Operation;

/** @param provinceId stands on what is of the whole province */
export function nationalAccountDto(
  { accountId: _id, name, holder, agency, ...one }: ListedNationalAccount,
  provinceId: string,
): z.input<typeof NATIONAL_ACCOUNT> {
  return {
    ...one,
    name: name ?? null,
    holder: holder ?? null,
    agency: agency === provinceId ? null : agency,
  };
}
