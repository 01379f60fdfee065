import { NO_CHANNEL_NAMES, PROMPTNESS_DAYS, type LedgerEntry } from '@kntc/domain';
import type { MilestoneCount, StepTimes } from '@kntc/storage';
import { stepName, table } from '../output';

/** The same records counted as the report forms count them. */
export function unitLines({ records, classes, units }: LedgerEntry): readonly string[] {
  const rows = [
    ['Tổng', records - classes.noChannel, units.all],
    ['Khớp', classes.confirmed, units.confirmed],
    ['Chưa có kênh', 0, units.noChannel],
  ] as const;
  return [
    '',
    'Đếm như biểu báo cáo (người và lượt của hồ sơ đọc trước khi nâng cấp: sau lần xem xét sau)',
    ...table(
      ['', 'Đơn', 'Vụ việc', 'Lượt tiếp', 'Người', 'Đoàn đông người'],
      rows.map(([name, petitions, of]) => [name, petitions, of.cases, of.visits, of.people, of.crowds]),
    ),
  ];
}

/** Milestones without a channel: their cases are in the sum already. */
export function milestoneLines(milestones: readonly MilestoneCount[]): readonly string[] {
  if (milestones.length === 0) return [];
  return [
    '',
    'Chưa có kênh liên thông – các mốc của vụ việc đã tính ở trên (npm run kntc -- no-channel list <kỳ>)',
    ...table(
      ['Đơn vị', 'Mốc', 'Số mốc', 'Vụ việc', 'Người', 'Đoàn đông người', 'Đã nhập tay'],
      milestones.map((one) => [
        one.agency,
        NO_CHANNEL_NAMES[one.milestone],
        one.items,
        one.cases,
        one.people,
        one.crowds,
        one.entered,
      ]),
    ),
  ];
}

/** From each milestone to its confirmation, by agency and step. */
export function stepTimeLines(times: readonly StepTimes[]): readonly string[] {
  if (times.length === 0) return [];
  return [
    '',
    `Từ mỗi mốc đến khi CSDLQG xác nhận bước đó (đơn của ${PROMPTNESS_DAYS} ngày qua)`,
    ...table(
      [
        'Đơn vị',
        'Bước',
        'Đã xác nhận',
        'Từ ngày của mốc: một nửa (ngày)',
        '9/10 (ngày)',
        'Từ khi cổng biết: một nửa (giờ)',
        '9/10 (giờ)',
      ],
      times.map((one) => [
        one.agency,
        stepName(one.step),
        one.confirmed,
        one.medianDays ?? '–',
        one.mostDays ?? '–',
        hours(one.medianHours),
        hours(one.mostHours),
      ]),
    ),
  ];
}

function hours(count: number | null): string {
  return count === null ? '–' : count.toLocaleString('vi-VN', { maximumFractionDigits: 1 });
}
