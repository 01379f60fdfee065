import type { Identity } from '../case/case';
import { toVietnameseDate } from '../case/partial-date';
import { mayNamePeople, type BookAgency, type BookEntry } from './book-entry';

/**
 * Columns of the Sổ tiếp công dân. Their order and meaning are those of Mẫu 03/TCD as `domain.md` §2.7 has them; the words were not
 * compared with the annex of NĐ 154/2026 (ADR 0042).
 */
export const BOOK_COLUMNS: readonly { readonly title: string; readonly width: number }[] = [
  { title: 'STT', width: 6 },
  { title: 'Ngày tiếp', width: 12 },
  { title: 'Họ tên, địa chỉ', width: 36 },
  { title: 'Số CCCD/hộ chiếu', width: 18 },
  { title: 'Tóm tắt nội dung', width: 48 },
  { title: 'Loại đơn', width: 14 },
  { title: 'Số người cùng nội dung', width: 12 },
  { title: 'Cơ quan đã giải quyết', width: 28 },
  { title: 'Thuộc thẩm quyền', width: 12 },
  { title: 'Hướng dẫn đến cơ quan (số văn bản)', width: 30 },
  { title: 'Cơ quan thụ lý (số văn bản chuyển)', width: 30 },
  { title: 'Theo dõi kết quả', width: 36 },
  { title: 'Ghi chú', width: 30 },
];

/** Proof that somebody typed a visit in on the national web. */
export interface BookProof {
  /** `yyyy-MM-dd`. */
  readonly enteredOn: string;
  readonly enteredBy: string;
  readonly evidence: string;
}

export interface BookShown {
  readonly isNamed: boolean;
  /** Name of an agency by its code of list 2; of a ward or province by its code of list 1. */
  readonly nameOf: (list: 1 | 2, code: string) => string;
  readonly proofOf: (reference: string) => BookProof | undefined;
}

const HIDDEN = '•••';
const KINDS = { KN: 'Khiếu nại', TC: 'Tố cáo', KNPA: 'Kiến nghị, phản ánh' } as const;

/** A line of the book. Opens who came and what they said only where they are to be named and may be. */
export function bookRow(entry: BookEntry, index: number, shown: BookShown): readonly (string | number)[] {
  const { kind, date, people, priorAgencyCode, isCompetent, guidedTo, acceptedBy } = entry;
  const sealed = shown.isNamed && mayNamePeople(entry) ? openedCells(entry, shown) : SHUT;
  const agency = (of: BookAgency | undefined): string =>
    of === undefined ? '' : withDocument(shown.nameOf(2, of.code), of.documentNo);
  return [
    index + 1,
    toVietnameseDate(date),
    sealed.who,
    sealed.idNumbers,
    sealed.content,
    kind === undefined ? '' : KINDS[kind],
    people,
    priorAgencyCode === undefined ? '' : shown.nameOf(2, priorAgencyCode),
    isCompetent === true ? 'x' : '',
    agency(guidedTo),
    agency(acceptedBy),
    sealed.result,
    [sealed.note, remarkOf(entry, shown)].filter((part) => part !== '').join('; '),
  ];
}

const SHUT = { who: HIDDEN, idNumbers: HIDDEN, content: HIDDEN, result: HIDDEN, note: '' } as const;

function openedCells(entry: BookEntry, shown: BookShown): Readonly<Record<keyof typeof SHUT, string>> {
  const identity = entry.identity.open();
  const { content, result = '', note = '' } = entry.words.open();
  const idNumbers = identity.people.flatMap(({ idNumber }) => idNumber ?? []).join('; ');
  return { who: whoOf(identity, shown), idNumbers, content, result, note };
}

/** What whoever types the book in by hand has to know of the line. */
function remarkOf({ hasPetition, reference }: BookEntry, { proofOf }: BookShown): string {
  if (hasPetition) return `có đơn, ${reference}`;
  const proof = proofOf(reference);
  return proof === undefined
    ? `không phát sinh đơn, ${reference}, chưa nhập CSDLQG`
    : `không phát sinh đơn, ${reference}, đã nhập CSDLQG ngày ${proof.enteredOn} (${proof.evidence})`;
}

function withDocument(name: string, documentNo: string | undefined): string {
  return documentNo === undefined ? name : `${name} (${documentNo})`;
}

function whoOf({ people, organisation }: Identity, { nameOf }: BookShown): string {
  const told = people.map(({ fullName, address: { detail, wardCode, provinceCode } }) =>
    [
      fullName,
      detail,
      wardCode === undefined ? undefined : nameOf(1, wardCode),
      provinceCode === undefined ? undefined : nameOf(1, provinceCode),
    ]
      .filter((part) => part !== undefined && part !== '')
      .join(', '),
  );
  const office = organisation && [organisation.name, organisation.address].filter(Boolean).join(', ');
  return [...(office === undefined ? [] : [office]), ...told].join('; ');
}
