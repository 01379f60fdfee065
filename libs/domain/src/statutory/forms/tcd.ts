import type { EntryView } from '../entry-view';
import { CROWD, type StatutoryVisit } from '../statutory-entry';
import {
  equation,
  FORMS_VALID_FROM,
  numbered,
  SOURCE_OF_FORMS,
  type FormColumn,
  type FormDefinition,
} from './form';

type By = StatutoryVisit['by'];

/** Law 136/2025/QH15 knows no delegation of reception; later visits that say so stand in no column and break an equation. */
const LAST_DAY_OF_DELEGATION = '2026-06-30';

const isBy = ({ visit }: EntryView, by: By): boolean =>
  visit?.by === by && (by !== 'delegate' || visit.date <= LAST_DAY_OF_DELEGATION);
const isCrowd = ({ visit }: EntryView): boolean => (visit?.people ?? 0) >= CROWD;

/** Visits, people, cases and crowds of one way of receiving, from column `first` on: eight columns. */
function columnsOf(by: By, name: string, first: number): readonly FormColumn[] {
  const crowd = 'Trong đó đoàn đông người';
  const isOne = (view: EntryView): boolean => isBy(view, by);
  const isFirst = (view: EntryView): boolean => isOne(view) && view.visit?.isRepeat === false;
  const isRepeat = (view: EntryView): boolean => isOne(view) && view.visit?.isRepeat === true;
  return [
    numbered(first, [name, 'Số lượt'], isOne, INFERRED_NUMBER),
    numbered(
      first + 1,
      [name, 'Số người'],
      (view) => isOne(view) && BigInt(view.visit?.people ?? 0),
      INFERRED_NUMBER,
    ),
    numbered(first + 2, [name, 'Số vụ việc', 'Lần đầu'], isFirst, INFERRED_NUMBER),
    numbered(first + 3, [name, 'Số vụ việc', 'Nhiều lần'], isRepeat, INFERRED_NUMBER),
    numbered(first + 4, [name, crowd, 'Số đoàn'], (view) => isOne(view) && isCrowd(view), INFERRED_NUMBER),
    numbered(
      first + 5,
      [name, crowd, 'Số người'],
      (view) => isOne(view) && isCrowd(view) && BigInt(view.visit?.people ?? 0),
      INFERRED_NUMBER,
    ),
    numbered(first + 6, [name, crowd, 'Lần đầu'], (view) => isFirst(view) && isCrowd(view), INFERRED_NUMBER),
    numbered(
      first + 7,
      [name, crowd, 'Nhiều lần'],
      (view) => isRepeat(view) && isCrowd(view),
      INFERRED_NUMBER,
    ),
  ];
}

/** The equations of the form fix the numbers of the columns they name; the others follow from the order of the words. */
const INFERRED_NUMBER = { basis: 'inferred' } as const;

/** Days on which one agency's head received: «số kỳ». */
function sessions(no: number, by: By, name: string): FormColumn {
  return {
    ...numbered(no, [name, 'Số kỳ tiếp'], undefined, INFERRED_NUMBER),
    distinct: (view) => (isBy(view, by) ? `${view.agency} ${view.visit?.date ?? ''}` : undefined),
  };
}

const HEAD = 'Thủ trưởng tiếp';
const DELEGATE = 'Uỷ quyền tiếp';

/** 01/TCD: kết quả tiếp công dân thường xuyên, định kỳ và đột xuất. */
export const RECEPTION_FORM: FormDefinition = {
  id: '01/TCD',
  title: 'Kết quả tiếp công dân',
  source: SOURCE_OF_FORMS,
  validFrom: FORMS_VALID_FROM,
  columns: [
    numbered(1, ['Tổng số', 'Số lượt'], ({ visit }) => visit !== undefined),
    numbered(2, ['Tổng số', 'Số người'], ({ visit }) => visit?.people),
    numbered(3, ['Tổng số', 'Số vụ việc'], ({ visit }) => visit !== undefined),
    ...columnsOf('regular', 'Tiếp thường xuyên', 4),
    sessions(12, 'head', HEAD),
    ...columnsOf('head', HEAD, 13),
    sessions(21, 'delegate', DELEGATE),
    ...columnsOf('delegate', DELEGATE, 22),
  ],
  checks: [
    equation('1 = 4 + 13 + 22'),
    equation('2 = 5 + 14 + 23'),
    equation('3 = 6 + 7 + 15 + 16 + 24 + 25'),
  ],
};
