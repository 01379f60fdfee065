import {
  fieldLabel,
  reasonText,
  shownValue,
  stepLabel,
  type ReasonCode,
  type RecordIssue,
} from '@kntc/domain';
import type { FileSourceDefinition } from '../../definition/source-definition';
import type { Manifest } from '../inbox/manifests';
import { letters } from '../table/find-table';
import { columnOfField } from './column-of-field';

/** What stopped a record: an issue of the record itself, or a hold at one of its steps. */
export type Stop =
  | Pick<RecordIssue, 'code' | 'field' | 'masked' | 'localCode' | 'column'>
  | { readonly hold: ReasonCode; readonly step?: string | undefined; readonly detail?: string | undefined };

/** What happened and what to do, for the person who keeps the sheet. */
export type Explain = (stop: Stop, line: number) => { readonly why: string; readonly action: string };

/** `{place}` is the cell, or the line where no single column decides. */
const ACTIONS: Partial<Record<ReasonCode, string>> = {
  NOT_CLASSIFIED: 'Ghi loại đơn ở {place} rồi gửi lại tệp.',
  MISSING_MANDATORY: 'Điền {place} rồi gửi lại tệp.',
  UNKNOWN_CODE: 'Sửa {place} rồi gửi lại tệp, hoặc đề nghị người quản trị khai mã này trong bảng đối chiếu.',
  CODE_NOT_NATIONAL:
    'Báo người quản trị: mã ở {place} đã đối chiếu với một mã không có trong danh mục quốc gia.',
  UNKNOWN_VALUE:
    'Sửa {place} rồi gửi lại tệp, hoặc đề nghị người quản trị thêm giá trị này vào tệp khai báo nguồn.',
  AMBIGUOUS_VALUE: 'Ghi một giá trị rõ nghĩa ở {place}, hoặc tách thành nhiều đơn, rồi gửi lại tệp.',
  BAD_DATE: 'Sửa {place} rồi gửi lại tệp.',
  BAD_NUMBER: 'Sửa {place} rồi gửi lại tệp.',
  DATE_ORDER: 'Kiểm tra các ngày, sửa {place} rồi gửi lại tệp.',
  ILLEGAL_JUMP: 'Điền bước còn thiếu ở {place} rồi gửi lại tệp.',
  MANY_PEOPLE_IN_ONE_FIELD: 'Sửa {place} để mỗi ô chỉ có một người, rồi gửi lại tệp.',
  TEXT_SUSPECT: 'Gõ lại {place} rồi gửi lại tệp.',
  TEXT_LOST: 'Gõ lại {place} theo bản giấy rồi gửi lại tệp.',
  TEXT_TRUNCATED: 'Gõ lại đầy đủ {place} rồi gửi lại tệp.',
  TEXT_TOO_LONG: 'Rút gọn {place} rồi gửi lại tệp.',
};

/** The sentences of a reason as they hold for a sheet: they name the cell and speak of the file. */
export function explainFor(definition: FileSourceDefinition, { positions = {} }: Manifest): Explain {
  const { layout } = definition.files;
  const placeOf = (column: string | undefined, line: number): string => {
    const found = layout.columns.find(({ name }) => name === column);
    if (found === undefined) return `dòng ${line}`;
    const position = positions[found.name] ?? found.position;
    const cell = position === undefined ? `dòng ${line}` : `${letters(position)}${line}`;
    return `ô ${cell} (${found.header ?? found.name})`;
  };
  const keyHeaders = definition.record.columns.map(
    (key) => layout.columns.find(({ name }) => name === key)?.header ?? key,
  );
  return (stop, line) => {
    if ('hold' in stop) return held(stop, definition.id);
    const { code, field, masked, localCode, column } = stop;
    const [why, , action] = reasonText(code, fieldLabel(field), shownValue({ localCode, masked }));
    if (code === 'KEY_NOT_UNIQUE')
      return {
        why: 'Trong tệp có nhiều dòng khác nhau cùng một khoá.',
        action: `Sửa cột khoá (${keyHeaders.join(', ')}) để mỗi đơn một khoá, hoặc xoá dòng thừa, rồi gửi lại tệp.`,
      };
    const place = placeOf(column ?? columnOfField(definition.map, field), line);
    return { why, action: ACTIONS[code]?.replace('{place}', () => place) ?? ofTheFile(action) };
  };
}

function held(
  { hold, step, detail }: Extract<Stop, { hold: ReasonCode }>,
  source: string,
): ReturnType<Explain> {
  const [why, , action] = reasonText(hold, stepLabel(step));
  if (hold !== 'EXACT_DUPLICATE' || detail === undefined) return { why, action: ofTheFile(action) };
  // The detail is «source/key», and keys may hold a slash themselves.
  const cut = detail.indexOf('/');
  const of = detail.slice(0, cut);
  const other = `«${detail.slice(cut + 1)}»${of === source ? '' : ` của nguồn «${of}»`}`;
  return {
    why: `Đơn giống hệt đơn có khoá ${other} (cùng người, cùng nội dung).`,
    action: ofTheFile(action),
  };
}

/** The catalogue speaks of the software of a unit; who keeps a sheet has the file. */
function ofTheFile(action: string): string {
  return action.replace(/ trong phần mềm( của đơn vị)?(; cổng tự đọc lại)?/, ' trong tệp rồi gửi lại tệp');
}
