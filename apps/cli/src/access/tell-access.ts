import { ACCESS_REFUSALS, holds, vietnamTime, WHO_MAY } from '@kntc/domain';
import type { AccessDecision, ApprovalKind, Permission } from '@kntc/domain';
import type { AccessBook, Explanation } from '@kntc/storage';
import { table } from '../output';
import { Refusal } from '../refusal';
import type { Shell } from '../shell';
import type { ExitCode } from '../terminal';
import { withAccess } from './open-access';

export interface ListOptions {
  readonly account?: string;
  readonly case?: string;
  readonly json?: true;
}

export interface ExplainOptions {
  readonly account: string;
  readonly case?: string;
  readonly permission?: Permission;
  readonly json?: true;
}

/** What was recorded; who a case denounces stands nowhere in it. */
export async function list(shell: Shell, options: ListOptions): Promise<ExitCode> {
  const book = await withAccess(shell.place(), {}, ({ book: open }) =>
    open.read(options.account, options.case),
  );
  shell.answer(options.json, book, () => bookLines(book));
  return 0;
}

/** Why an account may or may not, in words; nothing of the case itself. */
export async function explain(shell: Shell, options: ExplainOptions): Promise<ExitCode> {
  const found = await withAccess(shell.place(), {}, ({ explanations }) =>
    explanations.explain(options.account, options.case),
  );
  if (found === undefined)
    throw new Refusal([
      'Không có tài khoản này, hoặc nó đã bị khoá.',
      'Tài khoản bị khoá không xem và không quyết định được gì.',
      'Xem: npm run kntc -- accounts list.',
    ]);
  const { person, decisions, isByAccounts, seen } = found;
  const { permission } = options;
  const may = permission === undefined ? undefined : holds(person.roles, permission);
  const { account, roles, agencies, worksAt, headOf, delegations } = person;
  const shown = { account, roles, agencies, worksAt, headOf, delegations, isByAccounts, seen, decisions };
  shell.answer(options.json, { ...shown, permission, may }, () => [
    `${account}: vai trò ${roles.join(', ')}; cơ quan ${agencies === 'all' ? 'tất cả' : agencies.join(', ')}.`,
    ...personLines(found),
    ...(permission === undefined ? [] : [`Quyền ${permission}: ${may === true ? 'có' : 'không có'}.`]),
    ...(seen === undefined ? [] : [seenLine(seen, found)]),
    ...table(['Việc', 'Đề nghị hoặc tự làm', 'Duyệt'], decisions.map(decisionRow)),
    ...decisions
      .filter(({ asks, approves }) => asks.kind === 'refused' && approves?.kind !== 'allowed')
      .map(({ of }) => `${KINDS[of]}: ${WHO_MAY[of]}`),
  ]);
  return 0;
}

function bookLines({ links, delegations, exclusions }: AccessBook): readonly string[] {
  return [
    'Tài khoản gắn với người:',
    ...table(
      ['Tài khoản', 'Cơ quan', 'Chức vụ', 'Ghi nhận', 'Xác nhận'],
      links.map((one) => [
        one.login,
        one.agency,
        POSITION_NAMES[one.position],
        one.recordedBy,
        one.secondPerson,
      ]),
    ),
    'Uỷ quyền:',
    ...table(
      ['Mã', 'Tài khoản', 'Cơ quan', 'Văn bản', 'Từ', 'Đến hết', 'Chấm dứt sớm'],
      delegations.map((one) => [
        one.id,
        one.login,
        one.agency,
        one.documentNo,
        one.validFrom,
        one.validUntil,
        one.endedAt === null ? '' : vietnamTime(one.endedAt),
      ]),
    ),
    'Loại trừ khỏi vụ việc (do hai người ghi):',
    ...table(
      ['Mã', 'Hồ sơ', 'Ai', 'Từ lúc', 'Bỏ lúc'],
      exclusions.map((one) => [
        one.id,
        one.reference,
        one.login ?? `cả cơ quan ${one.agency ?? ''}`,
        vietnamTime(one.recordedAt),
        one.liftedAt === null ? '' : vietnamTime(one.liftedAt),
      ]),
    ),
  ];
}

function personLines({
  isByAccounts,
  person: { worksAt, headOf, delegations },
}: Explanation): readonly string[] {
  const head = headOf.length > 0 ? ', người đứng đầu' : '';
  return [
    worksAt === undefined
      ? 'Chưa gắn với người thật (access link): không ai biết tài khoản là của ai.'
      : `Công tác ở ${worksAt}${head}.`,
    ...delegations.map(
      (one) =>
        `Uỷ quyền của ${one.agencyId}: ${one.documentNo}, từ ${one.validFrom} đến hết ${one.validUntil}.`,
    ),
    ...(isByAccounts
      ? []
      : ['Hiện tên gõ vẫn được dùng trên dòng lệnh: chưa có đủ tài khoản approver và config-admin.']),
  ];
}

function seenLine(seen: NonNullable<Explanation['seen']>, { person: { roles } }: Explanation): string {
  if (seen === 'seen' && !holds(roles, 'cases.read'))
    return 'Hồ sơ: cơ quan thì được, nhưng vai trò không đọc hồ sơ.';
  return `Hồ sơ: ${SEEN[seen]}`;
}

function decisionRow({ of, asks, approves }: Explanation['decisions'][number]): readonly string[] {
  return [KINDS[of], inWords(asks), approves === undefined ? 'một người là đủ' : inWords(approves)];
}

function inWords(decision: AccessDecision): string {
  return decision.kind === 'allowed' ? 'được' : `không: ${ACCESS_REFUSALS[decision.why]}`;
}

const SEEN: Readonly<Record<NonNullable<Explanation['seen']>, string>> = {
  seen: 'thấy.',
  excluded: 'không thấy. Tài khoản, hoặc cơ quan nơi công tác, bị loại trừ khỏi vụ việc.',
  'other-agency':
    'không thấy. Cơ quan có thẩm quyền với vụ việc này không nằm trong các cơ quan của tài khoản.',
  'no-such-case': 'không có hồ sơ với mã này.',
};

const POSITION_NAMES = { head: 'người đứng đầu', deputy: 'cấp phó', officer: 'cán bộ' } as const;

const KINDS: Readonly<Record<ApprovalKind, string>> = {
  'technical-resend': 'Gửi lại nguyên văn',
  'bulk-resend': 'Gửi lại hàng loạt',
  figures: 'Chốt, điều chỉnh kỳ báo cáo',
  judgement: 'Xét trùng, diện cập nhật',
  content: 'Nội dung',
  queues: 'Tạm dừng hàng đợi',
  alerts: 'Nhận biết sự cố, thử cảnh báo',
  policy: 'Chính sách',
  mapping: 'Bảng đối chiếu',
  brakes: 'Đợt cập nhật, gửi tiếp',
  access: 'Phân quyền',
  accounts: 'Khoá, mở tài khoản',
  unmask: 'Mở trường niêm phong',
  'person-search': 'Tìm hồ sơ theo người',
  'identity-search': 'Tìm cả trong đơn tố cáo',
  subject: 'Yêu cầu của chủ thể dữ liệu',
  'subject-export': 'Xuất đơn tố cáo cho người tố cáo',
  keys: 'Khoá mã hoá',
  restore: 'Dùng tiếp bản khôi phục',
  tokens: 'Mã truy cập của máy',
};
