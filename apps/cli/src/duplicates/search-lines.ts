import { vietnamTime } from '@kntc/domain';
import type { DuplicateSearch } from '@kntc/storage';
import { table } from '../output';

/** One comparison of a period in one line, for whoever looks on. */
export function searchLine({ from, to, agency, ...search }: DuplicateSearch): string {
  const { compared, expected, found, finishedAt } = search;
  const of = agency === null ? 'mọi cơ quan' : agency;
  const state = finishedAt === null ? '' : ' Xong.';
  return `Kỳ ${from} – ${to}, ${of}: đã so ${compared}/${expected} đơn, tìm thêm ${found} cặp.${state}`;
}

/** What was asked to be compared again, and how far it is. */
export function searchTable(items: readonly DuplicateSearch[]): readonly string[] {
  if (items.length === 0)
    return ['Chưa ai yêu cầu so lại. Yêu cầu: npm run kntc -- duplicates search --from <ngày> --to <ngày>.'];
  return table(
    ['Từ ngày', 'Đến ngày', 'Cơ quan', 'Đã so', 'Cặp mới', 'Người yêu cầu', 'Xong lúc'],
    items.map((one) => [
      one.from,
      one.to,
      one.agency ?? 'mọi cơ quan',
      `${one.compared}/${one.expected}`,
      String(one.found),
      one.askedBy,
      one.finishedAt === null ? 'đang chạy' : vietnamTime(one.finishedAt),
    ]),
  );
}
