import type { PetitionKind } from '../../case/case';
import type { EntryView, PetitionView } from '../entry-view';
import { directionOf, fieldGroup, type Direction, type FieldGroup } from './fields';
import {
  equation,
  FORMS_VALID_FROM,
  numbered,
  SOURCE_OF_FORMS,
  unworded,
  worded,
  type Basis,
  type FormColumn,
  type FormDefinition,
} from './form';

type Wanted = (petition: PetitionView) => boolean;

const of =
  (wanted: Wanted) =>
  ({ petition }: EntryView): boolean =>
    petition !== undefined && wanted(petition);
const isKind =
  (kind: PetitionKind): Wanted =>
  (one) =>
    one.of.kind === kind;
const and =
  (...all: readonly Wanted[]): Wanted =>
  (one) =>
    all.every((wanted) => wanted(one));
const isEligible: Wanted = ({ isEligible: is }) => is;
const isCase: Wanted = ({ isEligible: is, isLead }) => is && isLead;
const goes =
  (...directions: readonly Direction[]): Wanted =>
  (one) => {
    const direction = directionOf(one.of);
    return direction !== undefined && directions.includes(direction);
  };
const isIn =
  (...groups: readonly FieldGroup[]): Wanted =>
  (one) => {
    const group = fieldGroup(one.of);
    return group !== undefined && groups.includes(group);
  };
const isAgain: Wanted = (one) => one.of.priorRounds > 0;
const isNew: Wanted = (one) => one.of.priorRounds === 0;
const any: Wanted = () => true;

const TO_HANDLE = 'Số đơn phải xử lý';
const ELIGIBLE = 'Số đơn đủ điều kiện xử lý';

/** Columns 1 to 7, alike on all four forms: `domain.md` says it of 01/XLD only. */
function heads(which: Wanted, basis: Basis): readonly FormColumn[] {
  const how = { basis };
  return [
    numbered(1, [TO_HANDLE, 'Tổng số'], of(which), how),
    numbered(2, [TO_HANDLE, 'Kỳ trước chuyển sang'], of(and(which, ({ isCarried }) => isCarried)), how),
    numbered(3, [TO_HANDLE, 'Tiếp nhận trong kỳ'], of(and(which, ({ isCarried }) => !isCarried)), how),
    numbered(4, ['Số đơn đã xử lý'], of(and(which, ({ isHandled }) => isHandled)), how),
    numbered(5, ['Số đơn chưa xử lý'], of(and(which, ({ isHandled }) => !isHandled)), how),
    numbered(6, [ELIGIBLE, 'Số đơn'], of(and(which, isEligible)), how),
    numbered(7, [ELIGIBLE, 'Số vụ việc'], of(and(which, isCase)), how),
  ];
}

const HEAD_CHECKS = (basis: Basis) => [equation('1 = 2 + 3', basis), equation('1 = 4 + 5', basis)];
const COMMON = { source: SOURCE_OF_FORMS, validFrom: FORMS_VALID_FROM };
const INFERRED = { basis: 'inferred' } as const;

const BY_KIND = 'Phân loại đơn theo nội dung';
const BY_STATE = 'Phân loại theo tình trạng giải quyết';
const RESULT = 'Kết quả xử lý';
const OURS = 'Thuộc thẩm quyền';
const OTHERS = 'Không thuộc thẩm quyền';

/** 01/XLD: tổng hợp kết quả xử lý đơn. */
const HANDLING_FORM: FormDefinition = {
  ...COMMON,
  id: '01/XLD',
  title: 'Tổng hợp kết quả xử lý đơn',
  columns: [
    ...heads(any, 'given'),
    numbered(8, [BY_KIND, 'Khiếu nại'], of(and(isEligible, isKind('KN')))),
    numbered(9, [BY_KIND, 'Tố cáo'], of(and(isEligible, isKind('TC')))),
    numbered(10, [BY_KIND, 'Kiến nghị, phản ánh'], of(and(isEligible, isKind('KNPA')))),
    numbered(11, [BY_STATE, 'Đã giải quyết lần đầu'], of(and(isEligible, ({ rounds }) => rounds === 1))),
    numbered(12, [BY_STATE, 'Đã giải quyết nhiều lần'], of(and(isEligible, ({ rounds }) => rounds > 1))),
    numbered(13, [BY_STATE, 'Chưa giải quyết xong'], of(and(isEligible, ({ rounds }) => rounds === 0))),
    numbered(14, [RESULT, OURS, 'Tổng số'], of(and(isEligible, goes('accept')))),
    numbered(15, [RESULT, OURS, 'Khiếu nại'], of(and(isEligible, goes('accept'), isKind('KN')))),
    numbered(16, [RESULT, OURS, 'Tố cáo'], of(and(isEligible, goes('accept'), isKind('TC')))),
    numbered(17, [RESULT, OURS, 'Kiến nghị, phản ánh'], of(and(isEligible, goes('accept'), isKind('KNPA')))),
    numbered(18, [RESULT, OTHERS, 'Tổng số'], of(and(isEligible, goes('guide', 'transfer', 'urge')))),
    numbered(19, [RESULT, OTHERS, 'Hướng dẫn'], of(and(isEligible, goes('guide')))),
    numbered(20, [RESULT, OTHERS, 'Chuyển đơn'], of(and(isEligible, goes('transfer')))),
    numbered(21, [RESULT, OTHERS, 'Đôn đốc giải quyết'], of(and(isEligible, goes('urge')))),
    // The canonical case does not know whether the other agency answered.
    numbered(22, ['Số văn bản phúc đáp'], undefined),
  ],
  checks: [
    ...HEAD_CHECKS('given'),
    equation('6 = 8 + 9 + 10'),
    equation('6 = 11 + 12 + 13'),
    equation('6 = 14 + 18'),
    equation('14 = 15 + 16 + 17'),
    equation('18 = 19 + 20 + 21'),
  ],
};

const BY_FIELD = 'Phân loại vụ việc theo lĩnh vực';
const ADMINISTRATIVE = 'Lĩnh vực hành chính';

const complaint = (...more: readonly Wanted[]) => of(and(isKind('KN'), isCase, ...more));
const isSettledAsComplaint: Wanted = ({ rounds }) => rounds > 0;

/** 02/XLD: phân loại, xử lý đơn khiếu nại. After column 12 the numbers of the template contradict each other. */
const COMPLAINT_FORM: FormDefinition = {
  ...COMMON,
  id: '02/XLD',
  title: 'Kết quả phân loại, xử lý đơn khiếu nại',
  columns: [
    ...heads(isKind('KN'), 'inferred'),
    numbered(8, [BY_FIELD, 'Tổng số'], complaint(), INFERRED),
    numbered(9, [BY_FIELD, ADMINISTRATIVE, 'Tổng số'], complaint(isIn('policy', 'land', 'administrative'))),
    numbered(10, [BY_FIELD, ADMINISTRATIVE, 'Chế độ, chính sách'], complaint(isIn('policy'))),
    numbered(11, [BY_FIELD, ADMINISTRATIVE, 'Đất đai, nhà cửa'], complaint(isIn('land'))),
    numbered(12, [BY_FIELD, ADMINISTRATIVE, 'Khác'], complaint(isIn('administrative'))),
    worded('tư pháp', [BY_FIELD, 'Tư pháp'], complaint(isIn('judicial')), { basis: 'given' }),
    worded('Đảng', [BY_FIELD, 'Đảng, đoàn thể'], complaint(isIn('party')), { basis: 'given' }),
    worded('khác', [BY_FIELD, 'Khác'], complaint(isIn('other')), { basis: 'given' }),
    worded(
      'lần đầu',
      [BY_STATE, 'Đã giải quyết lần đầu'],
      complaint(({ rounds }) => rounds === 1),
      {
        basis: 'given',
      },
    ),
    worded(
      'lần hai',
      [BY_STATE, 'Đã giải quyết lần hai'],
      complaint(({ rounds }) => rounds > 1),
      {
        basis: 'given',
      },
    ),
    // Judgements of courts are no part of the canonical case.
    worded('bản án', [BY_STATE, 'Đã có bản án của Toà'], undefined, { basis: 'given' }),
    worded(
      'đang',
      [BY_STATE, 'Đang giải quyết'],
      complaint((one) => !isSettledAsComplaint(one) && one.isAccepted),
      { basis: 'given' },
    ),
    worded(
      'chưa',
      [BY_STATE, 'Chưa giải quyết'],
      complaint((one) => !isSettledAsComplaint(one) && !one.isAccepted),
      { basis: 'given' },
    ),
    worded('thẩm quyền lần đầu', [RESULT, OURS, 'Lần đầu'], complaint(goes('accept'), isNew), {
      basis: 'given',
    }),
    worded('thẩm quyền lần hai', [RESULT, OURS, 'Lần hai'], complaint(goes('accept'), isAgain), {
      basis: 'given',
    }),
    worded('hướng dẫn', [RESULT, OTHERS, 'Hướng dẫn'], complaint(goes('guide')), { basis: 'given' }),
    worded('đôn đốc', [RESULT, OTHERS, 'Đôn đốc giải quyết'], complaint(goes('urge')), { basis: 'given' }),
  ],
  checks: [
    ...HEAD_CHECKS('inferred'),
    equation('8 = 9 + tư pháp + Đảng + khác', 'inferred'),
    equation('9 = 10 + 11 + 12'),
    equation('8 = lần đầu + lần hai + bản án + đang + chưa', 'inferred'),
    equation('8 = thẩm quyền lần đầu + thẩm quyền lần hai + hướng dẫn + đôn đốc', 'inferred'),
  ],
};

const denunciation = (...more: readonly Wanted[]) => of(and(isKind('TC'), isCase, ...more));
const isDecidedBefore: Wanted = (one) => one.of.isPriorDecided;

/** 03/XLD: phân loại, xử lý đơn tố cáo. */
const DENUNCIATION_FORM: FormDefinition = {
  ...COMMON,
  id: '03/XLD',
  title: 'Kết quả phân loại, xử lý đơn tố cáo',
  columns: [
    ...heads(isKind('TC'), 'inferred'),
    numbered(8, [BY_FIELD, 'Tổng số'], denunciation()),
    numbered(
      9,
      [BY_FIELD, ADMINISTRATIVE, 'Tổng số'],
      denunciation(isIn('civil-servants', 'administrative')),
    ),
    unworded(10, [BY_FIELD, ADMINISTRATIVE]),
    unworded(11, [BY_FIELD, ADMINISTRATIVE]),
    numbered(12, [BY_FIELD, ADMINISTRATIVE, 'Công chức, công vụ'], denunciation(isIn('civil-servants'))),
    numbered(13, [BY_FIELD, ADMINISTRATIVE, 'Còn lại'], denunciation(isIn('administrative')), INFERRED),
    numbered(14, [BY_FIELD, 'Tham nhũng'], denunciation(isIn('corruption'))),
    numbered(15, [BY_FIELD, 'Tư pháp'], denunciation(isIn('judicial'))),
    numbered(16, [BY_FIELD, 'Đảng, đoàn thể'], denunciation(isIn('party'))),
    numbered(17, [BY_FIELD, 'Khác'], denunciation(isIn('other'))),
    numbered(
      18,
      [BY_STATE, 'Tố cáo tiếp', 'Quá hạn chưa giải quyết'],
      denunciation(isAgain, (one) => !isDecidedBefore(one)),
    ),
    numbered(19, [BY_STATE, 'Tố cáo tiếp', 'Đã có kết luận'], denunciation(isAgain, isDecidedBefore)),
    numbered(20, [BY_STATE, 'Chưa giải quyết'], denunciation(isNew)),
    numbered(21, [RESULT, OURS, 'Tổng số'], denunciation(goes('accept'))),
    numbered(22, [RESULT, OURS, 'Tố cáo lần đầu'], denunciation(goes('accept'), isNew)),
    numbered(23, [RESULT, OURS, 'Tố cáo tiếp'], denunciation(goes('accept'), isAgain)),
    numbered(24, [RESULT, OTHERS, 'Tổng số'], denunciation(goes('guide', 'transfer', 'urge')), INFERRED),
    numbered(25, [RESULT, OTHERS, 'Chuyển, hướng dẫn'], denunciation(goes('guide', 'transfer')), INFERRED),
    numbered(26, [RESULT, OTHERS, 'Đôn đốc giải quyết'], denunciation(goes('urge')), INFERRED),
  ],
  checks: [
    ...HEAD_CHECKS('inferred'),
    equation('8 = 9 + 14 + 15 + 16 + 17'),
    equation('8 = 18 + 19 + 20'),
    equation('8 = 21 + 24'),
    equation('9 = 10 + 11 + 12 + 13'),
    equation('21 = 22 + 23'),
    equation('24 = 25 + 26'),
  ],
};

const proposal = (...more: readonly Wanted[]) => of(and(isKind('KNPA'), isCase, ...more));

/** 04/XLD: phân loại, xử lý đơn kiến nghị, phản ánh. Most of its columns are known by number only. */
const PROPOSAL_FORM: FormDefinition = {
  ...COMMON,
  id: '04/XLD',
  title: 'Kết quả phân loại, xử lý đơn kiến nghị, phản ánh',
  columns: [
    ...heads(isKind('KNPA'), 'inferred'),
    numbered(8, [BY_FIELD, 'Tổng số'], proposal(), INFERRED),
    ...[9, 10, 11, 12].map((no) => unworded(no, [BY_FIELD])),
    numbered(
      13,
      [BY_STATE, 'Đã giải quyết'],
      proposal(({ rounds }) => rounds > 0),
      INFERRED,
    ),
    numbered(
      14,
      [BY_STATE, 'Chưa giải quyết'],
      proposal(({ rounds }) => rounds === 0),
      INFERRED,
    ),
    ...[15, 16, 17, 18, 19, 20].map((no) => unworded(no, [RESULT])),
  ],
  checks: [
    ...HEAD_CHECKS('inferred'),
    equation('8 = 9 + 10 + 11 + 12'),
    equation('8 = 13 + 14'),
    equation('16 = 17 + 18'),
  ],
};

export const HANDLING_FORMS: readonly FormDefinition[] = [
  HANDLING_FORM,
  COMPLAINT_FORM,
  DENUNCIATION_FORM,
  PROPOSAL_FORM,
];
