import { toVietnameseDate, type ComparedForm, type ReportPeriod } from '@kntc/domain';
import type { ZippedFile } from '../zip/zip-files';
import { comparisonSheets, formSheet, type FormsPaper } from './form-sheets';
import { sheetDocument } from './sheet-document';
import type { UsageBook } from './usage-report';

/** The files of the workbook of all forms of a period: a sheet each, every difference between both sides, every equation. */
export function formsWorkbook(forms: readonly ComparedForm[], paper: FormsPaper): readonly ZippedFile[] {
  return sheetDocument([...forms.map((form) => formSheet(form, paper)), ...comparisonSheets(forms, paper)]);
}

/** What is in no form, and must be said beside the figures. @param undated references of records dated to no period */
export function formsRemarks(
  { notCases }: Pick<UsageBook, 'notCases'>,
  undated: readonly string[],
  { to }: Pick<ReportPeriod, 'to'>,
): readonly string[] {
  const waiting = notCases
    .filter((one) => one.class !== 'outOfScope')
    .reduce((sum, { records }) => sum + records, 0);
  return [
    ...(waiting === 0
      ? []
      : [
          `Chưa tính: ${waiting} đơn tiếp nhận đến ${toVietnameseDate(to)} chưa thành vụ việc (chờ thời điểm gửi hoặc chờ bổ sung): xem sổ đối soát.`,
        ]),
    ...(undated.length === 0
      ? []
      : [`Chưa tính: ${undated.length} vụ việc có ngày không đủ để biết thuộc kỳ nào.`]),
  ];
}
