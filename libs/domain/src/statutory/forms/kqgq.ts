import type { PetitionKind } from '../../case/case';
import type { EntryView, SettlementView } from '../entry-view';
import type { StatutoryDecision, StatutoryEnforcement, StatutoryFigures } from '../statutory-entry';
import {
  equation,
  FORMS_VALID_FROM,
  numbered,
  SOURCE_OF_FORMS,
  unworded,
  worded,
  type FormColumn,
  type FormDefinition,
} from './form';

type Sum = (settlement: SettlementView) => bigint;

const of =
  (kind: PetitionKind, sum: Sum) =>
  ({ settlement }: EntryView): bigint =>
    settlement === undefined || settlement.of.kind !== kind ? 0n : sum(settlement);
const count = (is: boolean): bigint => (is ? 1n : 0n);
const added = <T>(all: readonly T[], amount: (one: T) => bigint): bigint =>
  all.reduce((sum, one) => sum + amount(one), 0n);

/** Decisions of the period for which something holds. */
const decided =
  (
    kind: PetitionKind,
    is: (decision: StatutoryDecision, settlement: SettlementView) => boolean = () => true,
  ) =>
  (view: EntryView): bigint =>
    of(kind, (settlement) => added(settlement.decisions, (one) => count(is(one, settlement))))(view);

/** A sum over the decisions of the period. */
const inDecisions = (kind: PetitionKind, amount: (decision: StatutoryDecision) => bigint) =>
  of(kind, ({ decisions }) => added(decisions, amount));

/** Lần hai: of this case, or because another agency decided before. */
function isSecond({ round }: StatutoryDecision, { of: petition }: SettlementView): boolean {
  return round + petition.priorRounds > 1;
}

function isInTime({ date }: StatutoryDecision, { of: { acceptance } }: SettlementView): boolean {
  return acceptance?.due === undefined || date <= acceptance.due;
}

/** List 10 as `domain.md` §3.5 knows it: 1 KN đúng một phần, 2 KN đúng, 6 KN sai; 3 TC đúng, 4 TC sai, 5 TC đúng một phần. */
const has =
  (...results: readonly string[]) =>
  ({ result }: StatutoryDecision): boolean =>
    results.includes(result);

const COMMON = { source: SOURCE_OF_FORMS, validFrom: FORMS_VALID_FROM };
const INFERRED = { basis: 'inferred' } as const;
const GIVEN = { basis: 'given' } as const;
const MONEY = { basis: 'given', unit: 'money' } as const;
const LAND = { basis: 'given', unit: 'area' } as const;

const MILLION = 'Tiền (triệu đồng)';
const METRES = 'Đất (m²)';
const DONE = 'Kết quả giải quyết';
const RECOVERED = 'Kiến nghị thu hồi cho Nhà nước';
const RETURNED = 'Trả lại cho tổ chức, cá nhân';
const VERDICT = 'Phân tích kết quả';
const TIME = 'Chấp hành thời hạn';

/** What decisions of a kind order, alike for complaints and denunciations. */
function orders(kind: PetitionKind): readonly FormColumn[] {
  const figure = (name: keyof StatutoryFigures) => inDecisions(kind, ({ figures }) => figures[name]);
  return [
    worded('thu hồi tiền', [RECOVERED, MILLION], figure('moneyRecovered'), MONEY),
    worded('thu hồi đất', [RECOVERED, METRES], figure('landRecovered'), LAND),
    worded('trả lại tiền', [RETURNED, MILLION], figure('moneyReturned'), MONEY),
    worded('trả lại đất', [RETURNED, METRES], figure('landReturned'), LAND),
    worded(
      'trả quyền lợi',
      [RETURNED, 'Số người được trả quyền lợi'],
      inDecisions(kind, ({ rightsRestored }) => BigInt(rightsRestored)),
    ),
    worded(
      'xử lý hành chính',
      ['Kiến nghị xử lý hành chính', 'Số người'],
      inDecisions(kind, ({ disciplined }) => BigInt(disciplined)),
      GIVEN,
    ),
    // Whether somebody is a civil servant is no part of the canonical case.
    worded(
      'công chức',
      ['Kiến nghị xử lý hành chính', 'Trong đó cán bộ, công chức, viên chức'],
      undefined,
      GIVEN,
    ),
    worded(
      'điều tra',
      ['Chuyển cơ quan điều tra', 'Số người'],
      inDecisions(kind, ({ toInvestigation }) => BigInt(toInvestigation)),
      GIVEN,
    ),
  ];
}

const opened = (kind: PetitionKind) => of(kind, ({ isOpen }) => count(isOpen));

/** 01/KQGQ: giải quyết khiếu nại thuộc thẩm quyền. */
const COMPLAINTS_SETTLED: FormDefinition = {
  ...COMMON,
  id: '01/KQGQ',
  title: 'Kết quả giải quyết khiếu nại thuộc thẩm quyền',
  columns: [
    worded('phải giải quyết', ['Số vụ việc phải giải quyết'], opened('KN')),
    numbered(5, [DONE, 'Đã giải quyết bằng quyết định'], decided('KN'), INFERRED),
    worded(
      'rút đơn',
      [DONE, 'Rút đơn do giải thích, thuyết phục'],
      of('KN', (one) => count(one.isWithdrawn)),
      GIVEN,
    ),
    ...orders('KN'),
    numbered(
      20,
      [VERDICT, 'Lần đầu', 'Khiếu nại đúng'],
      decided('KN', (d, s) => !isSecond(d, s) && has('2')(d)),
    ),
    numbered(
      21,
      [VERDICT, 'Lần đầu', 'Khiếu nại sai'],
      decided('KN', (d, s) => !isSecond(d, s) && has('6')(d)),
    ),
    numbered(
      22,
      [VERDICT, 'Lần đầu', 'Đúng một phần'],
      decided('KN', (d, s) => !isSecond(d, s) && has('1')(d)),
    ),
    // List 10 has no words of its own for the second round: wrong again upholds the first decision.
    numbered(
      23,
      [VERDICT, 'Lần hai', 'Công nhận'],
      decided('KN', (d, s) => isSecond(d, s) && has('6')(d)),
      INFERRED,
    ),
    numbered(
      24,
      [VERDICT, 'Lần hai', 'Huỷ, sửa'],
      decided('KN', (d, s) => isSecond(d, s) && has('1', '2')(d)),
      INFERRED,
    ),
    worded('đúng hạn', [TIME, 'Đúng thời hạn'], decided('KN', isInTime), GIVEN),
    worded(
      'quá hạn',
      [TIME, 'Không đúng thời hạn'],
      decided('KN', (d, s) => !isInTime(d, s)),
      GIVEN,
    ),
  ],
  checks: [equation('5 = 20 + 21 + 22 + 23 + 24'), equation('5 = đúng hạn + quá hạn', 'inferred')],
};

/** 03/KQGQ: giải quyết tố cáo thuộc thẩm quyền. */
const DENUNCIATIONS_SETTLED: FormDefinition = {
  ...COMMON,
  id: '03/KQGQ',
  title: 'Kết quả giải quyết tố cáo thuộc thẩm quyền',
  columns: [
    worded('phải giải quyết', ['Số vụ việc phải giải quyết'], opened('TC')),
    numbered(6, [DONE, 'Tổng số vụ việc đã giải quyết'], decided('TC'), INFERRED),
    ...[7, 8, 9, 10].map((no) => unworded(no, [DONE])),
    ...orders('TC'),
    numbered(24, [VERDICT, 'Tố cáo đúng'], decided('TC', has('3')), INFERRED),
    numbered(26, [VERDICT, 'Tố cáo sai'], decided('TC', has('4', '7')), INFERRED),
    numbered(28, [VERDICT, 'Đúng một phần'], decided('TC', has('5')), INFERRED),
    numbered(30, [TIME, 'Đúng thời hạn'], decided('TC', isInTime), INFERRED),
    numbered(
      31,
      [TIME, 'Không đúng thời hạn'],
      decided('TC', (d, s) => !isInTime(d, s)),
      INFERRED,
    ),
  ],
  checks: [equation('6 = 7 + 8 + 9 + 10'), equation('6 = 24 + 26 + 28'), equation('6 = 30 + 31')],
};

const isEnforced = ({ figures, enforcements }: StatutoryDecision): boolean =>
  enforcements.length > 0 || Object.values(figures).some((amount) => amount !== 0n);

/** 02 and 04/KQGQ: what was to be enforced, and what was; no number of a column is known. */
function enforcementColumns(kind: PetitionKind): readonly FormColumn[] {
  const ordered = (name: keyof StatutoryFigures) =>
    of(kind, ({ toEnforce }) => added(toEnforce, ({ figures }) => figures[name]));
  const carriedOut = (amount: (one: StatutoryEnforcement) => bigint) =>
    of(kind, ({ enforcements }) => added(enforcements, amount));
  const figure = (name: keyof StatutoryFigures) => carriedOut(({ figures }) => figures[name]);
  return [
    worded(
      'tổng',
      ['Tổng số phải thi hành'],
      of(kind, ({ toEnforce }) => added(toEnforce, (one) => count(isEnforced(one)))),
      GIVEN,
    ),
    worded(
      'xong',
      ['Đã thi hành xong'],
      of(kind, ({ toEnforce, isClosed }) => added(toEnforce, (one) => count(isClosed && isEnforced(one)))),
      GIVEN,
    ),
    worded('phải thu tiền', ['Thu hồi cho Nhà nước', 'Phải thu', MILLION], ordered('moneyRecovered'), MONEY),
    worded('phải thu đất', ['Thu hồi cho Nhà nước', 'Phải thu', METRES], ordered('landRecovered'), LAND),
    worded('đã thu tiền', ['Thu hồi cho Nhà nước', 'Đã thu', MILLION], figure('moneyRecovered'), MONEY),
    worded('đã thu đất', ['Thu hồi cho Nhà nước', 'Đã thu', METRES], figure('landRecovered'), LAND),
    worded('phải trả tiền', [RETURNED, 'Phải trả', MILLION], ordered('moneyReturned'), MONEY),
    worded('phải trả đất', [RETURNED, 'Phải trả', METRES], ordered('landReturned'), LAND),
    worded('đã trả tiền', [RETURNED, 'Đã trả', MILLION], figure('moneyReturned'), MONEY),
    worded('đã trả đất', [RETURNED, 'Đã trả', METRES], figure('landReturned'), LAND),
    worded(
      'đã xử lý',
      ['Đã xử lý hành chính', 'Người, tập thể'],
      carriedOut((one) => BigInt(one.handled)),
      GIVEN,
    ),
    worded(
      'khởi tố',
      ['Đã khởi tố', 'Số đối tượng'],
      carriedOut((one) => BigInt(one.prosecuted)),
      GIVEN,
    ),
  ];
}

const COMPLAINTS_ENFORCED: FormDefinition = {
  ...COMMON,
  id: '02/KQGQ',
  title: 'Kết quả thi hành quyết định giải quyết khiếu nại',
  columns: enforcementColumns('KN'),
  checks: [],
};

const DENUNCIATIONS_ENFORCED: FormDefinition = {
  ...COMMON,
  id: '04/KQGQ',
  title: 'Kết quả thi hành kết luận nội dung tố cáo',
  columns: enforcementColumns('TC'),
  checks: [],
};

export const SETTLEMENT_FORMS: readonly FormDefinition[] = [
  COMPLAINTS_SETTLED,
  COMPLAINTS_ENFORCED,
  DENUNCIATIONS_SETTLED,
  DENUNCIATIONS_ENFORCED,
];
