import {
  type Case,
  subjectFieldLabel,
  type SubjectPlace,
  type SubjectValue,
  subjectValues,
  toVietnameseDate,
  UNMASK_REASONS,
  type UnmaskReason,
  vietnamTime,
} from '@kntc/domain';
import type { Look, SentStep, SubjectCase } from '@kntc/storage';
import { stepName } from '../output';

/** One case of an export as people read it: names and values, in Vietnamese, of nobody but the person who asked. */
export interface SubjectCaseView {
  readonly kind: string;
  readonly source: string;
  readonly localKey: string;
  readonly dates: readonly Pair[];
  readonly roles: readonly { readonly role: string; readonly values: readonly Pair[] }[];
  readonly records: readonly {
    readonly reference: string;
    readonly agency: string;
    readonly nationalId: string;
    readonly sent: readonly {
      readonly step: string;
      readonly at: string;
      readonly what: string;
      readonly ground: string;
    }[];
  }[];
  /** Absent: looks at it are not on record one by one. */
  readonly looks?:
    | readonly {
        readonly at: string;
        readonly what: string;
        readonly by: string;
        readonly why: string;
      }[]
    | undefined;
}

type Pair = readonly [name: string, value: string];

export interface Names {
  /** Agency of the gateway → its name. */
  readonly agencies: ReadonlyMap<string, string>;
  /** `list/code` → name. */
  readonly codes: ReadonlyMap<string, string>;
  readonly legalGround: string;
}

const KINDS = { KN: 'Khiếu nại', TC: 'Tố cáo', KNPA: 'Kiến nghị, phản ánh' } as const;
const ROLES = {
  petitioner: { KN: 'Người khiếu nại', TC: 'Người tố cáo', KNPA: 'Người kiến nghị, phản ánh' },
  agent: { KN: 'Người được uỷ quyền', TC: 'Người được uỷ quyền', KNPA: 'Người được uỷ quyền' },
  respondent: { KN: 'Người bị khiếu nại', TC: '', KNPA: 'Người bị kiến nghị, phản ánh' },
} as const;
const LOOKS: Readonly<Record<string, string>> = {
  'unmask reveal': 'Mở xem một trường niêm phong',
  'renditions show': 'Đọc bản đã che',
  'subject export': 'Lập bản xuất theo yêu cầu của chính người này',
};
/** What the far side's form has no place for. */
const NEVER_SENT = 'không gồm ngày sinh, số điện thoại';
const NOT_WRITTEN = 'chưa ghi; bộ phận pháp chế trả lời';

/** National codes of the values of a page, to be named at once. */
export function codesOf(cases: readonly SubjectCase[]): readonly (readonly [list: number, code: string])[] {
  return cases
    .flatMap(({ places }) => places.flatMap(({ person }) => subjectValues(person)))
    .flatMap(({ list, value }) => (list === undefined ? [] : [[list, value] as const]));
}

export function subjectView(one: SubjectCase, names: Names): SubjectCaseView {
  return {
    kind: KINDS[one.kind],
    source: one.source,
    localKey: one.localKey,
    dates: datesOf(one.kase),
    roles: one.places.map(({ role, person }) => ({
      role: ROLES[role][one.kind],
      values: subjectValues(person).map((value) => [subjectFieldLabel(value.field), worded(value, names)]),
    })),
    records: one.records.map(({ reference, agencyId, nationalId, sent }) => ({
      reference,
      agency: names.agencies.get(agencyId) ?? agencyId,
      nationalId: nationalId ?? 'chưa có',
      sent: sent.map((step) => sentLine(step, one, names)),
    })),
    looks: one.looks.map(lookLine),
  };
}

/** A value with the name of its code. */
export function worded({ field, value, list }: SubjectValue, { codes }: Names): string {
  if (field === 'gender') return value === 'male' ? 'nam' : 'nữ';
  if (field === 'birthDate' || field === 'idIssuedDate') return value.split('-').toReversed().join('/');
  const name = list === undefined ? undefined : codes.get(`${list}/${value}`);
  return name === undefined ? value : `${name} (${value})`;
}

function datesOf(kase: Case): readonly Pair[] {
  const { petition, reception, handling, acceptance, rounds, extensions = [], withdrawal, closedDate } = kase;
  const dates = [
    ['Ngày viết đơn', petition.writtenDate],
    ['Ngày tiếp nhận', petition.receivedDate],
    ['Ngày tiếp công dân', reception?.date],
    ['Ngày xử lý', handling?.decidedDate],
    ['Ngày thụ lý', acceptance?.date],
    ['Hạn giải quyết', acceptance?.dueDate],
    ...extensions.map(({ date }) => ['Ngày gia hạn', date] as const),
    ...rounds.map(
      ({ round, issuedDate }) => [`Ngày quyết định giải quyết lần ${round}`, issuedDate] as const,
    ),
    ['Ngày rút đơn', withdrawal?.date],
    ['Ngày kết thúc', closedDate],
  ] as const;
  return dates.flatMap(([name, date]) =>
    date === undefined ? [] : [[name, toVietnameseDate(date)] as const],
  );
}

function sentLine(step: SentStep, one: SubjectCase, { legalGround }: Names) {
  const number = step.ordinal > 1 ? ` (${step.ordinal})` : '';
  return {
    step: `${stepName(step.step)}${number}`,
    at: vietnamTime(step.confirmedAt),
    what:
      step.step === 'case'
        ? one.places.map((place) => sentOf(place, step, one.kase)).join('; ')
        : 'không có thông tin cá nhân của ông/bà',
    ground: one.kind === 'TC' ? groundOf(step) : legalGround || NOT_WRITTEN,
  };
}

/** The far side takes every petitioner, an agent who is a lawyer or legal aid, and the first respondent. */
function sentOf({ role, place }: SubjectPlace, { disclosure }: SentStep, { petitioners }: Case): string {
  if (disclosure === 'withheld') return 'không gửi danh tính; chỉ gửi số người và tỉnh';
  if (role === 'respondent') return place === 1 ? `các trường cá nhân ở trên, ${NEVER_SENT}` : 'không gửi';
  if (role === 'agent' && petitioners.identity.open().agent?.type === 'other') return 'không gửi';
  return `các trường cá nhân ở trên, ${NEVER_SENT}`;
}

function groundOf({ policy }: SentStep): string {
  if (policy === undefined) return NOT_WRITTEN;
  return `văn bản ${policy.documentNo} ngày ${policy.documentDate.split('-').toReversed().join('/')} về danh tính người tố cáo`;
}

function lookLine({ at, action, roles, reasonCode }: Look) {
  return {
    at: vietnamTime(at),
    what: LOOKS[action] ?? action,
    by: roles.length === 0 ? 'cán bộ dùng lệnh trên máy chủ' : `tài khoản vai trò ${roles.join(', ')}`,
    why: reasonCode === undefined ? '' : UNMASK_REASONS[reasonCode as UnmaskReason],
  };
}
