import { vietnamTime } from '@kntc/domain';
import type { MappingChange } from '@kntc/sources';
import type { MappingWait } from '@kntc/storage';
import { DIGEST_SHOWN } from '../arguments';

/** What two sides see before they approve. */
export interface MappingView {
  readonly waiting: MappingWait;
  readonly changes: readonly MappingChange[];
  readonly isNew: boolean;
  /** Records that are judged again. */
  readonly records: number;
}

/** What changes, key by key, and what it sets going. */
export function mappingLines({ waiting, changes, isNew, records }: MappingView): readonly string[] {
  const { id, mappingVersion, since } = waiting;
  return [
    `Nguồn ${id}: ánh xạ ${isNew ? 'của nguồn mới' : 'đã đổi'}, chờ hai bên duyệt từ ${vietnamTime(since)} (phiên bản ${mappingVersion.slice(0, DIGEST_SHOWN)}).`,
    isNew ? 'Toàn bộ ánh xạ:' : 'Thay đổi so với ánh xạ đang dùng:',
    ...changes.flatMap(changeLines),
    isNew
      ? 'Duyệt xong, cổng đọc nguồn này từ đầu.'
      : `Duyệt xong, ${records} hồ sơ của nguồn này được xét lại và nguồn được đọc lại từ đầu.`,
    'Thay đổi của hồ sơ đã xác nhận trên CSDLQG vẫn phải qua tạm dừng, chờ ý kiến như thường lệ.',
  ];
}

function changeLines({ path, before, after }: MappingChange): readonly string[] {
  const mark = before === undefined ? '+' : after === undefined ? '-' : '~';
  return [
    `  ${mark} ${visible(path)}`,
    ...(before === undefined ? [] : valueLines('trước', before)),
    ...(after === undefined ? [] : valueLines('sau  ', after)),
  ];
}

function valueLines(word: string, text: string): readonly string[] {
  const [first = '', ...rest] = text.trimEnd().split('\n');
  return [`      ${word}: ${visible(first)}`, ...rest.map((line) => `             ${visible(line)}`)];
}

/** Nothing that a terminal obeys or nobody sees hides a change from whoever approves it. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

function visible(text: string): string {
  return text.replaceAll(
    UNSEEN,
    (letter) => `‹U+${(letter.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}›`,
  );
}
