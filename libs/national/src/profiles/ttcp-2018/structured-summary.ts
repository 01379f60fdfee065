import { type Case, type CodeBook, toVietnameseDate } from '@kntc/domain';

const LIST_AGENCIES = 2;
const LIST_CASE_TYPES = 6;

/**
 * What stands in place of a denunciation's text when it must not leave: names of its types, date and agency of receipt,
 * number of people. Made from codes only, so it cannot hold a word of the denouncer.
 */
export function structuredSummary(kase: Case, codeBook: CodeBook): string {
  const nameOf = (list: number, code: string): string => codeBook.nameOf(list, code) ?? code;
  const types = kase.petition.classification
    .map((path) => path.at(-1))
    .filter((code) => code !== undefined)
    .map((code) => nameOf(LIST_CASE_TYPES, code));
  return [
    `Loại đơn: ${[...new Set(types)].join('; ')}.`,
    `Ngày tiếp nhận: ${toVietnameseDate(kase.petition.receivedDate)}.`,
    `Cơ quan tiếp nhận: ${nameOf(LIST_AGENCIES, kase.receivingAgencyCode)}.`,
    `Số người đứng tên: ${kase.petitioners.headCount}.`,
  ].join('\n');
}
