import {
  ACCOUNT_STATES,
  FORM_DUTIES,
  UNUSED_AFTER_DAYS,
  USER_FIELDS,
  USER_PROBLEMS,
  USER_ROLES,
  USER_STATES,
} from '@kntc/domain';
import type { PlannedUser, Rights, UserProblem } from '@kntc/domain';
import type { ListedUser } from '@kntc/storage';
import { z } from 'zod';
import { WRITTEN_FILE } from './corrections.dto';
import { DECIDED, DECIDING, DECISION_PROBLEMS } from './decision.dto';
import { HANDED_IN, SEEN } from './handed-in-form';
import { line, MOMENT, TEXT } from './operation/members';
import type { Operation } from './operation/operation';
import { pageAnswer, PAGING, type Way } from './operation/paging';

const GROUP = 'Người dùng và đơn vị';
const COUNT = z.number().int();
const ROLES = z.array(z.enum(USER_ROLES)).readonly();
const AGENCIES = z.union([z.literal('all'), z.array(z.string()).readonly()]);
const UNUSED_DAYS = z
  .number()
  .int()
  .min(1)
  .max(3_650)
  .default(UNUSED_AFTER_DAYS)
  .meta({ description: 'Không đăng nhập bấy nhiêu ngày thì coi là không dùng.' });

const USER = z
  .strictObject({
    id: z.uuid(),
    login: z.string(),
    fullName: z.string().nullable().meta({ description: 'null: chưa có trong Biểu số 2, hoặc đã xoá.' }),
    email: z.string().nullable(),
    phone: z.string().nullable(),
    position: z.string().nullable(),
    office: z.string().nullable(),
    duties: z.array(z.enum(FORM_DUTIES)).readonly(),
    agency: z.string().nullable().meta({ description: 'Cơ quan của tài khoản; null: của cả tỉnh.' }),
    roles: ROLES,
    agencies: AGENCIES.meta({ description: 'Xem hồ sơ của cơ quan nào.' }),
    isByHand: z.boolean().meta({ description: 'Quyền do người cấp tay: biểu không đổi quyền này.' }),
    isMachine: z.boolean(),
    hasOwner: z
      .boolean()
      .meta({ description: 'false: chưa ai đăng nhập được (chưa có mật khẩu, chưa gắn).' }),
    state: z
      .enum(ACCOUNT_STATES)
      .meta({ description: 'active, unused (lâu không dùng), never (chưa từng), disabled, removed.' }),
    usedAt: MOMENT.nullable().meta({ description: 'Đăng nhập, hoặc mã truy cập được dùng, gần nhất.' }),
    nationalAccounts: COUNT.meta({ description: 'Số tài khoản trên CSDLQG đang giữ.' }),
    createdAt: MOMENT,
  })
  .meta({ id: 'User' });

export const LIST_USERS = {
  id: 'listUsers',
  group: GROUP,
  summary:
    'Tài khoản ở cổng và người dùng (Biểu số 2): đơn vị, nhiệm vụ, quyền, còn dùng không; theo tên đăng nhập.',
  query: z.strictObject({
    agency: line(80).optional(),
    office: z.uuid({ error: 'id của đơn vị, lấy từ /api/v1/agencies' }).optional(),
    duty: z.enum(FORM_DUTIES).optional(),
    role: z.enum(USER_ROLES).optional(),
    login: line(40).optional(),
    state: z.enum(ACCOUNT_STATES).optional(),
    unusedDays: UNUSED_DAYS,
    ...PAGING,
  }),
  answer: pageAnswer(USER),
} as const satisfies Operation;

export const USERS_WAY: Way = { list: 'users', position: ['text', 'uuid'] };

export const COUNT_USERS = {
  id: 'countUsers',
  group: GROUP,
  summary:
    'Số tài khoản quản trị, người dùng, máy của từng cơ quan, và bao nhiêu đang dùng, lâu không dùng, chưa từng dùng, bị khoá.',
  query: z.strictObject({ unusedDays: UNUSED_DAYS }),
  answer: z
    .strictObject({
      items: z
        .array(
          z.strictObject({
            agency: z.string().nullable().meta({ description: 'null: của cả tỉnh.' }),
            administrators: COUNT,
            users: COUNT,
            machines: COUNT,
            active: COUNT,
            unused: COUNT,
            never: COUNT,
            disabled: COUNT,
          }),
        )
        .readonly(),
    })
    .meta({ id: 'UserCounts' }),
} as const satisfies Operation;

export const READ_USER_FORM = {
  id: 'readUserForm',
  group: GROUP,
  summary:
    'Biểu số 2 của người dùng chưa bị khoá, tệp .xlsx dạng base64; có thông tin liên hệ, nộp lại được. Mỗi lần tải vào nhật ký.',
  answer: WRITTEN_FILE,
} as const satisfies Operation;

const RIGHTS = z.strictObject({ roles: ROLES, agencies: AGENCIES });
const ROW = z
  .strictObject({
    line: COUNT.meta({ description: 'Dòng trong tệp.' }),
    fullName: z.string(),
    office: z.string(),
    login: z.string().nullable(),
    state: z.enum(USER_STATES),
    changes: z.array(z.enum(USER_FIELDS)).readonly(),
    rights: RIGHTS.nullable().meta({ description: 'Quyền sau khi ghi nhận.' }),
    before: RIGHTS.nullable().meta({ description: 'Quyền hiện nay; null: chưa có tài khoản.' }),
    isByHand: z.boolean(),
    problems: z
      .array(
        z.strictObject({
          problem: z.enum(Object.keys(USER_PROBLEMS) as [UserProblem, ...UserProblem[]]),
          text: TEXT,
        }),
      )
      .readonly(),
  })
  .meta({ id: 'UserFormRow' });

const PLAN = {
  counts: z.strictObject({ new: COUNT, attached: COUNT, changed: COUNT, unchanged: COUNT, refused: COUNT }),
  givesRights: z.boolean().meta({ description: 'Có dòng đổi quyền: cần người duyệt ở vai trò khác.' }),
  rows: z.array(ROW).readonly(),
  result: WRITTEN_FILE.meta({ description: 'Tệp .xlsx: từng dòng như đã nộp, kèm kết quả.' }),
} as const;

export const PREVIEW_USERS = {
  id: 'previewUsers',
  group: GROUP,
  summary:
    'Xem trước Biểu số 2: từng dòng là mới, gắn tài khoản đã có, thay đổi, không đổi hay không dùng được; quyền trước và sau. Không ghi nhận gì.',
  body: z.strictObject(HANDED_IN).meta({ id: 'UserForm' }),
  answer: z.strictObject({ seen: z.string(), ...PLAN }).meta({ id: 'UserFormPreview' }),
  problems: [409, 422],
} as const satisfies Operation;

export const IMPORT_USERS = {
  id: 'importUsers',
  group: GROUP,
  summary:
    'Ghi nhận Biểu số 2 như đã xem trước; có dòng đổi quyền thì hai người ở hai vai trò. Không ai đổi quyền của chính mình, hay cho quyền ở cơ quan mình không làm việc.',
  body: z.strictObject({ ...HANDED_IN, seen: SEEN, ...DECIDING }).meta({ id: 'UserFormDecided' }),
  answer: z.strictObject({ target: z.string(), ...PLAN, text: TEXT }).meta({ id: 'UserFormTaken' }),
  problems: DECISION_PROBLEMS,
  isOnce: true,
} as const satisfies Operation;

const ON_ACCOUNT = {
  group: GROUP,
  params: z.strictObject({ id: z.uuid({ error: 'id của tài khoản, lấy từ danh sách' }) }),
  body: z.strictObject(DECIDING),
  answer: DECIDED,
  problems: DECISION_PROBLEMS,
  isOnce: true,
} as const satisfies Partial<Operation>;

export const DISABLE_USER = {
  ...ON_ACCOUNT,
  id: 'disableUser',
  summary: 'Khoá một tài khoản: phiên và mã truy cập ngừng ngay.',
} as const satisfies Operation;

export const REMOVE_USER = {
  ...ON_ACCOUNT,
  id: 'removeUser',
  summary:
    'Xoá một tài khoản đã khoá: tên đăng nhập, mật khẩu, thông tin liên hệ không còn; nhật ký giữ tên. Không lấy lại được.',
} as const satisfies Operation;

/** @param provinceId stands on accounts of the whole province */
export function userDto(
  { details, usedAt, createdAt, disabledAt: _shut, removedAt: _gone, ...user }: ListedUser,
  provinceId: string,
): z.input<typeof USER> {
  return {
    ...user,
    ...(details ?? NOBODY),
    duties: user.duties ?? [],
    agency: user.agency === provinceId ? null : user.agency,
    agencies: user.agencies ?? 'all',
    usedAt: usedAt?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
  };
}

const NOBODY = { fullName: null, email: null, phone: null, position: null } as const;

export function userRows(
  plan: readonly PlannedUser[],
): Pick<z.input<typeof IMPORT_USERS.answer>, 'counts' | 'rows' | 'givesRights'> {
  const countOf = (wanted: string): number => plan.filter(({ state }) => state === wanted).length;
  return {
    counts: {
      new: countOf('new'),
      attached: countOf('attached'),
      changed: countOf('changed'),
      unchanged: countOf('unchanged'),
      refused: countOf('refused'),
    },
    givesRights: plan.some(({ state, changes }) => state === 'new' || changes.includes('rights')),
    rows: plan.map((one) => ({
      line: one.line.line,
      fullName: one.line.details.fullName,
      office: one.line.office,
      login: one.login ?? null,
      state: one.state,
      changes: one.changes,
      rights: rightsDto(one.rights),
      before: rightsDto(one.before),
      isByHand: one.isByHand,
      problems: one.problems.map((problem) => ({ problem, text: [...USER_PROBLEMS[problem]] })),
    })),
  };
}

function rightsDto(rights: Rights | undefined): z.input<typeof RIGHTS> | null {
  return rights === undefined ? null : { ...rights };
}
