import {
  DUTY_NAMES,
  subjectFieldLabel,
  subjectValues,
  toVietnameseDate,
  type PartialDate,
} from '@kntc/domain';
import type { SubjectBeside, SubjectReception, SubjectStranger } from '@kntc/storage';
import { worded, type Names, type SubjectCaseView } from './subject-view';

const ABOUT = { KN: ' về khiếu nại', TC: ' về tố cáo', KNPA: ' về kiến nghị, phản ánh' } as const;
const NOT_KNOWN = 'không rõ';

/** National codes of the values, to be named at once. */
export function besideCodes({
  receptions,
}: SubjectBeside): readonly (readonly [list: number, code: string])[] {
  return receptions
    .flatMap(({ places }) => places.flatMap(({ person }) => subjectValues(person)))
    .flatMap(({ list, value }) => (list === undefined ? [] : [[list, value] as const]));
}

/** What is held of one person beside cases, as people read it. Who looked at these is not known one by one. */
export function besideViews(
  { receptions, strangers, users }: SubjectBeside,
  names: Names,
): readonly SubjectCaseView[] {
  return [
    ...receptions.map((one) => receptionView(one, names)),
    ...strangers.map((one) => strangerView(one, names)),
    ...users.map((one) => userView(one, names)),
  ];
}

function receptionView(
  { reference, agencyId, source, localKey, reception, places }: SubjectReception,
  names: Names,
): SubjectCaseView {
  const { kind, visit } = reception;
  return {
    kind: `Lượt tiếp công dân không có đơn${kind === undefined ? '' : ABOUT[kind]}`,
    source,
    localKey,
    dates: [
      ['Ngày tiếp công dân', toVietnameseDate(visit.date)],
      ['Cơ quan tiếp', agencyName(agencyId, names)],
      ['Mã trong sổ', reference],
    ],
    roles: places.map(({ role, person }) => ({
      role: role === 'agent' ? 'Người được uỷ quyền' : 'Người đến',
      values: subjectValues(person).map((value) => [subjectFieldLabel(value.field), worded(value, names)]),
    })),
    records: [],
  };
}

/** Held because the national web shows it for an agency of the province; it is no record of ours. */
function strangerView(
  { nationalId, agencyId, kind, receivedOn, fullName, idNumbers }: SubjectStranger,
  names: Names,
): SubjectCaseView {
  return {
    kind: `Vụ việc chỉ có trên CSDLQG${kind === null ? '' : ABOUT[kind]}`,
    source: 'CSDLQG',
    localKey: nationalId,
    dates: [
      ['Ngày tiếp nhận', receivedOn === null ? NOT_KNOWN : toVietnameseDate(receivedOn as PartialDate)],
      ['Cơ quan', agencyName(agencyId, names)],
    ],
    roles: [
      {
        role: 'Người đứng đơn',
        values: [
          [subjectFieldLabel('fullName'), fullName],
          ...idNumbers.map((number) => [subjectFieldLabel('idNumber'), number] as const),
        ],
      },
    ],
    records: [],
  };
}

/** Held because the person works with the gateway, not because of any petition. */
function userView(
  { login, agencyId, office, duties, details }: SubjectBeside['users'][number],
  names: Names,
): SubjectCaseView {
  const { fullName, email, phone, position } = details;
  return {
    kind: 'Tài khoản người dùng của cổng (Biểu số 2)',
    source: 'Biểu số 2',
    localKey: login,
    dates: [
      ['Đơn vị', office],
      ['Cơ quan', agencyName(agencyId, names)],
    ],
    roles: [
      {
        role: 'Người dùng',
        values: [
          [subjectFieldLabel('fullName'), fullName],
          ['Email', email],
          [subjectFieldLabel('phone'), phone],
          ['Chức vụ', position],
          ['Nhiệm vụ trên phần mềm', duties.map((duty) => DUTY_NAMES[duty]).join('; ')],
        ],
      },
    ],
    records: [],
  };
}

function agencyName(agencyId: string, { agencies }: Names): string {
  return agencies.get(agencyId) ?? agencyId;
}
